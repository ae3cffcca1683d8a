import { cholesky, invertByFactor, sandwich, solveByFactor } from "@/lib/stats/numeric/linear-algebra";
import { sigmoid, softplus } from "@/lib/stats/numeric/logistic";
import { type Battles, countBattles } from "./battles";
import { checkConnection } from "./connection";
import type { NoStrengths } from "./fit-strengths";

/** Battles with what else might sway them. */
export interface StyledBattles extends Battles {
  /** battles × covariates, row-major: left less right (see `styleContrast`); empty rows for none. */
  readonly covariates: Float64Array;
  readonly covariateCount: number;
  /** Cluster of each battle, from 0 on. */
  readonly clusters: ArrayLike<number>;
}

/** Strengths with style held equal. */
export interface StyleFit {
  /** Log strengths, mean 0, of responses of one style. */
  readonly strengths: Float64Array;
  /** What one unit of each covariate adds to the log odds of the left. */
  readonly effects: Float64Array;
  /** Log odds for the left of two equal ones; null where it was not asked for. */
  readonly sideEffect: number | null;
  /** Cluster-sandwich covariance of strengths, then side effect, then effects; square, row-major. */
  readonly covariance: Float64Array;
  readonly reason: null;
}

/**
 * A covariate of style for a pair: (a − b)/(a + b), so that 100 against 50 words is as far apart as 1,000 against 500; 0 where both
 * have none.
 */
export function styleContrast(left: number, right: number): number {
  return left + right > 0 ? (left - right) / (left + right) : 0;
}

/**
 * Bradley–Terry strengths with covariates: logit P(left) = b_left − b_right + side + Σ effect · covariate; ties are halves.
 *
 * @param ridge - A penalty ½ ridge · effect² on the effects of covariates, 0 by default.
 * @returns No strengths if the models are not connected, or a covariate is tied to the models or decides every battle.
 * @see Bradley & Terry (1952); Agresti (2002) for covariates. O(steps · battles · covariates²).
 */
export function fitStyledStrengths(
  battles: StyledBattles,
  models: number,
  { hasSideEffect = false, ridge = 0 }: { hasSideEffect?: boolean; ridge?: number } = {},
): StyleFit | NoStrengths {
  const connection = checkConnection(countBattles(battles, models), models);
  if (!connection.isConnected) return { strengths: null, reason: connection.reason ?? "the models are not connected" };
  const layout: Layout = { models, side: hasSideEffect ? 1 : 0, count: battles.covariateCount, ridge };
  const size = models + layout.side + layout.count;
  let parameters = new Float64Array(size);
  let value = valueAt(battles, layout, parameters);
  for (let step = 0; step < 100; step++) {
    const { score, information } = derivativesAt(battles, layout, parameters);
    const factor = cholesky(information, size);
    if (!factor) return { strengths: null, reason: "a covariate cannot be told from the models, the side or another covariate" };
    const move = solveByFactor(factor, score);
    if (Math.max(...move.map(Math.abs)) < 1e-9) return asFit(battles, layout, parameters, invertByFactor(factor));
    let part = 1;
    for (; part > 1e-8; part /= 2) {
      const next = parameters.map((own, i) => own + part * (move[i] ?? 0));
      const there = valueAt(battles, layout, next);
      if (there < value - 1e-12 * Math.abs(value)) continue;
      parameters = next;
      value = there;
      break;
    }
    if (part <= 1e-8) return asFit(battles, layout, parameters, invertByFactor(factor));
    if (parameters.some((own) => Math.abs(own) > 1e4)) break;
  }
  return { strengths: null, reason: "a covariate decides every battle: its effect has no bound" };
}

interface Layout {
  readonly models: number;
  readonly side: number;
  readonly count: number;
  readonly ridge: number;
}

