import tQuantile from "@stdlib/stats-base-dists-t-quantile";

/** What was measured of some units: how many, their mean, and their variance (divided by n − 1). */
export interface Measured {
  n: number;
  mean: number;
  variance: number;
}

/** A sum of units that are still to come, with the interval in which it falls in 95 of 100 cases. */
export interface PredictedSum {
  sum: number;
  low: number;
  high: number;
}

/**
 * The sum of `count` units like those that were measured: N·x̄ ± t₀.₉₇₅,ₙ₋₁ · s · √(N²/n + N).
 *
 * The first part under the root is what the mean may be off, the second what the units themselves scatter. Exact for independent normal units,
 * good for others once n is not small; never below 0 where `floor` says that no unit is.
 *
 * @returns The sum in the units' unit; null without two measured units.
 * @see Hahn & Meeker (1991), "Statistical Intervals", prediction of a mean of future observations.
 */
export function predictSum({ n, mean, variance }: Measured, count: number, floor = 0): PredictedSum | null {
  if (n < 2 || count < 0) return null;
  const half = tQuantile(0.975, n - 1) * Math.sqrt(variance * (count ** 2 / n + count));
  const sum = count * mean;
  return { sum, low: Math.max(floor * count, sum - half), high: sum + half };
}
