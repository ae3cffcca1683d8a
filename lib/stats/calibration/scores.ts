import { type Estimate, none, share, some } from "@/lib/stats/estimate";

/** Forecasts in equal-width bins of [0, 1]: for each bin how many, the sum of their probabilities and of their outcomes. */
export interface ForecastBins {
  readonly counts: ArrayLike<number>;
  readonly probabilitySums: ArrayLike<number>;
  /** Outcomes are 1 or 0, or a share of people between. */
  readonly outcomeSums: ArrayLike<number>;
}

/**
 * The bin of a probability: bins are [low, high), the last one closed.
 *
 * A probability that stands on an edge but for floating point (0.7 − 0.5 = 0.19999…) goes to the upper bin.
 *
 * @returns A whole number in [0, bins).
 */
export function probabilityBin(probability: number, bins: number): number {
  return Math.min(bins - 1, Math.floor(probability * bins + 1e-9));
}

/**
 * Expected calibration error: how far, on average over forecasts, a bin's mean probability is from its share of outcomes.
 *
 * ECE = Σ (n_b/n) |mean p − mean y|.
 *
 * @returns In [0, 1], 0 best. It depends on the bins and is biased upward in small samples. No value without forecasts. O(bins).
 * @see Naeini, Cooper & Hauskrecht (2015).
 */
export function expectedCalibrationError(bins: ForecastBins): Estimate {
  let n = 0;
  let apart = 0;
  for (let b = 0; b < bins.counts.length; b++) {
    n += bins.counts[b] ?? 0;
    apart += Math.abs((bins.probabilitySums[b] ?? 0) - (bins.outcomeSums[b] ?? 0));
  }
  return share(apart, n, "there are no forecasts");
}

/** The squared error of one forecast; its mean is the Brier score (in [0, 1], 0 best, 0.25 for always ½). */
export function squaredError(probability: number, outcome: number): number {
  return (probability - outcome) ** 2;
}

/**
 * The logarithmic loss of one forecast, −ln of the probability given to what happened; its mean is the log loss (0 best, ln 2 for
 * always ½). Probabilities are kept 2⁻⁵² away from 0 and 1, so a certain and wrong forecast costs 36.04 and not infinity.
 */
export function logarithmicLoss(probability: number, outcome: number): number {
  const p = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probability));
  return -(outcome * Math.log(p) + (1 - outcome) * Math.log(1 - p));
}

/** A mean from its sum; no value without forecasts. */
export function meanOf(sum: number, count: number): Estimate {
  return count > 0 ? some(sum / count) : none("there are no forecasts");
}
