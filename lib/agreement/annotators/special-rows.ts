import { toVerdict } from "@/lib/gold/to-verdict";
import type { CanonicalAnswer } from "@/lib/gold/types";
import { ANSWERS, NO_SCORE } from "@/lib/labels/columns/label-store";
import type { LabelColumns } from "@/lib/labels/label-columns";

/** A label that was held against something: the gold answer, or the person's own of before. */
export interface GradedRow {
  cluster: number;
  isHit: boolean;
}

interface Scope {
  criterion: { index: number };
  round: { index: number } | null;
  gold: ReadonlyMap<number, CanonicalAnswer>;
}

/** Each person's first answers to gold comparisons, by their number in the columns; skips are no answers. */
export function listGoldRows(columns: LabelColumns, scope: Scope): Map<number, GradedRow[]> {
  const { labels, clusters } = columns;
  const found = new Map<number, GradedRow[]>();
  if (scope.gold.size === 0) return found;
  // Of several rounds the newest first answer counts, as everywhere.
  const newest = new Map<string, number>();
  for (let row = 0; row < columns.count; row++) {
    const comparison = labels.comparison[row] ?? 0;
    if (!scope.gold.has(comparison) || !counts(columns, scope, row) || (labels.repeatIndex[row] ?? 0) > 0) continue;
    const key = `${labels.annotator[row]} ${comparison}`;
    const before = newest.get(key);
    if (before === undefined || (labels.submittedAt[row] ?? 0) > (labels.submittedAt[before] ?? 0)) newest.set(key, row);
  }
  for (const row of newest.values()) {
    const comparison = labels.comparison[row] ?? 0;
    const own = toAnswer(columns, row);
    const gold = scope.gold.get(comparison);
    if (!own || !gold || own.answer === "SKIP") continue;
    push(found, labels.annotator[row] ?? -1, { cluster: clusters[comparison] ?? 0, isHit: toVerdict(own, gold) !== "wrong" });
  }
  return found;
}

/** Each person's repeats beside their first answer in the same round, where both have a preference. */
export function listRepeatRows(columns: LabelColumns, scope: Scope): Map<number, GradedRow[]> {
  const { labels, clusters } = columns;
  const keyOf = (row: number) => `${labels.annotator[row]} ${labels.comparison[row]} ${labels.round[row]}`;
  const repeats: number[] = [];
  for (let row = 0; row < columns.count; row++) {
    if ((labels.repeatIndex[row] ?? 0) > 0 && counts(columns, scope, row) && hasScore(columns, row)) repeats.push(row);
  }
  const found = new Map<number, GradedRow[]>();
  if (repeats.length === 0) return found;
  const wanted = new Set(repeats.map(keyOf));
  const first = new Map<string, number>();
  for (let row = 0; row < columns.count; row++) {
    if (labels.repeatIndex[row] !== 0 || !counts(columns, scope, row) || !hasScore(columns, row)) continue;
    const key = keyOf(row);
    if (wanted.has(key)) first.set(key, row);
  }
  for (const row of repeats) {
    const before = first.get(keyOf(row));
    if (before === undefined) continue;
    const isHit = Math.sign(labels.score[row] ?? 0) === Math.sign(labels.score[before] ?? 0);
    push(found, labels.annotator[row] ?? -1, { cluster: clusters[labels.comparison[row] ?? 0] ?? 0, isHit });
  }
  return found;
}

function counts({ labels, annotators, withdrawn }: LabelColumns, { criterion, round }: Scope, row: number): boolean {
  if (labels.criterion[row] !== criterion.index || withdrawn[labels.comparison[row] ?? 0] === 1) return false;
  if (round && labels.round[row] !== round.index) return false;
  return annotators[labels.annotator[row] ?? -1]?.kind === "HUMAN";
}

function hasScore({ labels }: LabelColumns, row: number): boolean {
  return labels.score[row] !== NO_SCORE;
}

function toAnswer({ labels }: LabelColumns, row: number): CanonicalAnswer | null {
  const answer = ANSWERS[labels.answer[row] ?? 0];
  if (answer === undefined || answer === "UNSETTLED" || answer === "INVALID") return null;
  const score = labels.score[row] ?? NO_SCORE;
  return { answer, score: score === NO_SCORE ? null : score };
}

function push(found: Map<number, GradedRow[]>, annotator: number, row: GradedRow): void {
  const rows = found.get(annotator);
  if (rows) rows.push(row);
  else found.set(annotator, [row]);
}
