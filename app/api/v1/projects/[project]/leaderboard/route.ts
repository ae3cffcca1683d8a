import { getLeaderboard as route } from "@/lib/api/routes/reports";
import { serve } from "@/lib/api/serve";
import { getLeaderboard } from "@/lib/judge-figures/leaderboard";

export const GET = serve(route, ({ actor, params, query }) => getLeaderboard(actor, params.project, query));
