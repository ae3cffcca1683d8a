import { getExportFile as route } from "@/lib/api/routes/exports";
import { serve } from "@/lib/api/serve";
import { getExportFile } from "@/lib/datasets/export/queries";
import { serveFile } from "@/lib/http/serve-file";

export const GET = serve(route, async ({ actor, params, request }) => {
  const { file, bytes, name, sha256 } = await getExportFile(actor, params.project, params.export);
  return serveFile(request, { file, bytes, name, type: "application/octet-stream", sha256 });
});
