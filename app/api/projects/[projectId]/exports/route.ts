import { requireUser } from "@/lib/auth/actor";
import { exportDataset } from "@/lib/datasets/export-dataset";
import { ExportInput } from "@/lib/datasets/export-schema";
import { handle, readJson } from "@/lib/http/handle";

export const POST = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireUser(request);
  const input = await readJson(request, ExportInput);
  const { id, manifest } = await exportDataset(actor, projectId, input);
  return Response.json({ id, manifest }, { status: 201 });
});
