import { getJudgeWhole } from "@/lib/api/reads/judges";
import { getJudge } from "@/lib/api/routes/judges";
import { serve } from "@/lib/api/serve";

export const GET = serve(getJudge, ({ actor, params, query }) =>
  getJudgeWhole(actor, params.project, params.judge, query.version),
);
