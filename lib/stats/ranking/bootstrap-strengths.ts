import type { IntervalEstimate } from "@/lib/stats/estimate";
import { createRandom } from "@/lib/stats/random";
import type { BootstrapOptions } from "@/lib/stats/resampling/cluster-bootstrap";
import type { ClusterTally } from "@/lib/stats/resampling/cluster-tally";
import { quantile } from "@/lib/stats/resampling/quantile";
import type { StrengthFit } from "./fit-strengths";
import { createRefit, createResamples } from "./refit";

/** Strengths with intervals, and where the same resamples put each model in the order. */
export interface BootstrappedStrengths {
  readonly strengths: IntervalEstimate[];
  /** The side effect, where the fit has one. */
  readonly sideEffect: IntervalEstimate | null;
  /** Ranks, 1 best, with the range in which `level` of the resamples put them. */
  readonly ranks: { readonly rank: number; readonly low: number | null; readonly high: number | null }[];
  /** Resamples without a fit, because in them the models are not connected. */
  readonly missing: number;
}

/** Resamples made before the caller has a turn. */
const BETWEEN_STOPS = 4;
/** Above this share of resamples without a fit an interval from the rest would mislead. */
const MISSING_AT_MOST = 0.05;

/**
 * Percentile intervals of strengths by resampling whole clusters of battles (Poisson numbers of each where few are distinct).
 *
 * Each resample is fitted from the whole sample's strengths with the information there, which needs two steps of a
 * matrix times a vector; where that does not settle, by Newton's method anew.
 *
 * @param tally - The battles whose totals `fit` was made from.
 * @returns No intervals for fewer than two clusters, or if more than 5 % of the resamples are not connected.
 * @see Hanley & MacGibbon (2006) for Poisson numbers. O(resamples · (entries of distinct clusters + pairs + models²)).
 */
export function bootstrapStrengths(tally: ClusterTally, fit: StrengthFit, options: BootstrapOptions = {}): BootstrappedStrengths {
  const steps = bootstrapStrengthsInSteps(tally, fit, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `bootstrapStrengths`, but stopping after every few resamples, so that a caller who has other things to do can do them. */
export function* bootstrapStrengthsInSteps(
  tally: ClusterTally,
  fit: StrengthFit,
  { resamples = 2000, seed = 1, stream = "strengths", level = 0.95 }: BootstrapOptions = {},
): Generator<void, BootstrappedStrengths> {
  const models = fit.strengths.length;
  const size = fit.parameters.length;
  const refit = createRefit(tally, fit);
  const next = createResamples(tally, createRandom(seed, stream));
  const columns = Array.from({ length: size }, () => new Float64Array(resamples));
  const ranks = Array.from({ length: models }, () => new Float64Array(resamples));
  const rankInto = createRanking(fit.strengths);
  let made = 0;
  for (let resample = 0; tally.clusters >= 2 && resample < resamples; resample++) {
    if (resample % BETWEEN_STOPS === BETWEEN_STOPS - 1) yield;
    const { table, taken } = next();
    const parameters = refit(table, taken);
    if (!parameters) continue;
    for (let i = 0; i < size; i++) {
      const column = columns[i];
      if (column) column[made] = parameters[i] ?? 0;
    }
    rankInto(parameters, ranks, made);
    made++;
  }
  const missing = tally.clusters >= 2 ? resamples - made : 0;
  const method = `bootstrap of ${tally.clusters} clusters, ${new Intl.NumberFormat("en-US").format(resamples)} resamples, seed ${seed}`;
  const reason =
    tally.clusters < 2
      ? "no interval: it needs two clusters or more"
      : missing > resamples * MISSING_AT_MOST
        ? `no interval: in ${missing} of ${resamples} resamples the models are not connected`
        : null;
  const range = (column: Float64Array | undefined): [number, number] | null => {
    const sorted = column?.subarray(0, made).sort();
    return !sorted || reason ? null : [quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)];
  };
  const asInterval = (estimate: number, column: Float64Array | undefined): IntervalEstimate => {
    const limits = range(column);
    return { estimate, low: limits?.[0] ?? null, high: limits?.[1] ?? null, level, method, reason };
  };
  return {
    strengths: Array.from(fit.strengths, (strength, i) => asInterval(strength, columns[i])),
    sideEffect: fit.sideEffect === null ? null : asInterval(fit.sideEffect, columns[models]),
    ranks: ranksOf(fit.strengths).map((rank, i) => {
      const limits = range(ranks[i]);
      return { rank, low: limits ? Math.floor(limits[0]) : null, high: limits ? Math.ceil(limits[1]) : null };
    }),
    missing,
  };
}

/** Ranks by strength, 1 best; equal strengths share the better rank. */
export function ranksOf(strengths: ArrayLike<number>): number[] {
  return Array.from(strengths, (own) => 1 + Array.from(strengths).filter((other) => other > own).length);
}

/** A model's rank by intervals: 1 + how many models are better for certain, that is from a lower limit above its upper limit. */
export function ranksByIntervals(strengths: readonly Pick<IntervalEstimate, "low" | "high">[]): (number | null)[] {
  return strengths.map(({ high }) =>
    high === null ? null : 1 + strengths.filter((other) => other.low !== null && other.low > high).length,
  );
}

/** Writes each resample's ranks. The order of the last resample is nearly that of the next: insertion sort mends it in a few moves. */
function createRanking(strengths: Float64Array): (parameters: Float64Array, ranks: readonly Float64Array[], at: number) => void {
  const order = Uint32Array.from(strengths.keys()).sort((a, b) => (strengths[b] ?? 0) - (strengths[a] ?? 0));
  return (parameters, ranks, at) => {
    for (let i = 1; i < order.length; i++) {
      const model = order[i] ?? 0;
      const own = parameters[model] ?? 0;
      let j = i - 1;
      for (; j >= 0 && (parameters[order[j] ?? 0] ?? 0) < own; j--) order[j + 1] = order[j] ?? 0;
      order[j + 1] = model;
    }
    for (let place = 0; place < order.length; place++) {
      const column = ranks[order[place] ?? 0];
      if (column) column[at] = place + 1;
    }
  };
}
