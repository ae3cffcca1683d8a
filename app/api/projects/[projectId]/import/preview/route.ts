import { requireUser } from "@/lib/auth/actor";
import { bodyOf, PreviewQuery } from "@/lib/datasets/import-request";
import { previewDataset } from "@/lib/datasets/preview-dataset";
import { handle, readQuery } from "@/lib/http/handle";

export const POST = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireUser(request);
  const { fileName, format, annotatorName, map, isPart } = readQuery(request, PreviewQuery);
  return Response.json(await previewDataset(actor, projectId, bodyOf(request), { fileName, format, annotatorName, map, isPart }));
});
