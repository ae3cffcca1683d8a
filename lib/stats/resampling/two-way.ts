import type { IntervalEstimate } from "@/lib/stats/estimate";
import { createRandom } from "@/lib/stats/random";
import type { BootstrapOptions, TallyStatistic } from "./cluster-bootstrap";
import { summarise } from "./summarise";

/** Units that belong to a cluster and to one or two raters: each adds an amount to a cell of the table. Columns of equal length. */
export interface CrossedUnits {
  /** Number of cells. */
  readonly width: number;
  readonly cells: ArrayLike<number>;
  readonly amounts: ArrayLike<number>;
  /** From 0 on. */
  readonly clusters: ArrayLike<number>;
  /** From 0 on. */
  readonly raters: ArrayLike<number>;
  /** The other rater of a pair, or −1 where the unit is one rater's. */
  readonly otherRaters?: ArrayLike<number>;
}

/**
 * Percentile intervals for other clusters and other raters of the same kind: both are resampled, and a unit counts as often as
 * its cluster times as often as each of its raters.
 *
 * @returns As `bootstrapClusters`. Too wide rather than too narrow; with fewer than five raters hardly informative. No interval
 *   with fewer than two clusters or two raters.
 * @see Owen (2007), "The pigeonhole bootstrap". O(resamples · units).
 */
export function bootstrapTwoWay(
  units: CrossedUnits,
  statistics: readonly TallyStatistic[],
  { resamples = 2000, seed = 1, stream = "", level = 0.95 }: BootstrapOptions = {},
): IntervalEstimate[] {
  const clusters = 1 + maximum(units.clusters);
  const raters = 1 + Math.max(maximum(units.raters), maximum(units.otherRaters ?? []));
  const method = `two-way bootstrap of ${clusters} clusters and ${raters} raters, ${new Intl.NumberFormat("en-US").format(resamples)}, seed ${seed}`;
  const random = createRandom(seed, stream);
  const clusterTimes = new Float64Array(clusters);
  const raterTimes = new Float64Array(raters);
  const points = statistics.map((statistic) => statistic.compute(sumUnits(units, clusterTimes.fill(1), raterTimes.fill(1))));
  const samples: number[][] = statistics.map(() => []);
  const varies = clusters >= 2 && raters >= 2;

  for (let draw = 0; varies && draw < resamples; draw++) {
    throwInto(clusterTimes, random.below);
    throwInto(raterTimes, random.below);
    const totals = sumUnits(units, clusterTimes, raterTimes);
    statistics.forEach((statistic, s) => {
      const { estimate } = statistic.compute(totals);
      if (estimate !== null && points[s]?.estimate !== null) samples[s]?.push(estimate);
    });
  }
  return statistics.map(({ isShare }, s) => {
    const point = points[s];
    if (point?.estimate != null && !varies) {
      const reason = "no interval: it needs two clusters and two raters or more";
      return { estimate: point.estimate, low: null, high: null, level, method, reason };
    }
    return summarise({ point, sample: Float64Array.from(samples[s] ?? []).sort(), clusters, isShare, resamples, level, method });
  });
}

function throwInto(times: Float64Array, below: (n: number) => number): void {
  times.fill(0);
  for (let i = 0; i < times.length; i++) {
    const box = below(times.length);
    times[box] = (times[box] ?? 0) + 1;
  }
}

function sumUnits(units: CrossedUnits, clusterTimes: Float64Array, raterTimes: Float64Array): Float64Array {
  const { width, cells, amounts, clusters, raters, otherRaters } = units;
  const totals = new Float64Array(width);
  for (let i = 0; i < cells.length; i++) {
    const other = otherRaters?.[i] ?? -1;
    const times =
      (clusterTimes[clusters[i] ?? 0] ?? 0) * (raterTimes[raters[i] ?? 0] ?? 0) * (other < 0 ? 1 : (raterTimes[other] ?? 0));
    const cell = cells[i] ?? 0;
    totals[cell] = (totals[cell] ?? 0) + times * (amounts[i] ?? 0);
  }
  return totals;
}

function maximum(values: ArrayLike<number>): number {
  let most = -1;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] ?? 0);
  return most;
}
