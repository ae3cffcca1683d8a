import "server-only";
import { getByKnownFilters } from "@/lib/agreement/filters/known-filters";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { reckon } from "@/lib/reckoning/reckon";
import type { CombinedStrengths } from "./beside-types";
import { compareOrders } from "./compare-orders";
import type { ModelsView, RankOptions } from "./schema";
import type { ModelsBeside, RankReport } from "./types";

/**
 * Which models are preferred on one criterion, by people or by a judge, as page, API and command line show it.
 *
 * @throws AppError `not_found` if the project is not the actor's to read; `invalid` for an unknown criterion, or a judge who is not there.
 */
export async function getRankReport(actor: Actor, idOrSlug: string, options: RankOptions): Promise<RankReport> {
  const { id, slug } = await getProject(actor, idOrSlug, "read");
  return reckon("rank", { project: { id, slug }, options });
}

/**
 * As `getModels` for an address that may be old: a filter that names what there is not (any more) is left out, and `problem` says so.
 *
 * @throws AppError as `getModels` for everything else.
 */
export async function findModels(
  actor: Actor,
  idOrSlug: string,
  view: ModelsView,
): Promise<{ shown: ModelsBeside; problem: string | null }> {
  const { answer, problem } = await getByKnownFilters(view, (known) => getModels(actor, idOrSlug, known));
  return { shown: answer, problem };
}

/**
 * What the page of models shows: people's order, one judge's beside it, and whether both are the same.
 *
 * @param view - `judge` is an annotator's id; without one the judge with most labels.
 * @throws AppError as `getRankReport`.
 */
export async function getModels(actor: Actor, idOrSlug: string, { judge: asked, ...options }: ModelsView): Promise<ModelsBeside> {
  const project = await getProject(actor, idOrSlug, "read");
  const judges = await reckon("labelledJudges", { projectId: project.id });
  const chosen = judges.find(({ id }) => id === asked) ?? judges[0];
  const people = await getRankReport(actor, project.id, { ...options, by: "human" });
  const judge = chosen ? await getRankReport(actor, project.id, { ...options, by: chosen.id }) : null;
  const compared = await reckon("comparedModels", { projectId: project.id, judge: chosen?.id ?? null, options });
  return {
    people,
    judge: chosen && judge ? { ...chosen, report: judge } : null,
    judges: judges.map(({ id, name }) => ({ id, name })),
    order: judge ? compareOrders(people.models, judge.models) : null,
    combinedOrder: compared.combined ? orderOfCombined(compared.combined) : null,
    compared,
  };
}

function orderOfCombined({ models }: CombinedStrengths): ModelsBeside["combinedOrder"] {
  if (models.length === 0) return null;
  return compareOrders(
    models.map(({ model, people }) => ({ model, rating: people })),
    models,
  );
}
