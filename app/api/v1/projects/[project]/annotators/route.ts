import { listAnnotatorPage } from "@/lib/api/reads/annotators";
import { listAnnotators } from "@/lib/api/routes/data";
import { serve } from "@/lib/api/serve";

export const GET = serve(listAnnotators, ({ actor, params, query }) => listAnnotatorPage(actor, params.project, query));
