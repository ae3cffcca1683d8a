import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { type Estimate, type IntervalEstimate, none, some } from "@/lib/stats/estimate";

/**
 * A share with Clopper–Pearson's exact interval: the shares that neither one-sided binomial test at (1 − level)/2 would reject.
 *
 * Low is the (1 − level)/2 quantile of Beta(k, n − k + 1), high the (1 + level)/2 quantile of Beta(k + 1, n − k).
 *
 * @param successes - k, a whole number in [0, n].
 * @param trials - n independent trials. Clustered data have no exact interval: give whole clusters, or use another method.
 * @returns Covers at least `level`, mostly more. No value for n = 0.
 * @see Clopper & Pearson (1934). O(1).
 */
export function clopperPearson(successes: number, trials: number, level = 0.95): IntervalEstimate {
  const method = "Clopper–Pearson";
  if (!(trials > 0)) return { estimate: null, low: null, high: null, level, method, reason: "there are no units" };
  const failures = trials - successes;
  const low = successes === 0 ? 0 : betaQuantile((1 - level) / 2, successes, failures + 1);
  const high = failures === 0 ? 1 : betaQuantile((1 + level) / 2, successes + 1, failures);
  return { estimate: successes / trials, low, high, level, method, reason: null };
}

/**
 * The largest share that k successes of n would not contradict: an exact upper bound with a chance of at most `delta` of being
 * too low.
 *
 * @returns In [0, 1], the 1 − δ quantile of Beta(k + 1, n − k); 1 for k = n. No value for n = 0.
 * @see Clopper & Pearson (1934). O(1).
 */
export function upperShareBound(successes: number, trials: number, delta: number): Estimate {
  if (!(trials > 0)) return none("there are no units");
  return some(successes >= trials ? 1 : betaQuantile(1 - delta, successes + 1, trials - successes));
}
