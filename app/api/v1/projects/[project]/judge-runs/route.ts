import { listRunPage } from "@/lib/api/reads/judges";
import { listJudgeRuns, startJudgeRun } from "@/lib/api/routes/judges";
import { serve } from "@/lib/api/serve";
import { startOwnRun } from "@/lib/api/writes/judges";

export const GET = serve(listJudgeRuns, ({ actor, params, query }) => listRunPage(actor, params.project, query));

export const POST = serve(startJudgeRun, ({ actor, params, body }) => startOwnRun(actor, params.project, body));
