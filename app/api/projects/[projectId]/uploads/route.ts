import { requireUser } from "@/lib/auth/actor";
import { beginUpload } from "@/lib/datasets/upload/begin-upload";
import { UploadInput } from "@/lib/datasets/upload-schema";
import { handle, readJson } from "@/lib/http/handle";

export const POST = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireUser(request);
  return Response.json(await beginUpload(actor, projectId, await readJson(request, UploadInput)));
});
