import quantile from "@stdlib/stats-base-dists-normal-quantile";
import type { IntervalEstimate } from "@/lib/stats/estimate";

/**
 * A share with Wilson's interval: the shares p₀ that a score test at this level would not reject.
 *
 * centre (k + z²/2)/(n + z²), half width z/(n + z²) · √(k(n − k)/n + z²/4).
 *
 * @param successes - k in [0, n]; need not be whole.
 * @param trials - n independent trials; for clustered data the number of clusters.
 * @param level - In (0, 1).
 * @returns Limits within [0, 1], of positive width even at 0 of n and n of n. No value for n = 0.
 * @see Wilson (1927). O(1).
 */
export function wilson(successes: number, trials: number, level = 0.95): IntervalEstimate {
  const method = "Wilson";
  if (!(trials > 0)) return { estimate: null, low: null, high: null, level, method, reason: "there are no units" };
  const z = quantile((1 + level) / 2, 0, 1);
  const centre = (successes + z ** 2 / 2) / (trials + z ** 2);
  const half = (z / (trials + z ** 2)) * Math.sqrt((successes * (trials - successes)) / trials + z ** 2 / 4);
  // At the ends the limits are 0 and 1 exactly; rounding would leave them 1e-17 off.
  const low = successes === 0 ? 0 : Math.max(0, centre - half);
  const high = successes === trials ? 1 : Math.min(1, centre + half);
  return { estimate: successes / trials, low, high, level, method, reason: null };
}

/**
 * A share whose uncertainty is known otherwise, with Wilson's interval at the number of independent trials that would be as uncertain:
 * n = p(1 − p) z²/h², the inverse of the normal interval's half width.
 *
 * @param share - p in (0, 1).
 * @param half - Half the width h > 0 of an interval around p at this level, of whatever origin.
 * @returns Limits within [0, 1], around the very share that was given.
 * @see Korn & Graubard (1998). O(1).
 */
export function wilsonOfWidth(share: number, half: number, level = 0.95): IntervalEstimate {
  const effective = share * (1 - share) * (quantile((1 + level) / 2, 0, 1) / half) ** 2;
  const method = "Wilson at the effective number of units";
  return { ...wilson(share * effective, effective, level), estimate: share, method };
}
