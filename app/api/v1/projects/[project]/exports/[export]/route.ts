import { getExportDocument } from "@/lib/api/reads/exports";
import { getExport } from "@/lib/api/routes/exports";
import { serve } from "@/lib/api/serve";

export const GET = serve(getExport, ({ actor, params }) => getExportDocument(actor, params.project, params.export));
