import type { Random } from "@/lib/stats/random";
import { createDraw } from "@/lib/stats/resampling/cluster-bootstrap";
import type { ClusterTally } from "@/lib/stats/resampling/cluster-tally";
import { createPoissonDraw } from "@/lib/stats/resampling/poisson";
import { checkConnection } from "./connection";
import { fitStrengths, type StrengthFit } from "./fit-strengths";

/**
 * Makes resamples of battles one after another: their table, and how many clusters they took. Few distinct clusters get Poisson numbers
 * each, many are drawn one by one; either way each table holds until the next.
 */
export function createResamples(tally: ClusterTally, random: Random): () => { table: Float64Array; taken: number } {
  if (tally.counts.length * 8 < tally.clusters) {
    const draw = createPoissonDraw(tally, random);
    const table = new Float64Array(tally.width);
    return () => ({ table, taken: sumHits(tally, draw(), table) });
  }
  const draw = createDraw(tally, random);
  const waiting: Float64Array[] = [];
  return () => {
    if (waiting.length === 0) waiting.push(...draw());
    return { table: waiting.pop() ?? new Float64Array(tally.width), taken: tally.clusters };
  };
}

/**
 * A function from a resample's table to its parameters, or null where they do not exist. It returns the same array each time.
 *
 * Steps of Newton's method with the whole sample's information: each leaves a small part of the way (some hundredths), so they end when
 * what is left is a ten-thousandth of the first step. Where they do not shrink, Newton's method begins anew.
 */
export function createRefit(tally: ClusterTally, fit: StrengthFit): (table: Float64Array, taken: number) => Float64Array | null {
  const models = fit.strengths.length;
  const pairs = listPairs(tally, models);
  const score = new Float64Array(fit.parameters.length);
  const parameters = new Float64Array(fit.parameters.length);
  const step = createStep(fit);

  return (table, taken) => {
    if (taken === 0) return null;
    parameters.set(fit.parameters);
    let first = 0;
    let before = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      scoreAt(pairs, table, fit, parameters, score);
      const moved = step(parameters, score, tally.clusters / taken);
      if (round === 0) first = moved;
      const left = round === 0 ? moved : (moved * moved) / before;
      if (left <= LEFT_AT_MOST * first) return isConnected(table, pairs, models) ? parameters : null;
      if (moved > before * 0.5) break;
      before = moved;
    }
    const anew = fitStrengths(table, models, { model: fit.model, hasSideEffect: fit.sideEffect !== null });
    return anew.strengths ? anew.parameters : null;
  };
}

const ROUNDS = 12;
const LEFT_AT_MOST = 1e-4;

/** The pairs that met, as columns. */
interface Pairs {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** Where the pair's three counts begin in a table. */
  readonly at: Uint32Array;
}

function listPairs({ totals }: ClusterTally, models: number): Pairs {
  const met = Uint32Array.from({ length: models * models }, (_, pair) => pair).filter((pair) =>
    totals.subarray(pair * 3, pair * 3 + 3).some((count) => count > 0),
  );
  return {
    left: met.map((pair) => Math.floor(pair / models)),
    right: met.map((pair) => pair % models),
    at: met.map((pair) => pair * 3),
  };
}

/** Most resamples have every pair both ways and need no search for groups. */
function isConnected(table: Float64Array, { at }: Pairs, models: number): boolean {
  let bothWays = 0;
  for (let p = 0; p < at.length; p++) {
    const cell = at[p] ?? 0;
    if ((table[cell + 1] ?? 0) > 0 || ((table[cell] ?? 0) > 0 && (table[cell + 2] ?? 0) > 0)) bothWays++;
  }
  return (bothWays === at.length && bothWays >= (models * (models - 1)) / 2) || checkConnection(table, models).isConnected;
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

function scoreAt(
  { left, right, at }: Pairs,
  table: Float64Array,
  fit: StrengthFit,
  parameters: Float64Array,
  score: Float64Array,
): void {
  const { model, strengths, sideEffect } = fit;
  const models = strengths.length;
  const tie = model.tie ? parameters.length - 1 : -1;
  const tau = tie < 0 ? 0 : (parameters[tie] ?? 0);
  const side = sideEffect === null ? 0 : (parameters[models] ?? 0);
  const slope = { eta: 0, tau: 0 };
  let sideScore = 0;
  let tieScore = 0;
  score.fill(0);
  for (let p = 0; p < at.length; p++) {
    const [a, b, cell] = [left[p] ?? 0, right[p] ?? 0, at[p] ?? 0];
    const eta = (parameters[a] ?? 0) - (parameters[b] ?? 0) + side;
    model.slopes(eta, tau, table[cell] ?? 0, table[cell + 1] ?? 0, table[cell + 2] ?? 0, slope);
    score[a] = (score[a] ?? 0) + slope.eta;
    score[b] = (score[b] ?? 0) - slope.eta;
    sideScore += slope.eta;
    tieScore += slope.tau;
  }
  if (sideEffect !== null) score[models] = sideScore;
  if (tie >= 0) score[tie] = tieScore;
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
