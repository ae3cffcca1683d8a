import "server-only";
import { createBreathing, nextTurn } from "@/lib/agreement/figures";
import { pickCriterion } from "@/lib/agreement/queries";
import { type Ratings, toRatings } from "@/lib/agreement/ratings";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { type ColumnAnnotator, getLabelColumns } from "@/lib/labels/label-columns";
import { buildRank } from "./build-rank";
import { compareOrders } from "./compare-orders";
import { readModels } from "./read-models";
import type { ModelsView, RankOptions } from "./schema";
import { takeJudgements, toBattles } from "./to-battles";
import type { ModelsBeside, RankReport } from "./types";

declare global {
  var concordRankReports: ReportCache<RankReport> | undefined;
}

/** With more labels than this the last report is given out for a while, as with agreement. */
const ALWAYS_FRESH_UP_TO = 20_000;

/**
 * Which models are preferred on one criterion, by people or by a judge, as page, API and command line show it.
 *
 * @throws AppError `not_found` if the project is not the actor's to read; `invalid` for an unknown criterion, or a judge who is not there.
 */
export async function getRankReport(actor: Actor, idOrSlug: string, options: RankOptions): Promise<RankReport> {
  const project = await getProject(actor, idOrSlug, "read");
  const columns = await getLabelColumns(project.id);
  const criterion = pickCriterion(columns, options.criterion);
  globalThis.concordRankReports ??= createReportCache();
  return globalThis.concordRankReports.get({
    question: JSON.stringify([project.id, criterion.id, options]),
    version: JSON.stringify([project.slug, columns.version, columns.annotators, criterion]),
    mayBeOld: columns.count > ALWAYS_FRESH_UP_TO,
    make: async () => {
      const kinds = ["HUMAN", "AI", "BASELINE"] as const;
      const ratings = toRatings(columns, { ties: "category", invalid: "drop", criterion: criterion.index, round: null, kinds });
      const who = pickAnnotators(ratings, options.by);
      // Later readings write to the same columns: what is needed of them is taken before the first pause.
      const judgements = takeJudgements(columns, ratings, who);
      const battles = toBattles(judgements, await readModels(project.id, columns));
      const annotators = [...new Set(judgements.annotator)];
      const resampling = { seed: options.seed, resamples: 2000, breathe: createBreathing(nextTurn) };
      return {
        project: project.slug,
        criterion: criterion.key,
        by: options.by,
        annotators: annotators.flatMap((place) => ratings.annotators[place]?.id ?? []),
        ...(await buildRank(battles, options.method, annotators.length, resampling)),
        generatedAt: new Date().toISOString(),
        seed: options.seed,
        labelsVersion: columns.version,
      };
    },
  });
}

/**
 * What the page of models shows: people's order, one judge's beside it, and whether both are the same.
 *
 * @param view - `judge` is an annotator's id; without one the judge with most labels.
 * @throws AppError as `getRankReport`.
 */
export async function getModels(actor: Actor, idOrSlug: string, { judge: asked, ...options }: ModelsView): Promise<ModelsBeside> {
  const project = await getProject(actor, idOrSlug, "read");
  const columns = await getLabelColumns(project.id);
  const counts = new Map<number, number>();
  for (let i = 0; i < columns.count; i++) {
    const annotator = columns.labels.annotator[i] ?? -1;
    counts.set(annotator, (counts.get(annotator) ?? 0) + 1);
  }
  const judges = columns.annotators
    .map(({ id, name, kind }, place) => ({ id, name, kind, labels: counts.get(place) ?? 0 }))
    .filter(({ kind, labels }) => kind === "AI" && labels > 0)
    .sort((a, b) => b.labels - a.labels || (a.name < b.name ? -1 : 1));
  const chosen = judges.find(({ id }) => id === asked) ?? judges[0];
  const people = await getRankReport(actor, project.id, { ...options, by: "human" });
  const judge = chosen ? await getRankReport(actor, project.id, { ...options, by: chosen.id }) : null;
  return {
    people,
    judge: chosen && judge ? { ...chosen, report: judge } : null,
    judges: judges.map(({ id, name }) => ({ id, name })),
    order: judge ? compareOrders(people, judge) : null,
  };
}

/** Places of those whose labels count. Of a judge's versions by name the newest one with labels. */
function pickAnnotators({ annotators, annotator }: Ratings, by: string): Set<number> {
  const places = annotators.map((_, place) => place);
  const kindOf = (place: number) => annotators[place]?.kind;
  if (by === "human") return new Set(places.filter((place) => kindOf(place) === "HUMAN"));
  if (by === "ai") return new Set(places.filter((place) => kindOf(place) === "AI"));
  if (by === "all") return new Set(places.filter((place) => kindOf(place) !== "BASELINE"));
  const labelled = new Set(annotator);
  const named = places.filter((place) => isNamed(annotators[place], by));
  const newest = named
    .filter((place) => labelled.has(place) || named.length === 1)
    .sort((i, j) => (annotators[j]?.judge?.version ?? 0) - (annotators[i]?.judge?.version ?? 0))[0];
  if (newest !== undefined) return new Set([newest]);
  const judges = annotators.filter(({ kind }) => kind !== "HUMAN").map(({ name }) => name);
  const known = judges.length > 0 ? ` It has ${judges.join(", ")}.` : " It has none yet.";
  throw new AppError("invalid", `This project has no judge "${by}".${known} Or write human, ai or all.`, {
    fields: [{ path: "by", message: "is not a judge of the project" }],
  });
}

function isNamed(annotator: ColumnAnnotator | undefined, by: string): boolean {
  return annotator !== undefined && [annotator.id, annotator.name, annotator.judge?.name].includes(by);
}
