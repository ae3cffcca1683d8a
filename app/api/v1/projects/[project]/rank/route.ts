import { getRank } from "@/lib/api/routes/reports";
import { serve } from "@/lib/api/serve";
import { getRankReport } from "@/lib/ranking/queries";

export const GET = serve(getRank, ({ actor, params, query }) => getRankReport(actor, params.project, query));
