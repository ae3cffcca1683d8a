import type { IntervalEstimate } from "@/lib/stats/estimate";
import { wilson } from "./wilson";

/**
 * The difference of two independent shares k₁/n₁ − k₂/n₂, with the interval that is put together from both Wilson intervals.
 *
 * d − √((p₁ − l₁)² + (u₂ − p₂)²) to d + √((u₁ − p₁)² + (p₂ − l₂)²).
 *
 * @returns In [−1, 1]. No value if either side has no units.
 * @see Newcombe (1998), "Interval estimation for the difference between independent proportions", method 10. O(1).
 */
export function newcombe(k1: number, n1: number, k2: number, n2: number, level = 0.95): IntervalEstimate {
  return combine(wilson(k1, n1, level), wilson(k2, n2, level), 0, level, "Newcombe, independent");
}

/** Two raters' successes on the same units. */
export interface PairedCounts {
  readonly both: number;
  readonly firstOnly: number;
  readonly secondOnly: number;
  readonly neither: number;
}

/**
 * The difference of two shares measured on the same units (two judges against the same labels): (b − c)/n, b of n where the first
 * alone succeeds, c where the second alone does.
 *
 * As for independent shares, less the part that both have in common: −2 φ̂ times the product of the two distances under each root, with φ̂ the
 * correlation of the two outcomes, shrunk where positive (ad − bc less n/2, not below 0).
 *
 * @returns In [−1, 1]. No value without units.
 * @see Newcombe (1998), "Improved confidence intervals for the difference between binomial proportions based on paired data", method
 *   10. Units must be independent of each other; for clusters take the paired bootstrap. O(1).
 */
export function newcombePaired({ both, firstOnly, secondOnly, neither }: PairedCounts, level = 0.95): IntervalEstimate {
  const n = both + firstOnly + secondOnly + neither;
  const margins = (both + firstOnly) * (secondOnly + neither) * (both + secondOnly) * (firstOnly + neither);
  const product = both * neither - firstOnly * secondOnly;
  const shrunk = product > 0 ? Math.max(0, product - n / 2) : product;
  const phi = margins > 0 ? shrunk / Math.sqrt(margins) : 0;
  return combine(wilson(both + firstOnly, n, level), wilson(both + secondOnly, n, level), phi, level, "Newcombe, paired");
}

function combine(a: IntervalEstimate, b: IntervalEstimate, phi: number, level: number, method: string): IntervalEstimate {
  if (a.estimate === null || a.low === null || a.high === null || b.estimate === null || b.low === null || b.high === null) {
    return { estimate: null, low: null, high: null, level, method, reason: a.reason ?? b.reason };
  }
  const difference = a.estimate - b.estimate;
  const reach = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));
  const low = difference - reach(a.estimate - a.low, b.high - b.estimate);
  const high = difference + reach(a.high - a.estimate, b.estimate - b.low);
  return { estimate: difference, low, high, level, method, reason: null };
}
