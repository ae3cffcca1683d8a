/** Which rule against false discoveries: Benjamini–Hochberg (independent tests) or Benjamini–Yekutieli (any dependence). */
export type FalseDiscoveryRule = "BH" | "BY";

/**
 * P values adjusted for how many tests were made: rejecting those at most q keeps the expected share of false rejections at q.
 *
 * p̃₍ᵢ₎ = min over k ≥ i of p₍ₖ₎ m c/k, at most 1; c is 1 for BH, 1 + 1/2 + … + 1/m for BY.
 *
 * @param pValues - Each in [0, 1]; a test without a p value is not listed.
 * @returns In the given order.
 * @see Benjamini & Hochberg (1995); Benjamini & Yekutieli (2001). O(m log m).
 */
export function adjustPValues(pValues: ArrayLike<number>, rule: FalseDiscoveryRule): number[] {
  const m = pValues.length;
  const order = Array.from({ length: m }, (_, i) => i).sort((a, b) => (pValues[b] ?? 0) - (pValues[a] ?? 0));
  let factor = 1;
  if (rule === "BY") for (let k = 2; k <= m; k++) factor += 1 / k;
  const adjusted = new Array<number>(m).fill(1);
  let least = 1;
  order.forEach((index, fromLargest) => {
    least = Math.min(least, ((pValues[index] ?? 0) * m * factor) / (m - fromLargest));
    adjusted[index] = least;
  });
  return adjusted;
}
