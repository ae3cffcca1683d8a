import { ANSWERS, NO_SCORE } from "@/lib/labels/columns/label-store";
import type { ColumnAnnotator, LabelColumns } from "@/lib/labels/label-columns";
import { tieCreditWeights, type Weights } from "@/lib/stats";
import type { AgreementOptions } from "./schema";
import type { Category } from "./types";

/** Which labels count, and as what. */
export interface RatingRules {
  ties: AgreementOptions["ties"];
  invalid: AgreementOptions["invalid"];
  /** Numbers in the columns. */
  criterion: number;
  /** People's labels of this round alone, and judges' labels on the comparisons of the round, given in it or outside all rounds. */
  round: number | null;
  kinds: readonly ColumnAnnotator["kind"][];
  /** Which of these labels count at all; all by default. */
  filter?: LabelFilter;
}

/** Filters as they are applied to labels; what is null lets everything through. */
export interface LabelFilter {
  /** By number in the columns: 1 for annotators and for comparisons that count. */
  annotators: Uint8Array | null;
  comparisons: Uint8Array | null;
  /** Of people's labels alone: least size of the score; milliseconds since 1970, the last one not included. */
  minStrength: number;
  from: number;
  until: number;
}

/**
 * The labels that count, under one set of rules, as statistics take them: a unit is a comparison, its ratings are labels, one an
 * annotator. Units of a cluster stand together; within a unit people come first, then annotators in their order.
 */
export interface Ratings {
  annotators: readonly ColumnAnnotator[];
  /** Of all labels that count; in order of preference. */
  categories: readonly Category[];
  /** Distinct signed scores of all labels that count, ascending. */
  scores: Int8Array;
  /** Agreement of categories where it is not simply "the same". */
  weights: Weights | undefined;
  units: number;
  /** By unit: number of the comparison in the columns; first rating and one past the last person's; where the cluster ends. */
  comparison: Int32Array;
  starts: Int32Array;
  peopleEnds: Int32Array;
  endsCluster: Uint8Array;
  /** By rating: its label's place in the columns; place in `annotators`, in `categories`, in `scores` (−1 without a score). */
  row: Int32Array;
  annotator: Int32Array;
  category: Int8Array;
  scoreIndex: Int8Array;
  /** 1 to 4; 0 for a tie or where only the side is known. */
  strength: Int8Array;
  /** NaN without one. */
  probability: Float64Array;
  probabilityClamped: Float64Array;
}

/** What stands in the columns' `answer` for a verdict that could not be read. */
export const INVALID_ANSWER = ANSWERS.indexOf("INVALID");
/** Stands for an unreadable verdict that counts as wrong, beside the scores −4 to +4. */
const WRONG = 5;
const KIND_ORDER = { HUMAN: 0, AI: 1, BASELINE: 2 } as const;

/**
 * Picks the labels of a criterion (and round) that have a preference, and applies the rules for unreadable verdicts and for ties, in
 * this order. Of several labels of one annotator on a comparison the first showing counts (hidden repeats measure something else), and
 * of those the newest. Withdrawn comparisons are left out. Adjudications are no labels.
 *
 * Cost: a few passes over the labels.
 */
export function toRatings(columns: LabelColumns, rules: RatingRules): Ratings {
  const { annotators, orderOf } = orderAnnotators(columns.annotators);
  const values = valuesOf(columns, rules);
  const { comparison, starts, rows } = groupByUnit(columns, values);
  keepOnePerAnnotator(columns, orderOf, comparison.length, starts, rows);
  return build({ columns, annotators, orderOf, values, comparison, starts, rows, ties: rules.ties });
}

/** By label: its score under the rule for unreadable verdicts (`WRONG` beside the scores), or `NO_SCORE` if it does not count. */
function valuesOf(columns: LabelColumns, rules: RatingRules): Int8Array {
  const { labels, annotators, withdrawn } = columns;
  const kinds = annotators.map(({ kind }) => kind);
  const unreadable = rules.invalid === "tie" ? 0 : rules.invalid === "wrong" ? WRONG : NO_SCORE;
  const values = new Int8Array(columns.count).fill(NO_SCORE);
  const { filter } = rules;
  const inRound = rules.round === null ? null : comparisonsOf(columns, rules.round);
  for (let i = 0; i < columns.count; i++) {
    if (labels.criterion[i] !== rules.criterion) continue;
    if (withdrawn[labels.comparison[i] ?? 0] === 1) continue;
    const kind = kinds[labels.annotator[i] ?? 0];
    if (kind === undefined || !rules.kinds.includes(kind)) continue;
    if (inRound && labels.round[i] !== rules.round) {
      const standsBeside = kind !== "HUMAN" && labels.round[i] === -1 && inRound[labels.comparison[i] ?? 0] === 1;
      if (!standsBeside) continue;
    }
    let value = labels.score[i] ?? NO_SCORE;
    if (labels.answer[i] === INVALID_ANSWER && kind === "AI") value = unreadable;
    if (value === 0 && rules.ties === "exclude") value = NO_SCORE;
    if (filter && !passes(columns, filter, i, kind === "HUMAN" ? value : null)) value = NO_SCORE;
    values[i] = value;
  }
  return values;
}

