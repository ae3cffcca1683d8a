import { listExportPage } from "@/lib/api/reads/exports";
import { listExports, startExport } from "@/lib/api/routes/exports";
import { serve } from "@/lib/api/serve";
import { startOwnExport } from "@/lib/api/writes/exports";

export const GET = serve(listExports, ({ actor, params, query }) => listExportPage(actor, params.project, query));

export const POST = serve(startExport, ({ actor, params, body }) => startOwnExport(actor, params.project, body));
