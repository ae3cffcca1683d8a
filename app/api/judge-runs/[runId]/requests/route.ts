import { Readable } from "node:stream";
import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { handle, parse, readQuery } from "@/lib/http/handle";
import { checkRequests, exportRequests } from "@/lib/judges/batch/export-requests";

const Query = z.strictObject({ check: z.literal("").optional() });

export const GET = handle<{ runId: string }>(async (request, params) => {
  const actor = await requireActor(request);
  const runId = parse(z.uuid(), params.runId);
  // A page asks first: what refuses a download is told nowhere else.
  if (readQuery(request, Query).check !== undefined) {
    await checkRequests(actor, runId);
    return Response.json({});
  }
  const lines = await exportRequests(actor, runId);
  // Node's web stream and the DOM's are one at run time and two to the type checker.
  const body = Readable.toWeb(Readable.from(lines, { objectMode: false })) as unknown as ReadableStream;
  return new Response(body, {
    headers: {
      "Content-Type": "application/x-ndjson",
      "Content-Disposition": `attachment; filename="requests-${runId}.jsonl"`,
    },
  });
});
