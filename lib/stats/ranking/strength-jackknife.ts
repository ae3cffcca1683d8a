import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { IntervalEstimate } from "@/lib/stats/estimate";
import type { ClusterTally } from "@/lib/stats/resampling/cluster-tally";
import { fitStrengths, type StrengthFit } from "./fit-strengths";

/** Strengths, and the side effect where the fit has one, with their intervals. */
export interface JackknifedStrengths {
  readonly strengths: IntervalEstimate[];
  readonly sideEffect: IntervalEstimate | null;
}

/**
 * Strengths with intervals ± t se from the cluster jackknife, C − 1 degrees of freedom: se² = (C − 1)/C Σ_c (strength without cluster c −
 * strength)², each by a fit of its own. With few clusters the sandwich, which linearises at a fit that these clusters pulled to themselves, is
 * too narrow; this is not.
 *
 * @param tally - The battles whose totals were fitted, sides kept if the fit has a side effect.
 * @returns Null with fewer than two clusters, or where the models are not connected without one of them: then there is no such error.
 * @see Tukey (1958); Cameron & Miller (2015) for few clusters. O(distinct clusters · cost of a fit).
 */
export function strengthJackknife(tally: ClusterTally, fit: StrengthFit, level = 0.95): JackknifedStrengths | null {
  if (tally.clusters < 2) return null;
  const whole = valuesOf(fit);
  const squares = new Float64Array(whole.length);
  const totals = Float64Array.from(tally.totals);
  for (let type = 0; type < tally.counts.length; type++) {
    const [from, end] = [tally.starts[type] ?? 0, tally.starts[type + 1] ?? 0];
    for (let j = from; j < end; j++) {
      const cell = tally.cells[j] ?? 0;
      totals[cell] = (totals[cell] ?? 0) - (tally.amounts[j] ?? 0);
    }
    const without = fitStrengths(totals, fit.strengths.length, {
      model: fit.model,
      hasSideEffect: fit.sideEffect !== null,
    });
    if (!without.strengths) return null;
    for (const [i, value] of valuesOf(without).entries()) {
      squares[i] = (squares[i] ?? 0) + (tally.counts[type] ?? 0) * (value - (whole[i] ?? 0)) ** 2;
    }
    // Restored from the whole, not added back: rounding must not pile up.
    for (let j = from; j < end; j++) {
      const cell = tally.cells[j] ?? 0;
      totals[cell] = tally.totals[cell] ?? 0;
    }
  }
  const method = `cluster jackknife of ${tally.clusters} clusters`;
  const t = tQuantile((1 + level) / 2, tally.clusters - 1);
  const intervals = whole.map((estimate, i): IntervalEstimate => {
    const half = t * Math.sqrt(((squares[i] ?? 0) * (tally.clusters - 1)) / tally.clusters);
    return { estimate, low: estimate - half, high: estimate + half, level, method, reason: null };
  });
  const models = fit.strengths.length;
  return { strengths: intervals.slice(0, models), sideEffect: intervals[models] ?? null };
}

function valuesOf({ strengths, sideEffect }: StrengthFit): number[] {
  return [...strengths, ...(sideEffect === null ? [] : [sideEffect])];
}
