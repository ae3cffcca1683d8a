import type { TallyStatistic } from "./cluster-bootstrap";
import type { ClusterTally } from "./cluster-tally";

/** A statistic's values without one cluster, and how many clusters give each. */
export interface LeftOut {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/**
 * A statistic without each cluster in turn; equal clusters once, with their number. Clusters without which it has no value are left
 * out. O(distinct clusters · cost of the statistic).
 */
export function jackknifeClusters(tally: ClusterTally, statistic: TallyStatistic): LeftOut {
  const values: number[] = [];
  const counts: number[] = [];
  const totals = Float64Array.from(tally.totals);
  for (let type = 0; type < tally.counts.length; type++) {
    const [from, end] = [tally.starts[type] ?? 0, tally.starts[type + 1] ?? 0];
    for (let j = from; j < end; j++) {
      const cell = tally.cells[j] ?? 0;
      totals[cell] = (totals[cell] ?? 0) - (tally.amounts[j] ?? 0);
    }
    const { estimate } = statistic.compute(totals);
    if (estimate !== null) {
      values.push(estimate);
      counts.push(tally.counts[type] ?? 0);
    }
    // Restored from the whole, not added back: rounding must not pile up.
    for (let j = from; j < end; j++) {
      const cell = tally.cells[j] ?? 0;
      totals[cell] = tally.totals[cell] ?? 0;
    }
  }
  return { values, counts };
}

/**
 * The jackknife's standard error: √((C − 1)/C Σ (value without a cluster − their mean)²). With few clusters more cautious than the
 * linearised one.
 *
 * @see Tukey (1958). As `jackknifeClusters`.
 */
export function jackknifeError({ values, counts }: LeftOut): number {
  let clusters = 0;
  let sum = 0;
  values.forEach((value, i) => {
    clusters += counts[i] ?? 0;
    sum += value * (counts[i] ?? 0);
  });
  let squares = 0;
  values.forEach((value, i) => {
    squares += (counts[i] ?? 0) * (value - sum / clusters) ** 2;
  });
  return clusters > 1 ? Math.sqrt((squares * (clusters - 1)) / clusters) : 0;
}
