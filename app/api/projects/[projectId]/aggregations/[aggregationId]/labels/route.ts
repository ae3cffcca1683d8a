import { Readable } from "node:stream";
import { requireActor } from "@/lib/auth/actor";
import { handle } from "@/lib/http/handle";
import { openLabelsFile } from "@/lib/reaggregation/labels-file";

export const dynamic = "force-dynamic";

export const GET = handle<{ projectId: string; aggregationId: string }>(async (request, { projectId, aggregationId }) => {
  const actor = await requireActor(request);
  const { fileName, lines } = await openLabelsFile(actor, projectId, aggregationId);
  // Node's web stream and the DOM's are one at run time and two to the type checker.
  const body = Readable.toWeb(Readable.from(lines, { objectMode: false })) as unknown as ReadableStream;
  return new Response(body, {
    headers: {
      "Content-Type": "application/x-ndjson",
      "Content-Disposition": `attachment; filename="${fileName}"`,
    },
  });
});
