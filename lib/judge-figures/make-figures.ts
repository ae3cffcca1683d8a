import "server-only";
import { createBreathing, nextTurn, type Resampling } from "@/lib/agreement/figures";
import { getFilteredColumns } from "@/lib/agreement/filters/get-filtered-columns";
import { marksOf } from "@/lib/agreement/filters/known-filters";
import type { LabelFilter } from "@/lib/agreement/group-labels";
import { readJudgeOrders } from "@/lib/agreement/judge/judge-orders";
import { readLonger } from "@/lib/agreement/judge/read-lengths";
import { makeAgreementReport } from "@/lib/agreement/make-report";
import { pickCriterion, pickRound } from "@/lib/agreement/pick";
import { toRatings } from "@/lib/agreement/ratings";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { AgreementOptions } from "@/lib/agreement/schema";
import { notFound } from "@/lib/errors";
import type { ColumnAnnotator, LabelColumns } from "@/lib/labels/label-columns";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { buildFigures, countAnswers, findLefts } from "./build-figures";
import { readStyles } from "./read-styles";
import type { FiguresOptions } from "./schema";
import type { JudgeFigures } from "./types";

declare global {
  var concordJudgeFigures: ReportCache<JudgeFigures> | undefined;
}

const RESAMPLES = 2_000;

/** A job of `reckon`: one judge's or baseline's figures, made once for all who ask until a label, an annotator or a criterion changes. */
export async function makeJudgeFigures({
  project,
  judge,
  options,
}: {
  project: { id: string; slug: string };
  judge: string;
  options: FiguresOptions;
}): Promise<Made<JudgeFigures>> {
  const { columns, filter, reported: filters } = await getFilteredColumns(project.id, options);
  const annotator = pickJudge(columns.annotators, judge, options.version);
  const criterion = pickCriterion(columns, options.criterion);
  const round = options.round === undefined ? null : pickRound(columns, options.round);
  const { version: _version, target, delta, ...rules } = options;
  const question = JSON.stringify([project.id, annotator.id, criterion.id, round?.index, options]);
  const version = JSON.stringify([project.slug, columns.version, columns.annotators, criterion, round, filters, marksOf(filter)]);
  globalThis.concordJudgeFigures ??= createReportCache();
  const answer = await globalThis.concordJudgeFigures.get({
    question,
    version,
    make: async () => {
      const made = await make(project.id, columns, {
        annotator,
        criterion,
        round: round?.index ?? null,
        rules,
        filter,
        target,
        delta,
      });
      const { answer: report } = await makeAgreementReport({ project, options: AgreementOptions.parse(rules) });
      const reported = report.annotators.find(({ id }) => id === annotator.id);
      return {
        project: report.project,
        criterion: report.criterion,
        round: report.round,
        ties: report.ties,
        invalid: report.invalid,
        filters: report.filters,
        counted: report.counted,
        epsilon: rules.epsilon,
        generatedAt: new Date().toISOString(),
        seed: report.seed,
        labelsVersion: report.labelsVersion,
        annotator: reported ?? { ...annotator, labels: 0, comparisons: 0, unreadable: made.answers.unreadable },
        people: report.annotators.filter(({ kind }) => kind === "HUMAN").length,
        scores: report.scores,
        alwaysLargest: report.baseRate.alwaysLargest,
        agreement: report.judges.find((each) => each.annotator === annotator.id) ?? null,
        ...made,
      };
    },
  });
  return { answer, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}

interface Wanted {
  annotator: ColumnAnnotator;
  criterion: { index: number; id: string };
  round: number | null;
  rules: Pick<FiguresOptions, "ties" | "invalid" | "seed">;
  filter: LabelFilter;
  target: number;
  delta: number;
}

async function make(projectId: string, columns: LabelColumns, wanted: Wanted) {
  const { annotator, criterion, round, rules, filter, target, delta } = wanted;
  // All that is needed of the columns' labels is taken before the first pause.
  const ratings = toRatings(columns, {
    ties: rules.ties,
    invalid: rules.invalid,
    criterion: criterion.index,
    round,
    filter,
    kinds: ["HUMAN", annotator.kind],
  });
  const asksWorse = columns.criteria[criterion.index]?.polarity === "WORSE";
  const lefts = findLefts(ratings, columns, asksWorse);
  const ids = Array.from(ratings.comparison, (comparison) => columns.comparisonId(comparison));
  const answers = countAnswers(columns, columns.annotators.indexOf(annotator), criterion.index);
  const resampling: Resampling = { seed: rules.seed, resamples: RESAMPLES, breathe: createBreathing(nextTurn) };
  const [orders, longer] = await Promise.all([readJudgeOrders(projectId, criterion.id, columns), readLonger(projectId, columns)]);
  const figures = await buildFigures({
    ratings,
    of: ratings.annotators.findIndex(({ id }) => id === annotator.id),
    ids,
    lefts,
    target,
    delta,
    resampling,
    orders: orders.get(annotator.id) ?? [],
    longer,
    readStyles: (of) => readStyles(projectId, of),
  });
  return { answers, ...figures };
}

/** The judge or baseline that is asked for, be it without a label. */
function pickJudge(annotators: readonly ColumnAnnotator[], wanted: string, version: number | undefined): ColumnAnnotator {
  const others = annotators.filter(({ kind }) => kind !== "HUMAN");
  const versions = others
    .filter(({ judge }) => judge && (judge.id === wanted || judge.name === wanted))
    .sort((a, b) => (b.judge?.version ?? 0) - (a.judge?.version ?? 0));
  const chosen =
    versions.length > 0
      ? versions.find(({ judge }) => version === undefined || judge?.version === version)
      : (others.find(({ id }) => id === wanted) ?? others.find(({ name }) => name === wanted));
  if (!chosen) throw notFound("The judge");
  return chosen;
}
