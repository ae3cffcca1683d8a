/** Categories that raters gave to items, grouped by item: item i's votes stand in [starts[i], starts[i + 1]). */
export interface Votes {
  readonly items: number;
  readonly raters: number;
  readonly categories: number;
  readonly starts: Uint32Array;
  /** Rater of each vote, from 0 on. */
  readonly rater: Uint32Array;
  /** Category of each vote, in [0, categories). */
  readonly category: Uint8Array;
}

/**
 * Groups votes given as columns by item, in one counting pass; within an item the order stays.
 *
 * @throws RangeError for a category outside [0, categories) or more than 256 categories. O(votes + items).
 */
export function groupVotes(
  columns: { readonly item: ArrayLike<number>; readonly rater: ArrayLike<number>; readonly category: ArrayLike<number> },
  { items, raters, categories }: { items: number; raters: number; categories: number },
): Votes {
  if (categories > 256) throw new RangeError(`${categories} categories, at most 256`);
  const n = columns.item.length;
  const starts = new Uint32Array(items + 1);
  for (let v = 0; v < n; v++) {
    const after = (columns.item[v] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let i = 0; i < items; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const rater = new Uint32Array(n);
  const category = new Uint8Array(n);
  for (let v = 0; v < n; v++) {
    const item = columns.item[v] ?? 0;
    const own = columns.category[v] ?? 0;
    if (!(own >= 0 && own < categories)) throw new RangeError(`vote ${v} is category ${own} of ${categories}`);
    const place = next[item] ?? 0;
    next[item] = place + 1;
    rater[place] = columns.rater[v] ?? 0;
    category[place] = own;
  }
  return { items, raters, categories, starts, rater, category };
}

/** Shares of an item's votes in each category: items × categories, row-major; zeros for an item without votes. O(votes). */
export function voteShares({ items, categories, starts, category }: Votes): Float64Array {
  const shares = new Float64Array(items * categories);
  for (let i = 0; i < items; i++) {
    const [from, end] = [starts[i] ?? 0, starts[i + 1] ?? 0];
    for (let v = from; v < end; v++) {
      const at = i * categories + (category[v] ?? 0);
      shares[at] = (shares[at] ?? 0) + 1 / (end - from);
    }
  }
  return shares;
}
