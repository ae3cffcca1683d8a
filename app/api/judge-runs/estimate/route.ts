import { requireActor } from "@/lib/auth/actor";
import { handle, readQuery } from "@/lib/http/handle";
import { EstimateQuery } from "@/lib/judges/run-schema";
import { estimateRun } from "@/lib/judges/runs/estimate-run";

export const GET = handle(async (request) => {
  const actor = await requireActor(request);
  const { project, ...input } = readQuery(request, EstimateQuery);
  return Response.json(await estimateRun(actor, project, input));
});
