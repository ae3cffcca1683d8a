import { requireUser } from "@/lib/auth/actor";
import { bodyOf } from "@/lib/datasets/import-request";
import { storePart } from "@/lib/datasets/upload/store-part";
import { PartQuery } from "@/lib/datasets/upload-schema";
import { handle, readQuery } from "@/lib/http/handle";

export const POST = handle<{ projectId: string; uploadId: string }>(async (request, { projectId, uploadId }) => {
  const actor = await requireUser(request);
  return Response.json(await storePart(actor, projectId, uploadId, readQuery(request, PartQuery), bodyOf(request)));
});
