import { ANSWERS, NO_SCORE } from "@/lib/labels/columns/label-store";
import type { ColumnAnnotator, LabelColumns } from "@/lib/labels/label-columns";
import type { AgreementOptions } from "./schema";

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
 * The labels that may count, ties among them, by comparison: what ratings under either tie rule, and of parts of the labels, are cut
 * from. Comparisons of a cluster stand together; within a comparison annotators are in their order, one's several labels in the order
 * of the columns.
 */
export interface GroupedLabels {
  columns: LabelColumns;
  annotators: readonly ColumnAnnotator[];
  /** Annotators at places below this one are people. */
  people: number;
  /** By unit: number of the comparison in the columns, and the first of its labels; one more at the end. */
  comparison: Int32Array;
  starts: Int32Array;
  /** By label: its place in the columns; place in `annotators`; −4 to +4, or `WRONG`. */
  row: Int32Array;
  annotator: Int32Array;
  value: Int8Array;
}

/** What stands in the columns' `answer` for a verdict that could not be read. */
export const INVALID_ANSWER = ANSWERS.indexOf("INVALID");
/** Stands for an unreadable verdict that counts as wrong, beside the scores −4 to +4. */
export const WRONG = 5;
const KIND_ORDER = { HUMAN: 0, AI: 1, BASELINE: 2 } as const;

/**
 * Groups the labels of a criterion (and round) that have a preference, after the rule for unreadable verdicts; the rule for ties is not
 * applied. Withdrawn comparisons are left out. Adjudications are no labels.
 *
 * Cost: a few passes over the labels.
 */
export function groupLabels(columns: LabelColumns, rules: Omit<RatingRules, "ties">): GroupedLabels {
  const { labels, count, comparisonCount, clusters } = columns;
  const { annotators, orderOf } = orderAnnotators(columns.annotators);
  const values = valuesOf(columns, rules);
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
  const next = perComparison;
  for (let u = 0; u < comparison.length; u++) {
    const of = comparison[u] ?? 0;
    starts[u + 1] = (starts[u] ?? 0) + (perComparison[of] ?? 0);
    // From here on the place of the comparison's next label.
    next[of] = starts[u] ?? 0;
  }
  const grouped = { row: new Int32Array(total), annotator: new Int32Array(total), value: new Int8Array(total) };
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? NO_SCORE;
    if (value === NO_SCORE) continue;
    const of = labels.comparison[i] ?? 0;
    const place = next[of] ?? 0;
    grouped.row[place] = i;
    grouped.annotator[place] = orderOf[labels.annotator[i] ?? 0] ?? 0;
    grouped.value[place] = value;
    next[of] = place + 1;
  }
  for (let u = 0; u < comparison.length; u++) sortUnit(grouped, starts[u] ?? 0, starts[u + 1] ?? 0);
  const people = annotators.findLastIndex(({ kind }) => kind === "HUMAN") + 1;
  return { columns, annotators, people, comparison, starts, ...grouped };
}

/** By label: its score under the rule for unreadable verdicts (`WRONG` beside the scores), or `NO_SCORE` if it does not count. */
function valuesOf(columns: LabelColumns, rules: Omit<RatingRules, "ties">): Int8Array {
  const { labels, annotators, withdrawn } = columns;
  const { filter } = rules;
  const counts = Uint8Array.from(annotators, ({ kind }, i) =>
    rules.kinds.includes(kind) && (!filter?.annotators || filter.annotators[i] === 1) ? 1 : 0,
  );
  const isPerson = Uint8Array.from(annotators, ({ kind }) => (kind === "HUMAN" ? 1 : 0));
  const isJudge = Uint8Array.from(annotators, ({ kind }) => (kind === "AI" ? 1 : 0));
  const unreadable = rules.invalid === "tie" ? 0 : rules.invalid === "wrong" ? WRONG : NO_SCORE;
  const values = new Int8Array(columns.count).fill(NO_SCORE);
  const inRound = rules.round === null ? null : comparisonsOf(columns, rules.round);
  for (let i = 0; i < columns.count; i++) {
    if (labels.criterion[i] !== rules.criterion) continue;
    const comparison = labels.comparison[i] ?? 0;
    if (withdrawn[comparison] === 1) continue;
    const annotator = labels.annotator[i] ?? 0;
    if (counts[annotator] !== 1) continue;
    const byPerson = isPerson[annotator] === 1;
    if (inRound && labels.round[i] !== rules.round) {
      const standsBeside = !byPerson && labels.round[i] === -1 && inRound[comparison] === 1;
      if (!standsBeside) continue;
    }
    let value = labels.score[i] ?? NO_SCORE;
    if (labels.answer[i] === INVALID_ANSWER && isJudge[annotator] === 1) value = unreadable;
    if (value === NO_SCORE) continue;
    if (filter) {
      if (filter.comparisons && filter.comparisons[comparison] !== 1) continue;
      const at = labels.submittedAt[i] ?? 0;
      if (byPerson && !(Math.abs(value) >= filter.minStrength && at >= filter.from && at < filter.until)) continue;
    }
    values[i] = value;
  }
  return values;
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

/** Sorts a unit's labels by annotator: an insertion sort, for there are a handful. */
function sortUnit(
  { row, annotator, value }: Pick<GroupedLabels, "row" | "annotator" | "value">,
  from: number,
  end: number,
): void {
  for (let i = from + 1; i < end; i++) {
    const by = annotator[i] ?? 0;
    if ((annotator[i - 1] ?? 0) <= by) continue;
    const [ownRow, ownValue] = [row[i] ?? 0, value[i] ?? 0];
    let j = i - 1;
    while (j >= from && (annotator[j] ?? 0) > by) {
      row[j + 1] = row[j] ?? 0;
      annotator[j + 1] = annotator[j] ?? 0;
      value[j + 1] = value[j] ?? 0;
      j--;
    }
    row[j + 1] = ownRow;
    annotator[j + 1] = by;
    value[j + 1] = ownValue;
  }
}
