/**
 * The most comparisons, up to `wanted`, that can each be labelled by `overlap` different people when nobody labels more than their limit.
 *
 * A person takes a comparison once at most, so c comparisons fit if and only if the sum of min(limit, c) is at least c × overlap.
 *
 * @param limits - One a person; Infinity for no limit.
 */
export function fitComparisons(wanted: number, limits: readonly number[], overlap: number): number {
  const fits = (comparisons: number) => spread(limits, comparisons) >= comparisons * overlap;
  if (fits(wanted)) return wanted;
  // What fits is an interval from 0: the sum is concave in c.
  let most = 0;
  let tooMany = wanted;
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (fits(middle)) most = middle;
    else tooMany = middle;
  }
  return most;
}

/**
 * The highest load when assignments are spread as evenly as limits allow: each person gets the smaller of it and their limit, some one less.
 *
 * @returns The least whole L for which the sum of min(limit, L) is at least `assignments`; `assignments` when there is none.
 */
export function highestLoad(assignments: number, limits: readonly number[]): number {
  let tooFew = -1;
  let enough = assignments;
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (spread(limits, middle) >= assignments) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

function spread(limits: readonly number[], load: number): number {
  return limits.reduce((sum, limit) => sum + Math.min(limit, load), 0);
}
