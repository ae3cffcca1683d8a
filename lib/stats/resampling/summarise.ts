import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import type { Estimate, IntervalEstimate } from "@/lib/stats/estimate";
import { wilson } from "@/lib/stats/intervals/wilson";
import type { LeftOut } from "./jackknife";
import { quantile } from "./quantile";

/** What a bootstrap found for one statistic. */
export interface Outcome {
  point: Estimate | undefined;
  /** Values of the resamples that have one, ascending. */
  sample: Float64Array | undefined;
  clusters: number;
  isShare: boolean | undefined;
  resamples: number;
  level: number;
  method: string;
  /** Values without each cluster: set, the interval is BCa. */
  leftOut?: LeftOut | undefined;
}

/** Above this share of resamples without a value an interval from the rest would mislead. */
const MISSING_AT_MOST = 0.05;

/** An interval from a sorted bootstrap sample, or the reason why there is none. */
export function summarise(outcome: Outcome): IntervalEstimate {
  const { point, sample, clusters, isShare, resamples, level, method } = outcome;
  const without = (reason: string | null): IntervalEstimate => ({
    estimate: point?.estimate ?? null,
    low: null,
    high: null,
    level,
    method,
    reason,
  });
  if (!point || point.estimate === null) return without(point?.reason ?? null);

  const missing = resamples - (sample?.length ?? 0);
  if (clusters >= 2 && missing > resamples * MISSING_AT_MOST) {
    return without(`no interval: ${missing} of ${resamples} resamples have no value`);
  }
  const alike = !sample || sample.length === 0 || sample[0] === sample[sample.length - 1];
  if (!alike) {
    const [low, high] = limits(sample, point.estimate, outcome);
    return { estimate: point.estimate, low, high, level, method, reason: null };
  }
  if (isShare && point.estimate >= 0 && point.estimate <= 1) return wilsonOfAlike(point.estimate, clusters, level);
  return without(
    clusters < 2
      ? "no interval: it needs two clusters or more"
      : `no interval: every resample of the ${clusters} clusters gives the same value`,
  );
}

/** The interval of a share that is the same in every cluster: resampling would claim certainty. */
export function wilsonOfAlike(estimate: number, clusters: number, level: number): IntervalEstimate {
  const unit = clusters === 1 ? "1 cluster" : `${clusters} clusters`;
  return { ...wilson(estimate * clusters, clusters, level), estimate, method: `Wilson over ${unit}, which are all alike` };
}

/**
 * Percentile limits; with the values without each cluster, BCa: the shares α at which the sample is read are moved to
 * Φ(z₀ + (z₀ + z_α)/(1 − a (z₀ + z_α))), z₀ from the share of resamples below the estimate, a from the values' skewness.
 */
function limits(sample: Float64Array, estimate: number, { level, leftOut }: Outcome): [number, number] {
  const tails = [(1 - level) / 2, (1 + level) / 2] as const;
  if (!leftOut) return [quantile(sample, tails[0]), quantile(sample, tails[1])];
  let below = 0;
  for (const value of sample) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  // An estimate beyond all resamples is put half a resample inside, lest z₀ be infinite.
  const share = Math.min(1 - 0.5 / sample.length, Math.max(0.5 / sample.length, below / sample.length));
  const bias = normalQuantile(share, 0, 1);
  const a = acceleration(leftOut);
  const [low, high] = tails.map((tail) => {
    const z = bias + normalQuantile(tail, 0, 1);
    return quantile(sample, normalCdf(bias + z / Math.max(1e-6, 1 - a * z), 0, 1));
  });
  return [low ?? Number.NaN, high ?? Number.NaN];
}

function acceleration({ values, counts }: LeftOut): number {
  let n = 0;
  let sum = 0;
  values.forEach((value, i) => {
    n += counts[i] ?? 0;
    sum += value * (counts[i] ?? 0);
  });
  const mean = sum / n;
  let squares = 0;
  let cubes = 0;
  values.forEach((value, i) => {
    squares += (counts[i] ?? 0) * (mean - value) ** 2;
    cubes += (counts[i] ?? 0) * (mean - value) ** 3;
  });
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
