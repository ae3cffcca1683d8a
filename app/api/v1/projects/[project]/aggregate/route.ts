import { getAggregate } from "@/lib/api/routes/reports";
import { serve, streamDocument, streamLines, wantsLines } from "@/lib/api/serve";
import { toDocument, toLines } from "@/lib/consensus/document";
import { getConsensusPage, openConsensus } from "@/lib/consensus/queries";

export const GET = serve(getAggregate, async ({ actor, params, query, request }) => {
  const { after, limit, ...options } = query;
  if (after !== undefined || limit !== undefined)
    return Response.json(await getConsensusPage(actor, params.project, options, { after, limit: limit ?? 500 }));
  const { report, rows } = await openConsensus(actor, params.project, options);
  return wantsLines(request) ? streamLines(toLines(rows)) : streamDocument(toDocument(report, rows));
});
