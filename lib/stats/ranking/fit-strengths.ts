import { cholesky, invertByFactor, solveByFactor } from "@/lib/stats/numeric/linear-algebra";
import type { BattleTable } from "./battles";
import { checkConnection } from "./connection";
import { bradleyTerry, type Derivatives, type OutcomeModel } from "./outcome-models";

/** Which model, and whether the side may matter. */
export interface StrengthOptions {
  readonly model?: OutcomeModel;
  /** Adds a parameter: how much the left (first) side helps, log odds. The table must then keep sides. */
  readonly hasSideEffect?: boolean;
}

/** Strengths of models on one scale. */
export interface StrengthFit {
  readonly model: OutcomeModel;
  /** Log strengths with mean 0: the log odds of i against j are strengths[i] − strengths[j]. */
  readonly strengths: Float64Array;
  /** Log odds for the left of two equal models; null where it was not asked for. */
  readonly sideEffect: number | null;
  /** ν of Davidson's or θ of Rao–Kupper's model; null for Bradley–Terry. */
  readonly tie: number | null;
  readonly logLikelihood: number;
  /** Strengths, then the side effect and the log of the tie parameter where there are such. */
  readonly parameters: Float64Array;
  /** Their covariance if every battle were independent (inverse information), square, row-major. */
  readonly covariance: Float64Array;
  readonly reason: null;
}

/** Strengths that do not exist, and why. */
export interface NoStrengths {
  readonly strengths: null;
  readonly reason: string;
}

/**
 * Strengths by maximum likelihood from a table of battles.
 *
 * Newton's method with halved steps; the likelihood of all three models is concave. Strengths are centred.
 *
 * @param table - From `countBattles` or the totals of a `createBattleTally`.
 * @returns No strengths if the models are not connected (see `checkConnection`), or if a model with a parameter for ties has no tie or
 *   nothing else. Errors for clustered battles are `strengthSandwich`'s and `bootstrapStrengths`'.
 * @see Bradley & Terry (1952); Davidson (1970); Rao & Kupper (1967); Davidson & Beaver (1977) for sides. O(steps · (pairs + models³)).
 */
export function fitStrengths(
  table: BattleTable,
  models: number,
  { model = bradleyTerry, hasSideEffect = false }: StrengthOptions = {},
): StrengthFit | NoStrengths {
  const connection = checkConnection(table, models);
  if (!connection.isConnected) return { strengths: null, reason: connection.reason ?? "the models are not connected" };
  const layout = { models, model, hasSideEffect };
  const pairs = listPairs(table, models);
  if (model.tie) {
    const tied = pairs.reduce((sum, { ties }) => sum + ties, 0);
    const all = pairs.reduce((sum, { ties, wins, losses }) => sum + ties + wins + losses, 0);
    if (tied === 0) return { strengths: null, reason: `${model.name} needs ties, and there are none: take Bradley–Terry` };
    if (tied === all)
      return { strengths: null, reason: `every battle is a tie: ${model.name}'s parameter for ties has no bound` };
  }
  const size = parameterCount(layout);
  let parameters = new Float64Array(size);
  if (model.tie) parameters[size - 1] = model.tie.start;
  let at = accumulate(pairs, layout, parameters);
  for (let step = 0; step < 200; step++) {
    const factor = cholesky(at.information, size);
    if (!factor) return { strengths: null, reason: "the strengths cannot be told from the side effect" };
    const move = solveByFactor(factor, at.score);
    const furthest = Math.max(...move.map(Math.abs));
    if (furthest < 1e-11 * (1 + Math.max(...parameters.map(Math.abs)))) return asFit(layout, parameters, at.value, factor);
    let part = 1;
    for (; part > 1e-9; part /= 2) {
      const next = parameters.map((value, i) => value + part * (move[i] ?? 0));
      if (model.tie && (next[size - 1] ?? 0) <= model.tie.above) continue;
      const there = accumulate(pairs, layout, next);
      if (there.value < at.value - 1e-12 * Math.abs(at.value)) continue;
      parameters = next;
      at = there;
      break;
    }
    if (part <= 1e-9 || furthest < 1e-9) {
      const settled = cholesky(at.information, size);
      if (settled && furthest < 1e-6) return asFit(layout, parameters, at.value, settled);
      if (part <= 1e-9) break;
    }
  }
  return { strengths: null, reason: "the fit did not settle" };
}

