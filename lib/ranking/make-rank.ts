import "server-only";
import { createBreathing, nextTurn } from "@/lib/agreement/figures";
import { getFilteredColumns } from "@/lib/agreement/filters/get-filtered-columns";
import { marksOf } from "@/lib/agreement/filters/known-filters";
import { pickCriterion, pickRound } from "@/lib/agreement/pick";
import { type Ratings, toRatings } from "@/lib/agreement/ratings";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { AppError } from "@/lib/errors";
import { type ColumnAnnotator, getLabelColumns } from "@/lib/labels/label-columns";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { buildRank } from "./build-rank";
import { readModels } from "./read-models";
import type { RankOptions } from "./schema";
import { takeJudgements, toBattles } from "./to-battles";
import type { RankReport } from "./types";

declare global {
  var concordRankReports: ReportCache<RankReport> | undefined;
}

/** A job of `reckon`: the ranking of a project's models, made once for all who ask until something changes. */
export async function makeRankReport({
  project,
  options,
}: {
  project: { id: string; slug: string };
  options: RankOptions;
}): Promise<Made<RankReport>> {
  const { columns, filter, reported } = await getFilteredColumns(project.id, options);
  const criterion = pickCriterion(columns, options.criterion);
  const round = options.round === undefined ? null : pickRound(columns, options.round);
  globalThis.concordRankReports ??= createReportCache();
  const answer = await globalThis.concordRankReports.get({
    question: JSON.stringify([project.id, criterion.id, options]),
    version: JSON.stringify([project.slug, columns.version, columns.annotators, criterion, round, reported, marksOf(filter)]),
    make: async () => {
      const kinds = ["HUMAN", "AI", "BASELINE"] as const;
      const ratings = toRatings(columns, {
        ties: "category",
        invalid: "drop",
        criterion: criterion.index,
        round: round?.index ?? null,
        kinds,
        filter,
      });
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
        round: round?.number ?? null,
        filters: reported,
        annotators: annotators.flatMap((place) => ratings.annotators[place]?.id ?? []),
        ...(await buildRank(battles, options.method, annotators.length, resampling)),
        generatedAt: new Date().toISOString(),
        seed: options.seed,
        labelsVersion: columns.version,
      };
    },
  });
  return { answer, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}

/** A judge with labels in the project. */
export interface LabelledJudge {
  id: string;
  name: string;
  kind: ColumnAnnotator["kind"];
  labels: number;
}

/** A job of `reckon`: a project's judges that have labelled, those with most labels first. */
export async function listLabelledJudges({ projectId }: { projectId: string }): Promise<Made<LabelledJudge[]>> {
  const columns = await getLabelColumns(projectId);
  const counts = new Float64Array(columns.annotators.length);
  for (let i = 0; i < columns.count; i++) {
    const annotator = columns.labels.annotator[i] ?? 0;
    counts[annotator] = (counts[annotator] ?? 0) + 1;
  }
  const answer = columns.annotators
    .map(({ id, name, kind }, place) => ({ id, name, kind, labels: counts[place] ?? 0 }))
    .filter(({ kind, labels }) => kind === "AI" && labels > 0)
    .sort((a, b) => b.labels - a.labels || (a.name < b.name ? -1 : 1));
  return { answer, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
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
