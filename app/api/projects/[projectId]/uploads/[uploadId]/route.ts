import { requireUser } from "@/lib/auth/actor";
import { cancelImport, startImport } from "@/lib/datasets/upload/control-import";
import { getImportJob } from "@/lib/datasets/upload/queries";
import { ImportJobAction } from "@/lib/datasets/upload-schema";
import { handle, readJson } from "@/lib/http/handle";

export const GET = handle<{ projectId: string; uploadId: string }>(async (request, { projectId, uploadId }) => {
  const actor = await requireUser(request);
  return Response.json(await getImportJob(actor, projectId, uploadId));
});

export const POST = handle<{ projectId: string; uploadId: string }>(async (request, { projectId, uploadId }) => {
  const actor = await requireUser(request);
  const input = await readJson(request, ImportJobAction);
  if (input.action === "cancel") return Response.json(await cancelImport(actor, projectId, uploadId));
  return Response.json(await startImport(actor, projectId, uploadId, input.options));
});
