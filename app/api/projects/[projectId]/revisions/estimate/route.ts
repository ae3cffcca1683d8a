import { requireActor } from "@/lib/auth/actor";
import { handle, readJson } from "@/lib/http/handle";
import { estimateRevisionRun } from "@/lib/revisions/estimates/estimate-run";
import { RevisionEstimateInput } from "@/lib/revisions/form-schema";

export const POST = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireActor(request);
  const { texts } = await readJson(request, RevisionEstimateInput);
  return Response.json(await estimateRevisionRun(actor, projectId, texts));
});
