import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { reckon } from "@/lib/reckoning/reckon";
import type { VerdictView } from "./schema";
import type { Verdict } from "./types";

/**
 * Whether a judge may stand in for a person on one criterion, on what ground, and what would change that.
 *
 * @returns Null while no judge has labelled.
 * @throws AppError `not_found` if the project is not the actor's to read, or has no such round; `invalid` for an unknown criterion.
 */
export async function getVerdict(actor: Actor, idOrSlug: string, view: VerdictView): Promise<Verdict | null> {
  const { id, slug } = await getProject(actor, idOrSlug, "read");
  return reckon("verdict", { project: { id, slug }, view });
}
