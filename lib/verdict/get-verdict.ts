import "server-only";
import { getByKnownFilters } from "@/lib/agreement/filters/known-filters";
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

/**
 * As `getVerdict` for an address that may be old: a filter that names what there is not (any more) is left out, and `problem` says so.
 *
 * @throws AppError as `getVerdict` for everything else.
 */
export async function findVerdict(
  actor: Actor,
  idOrSlug: string,
  view: VerdictView,
): Promise<{ verdict: Verdict | null; problem: string | null }> {
  const { answer, problem } = await getByKnownFilters(view, (known) => getVerdict(actor, idOrSlug, known));
  return { verdict: answer, problem };
}