/** Calls `visit` for each battle with its places of parameters and their factors: left 1, right −1, side 1, covariates. */
function eachBattle(
  battles: StyledBattles,
  { models, side, count }: Layout,
  visit: (places: Uint32Array, factors: Float64Array, won: number, cluster: number) => void,
): void {
  const places = new Uint32Array(2 + side + count);
  const factors = new Float64Array(2 + side + count);
  factors[0] = 1;
  factors[1] = -1;
  for (let k = 0; k < side + count; k++) places[2 + k] = models + k;
  if (side) factors[2] = 1;
  for (let i = 0; i < battles.left.length; i++) {
    const [a, b] = [battles.left[i] ?? 0, battles.right[i] ?? 0];
    if (a === b) continue;
    places[0] = a;
    places[1] = b;
    for (let k = 0; k < count; k++) factors[2 + side + k] = battles.covariates[i * count + k] ?? 0;
    visit(places, factors, 1 - (battles.outcome[i] ?? 0) / 2, battles.clusters[i] ?? 0);
  }
}

function etaOf(places: Uint32Array, factors: Float64Array, parameters: Float64Array): number {
  let eta = 0;
  for (let k = 0; k < places.length; k++) eta += (factors[k] ?? 0) * (parameters[places[k] ?? 0] ?? 0);
  return eta;
}

function valueAt(battles: StyledBattles, layout: Layout, parameters: Float64Array): number {
  let value = 0;
  eachBattle(battles, layout, (places, factors, won) => {
    const eta = etaOf(places, factors, parameters);
    value += won * eta - softplus(eta);
  });
  for (let i = layout.models + layout.side; i < parameters.length; i++) value -= (layout.ridge * (parameters[i] ?? 0) ** 2) / 2;
  return value;
}

function derivativesAt(battles: StyledBattles, layout: Layout, parameters: Float64Array) {
  const size = parameters.length;
  const score = new Float64Array(size);
  const information = new Float64Array(size * size);
  let scale = 0;
  eachBattle(battles, layout, (places, factors, won) => {
    const p = sigmoid(etaOf(places, factors, parameters));
    for (let k = 0; k < places.length; k++) {
      const i = places[k] ?? 0;
      score[i] = (score[i] ?? 0) + (won - p) * (factors[k] ?? 0);
      for (let l = 0; l < places.length; l++) {
        const at = i * size + (places[l] ?? 0);
        information[at] = (information[at] ?? 0) + p * (1 - p) * (factors[k] ?? 0) * (factors[l] ?? 0);
      }
    }
    scale += p * (1 - p);
  });
  for (let i = layout.models + layout.side; i < size; i++) {
    score[i] = (score[i] ?? 0) - layout.ridge * (parameters[i] ?? 0);
    information[i * size + i] = (information[i * size + i] ?? 0) + layout.ridge;
  }
  // The mean of the strengths is not determined; a term for it keeps it at 0 and lets the matrix be inverted.
  for (let i = 0; i < layout.models; i++) {
    for (let j = 0; j < layout.models; j++)
      information[i * size + j] = (information[i * size + j] ?? 0) + scale / layout.models ** 2;
  }
  return { score, information };
}

function asFit(battles: StyledBattles, layout: Layout, parameters: Float64Array, bread: Float64Array): StyleFit {
  const size = parameters.length;
  const { models, side } = layout;
  const scores = new Map<number, Float64Array>();
  eachBattle(battles, layout, (places, factors, won, cluster) => {
    const own = scores.get(cluster) ?? new Float64Array(size);
    scores.set(cluster, own);
    const residual = won - sigmoid(etaOf(places, factors, parameters));
    for (let k = 0; k < places.length; k++) own[places[k] ?? 0] = (own[places[k] ?? 0] ?? 0) + residual * (factors[k] ?? 0);
  });
  const filling = new Float64Array(size * size);
  const correction = scores.size / Math.max(1, scores.size - 1);
  for (const own of scores.values()) {
    for (let i = 0; i < size; i++) {
      const scaled = (own[i] ?? 0) * correction;
      if (scaled === 0) continue;
      for (let j = 0; j < size; j++) filling[i * size + j] = (filling[i * size + j] ?? 0) + scaled * (own[j] ?? 0);
    }
  }
  const mean = parameters.subarray(0, models).reduce((sum, own) => sum + own, 0) / models;
  return {
    strengths: parameters.slice(0, models).map((own) => own - mean),
    effects: parameters.slice(models + side),
    sideEffect: side ? (parameters[models] ?? 0) : null,
    covariance: sandwich(bread, filling),
    reason: null,
  };
}
