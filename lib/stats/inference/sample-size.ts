import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { type Estimate, none, some } from "@/lib/stats/estimate";

/**
 * How many more clusters bring an interval to ± `halfWidth`, if new ones are like those seen: the standard error falls with the root of
 * their number.
 *
 * @param error - Standard error now, of any statistic, from `clusterSandwichError`.
 * @param clusters - Clusters now.
 * @returns 0 where it is narrow enough already. No value for fewer than two clusters, or if nothing varies yet.
 */
export function moreClustersNeeded(error: number, clusters: number, halfWidth: number, level = 0.95): Estimate {
  if (clusters < 2) return none("it needs two clusters or more to tell how they vary");
  if (!(error > 0)) return none("nothing varies between the clusters so far");
  const reaches = (n: number) => tQuantile((1 + level) / 2, n - 1) * error * Math.sqrt(clusters / n) <= halfWidth;
  if (reaches(clusters)) return some(0);
  let low = clusters;
  let high = clusters * 2;
  while (!reaches(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return some(high - clusters);
}

/**
 * Units for an interval of ± `halfWidth` around a share, before any are labelled: z² p(1 − p)/h² times the design effect
 * 1 + (m − 1) ρ of clusters of m units with correlation ρ.
 *
 * @param expected - The share expected; ½ is the most cautious.
 */
export function unitsForShare(
  expected: number,
  halfWidth: number,
  { clusterSize = 1, correlation = 0, level = 0.95 }: { clusterSize?: number; correlation?: number; level?: number } = {},
): number {
  const z = normalQuantile((1 + level) / 2, 0, 1);
  const effect = 1 + (clusterSize - 1) * correlation;
  return Math.ceil(((z ** 2 * expected * (1 - expected)) / halfWidth ** 2) * effect - 1e-9);
}

/**
 * The power of McNemar's test (two-sided, normal approximation) to tell two judges on `units` shared units apart.
 *
 * @param firstOnly - Expected share of units on which the first alone is right.
 * @param secondOnly - The same of the second.
 * @returns In [0, 1].
 * @see Connor (1987), "Sample size for testing differences in proportions for the paired-sample design".
 */
export function mcnemarPower(units: number, firstOnly: number, secondOnly: number, level = 0.95): number {
  const apart = Math.abs(firstOnly - secondOnly);
  const either = firstOnly + secondOnly;
  const spread = Math.sqrt(either - apart ** 2);
  if (!(either > 0)) return 1 - level;
  const z = normalQuantile((1 + level) / 2, 0, 1);
  if (spread === 0) return apart * Math.sqrt(units) > z ? 1 : 0;
  return normalCdf((apart * Math.sqrt(units) - z * Math.sqrt(either)) / spread, 0, 1);
}

/**
 * Units for McNemar's test to reach a power.
 *
 * n = (z_level √(b + c) + z_power √(b + c − (b − c)²))²/(b − c)².
 *
 * @returns No value where both are expected to be right equally often.
 * @see Connor (1987).
 */
export function mcnemarUnits(firstOnly: number, secondOnly: number, { power = 0.8, level = 0.95 } = {}): Estimate {
  const apart = Math.abs(firstOnly - secondOnly);
  if (apart === 0) return none("the two are expected to be right equally often");
  const either = firstOnly + secondOnly;
  const reach =
    normalQuantile((1 + level) / 2, 0, 1) * Math.sqrt(either) + normalQuantile(power, 0, 1) * Math.sqrt(either - apart ** 2);
  return some(Math.ceil((reach / apart) ** 2 - 1e-9));
}
