import "server-only";
import { buildReport } from "@/lib/agreement/build-report";
import { AgreementOptions } from "@/lib/agreement/schema";
import { ANSWERS, type LabelArrays, NO_SCORE } from "@/lib/labels/columns/label-store";
import { getLabelColumns, type LabelColumns } from "@/lib/labels/label-columns";
import type { LabelList } from "./label-list";
import type { RuleFacts } from "./rule-facts";
import type { ReaggregationAgreement } from "./types";

/** People's labels on a criterion, and which comparison stands at which place of a label list. */
export interface People {
  /** Columns without any label of a judge. */
  columns: LabelColumns;
  /** By place in a label list: number of the comparison in the columns, −1 where no person or judge has labelled it. */
  numbers: Int32Array;
  /** The judge's number among the annotators. */
  judge: number;
  criterion: number;
}

/** Takes what is needed of a project's labels; later readings of them change nothing here. @returns Null without any label. */
export async function readPeople(facts: RuleFacts, comparisonIds: readonly string[]): Promise<People | null> {
  const columns = await getLabelColumns(facts.project.id);
  const criterion = columns.criteria.findIndex(({ id }) => id === facts.criterion.id);
  const judge = columns.annotators.findIndex((annotator) => annotator.judge?.versionId === facts.judge.versionId);
  if (criterion < 0 || judge < 0) return null;
  const isHuman = columns.annotators.map(({ kind }) => kind === "HUMAN");
  const places: number[] = [];
  for (let i = 0; i < columns.count; i++) {
    if (columns.labels.criterion[i] === criterion && isHuman[columns.labels.annotator[i] ?? 0]) places.push(i);
  }
  const numbers = Int32Array.from(comparisonIds, (id) => columns.findComparison(id));
  const kept = { ...columns, count: places.length, labels: pick(columns.labels, places) };
  return {
    columns: { ...kept, clusters: columns.clusters.slice(), withdrawn: columns.withdrawn.slice() },
    numbers,
    judge,
    criterion,
  };
}

/**
 * How far labels that were put together in another way agree with people: by the very functions that make the agreement page, with these
 * labels in the place of the judge's own.
 *
 * @returns Null while no comparison has a label of a person and one of these.
 */
export async function measureAgreement(
  facts: RuleFacts,
  people: People,
  labels: LabelList,
  { resamples }: { resamples: number },
): Promise<ReaggregationAgreement | null> {
  const report = await buildReport(withLabels(people, labels), {
    project: facts.project.slug,
    criterion: { index: people.criterion, key: facts.criterion.key },
    round: null,
    options: AgreementOptions.parse({ between: "human-ai" }),
    resamples,
    readOrders: async () => new Map(),
    readLonger: async () => new Int8Array(0),
    pause: () => new Promise((next) => setImmediate(next)),
  });
  const [judge] = report.judges;
  if (!judge || judge.pairs === 0) return null;
  return {
    comparisons: judge.comparisons,
    pairs: judge.pairs,
    agreement: judge.againstEachHuman,
    cohenKappa: judge.cohenKappa,
    ceiling: judge.ceilingPairwise,
    brier: judge.calibration?.raw.brier ?? null,
    brierClamped: judge.calibration?.clamped?.brier ?? null,
  };
}

/** People's labels with those of the list behind them, as the judge's own. */
function withLabels({ columns, numbers, judge, criterion }: People, labels: LabelList): LabelColumns {
  const known: number[] = [];
  for (let place = 0; place < labels.size; place++) {
    if ((numbers[place] ?? -1) >= 0 && labels.answer(place) !== "MISSING") known.push(place);
  }
  const made = pick(columns.labels, [...Array(columns.count).keys()], known.length);
  for (const [i, place] of known.entries()) {
    const at = columns.count + i;
    const answer = labels.answer(place);
    made.comparison[at] = numbers[place] ?? 0;
    made.annotator[at] = judge;
    made.criterion[at] = criterion;
    made.round[at] = -1;
    made.answer[at] = answer === "MISSING" ? 0 : ANSWERS.indexOf(answer);
    made.score[at] = labels.score(place) ?? NO_SCORE;
    made.probabilityB[at] = labels.probabilityB(place);
    made.probabilityBClamped[at] = labels.probabilityBClamped(place);
    made.presentedSwapped[at] = -1;
    made.orderConsistent[at] = -1;
    made.strengthKnown[at] = 1;
  }
  return { ...columns, count: columns.count + known.length, labels: made };
}

/** Copies of some places of all arrays, with room behind them. */
function pick(from: LabelArrays, places: readonly number[], room = 0): LabelArrays {
  const size = places.length + room;
  const take = <T extends { [place: number]: number }>(source: T, target: T): T => {
    for (const [i, place] of places.entries()) target[i] = source[place] ?? 0;
    return target;
  };
  return {
    comparison: take(from.comparison, new Int32Array(size)),
    annotator: take(from.annotator, new Int32Array(size)),
    criterion: take(from.criterion, new Int32Array(size)),
    round: take(from.round, new Int32Array(size)),
    repeatIndex: take(from.repeatIndex, new Int16Array(size)),
    answer: take(from.answer, new Uint8Array(size)),
    score: take(from.score, new Int8Array(size)),
    probabilityB: take(from.probabilityB, new Float64Array(size)),
    probabilityBClamped: take(from.probabilityBClamped, new Float64Array(size)),
    presentedSwapped: take(from.presentedSwapped, new Int8Array(size)),
    orderConsistent: take(from.orderConsistent, new Int8Array(size)),
    strengthKnown: take(from.strengthKnown, new Uint8Array(size)),
    submittedAt: take(from.submittedAt, new Float64Array(size)),
  };
}
