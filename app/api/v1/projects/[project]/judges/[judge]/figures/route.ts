import { getJudgeFigures as route } from "@/lib/api/routes/reports";
import { serve } from "@/lib/api/serve";
import { getJudgeFigures } from "@/lib/judge-figures/queries";

export const GET = serve(route, ({ actor, params, query }) => getJudgeFigures(actor, params.project, params.judge, query));
