import { ANSWERS, NO_SCORE } from "@/lib/labels/columns/label-store";
import type { LabelColumns } from "@/lib/labels/label-columns";
import type { AdjudicationRule } from "./schema";
import type { DisputeReason } from "./types";

/** How far the labels of one comparison part, and for which reasons of the rule. */
export interface Dispute {
  id: string;
  /** Steps between people's lowest and highest score, or between their mean and the furthest judge that the rule names; 0 to 8. */
  size: number;
  reasons: DisputeReason[];
}

const BOTH_BAD = ANSWERS.indexOf("BOTH_BAD");

/**
 * Every labelled comparison on one criterion, with how far its labels part. Of several labels of a person the first showing counts, and of
 * those the newest, as in reports of agreement. Skipped and unsure are no directions. Withdrawn comparisons are left out.
 *
 * Cost: a few passes over the labels. It gives up control nowhere, so that the columns stay as they are.
 */
export function measureDisputes(columns: LabelColumns, criterion: number, rule: AdjudicationRule): Dispute[] {
  const { starts, rows } = groupByComparison(columns, criterion);
  const disputes: Dispute[] = [];
  for (let c = 0; c < columns.comparisonCount; c++) {
    const from = starts[c] ?? 0;
    const to = starts[c + 1] ?? 0;
    if (from === to || columns.withdrawn[c] === 1) continue;
    const counted = newestOf(columns, rows.subarray(from, to));
    disputes.push({ id: columns.comparisonId(c), ...measure(columns, counted, rule) });
  }
  return disputes;
}

/** Labels of the criterion at their first showing, sorted by comparison: a counting sort. */
function groupByComparison({ labels, count, comparisonCount }: LabelColumns, criterion: number) {
  const counts = (i: number) => labels.criterion[i] === criterion && labels.repeatIndex[i] === 0;
  const starts = new Int32Array(comparisonCount + 1);
  for (let i = 0; i < count; i++) {
    if (counts(i)) starts[(labels.comparison[i] ?? 0) + 1] = (starts[(labels.comparison[i] ?? 0) + 1] ?? 0) + 1;
  }
  for (let c = 0; c < comparisonCount; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0);
  const rows = new Int32Array(starts[comparisonCount] ?? 0);
  const next = starts.slice();
  for (let i = 0; i < count; i++) {
    if (!counts(i)) continue;
    const of = labels.comparison[i] ?? 0;
    rows[next[of] ?? 0] = i;
    next[of] = (next[of] ?? 0) + 1;
  }
  return { starts, rows };
}

function newestOf({ labels }: LabelColumns, rows: Int32Array): number[] {
  const newest = new Map<number, number>();
  for (const row of rows) {
    const annotator = labels.annotator[row] ?? 0;
    const known = newest.get(annotator);
    if (known === undefined || (labels.submittedAt[row] ?? 0) >= (labels.submittedAt[known] ?? 0)) newest.set(annotator, row);
  }
  return [...newest.values()];
}

function measure({ labels, annotators }: LabelColumns, rows: readonly number[], rule: AdjudicationRule): Omit<Dispute, "id"> {
  const scoreOf = (row: number) => labels.score[row] ?? NO_SCORE;
  const people = rows.filter((row) => annotators[labels.annotator[row] ?? 0]?.kind === "HUMAN");
  const scores = people.map(scoreOf).filter((score) => score !== NO_SCORE);
  const bad = people.filter((row) => labels.answer[row] === BOTH_BAD).length;
  const directions = [-1, 0, 1].map((side) => scores.filter((score) => Math.sign(score) === side).length);
  const counts = [...directions, bad];
  const most = Math.max(...counts);
  const isSplit = most > 0 && counts.filter((n) => n === most).length > 1;
  const spread = scores.length > 0 ? Math.max(...scores) - Math.min(...scores) : 0;
  const judged = rows.filter((row) => isAsked(annotators[labels.annotator[row] ?? 0], rule) && scoreOf(row) !== NO_SCORE);
  const majority = isSplit || most === 0 || most === bad ? null : directions.indexOf(most) - 1;
  const against = majority === null ? [] : judged.filter((row) => Math.sign(scoreOf(row)) !== majority);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const reasons: DisputeReason[] = [];
  if (rule.direction && counts.filter((n) => n > 0).length > 1) reasons.push("direction");
  if (rule.spread !== null && scores.length > 1 && spread >= rule.spread) reasons.push("spread");
  if (rule.noMajority && isSplit) reasons.push("majority");
  if (against.length > 0) reasons.push("judge");
  return { size: Math.max(spread, ...against.map((row) => Math.abs(mean - scoreOf(row)))), reasons };
}

function isAsked(annotator: LabelColumns["annotators"][number] | undefined, { judge }: AdjudicationRule): boolean {
  if (annotator?.kind !== "AI" || judge === "none") return false;
  return judge === "any" || annotator.id === judge;
}