/** What the parameters are: strengths, side effect, ties. */
interface Layout {
  readonly models: number;
  readonly model: OutcomeModel;
  readonly hasSideEffect: boolean;
}

interface Pair {
  left: number;
  right: number;
  wins: number;
  ties: number;
  losses: number;
}

function parameterCount({ models, model, hasSideEffect }: Layout): number {
  return models + (hasSideEffect ? 1 : 0) + (model.tie ? 1 : 0);
}

function listPairs(table: BattleTable, models: number): Pair[] {
  const pairs: Pair[] = [];
  for (let left = 0; left < models; left++) {
    for (let right = 0; right < models; right++) {
      const at = (left * models + right) * 3;
      const [wins = 0, ties = 0, losses = 0] = table.subarray(at, at + 3);
      if (wins + ties + losses > 0) pairs.push({ left, right, wins, ties, losses });
    }
  }
  return pairs;
}

/** Value, score and information; the information of the strengths' mean, which is nothing, is filled in so that it can be inverted. */
function accumulate(pairs: readonly Pair[], layout: Layout, parameters: Float64Array) {
  const { models, model, hasSideEffect } = layout;
  const size = parameters.length;
  const score = new Float64Array(size);
  const information = new Float64Array(size * size);
  const d: Derivatives = { value: 0, eta: 0, tau: 0, etaEta: 0, etaTau: 0, tauTau: 0 };
  const side = hasSideEffect ? models : -1;
  const tie = model.tie ? size - 1 : -1;
  const add = (i: number, j: number, amount: number) => {
    information[i * size + j] = (information[i * size + j] ?? 0) + amount;
    if (i !== j) information[j * size + i] = (information[j * size + i] ?? 0) + amount;
  };
  let value = 0;
  for (const { left, right, wins, ties, losses } of pairs) {
    const eta = (parameters[left] ?? 0) - (parameters[right] ?? 0) + (side < 0 ? 0 : (parameters[side] ?? 0));
    model.evaluate(eta, tie < 0 ? 0 : (parameters[tie] ?? 0), wins, ties, losses, d);
    value += d.value;
    score[left] = (score[left] ?? 0) + d.eta;
    score[right] = (score[right] ?? 0) - d.eta;
    add(left, left, d.etaEta);
    add(right, right, d.etaEta);
    add(left, right, -d.etaEta);
    if (side >= 0) {
      score[side] = (score[side] ?? 0) + d.eta;
      add(side, side, d.etaEta);
      add(side, left, d.etaEta);
      add(side, right, -d.etaEta);
    }
    if (tie < 0) continue;
    score[tie] = (score[tie] ?? 0) + d.tau;
    add(tie, tie, d.tauTau);
    add(tie, left, d.etaTau);
    add(tie, right, -d.etaTau);
    if (side >= 0) add(tie, side, d.etaTau);
  }
  const scale = (information[0] ?? 1) / models;
  for (let i = 0; i < models; i++) for (let j = 0; j <= i; j++) add(i, j, scale);
  return { value, score, information };
}

function asFit(layout: Layout, parameters: Float64Array, logLikelihood: number, factor: Float64Array): StrengthFit {
  const { models, model, hasSideEffect } = layout;
  const mean = parameters.subarray(0, models).reduce((sum, b) => sum + b, 0) / models;
  const centred = parameters.map((value, i) => (i < models ? value - mean : value));
  const covariance = invertByFactor(factor);
  // Every row of the strengths' covariance sums to the variance that was filled in for their mean, which goes out again.
  const filled = covariance.subarray(0, models).reduce((sum, value) => sum + value, 0) / models;
  for (let i = 0; i < models; i++) {
    for (let j = 0; j < models; j++) covariance[i * centred.length + j] = (covariance[i * centred.length + j] ?? 0) - filled;
  }
  return {
    model,
    strengths: centred.slice(0, models),
    sideEffect: hasSideEffect ? (centred[models] ?? 0) : null,
    tie: model.tie ? Math.exp(centred[centred.length - 1] ?? 0) : null,
    logLikelihood,
    parameters: centred,
    covariance,
    reason: null,
  };
}
