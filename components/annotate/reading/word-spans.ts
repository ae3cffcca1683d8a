import { diffWordsWithSpace } from "diff";

/** Where a stretch of text begins and how many characters it has. */
export type Span = readonly [from: number, length: number];

/** What each of two texts has and the other has not. */
export interface WordSpans {
  left: Span[];
  right: Span[];
}

/**
 * The words of each text that the other does not have, in rising order.
 *
 * @param limit - Milliseconds. Two unrelated long texts take minutes; then no difference is better than none for minutes.
 * @returns null when the limit is over.
 */
export function findWordSpans(left: string, right: string, limit: number): WordSpans | null {
  const changes = diffWordsWithSpace(left, right, { timeout: limit });
  if (!changes) return null;
  const spans: WordSpans = { left: [], right: [] };
  let [leftAt, rightAt] = [0, 0];
  for (const { value, added, removed } of changes) {
    if (removed) spans.left.push([leftAt, value.length]);
    if (added) spans.right.push([rightAt, value.length]);
    if (!added) leftAt += value.length;
    if (!removed) rightAt += value.length;
  }
  return spans;
}
