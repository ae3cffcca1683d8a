import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { IntervalEstimate } from "@/lib/stats/estimate";
import { sandwich } from "@/lib/stats/numeric/linear-algebra";
import type { ClusterTally } from "@/lib/stats/resampling/cluster-tally";
import type { StrengthFit } from "./fit-strengths";
import type { Derivatives } from "./outcome-models";

/**
 * The covariance of a fit's parameters for battles in clusters that are independent of each other: H⁻¹ (Σ_c u_c u_cᵀ) H⁻¹ · C/(C − 1).
 *
 * @param tally - The battles whose totals were fitted, sides kept if the fit has a side effect.
 * @returns Square, row-major, in the order of `fit.parameters`. It also stands where ties as halves, which is no likelihood of
 *   outcomes, makes the inverse information wrong.
 * @see Huber (1967); Liang & Zeger (1986). O(entries of distinct clusters + models³).
 */
export function strengthCovariance(tally: ClusterTally, fit: StrengthFit): Float64Array {
  const { parameters, strengths, model, sideEffect } = fit;
  const models = strengths.length;
  const size = parameters.length;
  const side = sideEffect === null ? -1 : models;
  const tie = model.tie ? size - 1 : -1;
  const scores = outcomeScores(tally.width, fit);
  const filling = new Float64Array(size * size);
  const own = new Float64Array(size);
  const touched: number[] = [];
  const add = (i: number, amount: number) => {
    if (own[i] === 0) touched.push(i);
    own[i] = (own[i] ?? 0) + amount;
  };
  for (let type = 0; type < tally.counts.length; type++) {
    touched.length = 0;
    for (let j = tally.starts[type] ?? 0; j < (tally.starts[type + 1] ?? 0); j++) {
      const cell = tally.cells[j] ?? 0;
      const pair = Math.floor(cell / 3);
      const eta = (scores.eta[cell] ?? 0) * (tally.amounts[j] ?? 0);
      add(Math.floor(pair / models), eta);
      add(pair % models, -eta);
      if (side >= 0) add(side, eta);
      if (tie >= 0) add(tie, (scores.tau[cell] ?? 0) * (tally.amounts[j] ?? 0));
    }
    addOuter(filling, own, touched, tally.counts[type] ?? 0);
    for (const i of touched) own[i] = 0;
  }
  const correction = tally.clusters / Math.max(1, tally.clusters - 1);
  return sandwich(
    fit.covariance,
    filling.map((value) => value * correction),
  );
}

/** Adds times · u uᵀ. A parameter may be listed twice, if it passed through 0 on the way. */
function addOuter(into: Float64Array, own: Float64Array, touched: readonly number[], times: number): void {
  const listed = touched.length > 2 ? [...new Set(touched)] : touched;
  for (const i of listed) {
    const scaled = times * (own[i] ?? 0);
    for (const j of listed) into[i * own.length + j] = (into[i * own.length + j] ?? 0) + scaled * (own[j] ?? 0);
  }
}

/** The score of one battle for every cell of a table: by η and by τ. */
function outcomeScores(width: number, { model, parameters, strengths, sideEffect }: StrengthFit) {
  const eta = new Float64Array(width);
  const tau = new Float64Array(width);
  const models = strengths.length;
  const d: Derivatives = { value: 0, eta: 0, tau: 0, etaEta: 0, etaTau: 0, tauTau: 0 };
  for (let cell = 0; cell < width; cell++) {
    const pair = Math.floor(cell / 3);
    const difference = (strengths[Math.floor(pair / models)] ?? 0) - (strengths[pair % models] ?? 0) + (sideEffect ?? 0);
    const outcome = cell % 3;
    const tie = model.tie ? (parameters[parameters.length - 1] ?? 0) : 0;
    model.evaluate(difference, tie, outcome === 0 ? 1 : 0, outcome === 1 ? 1 : 0, outcome === 2 ? 1 : 0, d);
    eta[cell] = d.eta;
    tau[cell] = d.tau;
  }
  return { eta, tau };
}

/** The standard error of parameter i, or of the difference of parameters i and j, from a covariance. */
export function contrastError(covariance: Float64Array, i: number, j?: number): number {
  const size = Math.sqrt(covariance.length);
  const at = (a: number, b: number) => covariance[a * size + b] ?? 0;
  const variance = j === undefined ? at(i, i) : at(i, i) + at(j, j) - 2 * at(i, j);
  return Math.sqrt(Math.max(0, variance));
}

/**
 * Strengths with intervals ± t se from the cluster sandwich, C − 1 degrees of freedom.
 *
 * @param anchor - A model whose strength is set to 0; by default the mean of all is 0.
 * @returns One a model; the anchor's has no width.
 */
export function strengthSandwich(
  tally: ClusterTally,
  fit: StrengthFit,
  { anchor, level = 0.95 }: { anchor?: number; level?: number } = {},
): IntervalEstimate[] {
  const method = `cluster sandwich of ${tally.clusters} clusters`;
  const covariance = strengthCovariance(tally, fit);
  const t = tally.clusters > 1 ? tQuantile((1 + level) / 2, tally.clusters - 1) : Number.NaN;
  return Array.from(fit.strengths, (strength, i) => {
    const estimate = strength - (anchor === undefined ? 0 : (fit.strengths[anchor] ?? 0));
    if (tally.clusters < 2) {
      return { estimate, low: null, high: null, level, method, reason: "no interval: it needs two clusters or more" };
    }
    const half = t * contrastError(covariance, i, anchor);
    return { estimate, low: estimate - half, high: estimate + half, level, method, reason: null };
  });
}

/** A fit's side effect with its interval ± t se from the cluster sandwich, C − 1 degrees of freedom. @throws RangeError without a side effect. */
export function sideSandwich(tally: ClusterTally, fit: StrengthFit, level = 0.95): IntervalEstimate {
  if (fit.sideEffect === null) throw new RangeError("the fit has no side effect");
  const base = { estimate: fit.sideEffect, level, method: `cluster sandwich of ${tally.clusters} clusters` };
  if (tally.clusters < 2) return { ...base, low: null, high: null, reason: "no interval: it needs two clusters or more" };
  const half =
    tQuantile((1 + level) / 2, tally.clusters - 1) * contrastError(strengthCovariance(tally, fit), fit.strengths.length);
  return { ...base, low: fit.sideEffect - half, high: fit.sideEffect + half, reason: null };
}
