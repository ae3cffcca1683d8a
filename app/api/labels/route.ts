import { requireUser } from "@/lib/auth/actor";
import { handle, readJson } from "@/lib/http/handle";
import { receiveLabels } from "@/lib/labels/receive-labels";
import { LabelsRequest } from "@/lib/labels/schema";

export const POST = handle(async (request) => {
  const actor = await requireUser(request);
  const { labels } = await readJson(request, LabelsRequest);
  const { status, answer } = await receiveLabels(actor, labels);
  return Response.json(answer, { status });
});
