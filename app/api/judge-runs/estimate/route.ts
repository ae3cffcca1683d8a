import { requireActor } from "@/lib/auth/actor";
import { handle, readQuery } from "@/lib/http/handle";
import { estimateRun } from "@/lib/judges/estimates/estimate-run";
import { EstimateQuery } from "@/lib/judges/run-schema";

export const GET = handle(async (request) => {
  const actor = await requireActor(request);
  const { project, ...input } = readQuery(request, EstimateQuery);
  return Response.json(await estimateRun(actor, project, input));
});
