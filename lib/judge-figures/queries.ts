import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { reckon } from "@/lib/reckoning/reckon";
import type { FiguresOptions } from "./schema";
import type { JudgeFigures } from "./types";

/**
 * One judge's or baseline's figures, as its page, the API and the command show them; kept until a label, an annotator or a criterion
 * changes.
 *
 * @param judge - Id or name of a judge, or id or name of an annotator that is no person: judges that came with a file have no other.
 * @throws AppError `not_found` if the project is not the actor's to read, or has no such judge or round; `invalid` for an unknown criterion.
 */
export async function getJudgeFigures(
  actor: Actor,
  idOrSlug: string,
  judge: string,
  options: FiguresOptions,
): Promise<JudgeFigures> {
  const { id, slug } = await getProject(actor, idOrSlug, "read");
  return reckon("judgeFigures", { project: { id, slug }, judge, options });
}
