import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { IntervalEstimate } from "@/lib/stats/estimate";

/** Human values with a judge's on the same items, and the judge's alone on more items. Values of any kind: 0, ½ and 1 for a win rate. */
export interface PartlyLabelled {
  readonly human: ArrayLike<number>;
  /** The judge's values on the items of `human`. */
  readonly judge: ArrayLike<number>;
  /** The judge's values on the items without human ones. */
  readonly judgeOnly: ArrayLike<number>;
  /** Cluster of each item of `human`, then of each of `judgeOnly`, from 0 on; without it items are independent. */
  readonly clusters?: ArrayLike<number>;
}

/** The mean with the judge's help and without. */
export interface PredictionPoweredMean {
  /** How much weight the judge gets: 0 none, 1 all of it. */
  readonly lambda: number;
  readonly combined: IntervalEstimate;
  /** From the human values alone: always shown beside. */
  readonly humanOnly: IntervalEstimate;
  /** 1 − (width of combined/width of human only)²: the share of human labels that the judge saves; null without intervals. */
  readonly saved: number | null;
}

/**
 * The mean of what people would say on all items, from few human labels and many of a judge, whose errors are estimated on the
 * items that both labelled and taken out (PPI; with λ from the data PPI++).
 *
 * θ = λ mean_N(f) + mean_n(Y − λ f); λ* = Cov(Y, f)/((1 + n/N) Var(f)), kept within [0, 1].
 *
 * @param lambda - `"best"` (PPI++), 1 (PPI) or 0 (humans only).
 * @returns Holds only if the human items are a random sample of all items; the point and limits may leave the range of the values. With
 *   clusters, the sandwich of cluster sums and t with C − 1 degrees of freedom; else normal. No value without human labels.
 * @see Angelopoulos et al. (2023), "Prediction-powered inference"; Angelopoulos, Duchi & Zrnic (2023), "PPI++". O(n + N).
 */
export function predictionPoweredMean(
  data: PartlyLabelled,
  { lambda = "best", level = 0.95 }: { lambda?: number | "best"; level?: number } = {},
): PredictionPoweredMean {
  const weight = lambda === "best" ? bestLambda(data) : lambda;
  const humanOnly = estimate(data, 0, level);
  const combined = data.judgeOnly.length > 0 ? estimate(data, weight, level) : humanOnly;
  const width = ({ low, high }: IntervalEstimate) => (low === null || high === null ? null : high - low);
  const [with_, without] = [width(combined), width(humanOnly)];
  const saved = with_ === null || without === null || without === 0 ? null : 1 - (with_ / without) ** 2;
  return { lambda: data.judgeOnly.length > 0 ? weight : 0, combined, humanOnly, saved };
}

function bestLambda({ human, judge, judgeOnly }: PartlyLabelled): number {
  const n = human.length;
  const all = [...Array.from(judge), ...Array.from(judgeOnly)];
  if (n < 2 || judgeOnly.length === 0) return 0;
  const meanHuman = mean(human);
  const meanJudge = mean(judge);
  let covariance = 0;
  for (let i = 0; i < n; i++) covariance += (((human[i] ?? 0) - meanHuman) * ((judge[i] ?? 0) - meanJudge)) / n;
  const meanAll = mean(all);
  const variance = all.reduce((sum, f) => sum + (f - meanAll) ** 2, 0) / (all.length - 1);
  return variance > 0 ? Math.min(1, Math.max(0, covariance / ((1 + n / judgeOnly.length) * variance))) : 0;
}

function estimate(data: PartlyLabelled, lambda: number, level: number): IntervalEstimate {
  const { human, judge, judgeOnly } = data;
  const n = human.length;
  const rectified = Float64Array.from(human, (y, i) => y - lambda * (judge[i] ?? 0));
  const imputed = Float64Array.from(judgeOnly, (f) => lambda * f);
  const method = `${lambda === 0 ? "human labels alone" : `prediction-powered, λ = ${lambda.toFixed(3)}`}${data.clusters ? ", cluster sandwich" : ""}`;
  const without = (point: number | null, reason: string) => ({ estimate: point, low: null, high: null, level, method, reason });
  if (n === 0) return without(null, "there are no human ratings");
  const point = mean(rectified) + (lambda === 0 ? 0 : mean(imputed));
  const spread = data.clusters ? clusteredError(rectified, lambda === 0 ? imputed.subarray(0, 0) : imputed, data.clusters) : null;
  if (spread) {
    if (spread.clusters < 2) return without(point, "no interval: it needs two clusters or more");
    const half = tQuantile((1 + level) / 2, spread.clusters - 1) * spread.error;
    return { estimate: point, low: point - half, high: point + half, level, method, reason: null };
  }
  if (n < 2) return without(point, "no interval: it needs two units or more");
  const error = Math.sqrt(variance(rectified) / n + (lambda === 0 ? 0 : variance(imputed) / imputed.length));
  const half = normalQuantile((1 + level) / 2, 0, 1) * error;
  return { estimate: point, low: point - half, high: point + half, level, method, reason: null };
}

/** √(C/(C − 1) Σ_c (what cluster c adds)²), over clusters with a human label or a judged item. */
function clusteredError(rectified: Float64Array, imputed: Float64Array, clusters: ArrayLike<number>) {
  const sums = new Map<number, number>();
  const add = (values: Float64Array, offset: number) => {
    const centre = mean(values);
    values.forEach((value, i) => {
      const cluster = clusters[offset + i] ?? 0;
      sums.set(cluster, (sums.get(cluster) ?? 0) + (value - centre) / values.length);
    });
  };
  add(rectified, 0);
  add(imputed, rectified.length);
  const labelled = new Set(Array.from(clusters).slice(0, rectified.length)).size;
  const squares = [...sums.values()].reduce((sum, own) => sum + own ** 2, 0);
  // The human part has the fewest clusters, and with them the least certain variance.
  return { error: Math.sqrt((squares * labelled) / Math.max(1, labelled - 1)), clusters: labelled };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return values.length > 0 ? sum / values.length : 0;
}

/** Over n, as the method's own program has it. */
function variance(values: Float64Array): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / Math.max(1, values.length);
}
