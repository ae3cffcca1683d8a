import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import type { VersionDrift } from "@/lib/judges/drift-types";
import { reckon } from "@/lib/reckoning/reckon";

/**
 * What changed between two versions of a judge, on each criterion on which both have judged the same comparisons. From stored verdicts alone: no
 * model is asked.
 *
 * @returns One entry a criterion, in the criteria's order; none while the two have no comparison in common.
 * @throws AppError `not_found` unless the actor may read the project.
 */
export async function measureDrift(
  actor: Actor,
  project: string,
  judgeId: string,
  versions: { from: number; to: number },
): Promise<VersionDrift[]> {
  const { id: projectId } = await getProject(actor, project, "read");
  return reckon("judgeDrift", { projectId, judgeId, versions });
}
