import { requireActor } from "@/lib/auth/actor";
import { handle, readJson } from "@/lib/http/handle";
import { DraftPreviewInput } from "@/lib/judges/preview/draft-schema";
import { previewDraft } from "@/lib/judges/preview/preview-draft";

export const POST = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireActor(request);
  return Response.json(await previewDraft(actor, projectId, await readJson(request, DraftPreviewInput)));
});
