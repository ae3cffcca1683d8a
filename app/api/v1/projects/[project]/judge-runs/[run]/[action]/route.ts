import { controlJudgeRun } from "@/lib/api/routes/judges";
import { serve } from "@/lib/api/serve";
import { controlOwnRun } from "@/lib/api/writes/judges";

export const POST = serve(controlJudgeRun, ({ actor, params }) =>
  controlOwnRun(actor, params.project, params.run, params.action),
);
