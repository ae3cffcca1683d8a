import { Readable } from "node:stream";
import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { handle, parse, readQuery } from "@/lib/http/handle";
import { openSftFile } from "@/lib/revisions/results/sft-rows";
import { SftQuery } from "@/lib/revisions/schema";

export const GET = handle<{ projectId: string; runId: string }>(async (request, { projectId, runId }) => {
  const actor = await requireActor(request);
  const { name, lines } = await openSftFile(actor, projectId, parse(z.uuid(), runId), readQuery(request, SftQuery));
  return new Response(Readable.toWeb(Readable.from(lines)) as ReadableStream, {
    headers: { "Content-Type": "application/jsonl; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"` },
  });
});