/** Whether a label counts; `score` is a person's. */
function passes({ labels }: LabelColumns, filter: LabelFilter, i: number, score: number | null): boolean {
  if (filter.annotators && filter.annotators[labels.annotator[i] ?? 0] !== 1) return false;
  if (filter.comparisons && filter.comparisons[labels.comparison[i] ?? 0] !== 1) return false;
  if (score === null) return true;
  const at = labels.submittedAt[i] ?? 0;
  return Math.abs(score) >= filter.minStrength && at >= filter.from && at < filter.until;
}

/** 1 for each comparison that has a label of this round, whatever its answer. */
function comparisonsOf({ labels, count, comparisonCount }: LabelColumns, round: number): Uint8Array {
  const marks = new Uint8Array(comparisonCount);
  for (let i = 0; i < count; i++) if (labels.round[i] === round) marks[labels.comparison[i] ?? 0] = 1;
  return marks;
}

function orderAnnotators(all: readonly ColumnAnnotator[]): { annotators: ColumnAnnotator[]; orderOf: Int32Array } {
  const order = all.map((_, i) => i).sort((a, b) => compareAnnotators(all[a], all[b]));
  const orderOf = new Int32Array(all.length);
  for (const [place, index] of order.entries()) orderOf[index] = place;
  return { annotators: order.flatMap((index) => all[index] ?? []), orderOf };
}

/** People, judges, baselines; each by name in plain order of characters, so that every machine has the same. */
function compareAnnotators(a: ColumnAnnotator | undefined, b: ColumnAnnotator | undefined): number {
  if (!a || !b) return 0;
  const byKind = KIND_ORDER[a.kind] - KIND_ORDER[b.kind];
  if (byKind !== 0) return byKind;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

interface Grouped {
  comparison: Int32Array;
  starts: Int32Array;
  rows: Int32Array;
}

/** Labels that count, grouped by comparison, comparisons by cluster: two counting sorts. */
function groupByUnit({ labels, count, comparisonCount, clusters }: LabelColumns, values: Int8Array): Grouped {
  const perComparison = new Int32Array(comparisonCount);
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (values[i] === NO_SCORE) continue;
    const of = labels.comparison[i] ?? 0;
    perComparison[of] = (perComparison[of] ?? 0) + 1;
    total++;
  }
  const comparison = inClusterOrder(perComparison, clusters);
  const starts = new Int32Array(comparison.length + 1);
  const next = new Int32Array(comparisonCount);
  for (let u = 0; u < comparison.length; u++) {
    const of = comparison[u] ?? 0;
    next[of] = starts[u] ?? 0;
    starts[u + 1] = (starts[u] ?? 0) + (perComparison[of] ?? 0);
  }
  const rows = new Int32Array(total);
  for (let i = 0; i < count; i++) {
    if (values[i] === NO_SCORE) continue;
    const of = labels.comparison[i] ?? 0;
    const place = next[of] ?? 0;
    rows[place] = i;
    next[of] = place + 1;
  }
  return { comparison, starts, rows };
}

function inClusterOrder(perComparison: Int32Array, clusters: Int32Array): Int32Array {
  let most = -1;
  let units = 0;
  for (let of = 0; of < perComparison.length; of++) {
    if (perComparison[of] === 0) continue;
    units++;
    most = Math.max(most, clusters[of] ?? 0);
  }
  const next = new Int32Array(most + 2);
  for (let of = 0; of < perComparison.length; of++) {
    const cluster = clusters[of] ?? 0;
    if (perComparison[of] !== 0) next[cluster + 1] = (next[cluster + 1] ?? 0) + 1;
  }
  for (let cluster = 0; cluster <= most; cluster++) next[cluster + 1] = (next[cluster + 1] ?? 0) + (next[cluster] ?? 0);
  const comparison = new Int32Array(units);
  for (let of = 0; of < perComparison.length; of++) {
    if (perComparison[of] === 0) continue;
    const cluster = clusters[of] ?? 0;
    const place = next[cluster] ?? 0;
    comparison[place] = of;
    next[cluster] = place + 1;
  }
  return comparison;
}

/** Sorts each unit's labels by annotator and drops all but one an annotator; `starts` shrinks with them. */
function keepOnePerAnnotator(
  { labels }: LabelColumns,
  orderOf: Int32Array,
  units: number,
  starts: Int32Array,
  rows: Int32Array,
): void {
  const order = (row: number) => orderOf[labels.annotator[row] ?? 0] ?? 0;
  let end = 0;
  for (let u = 0; u < units; u++) {
    const unit = rows.subarray(starts[u] ?? 0, starts[u + 1] ?? 0);
    starts[u] = end;
    for (let i = 1; i < unit.length; i++) {
      const row = unit[i] ?? 0;
      let j = i - 1;
      while (j >= 0 && order(unit[j] ?? 0) > order(row)) {
        unit[j + 1] = unit[j] ?? 0;
        j--;
      }
      unit[j + 1] = row;
    }
    for (const row of unit) {
      const last = end > (starts[u] ?? 0) ? (rows[end - 1] ?? -1) : -1;
      if (last < 0 || labels.annotator[last] !== labels.annotator[row]) rows[end++] = row;
      else if (standsBefore(labels, row, last)) rows[end - 1] = row;
    }
  }
  starts[units] = end;
}

