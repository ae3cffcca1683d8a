import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { type Estimate, type IntervalEstimate, none, some } from "@/lib/stats/estimate";
import type { TallyStatistic } from "@/lib/stats/resampling/cluster-bootstrap";
import type { ClusterTally } from "@/lib/stats/resampling/cluster-tally";
import { jackknifeClusters, jackknifeError } from "@/lib/stats/resampling/jackknife";
import { wilsonOfAlike } from "@/lib/stats/resampling/summarise";
import { wilsonOfWidth } from "./wilson";

/**
 * The standard error of any smooth statistic of a tally's totals, for clusters that are independent of each other.
 *
 * √(C/(C − 1) Σ_c (g · z_c − mean)²), z_c what cluster c adds to the table, g the statistic's gradient at the totals: the
 * linearisation (delta method, infinitesimal jackknife) of what the cluster bootstrap does by simulation.
 *
 * @returns ≥ 0. No value where the statistic has none, or with fewer than two clusters.
 * @see Liang & Zeger (1986); Cameron & Miller (2015). O(cells · cost of the statistic + entries of distinct clusters).
 */
export function clusterSandwichError(tally: ClusterTally, statistic: TallyStatistic): Estimate {
  const point = statistic.compute(tally.totals);
  if (point.estimate === null) return point;
  if (tally.clusters < 2) return none("it needs two clusters or more");
  const gradient = gradientAt(tally.totals, statistic, point.estimate);
  if (!gradient) return none("the statistic is about to lose its value");

  let centre = 0;
  for (let k = 0; k < gradient.length; k++) centre += (gradient[k] ?? 0) * (tally.totals[k] ?? 0);
  centre /= tally.clusters;
  let squares = 0;
  for (let type = 0; type < tally.counts.length; type++) {
    let influence = -centre;
    for (let j = tally.starts[type] ?? 0; j < (tally.starts[type + 1] ?? 0); j++) {
      influence += (gradient[tally.cells[j] ?? 0] ?? 0) * (tally.amounts[j] ?? 0);
    }
    squares += (tally.counts[type] ?? 0) * influence ** 2;
  }
  return some(Math.sqrt((squares * tally.clusters) / (tally.clusters - 1)));
}

/**
 * The interval that belongs to `clusterSandwichError`: a share's is Wilson's at the effective number of units p(1 − p)/se², every
 * other statistic's is ± t se with C − 1 degrees of freedom, cut at the statistic's range; a
 * coefficient beyond chance gets it for ln(1 − coefficient), with the jackknife's error below 100 clusters.
 *
 * @returns A share's limits lie within [0, 1]. No interval where all clusters are alike, but for a share: Wilson over clusters.
 * @see Korn & Graubard (1998) for effective numbers of units in intervals of shares. As `clusterSandwichError`.
 */
export function clusterSandwich(tally: ClusterTally, statistic: TallyStatistic, level = 0.95): IntervalEstimate {
  const point = statistic.compute(tally.totals);
  const error = clusterSandwichError(tally, statistic);
  const method = "cluster sandwich";
  const without = (reason: string | null) => ({ estimate: point.estimate, low: null, high: null, level, method, reason });
  if (point.estimate === null) return without(point.reason);
  const isShare = statistic.isShare === true && point.estimate >= 0 && point.estimate <= 1;
  // Rounding leaves a trace of spread where clusters are alike.
  if (error.estimate === null || error.estimate < 1e-10) {
    if (isShare) return wilsonOfAlike(point.estimate, tally.clusters, level);
    return without(`no interval: ${error.reason ?? `the ${tally.clusters} clusters are all alike`}`);
  }
  const t = tQuantile((1 + level) / 2, tally.clusters - 1);
  if (!isShare) {
    if (statistic.isBeyondChance && point.estimate < 1)
      return onLogScale(tally, statistic, point.estimate, t, level, error.estimate);
    const half = t * error.estimate;
    const [least, most] = statistic.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const [low, high] = [Math.max(least, point.estimate - half), Math.min(most, point.estimate + half)];
    return { estimate: point.estimate, low, high, level, method, reason: null };
  }
  const within = wilsonOfWidth(point.estimate, t * error.estimate, level);
  return { ...within, method: `cluster sandwich, ${within.method}` };
}

/** From so many clusters on the linearised error is as good as the jackknife's and much quicker. */
const MANY_CLUSTERS = 100;

/** 1 − (1 − κ) e^(± t se/(1 − κ)): the ratio of disagreements is skewed, its logarithm much less. */
function onLogScale(
  tally: ClusterTally,
  statistic: TallyStatistic,
  estimate: number,
  t: number,
  level: number,
  linearised: number,
): IntervalEstimate {
  const isMany = tally.clusters >= MANY_CLUSTERS;
  const error = isMany ? linearised : jackknifeError(jackknifeClusters(tally, statistic));
  const reach = (t * error) / (1 - estimate);
  const low = Math.max(statistic.range?.[0] ?? Number.NEGATIVE_INFINITY, 1 - (1 - estimate) * Math.exp(reach));
  const high = 1 - (1 - estimate) * Math.exp(-reach);
  const method = `cluster ${isMany ? "sandwich" : "jackknife"}, for the logarithm of 1 less the coefficient`;
  return { estimate, low, high, level, method, reason: null };
}

/** Central differences; one-sided where the statistic has no value on the other side. */
function gradientAt(totals: Float64Array, statistic: TallyStatistic, at: number): Float64Array | null {
  const scale = totals.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const moved = Float64Array.from(totals);
  const gradient = new Float64Array(totals.length);
  for (let k = 0; k < totals.length; k++) {
    const own = totals[k] ?? 0;
    const step = 1e-4 * Math.max(Math.abs(own), 1e-3 * scale);
    moved[k] = own + step;
    const up = statistic.compute(moved).estimate;
    moved[k] = own - step;
    const down = statistic.compute(moved).estimate;
    moved[k] = own;
    if (up !== null && down !== null) gradient[k] = (up - down) / (2 * step);
    else if (up !== null) gradient[k] = (up - at) / step;
    else if (down !== null) gradient[k] = (at - down) / step;
    else return null;
  }
  return gradient;
}
