import { getJudgeRun } from "@/lib/api/routes/judges";
import { serve } from "@/lib/api/serve";
import { getProject } from "@/lib/auth/access";
import { getRunProgress } from "@/lib/judges/runs/run-progress";

export const GET = serve(getJudgeRun, async ({ actor, params }) => {
  const { id } = await getProject(actor, params.project, "read");
  return getRunProgress(actor, params.run, id);
});
