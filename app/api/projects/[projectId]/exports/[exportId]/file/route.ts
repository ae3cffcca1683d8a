import fs from "node:fs";
import { Readable } from "node:stream";
import * as z from "zod";
import { requireActor } from "@/lib/auth/actor";
import { getExportFile } from "@/lib/datasets/export/queries";
import { handle, parse } from "@/lib/http/handle";

export const GET = handle<{ projectId: string; exportId: string }>(async (request, { projectId, exportId }) => {
  const actor = await requireActor(request);
  const { file, bytes, manifest } = await getExportFile(actor, projectId, parse(z.uuid(), exportId));
  // Node's web stream and the DOM's are one at run time and two to the type checker.
  const body = Readable.toWeb(fs.createReadStream(file)) as unknown as ReadableStream;
  return new Response(body, {
    headers: {
      "Content-Type": "application/x-ndjson",
      "Content-Length": String(bytes),
      "Content-Disposition": `attachment; filename="${manifest.file.name}"`,
    },
  });
});