function standsBefore({ repeatIndex, submittedAt }: LabelColumns["labels"], row: number, other: number): boolean {
  const byRepeat = (repeatIndex[row] ?? 0) - (repeatIndex[other] ?? 0);
  return byRepeat < 0 || (byRepeat === 0 && (submittedAt[row] ?? 0) > (submittedAt[other] ?? 0));
}

interface Parts extends Grouped {
  columns: LabelColumns;
  annotators: ColumnAnnotator[];
  orderOf: Int32Array;
  values: Int8Array;
  ties: RatingRules["ties"];
}

function build({ columns, annotators, orderOf, values, comparison, starts, rows, ties }: Parts): Ratings {
  const { labels, clusters } = columns;
  const units = comparison.length;
  const total = starts[units] ?? 0;
  const { categories, categoryOf, scores, scoreOf } = namesOf(values, rows.subarray(0, total));
  const ratings = {
    annotators,
    categories,
    scores,
    weights: weightsOf(categories, ties),
    units,
    comparison,
    starts,
    peopleEnds: new Int32Array(units),
    endsCluster: new Uint8Array(units),
    row: rows.slice(0, total),
    annotator: new Int32Array(total),
    category: new Int8Array(total),
    scoreIndex: new Int8Array(total),
    strength: new Int8Array(total),
    probability: new Float64Array(total),
    probabilityClamped: new Float64Array(total),
  };
  const people = annotators.findLastIndex(({ kind }) => kind === "HUMAN") + 1;
  for (let u = 0; u < units; u++) {
    const end = starts[u + 1] ?? 0;
    let peopleEnd = starts[u] ?? 0;
    for (let r = starts[u] ?? 0; r < end; r++) {
      const row = rows[r] ?? 0;
      const value = values[row] ?? NO_SCORE;
      const annotator = orderOf[labels.annotator[row] ?? 0] ?? 0;
      if (annotator < people) peopleEnd = r + 1;
      ratings.annotator[r] = annotator;
      ratings.category[r] = categoryOf[value + 4] ?? 0;
      ratings.scoreIndex[r] = scoreOf[value + 4] ?? -1;
      ratings.strength[r] = labels.strengthKnown[row] === 1 && value !== WRONG ? Math.abs(value) : 0;
      ratings.probability[r] = labels.probabilityB[row] ?? Number.NaN;
      ratings.probabilityClamped[r] = labels.probabilityBClamped[row] ?? Number.NaN;
    }
    ratings.peopleEnds[u] = peopleEnd;
    const isLast = u + 1 === units || clusters[comparison[u + 1] ?? 0] !== clusters[comparison[u] ?? 0];
    ratings.endsCluster[u] = isLast ? 1 : 0;
  }
  return ratings;
}

/** Which categories and scores occur, and the place of each value (−4 to `WRONG`, from index 0) among them. */
function namesOf(values: Int8Array, rows: Int32Array) {
  const seen = new Uint8Array(WRONG + 5);
  for (const row of rows) seen[(values[row] ?? 0) + 4] = 1;
  const categories: Category[] = [
    "A",
    ...(seen[4] ? (["tie"] as const) : []),
    "B",
    ...(seen[WRONG + 4] ? (["invalid"] as const) : []),
  ];
  const nameOf = (value: number): Category => (value === WRONG ? "invalid" : value === 0 ? "tie" : value < 0 ? "A" : "B");
  const all = Array.from(seen, (_, i) => i - 4);
  const scores = Int8Array.from(all.filter((value) => value !== WRONG && seen[value + 4] === 1));
  return {
    categories,
    scores,
    categoryOf: Int8Array.from(all, (value) => categories.indexOf(nameOf(value))),
    scoreOf: Int8Array.from(all, (value) => scores.indexOf(value)),
  };
}

/** Half credit for ties where the rule says so; an unreadable verdict agrees with nothing, not even with another one. */
function weightsOf(categories: readonly Category[], ties: RatingRules["ties"]): Weights | undefined {
  const invalid = categories.indexOf("invalid");
  if (ties !== "half" && invalid < 0) return undefined;
  const q = categories.length;
  const weights = tieCreditWeights(q, ties === "half" ? categories.indexOf("tie") : -1);
  for (let k = 0; k < q && invalid >= 0; k++) {
    weights[k * q + invalid] = 0;
    weights[invalid * q + k] = 0;
  }
  return weights;
}
