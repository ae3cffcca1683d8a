import betaCdf from "@stdlib/stats-base-dists-beta-cdf";
import chisquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import { type Estimate, none, some } from "@/lib/stats/estimate";

/**
 * McNemar's test by the exact binomial distribution: of the units on which exactly one of two raters succeeds, is either one more
 * often the one?
 *
 * p = 2 P(X ≤ min(b, c)), X binomial with b + c trials of ½, at most 1.
 *
 * @param firstOnly - b, units on which the first alone succeeds.
 * @param secondOnly - c, units on which the second alone does.
 * @returns p in (0, 1]; 1 without such units, since then nothing speaks for a difference. Units must be independent: with several in a
 *   cluster take `signFlipTest`.
 * @see McNemar (1947). O(1).
 */
export function mcnemarExact(firstOnly: number, secondOnly: number): number {
  const [tail] = lowerTail(firstOnly, secondOnly);
  return Math.min(1, 2 * tail);
}

/**
 * McNemar's test with half the chance of what was seen: less cautious than the exact test, which is far too cautious for few units.
 *
 * @returns p in (0, 1]; 1 without units on which exactly one succeeds.
 * @see Fagerland, Lydersen & Laake (2013). O(1).
 */
export function mcnemarMidP(firstOnly: number, secondOnly: number): number {
  if (firstOnly + secondOnly === 0) return 1;
  const [tail, seen] = lowerTail(firstOnly, secondOnly);
  // With b = c both tails hold what was seen, and together they are everything.
  return firstOnly === secondOnly ? 1 - seen / 2 : Math.min(1, 2 * tail - seen);
}

/**
 * McNemar's χ² and its p value, one degree of freedom: (b − c)²/(b + c), or with Edwards' correction (|b − c| − 1)²/(b + c).
 *
 * @returns p. No value without units on which exactly one succeeds, where other software says p = 0. Fit for b + c ≥ 25.
 * @see McNemar (1947); Edwards (1948). O(1).
 */
export function mcnemarChiSquare(
  firstOnly: number,
  secondOnly: number,
  { corrected = false } = {},
): { statistic: Estimate; p: Estimate } {
  const n = firstOnly + secondOnly;
  if (n === 0) {
    const missing = none("there is no unit on which exactly one succeeds");
    return { statistic: missing, p: missing };
  }
  const apart = Math.abs(firstOnly - secondOnly) - (corrected ? 1 : 0);
  const statistic = apart ** 2 / n;
  return { statistic: some(statistic), p: some(1 - chisquareCdf(statistic, 1)) };
}

/** P(X ≤ min(b, c)) and P(X = min(b, c)), by the binomial's tail as an incomplete beta function. */
function lowerTail(b: number, c: number): [number, number] {
  const n = b + c;
  const least = Math.min(b, c);
  const atMost = (k: number) => (k < 0 ? 0 : k >= n ? 1 : betaCdf(0.5, n - k, k + 1));
  return [atMost(least), atMost(least) - atMost(least - 1)];
}
