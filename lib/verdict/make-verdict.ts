import "server-only";
import { getFilteredColumns } from "@/lib/agreement/filters/get-filtered-columns";
import { marksOf } from "@/lib/agreement/filters/known-filters";
import type { RatingRules } from "@/lib/agreement/group-labels";
import { reportAltTest } from "@/lib/agreement/judge/report-alt-test";
import { makeAgreementReport } from "@/lib/agreement/make-report";
import { pickCriterion, pickRound } from "@/lib/agreement/pick";
import { toRatings } from "@/lib/agreement/ratings";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { AgreementOptions } from "@/lib/agreement/schema";
import type { Figure } from "@/lib/agreement/types";
import type { LabelColumns } from "@/lib/labels/label-columns";
import { readModels } from "@/lib/ranking/read-models";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { checkGrounds, gatherGrounds } from "./check-grounds";
import { answerOf, checkAssumptions, countsOf, EPSILONS, listVariants } from "./judge-variants";
import { readSeen } from "./read-seen";
import type { VerdictView } from "./schema";
import { strictnessOf } from "./strictness";
import type { Verdict } from "./types";
import { labelsNeeded, toJudgedComparisons, toWinRates } from "./win-rates";

declare global {
  var concordVerdicts: ReportCache<Verdict> | undefined;
}

/** A job of `reckon`: the verdict on a judge of a project; null while no judge has labelled. */
export async function makeVerdict({
  project,
  view: { judge: asked, ...view },
}: {
  project: { id: string; slug: string };
  view: VerdictView;
}): Promise<Made<Verdict | null>> {
  // Before the columns are read: later readings write to them.
  const { answer: report } = await makeAgreementReport({
    project,
    options: AgreementOptions.parse({ ...view, between: "human-human" }),
  });
  const { columns, filter, reported } = await getFilteredColumns(project.id, view);
  const criterion = pickCriterion(columns, view.criterion);
  const round = view.round === undefined ? null : pickRound(columns, view.round);
  const judges = listJudges(columns, criterion.index);
  const judge = judges.find(({ id }) => id === asked) ?? judges[0];
  const mayBeOld = columns.count > MAY_BE_OLD_ABOVE;
  if (!judge) return { answer: null, mayBeOld };
  globalThis.concordVerdicts ??= createReportCache();
  const answer = await globalThis.concordVerdicts.get({
    question: JSON.stringify([project.id, criterion.id, view, judge.id]),
    version: JSON.stringify([columns.version, columns.annotators, criterion, round, reported, marksOf(filter)]),
    make: () =>
      buildVerdict({
        projectId: project.id,
        columns,
        rules: {
          ties: view.ties,
          invalid: view.invalid,
          criterion: criterion.index,
          round: round?.index ?? null,
          kinds: ["HUMAN", "AI"],
          filter,
        },
        filters: reported,
        criterionId: criterion.id,
        epsilon: view.epsilon,
        judge,
        judges,
        criterion: criterion.key,
        round: round?.number ?? null,
        people: report.groups.find(({ between }) => between[1] === "HUMAN")?.krippendorffAlphaOrdinal ?? null,
      }),
  });
  return { answer, mayBeOld };
}

interface Sources extends Pick<Verdict, "judge" | "judges" | "criterion" | "round" | "filters"> {
  criterionId: string;
  projectId: string;
  columns: LabelColumns;
  rules: RatingRules;
  epsilon: number;
  people: Figure | null;
}

async function buildVerdict({
  projectId,
  criterionId,
  columns,
  rules,
  epsilon,
  judge,
  people,
  ...said
}: Sources): Promise<Verdict> {
  // Later readings write to the same columns: all that is needed of the labels is taken before the first pause.
  const ratings = toRatings(columns, rules);
  const of = ratings.annotators.findIndex(({ id }) => id === judge.id);
  const test = reportAltTest(ratings, of, epsilon);
  const sources = { columns, rules, ratings, of, test };
  const variants = listVariants(sources);
  const comparisons = toJudgedComparisons(columns, toRatings(columns, { ...rules, ties: "category" }), of);
  const counted = countBoth(columns, ratings, of);
  const grounds = gatherGrounds(columns, ratings, of);
  const winRates = toWinRates(comparisons, await readModels(projectId, columns));
  const seen = await readSeen(projectId, judge.id, criterionId, grounds.ids);
  return {
    ...said,
    ties: rules.ties,
    invalid: rules.invalid,
    judge,
    answer: answerOf(test),
    test,
    names: Object.fromEntries(ratings.annotators.map(({ id, name }) => [id, name])),
    counted,
    byEpsilon: [...new Set([...EPSILONS, epsilon])]
      .sort((a, b) => a - b)
      .map((other) => {
        const at = reportAltTest(ratings, of, other);
        return { epsilon: other, ...countsOf(at), winningRate: at.winningRate };
      }),
    assumptions: [
      ...checkAssumptions(sources, people ?? { estimate: null, low: null }, variants),
      ...checkGrounds(seen, grounds, said.filters),
    ],
    strictness: strictnessOf(test),
    variants,
    winRates,
    needed: labelsNeeded(winRates),
    people,
    generatedAt: new Date().toISOString(),
  };
}

/** Judges with labels on the criterion, those with most first. */
function listJudges({ labels, count, annotators }: LabelColumns, criterion: number): { id: string; name: string }[] {
  const counts = new Float64Array(annotators.length);
  for (let i = 0; i < count; i++) {
    const annotator = labels.annotator[i] ?? 0;
    if (labels.criterion[i] === criterion) counts[annotator] = (counts[annotator] ?? 0) + 1;
  }
  return annotators
    .map(({ id, name, kind }, place) => ({ id, name, kind, labels: counts[place] ?? 0 }))
    .filter(({ kind, labels: given }) => kind === "AI" && given > 0)
    .sort((a, b) => b.labels - a.labels || (a.name < b.name ? -1 : 1))
    .map(({ id, name }) => ({ id, name }));
}

function countBoth(columns: LabelColumns, ratings: ReturnType<typeof toRatings>, of: number): Verdict["counted"] {
  const clusters = new Set<number>();
  let comparisons = 0;
  let labels = 0;
  for (let u = 0; u < ratings.units; u++) {
    const from = ratings.starts[u] ?? 0;
    const people = (ratings.peopleEnds[u] ?? 0) - from;
    const isJudged = ratings.annotator.subarray(from, ratings.starts[u + 1] ?? 0).includes(of);
    if (people < 2 || !isJudged) continue;
    comparisons++;
    labels += people;
    clusters.add(columns.clusters[ratings.comparison[u] ?? 0] ?? 0);
  }
  return { comparisons, labels, clusters: clusters.size };
}
