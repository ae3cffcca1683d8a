import { requireUser } from "@/lib/auth/actor";
import { startExport } from "@/lib/datasets/export/jobs/start-export";
import { ExportOrder } from "@/lib/datasets/export-schema";
import { handle, readJson } from "@/lib/http/handle";

export const POST = handle<{ projectId: string }>(async (request, { projectId }) => {
  const actor = await requireUser(request);
  const { spec, release } = await readJson(request, ExportOrder);
  return Response.json(await startExport(actor, projectId, spec, release ? { release } : {}), { status: 202 });
});
