import { Readable } from "node:stream";
import { requireActor } from "@/lib/auth/actor";
import { toDocument, toLines } from "@/lib/consensus/document";
import { getConsensusPage, openConsensus } from "@/lib/consensus/queries";
import { AggregateQuery } from "@/lib/consensus/schema";
import { handle, readQuery } from "@/lib/http/handle";

export const GET = handle<{ project: string }>(async (request, { project }) => {
  const actor = await requireActor(request);
  const { after, limit, ...options } = readQuery(request, AggregateQuery);
  if (after !== undefined || limit !== undefined)
    return Response.json(await getConsensusPage(actor, project, options, { after, limit: limit ?? 500 }));
  const { report, rows } = await openConsensus(actor, project, options);
  const isLines = request.headers.get("accept")?.includes("application/x-ndjson") === true;
  const body = Readable.toWeb(Readable.from(isLines ? toLines(rows) : toDocument(report, rows)));
  return new Response(body as ReadableStream, {
    headers: { "Content-Type": isLines ? "application/x-ndjson" : "application/json" },
  });
});
