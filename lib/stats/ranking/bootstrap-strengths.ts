import type { IntervalEstimate } from "@/lib/stats/estimate";
import { createRandom } from "@/lib/stats/random";
import type { BootstrapOptions } from "@/lib/stats/resampling/cluster-bootstrap";
import type { ClusterTally } from "@/lib/stats/resampling/cluster-tally";
import { createPoissonDraw } from "@/lib/stats/resampling/poisson";
import { quantile } from "@/lib/stats/resampling/quantile";
import { checkConnection } from "./connection";
import { fitStrengths, type StrengthFit } from "./fit-strengths";
import type { Derivatives } from "./outcome-models";

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
 * Percentile intervals of strengths by resampling whole clusters of battles (Poisson numbers of each).
 *
 * Each resample is fitted from the whole sample's strengths with the information there, which needs two or three steps of a
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
  const draw = createPoissonDraw(tally, createRandom(seed, stream));
  const columns = Array.from({ length: size }, () => new Float64Array(resamples));
  const ranks = Array.from({ length: models }, () => new Float64Array(resamples));
  let made = 0;
  for (let resample = 0; tally.clusters >= 2 && resample < resamples; resample++) {
    if (resample % BETWEEN_STOPS === BETWEEN_STOPS - 1) yield;
    const parameters = refit(draw());
    if (!parameters) continue;
    for (let i = 0; i < size; i++) {
      const column = columns[i];
      if (column) column[made] = parameters[i] ?? 0;
    }
    rankInto(parameters, models, ranks, made);
    made++;
  }
  const missing = tally.clusters >= 2 ? resamples - made : 0;
  const method = `bootstrap of ${tally.clusters} clusters, ${new Intl.NumberFormat("en-US").format(resamples)} Poisson resamples, seed ${seed}`;
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

function rankInto(parameters: Float64Array, models: number, ranks: readonly Float64Array[], at: number): void {
  const order = Uint32Array.from({ length: models }, (_, i) => i).sort((a, b) => (parameters[b] ?? 0) - (parameters[a] ?? 0));
  order.forEach((model, place) => {
    const column = ranks[model];
    if (column) column[at] = place + 1;
  });
}

/** A function from how often each distinct cluster is taken to the parameters, or null where they do not exist. */
function createRefit(tally: ClusterTally, fit: StrengthFit): (hits: Uint32Array) => Float64Array | null {
  const models = fit.strengths.length;
  const size = fit.parameters.length;
  const table = new Float64Array(tally.width);
  const pairs = Uint32Array.from({ length: models * models }, (_, pair) => pair).filter((pair) =>
    tally.totals.subarray(pair * 3, pair * 3 + 3).some((count) => count > 0),
  );
  const score = new Float64Array(size);
  const step = createStep(fit);
  const total = tally.clusters;

  return (hits) => {
    const taken = sumHits(tally, hits, table);
    if (taken === 0) return null;
    const parameters = Float64Array.from(fit.parameters);
    let before = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      scoreAt(pairs, table, fit, parameters, score);
      const moved = step(parameters, score, total / taken);
      if (moved < 1e-6) return isConnected(table, pairs, models) ? parameters : null;
      if (moved > before * 0.5) break;
      before = moved;
    }
    const anew = fitStrengths(table, models, { model: fit.model, hasSideEffect: fit.sideEffect !== null });
    return anew.strengths ? anew.parameters : null;
  };
}

const ROUNDS = 12;

/** Most resamples have every pair both ways and need no search for groups. */
function isConnected(table: Float64Array, pairs: Uint32Array, models: number): boolean {
  let bothWays = 0;
  for (let p = 0; p < pairs.length; p++) {
    const pair = pairs[p] ?? 0;
    const [wins, ties, losses] = [table[pair * 3] ?? 0, table[pair * 3 + 1] ?? 0, table[pair * 3 + 2] ?? 0];
    if (ties > 0 || (wins > 0 && losses > 0)) bothWays++;
  }
  return bothWays >= (models * (models - 1)) / 2 && bothWays === pairs.length ? true : checkConnection(table, models).isConnected;
}

/** One step with the whole sample's information: parameters += H⁻¹ score · scale; returns the furthest move. */
function createStep({ covariance, parameters: { length: size } }: StrengthFit) {
  return (parameters: Float64Array, score: Float64Array, scale: number): number => {
    let furthest = 0;
    for (let i = 0; i < size; i++) {
      let move = 0;
      for (let j = 0; j < size; j++) move += (covariance[i * size + j] ?? 0) * (score[j] ?? 0);
      parameters[i] = (parameters[i] ?? 0) + move * scale;
      furthest = Math.max(furthest, Math.abs(move * scale));
    }
    return furthest;
  };
}

function scoreAt(pairs: Uint32Array, table: Float64Array, fit: StrengthFit, parameters: Float64Array, score: Float64Array): void {
  const { model, strengths, sideEffect } = fit;
  const models = strengths.length;
  const tie = model.tie ? parameters.length - 1 : -1;
  const tau = tie < 0 ? 0 : (parameters[tie] ?? 0);
  const side = sideEffect === null ? 0 : (parameters[models] ?? 0);
  const d: Derivatives = { value: 0, eta: 0, tau: 0, etaEta: 0, etaTau: 0, tauTau: 0 };
  score.fill(0);
  for (let p = 0; p < pairs.length; p++) {
    const pair = pairs[p] ?? 0;
    const left = Math.floor(pair / models);
    const right = pair - left * models;
    const eta = (parameters[left] ?? 0) - (parameters[right] ?? 0) + side;
    model.evaluate(eta, tau, table[pair * 3] ?? 0, table[pair * 3 + 1] ?? 0, table[pair * 3 + 2] ?? 0, d);
    score[left] = (score[left] ?? 0) + d.eta;
    score[right] = (score[right] ?? 0) - d.eta;
    if (sideEffect !== null) score[models] = (score[models] ?? 0) + d.eta;
    if (tie >= 0) score[tie] = (score[tie] ?? 0) + d.tau;
  }
}

/** The table of a resample; returns how many clusters it has. */
function sumHits({ starts, cells, amounts }: ClusterTally, hits: Uint32Array, table: Float64Array): number {
  table.fill(0);
  let taken = 0;
  for (let type = 0; type < hits.length; type++) {
    const times = hits[type] ?? 0;
    if (times === 0) continue;
    taken += times;
    for (let j = starts[type] ?? 0; j < (starts[type + 1] ?? 0); j++) {
      const cell = cells[j] ?? 0;
      table[cell] = (table[cell] ?? 0) + times * (amounts[j] ?? 0);
    }
  }
  return taken;
}
