import { type Estimate, none, some } from "@/lib/stats/estimate";
import { cholesky, invertByFactor, sandwich, solveByFactor } from "./linear-algebra";

/** 1/(1 + e⁻ˣ), without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** ln(1 + eˣ), without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** Rows of covariates with outcomes, as columns of one row-major matrix. */
export interface LogisticData {
  /** rows × covariates, row-major; a constant is a covariate like any other. */
  readonly x: Float64Array;
  readonly covariates: number;
  /** Outcome of each row, 1 or 0 or a share between (a tie is ½). */
  readonly y: ArrayLike<number>;
  /** Cluster of each row, from 0 on; without it every row is its own. */
  readonly clusters?: ArrayLike<number>;
}

/** Coefficients with the covariance of a cluster sandwich, or why there are none. */
export type LogisticFit =
  | { readonly coefficients: Float64Array; readonly covariance: Float64Array; readonly clusters: number; readonly reason: null }
  | { readonly coefficients: null; readonly reason: string };

/**
 * Logistic regression by maximum likelihood, with standard errors that allow rows of a cluster to depend on each other.
 *
 * Newton's method with halved steps on ℓ = Σ y η − ln(1 + e^η) − ½ Σ ridge b²; covariance H⁻¹ (Σ_c u_c u_cᵀ) H⁻¹ · C/(C − 1).
 *
 * @param ridge - A penalty on each coefficient, 0 by default.
 * @returns No coefficients where covariates depend linearly on each other or the outcomes are perfectly separated by them.
 * @see McCullagh & Nelder (1989); Liang & Zeger (1986) for the sandwich. O(steps · rows · covariates²).
 */
export function fitLogistic(data: LogisticData, ridge?: ArrayLike<number>): LogisticFit {
  const { covariates: k, y } = data;
  const rows = y.length;
  if (rows === 0) return { coefficients: null, reason: "there are no units" };
  let b = new Float64Array(k);
  let current = likelihood(data, b, ridge);
  for (let step = 0; step < 100; step++) {
    const { gradient, hessian } = derivatives(data, b, ridge);
    const factor = cholesky(hessian, k);
    if (!factor) return { coefficients: null, reason: "the covariates depend on each other or separate the outcomes perfectly" };
    const move = solveByFactor(factor, gradient);
    let size = 1;
    let next = b;
    let value = current;
    for (; size > 1e-8; size /= 2) {
      next = b.map((bi, i) => bi + size * (move[i] ?? 0));
      value = likelihood(data, next, ridge);
      if (value >= current - 1e-12 * Math.abs(current)) break;
    }
    const moved = Math.max(...move.map(Math.abs)) * size;
    b = next;
    current = value;
    if (b.some((bi) => Math.abs(bi) > 1e6) || current > -1e-9 * rows) {
      return { coefficients: null, reason: "the covariates separate the outcomes perfectly" };
    }
    if (moved < 1e-10 * (1 + Math.max(...b.map(Math.abs))))
      return { ...covarianceAt(data, b, hessian), coefficients: b, reason: null };
  }
  return { coefficients: null, reason: "the fit did not settle: the outcomes are nearly separated by the covariates" };
}

/** The standard error of coefficient `index`. */
export function standardError(fit: LogisticFit, index: number): Estimate {
  if (!fit.coefficients) return none(fit.reason);
  if (fit.clusters < 2) return none("no error: it needs two clusters or more");
  return some(Math.sqrt(Math.max(0, fit.covariance[index * fit.coefficients.length + index] ?? 0)));
}

function linear(x: Float64Array, row: number, b: Float64Array): number {
  let eta = 0;
  for (let j = 0; j < b.length; j++) eta += (x[row * b.length + j] ?? 0) * (b[j] ?? 0);
  return eta;
}

function likelihood({ x, y }: LogisticData, b: Float64Array, ridge?: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const eta = linear(x, i, b);
    sum += (y[i] ?? 0) * eta - softplus(eta);
  }
  if (ridge) for (let j = 0; j < b.length; j++) sum -= ((ridge[j] ?? 0) * (b[j] ?? 0) ** 2) / 2;
  return sum;
}

function derivatives({ x, y, covariates: k }: LogisticData, b: Float64Array, ridge?: ArrayLike<number>) {
  const gradient = new Float64Array(k);
  const hessian = new Float64Array(k * k);
  for (let i = 0; i < y.length; i++) {
    const p = sigmoid(linear(x, i, b));
    const residual = (y[i] ?? 0) - p;
    const weight = p * (1 - p);
    for (let j = 0; j < k; j++) {
      const xj = x[i * k + j] ?? 0;
      gradient[j] = (gradient[j] ?? 0) + residual * xj;
      for (let l = 0; l <= j; l++) hessian[j * k + l] = (hessian[j * k + l] ?? 0) + weight * xj * (x[i * k + l] ?? 0);
    }
  }
  for (let j = 0; j < k; j++) {
    const penalty = ridge?.[j] ?? 0;
    gradient[j] = (gradient[j] ?? 0) - penalty * (b[j] ?? 0);
    hessian[j * k + j] = (hessian[j * k + j] ?? 0) + penalty;
    for (let l = 0; l < j; l++) hessian[l * k + j] = hessian[j * k + l] ?? 0;
  }
  return { gradient, hessian };
}

function covarianceAt({ x, y, covariates: k, clusters }: LogisticData, b: Float64Array, hessian: Float64Array) {
  const scores = new Map<number, Float64Array>();
  for (let i = 0; i < y.length; i++) {
    const cluster = clusters ? (clusters[i] ?? 0) : i;
    let score = scores.get(cluster);
    if (!score) {
      score = new Float64Array(k);
      scores.set(cluster, score);
    }
    const residual = (y[i] ?? 0) - sigmoid(linear(x, i, b));
    for (let j = 0; j < k; j++) score[j] = (score[j] ?? 0) + residual * (x[i * k + j] ?? 0);
  }
  const filling = new Float64Array(k * k);
  const correction = scores.size / Math.max(1, scores.size - 1);
  for (const score of scores.values()) {
    for (let j = 0; j < k; j++)
      for (let l = 0; l < k; l++) filling[j * k + l] = (filling[j * k + l] ?? 0) + (score[j] ?? 0) * (score[l] ?? 0) * correction;
  }
  const factor = cholesky(hessian, k);
  const bread = factor ? invertByFactor(factor) : new Float64Array(k * k);
  return { covariance: sandwich(bread, filling), clusters: scores.size };
}
