import { saveAdjudication } from "@/lib/adjudication/save-adjudication";
import { AdjudicationInput } from "@/lib/adjudication/schema";
import { requireUser } from "@/lib/auth/actor";
import { handle, readJson } from "@/lib/http/handle";

export const POST = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireUser(request);
  return Response.json(await saveAdjudication(actor, projectId, await readJson(request, AdjudicationInput)));
});
