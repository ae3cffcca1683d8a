import { requireUser } from "@/lib/auth/actor";
import { handle, readJson } from "@/lib/http/handle";
import { LabelsRequest } from "@/lib/labels/schema";
import { receiveSent } from "@/lib/notes/receive-sent";

export const POST = handle(async (request) => {
  const actor = await requireUser(request);
  const { labels } = await readJson(request, LabelsRequest);
  const { status, answer } = await receiveSent(actor, labels);
  return Response.json(answer, { status });
});
