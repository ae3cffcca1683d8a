import "server-only";
import type { Actor } from "@/lib/auth/types";
import { getJudge } from "@/lib/judges/queries";
import { type SavedJudge, saveJudge } from "@/lib/judges/save-judge";

/**
 * Makes a new judge whose first version is a version of another one, and remembers which. Labels and runs stay with the old one.
 *
 * @param source.version - The newest one when left out.
 * @throws AppError `not_found`; `conflict` for a name that is taken. ZodError for a name that is none.
 */
export async function cloneJudge(
  actor: Actor,
  project: string,
  source: { judgeId: string; version?: number | undefined },
  name: string,
): Promise<SavedJudge> {
  const { entry, document } = await getJudge(actor, project, source.judgeId, source.version);
  return saveJudge(actor, project, { ...document, name }, { only: "create", clonedFromId: entry.versionId });
}
