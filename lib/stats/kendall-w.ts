import { type Estimate, none, some } from "./estimate";

/**
 * Kendall's W: how far several raters order the same items alike.
 *
 * W = 12 S / (m²(n³ − n) − m Σ T), S the squared deviations of the items' rank sums, T = Σ (t³ − t) over each rater's ties.
 *
 * @param ratings - One list a rater, of the same items in the same order; any numbers, ranked here, ties by mid-ranks.
 * @returns In [0, 1]: 1 is one and the same order. No value for fewer than two raters or items, or if all raters tie all items.
 * @throws RangeError if a rater did not rate every item.
 * @see Kendall & Babington Smith (1939). O(m n log n).
 */
export function kendallW(ratings: readonly ArrayLike<number>[]): Estimate {
  const raters = ratings.length;
  const items = ratings[0]?.length ?? 0;
  if (raters < 2 || items < 2) return none("it needs two raters and two items or more");
  const sums = new Float64Array(items);
  let ties = 0;
  for (const rating of ratings) {
    if (rating.length !== items) throw new RangeError(`a rater rated ${rating.length} of ${items} items`);
    ties += addRanks(rating, sums);
  }
  const mean = (raters * (items + 1)) / 2;
  const spread = sums.reduce((total, sum) => total + (sum - mean) ** 2, 0);
  const most = raters ** 2 * (items ** 3 - items) - raters * ties;
  return most > 0 ? some((12 * spread) / most) : none("every rater gave the same rating throughout");
}

/** Adds a rater's mid-ranks to the items' sums; returns Σ (t³ − t) over the ties. */
function addRanks(rating: ArrayLike<number>, sums: Float64Array): number {
  const order = Array.from({ length: rating.length }, (_, i) => i).sort((a, b) => (rating[a] ?? 0) - (rating[b] ?? 0));
  let ties = 0;
  for (let from = 0; from < order.length; ) {
    let end = from + 1;
    while (end < order.length && rating[order[end] ?? 0] === rating[order[from] ?? 0]) end++;
    for (const item of order.slice(from, end)) sums[item] = (sums[item] ?? 0) + (from + 1 + end) / 2;
    ties += (end - from) ** 3 - (end - from);
    from = end;
  }
  return ties;
}
