import { type Estimate, none, some } from "@/lib/stats/estimate";
import { type ForecastBins, probabilityBin } from "./scores";

/** Forecasts and what happened, as columns. */
export interface Forecasts {
  /** Each in [0, 1]. */
  readonly probabilities: ArrayLike<number>;
  /** 1 or 0, or a share of people between. */
  readonly outcomes: ArrayLike<number>;
}

/** Counts forecasts into bins of equal width over [0, 1]: [low, high), the last one closed. O(n). */
export function binByWidth({ probabilities, outcomes }: Forecasts, bins: number): ForecastBins {
  return count({ probabilities, outcomes }, bins, (_, probability) => probabilityBin(probability, bins));
}

/**
 * Counts forecasts into bins of equal numbers, in the order of their probabilities; equal probabilities stay together, so that bins may
 * be uneven and some empty. O(n log n).
 */
export function binByMass({ probabilities, outcomes }: Forecasts, bins: number): ForecastBins {
  const n = probabilities.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0));
  const binOf = new Uint32Array(n);
  let bin = 0;
  order.forEach((i, place) => {
    if (place === 0 || probabilities[i] !== probabilities[order[place - 1] ?? 0]) bin = Math.floor((place * bins) / n);
    binOf[i] = bin;
  });
  return count({ probabilities, outcomes }, bins, (i) => binOf[i] ?? 0);
}

/**
 * Confidence in place of the probability of one side: max(p, 1 − p), with what happened turned along; over [½, 1] two bins where [0, 1] has
 * four. Shows whether a judge that is sure is right, whichever side it is sure of.
 */
export function foldForecasts({ probabilities, outcomes }: Forecasts): Forecasts {
  const isUpper = (i: number) => (probabilities[i] ?? 0) >= 0.5;
  return {
    probabilities: Float64Array.from(probabilities, (p, i) => (isUpper(i) ? p : 1 - p)),
    outcomes: Float64Array.from(outcomes, (y, i) => (isUpper(i) ? y : 1 - y)),
  };
}

/** Bins of equal width over [½, 1] for folded forecasts. O(n). */
export function binConfidence({ probabilities, outcomes }: Forecasts, bins: number): ForecastBins {
  return count({ probabilities, outcomes }, bins, (_, confidence) => probabilityBin(Math.max(0, 2 * confidence - 1), bins));
}

function count({ probabilities, outcomes }: Forecasts, bins: number, binOf: (i: number, p: number) => number): ForecastBins {
  const counts = new Float64Array(bins);
  const probabilitySums = new Float64Array(bins);
  const outcomeSums = new Float64Array(bins);
  for (let i = 0; i < probabilities.length; i++) {
    const bin = binOf(i, probabilities[i] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
    probabilitySums[bin] = (probabilitySums[bin] ?? 0) + (probabilities[i] ?? 0);
    outcomeSums[bin] = (outcomeSums[bin] ?? 0) + (outcomes[i] ?? 0);
  }
  return { counts, probabilitySums, outcomeSums };
}

/** The largest distance of a bin's mean probability from its share of outcomes; one bad bin of few forecasts suffices. */
export function maximumCalibrationError({ counts, probabilitySums, outcomeSums }: ForecastBins): Estimate {
  let worst = -1;
  for (let b = 0; b < counts.length; b++) {
    const n = counts[b] ?? 0;
    if (n > 0) worst = Math.max(worst, Math.abs((probabilitySums[b] ?? 0) - (outcomeSums[b] ?? 0)) / n);
  }
  return worst < 0 ? none("there are no forecasts") : some(worst);
}

/**
 * The root mean squared calibration error, less what chance alone would add: Σ (n_b/n)[(p̄ − ȳ)² − ȳ(1 − ȳ)/(n_b − 1)], 0 where that is below 0.
 *
 * @param bins - Outcomes must be 0 or 1 for the correction to hold; bins with one forecast are left out.
 * @returns In [0, 1], 0 best; unlike the plain error it does not grow with the number of bins. No value if no bin has two forecasts.
 * @see Kumar, Liang & Ma (2019), "Verified uncertainty calibration". O(bins).
 */
export function debiasedCalibrationError({ counts, probabilitySums, outcomeSums }: ForecastBins): Estimate {
  let n = 0;
  let squares = 0;
  for (let b = 0; b < counts.length; b++) {
    const own = counts[b] ?? 0;
    if (own < 2) continue;
    const share = (outcomeSums[b] ?? 0) / own;
    const apart = (probabilitySums[b] ?? 0) / own - share;
    n += own;
    squares += own * (apart ** 2 - (share * (1 - share)) / (own - 1));
  }
  return n > 0 ? some(Math.sqrt(Math.max(0, squares / n))) : none("no bin has two forecasts");
}

/** The Brier score in parts. */
export interface BrierParts {
  /** How far bins' mean probabilities are from their shares of outcomes, squared: 0 best. */
  readonly reliability: number;
  /** How far bins' shares of outcomes are from the share of all: large is good. */
  readonly resolution: number;
  /** What the outcomes leave open without any forecast. */
  readonly uncertainty: number;
}

/**
 * Murphy's parts of the Brier score: reliability − resolution + uncertainty; exactly the score where all probabilities within a bin are equal.
 *
 * @returns null without forecasts.
 * @see Murphy (1973), "A new vector partition of the probability score". O(bins).
 */
export function brierParts({ counts, probabilitySums, outcomeSums }: ForecastBins): BrierParts | null {
  let n = 0;
  let happened = 0;
  for (let b = 0; b < counts.length; b++) {
    n += counts[b] ?? 0;
    happened += outcomeSums[b] ?? 0;
  }
  if (n === 0) return null;
  const base = happened / n;
  let reliability = 0;
  let resolution = 0;
  for (let b = 0; b < counts.length; b++) {
    const own = counts[b] ?? 0;
    if (own === 0) continue;
    const share = (outcomeSums[b] ?? 0) / own;
    reliability += (own / n) * ((probabilitySums[b] ?? 0) / own - share) ** 2;
    resolution += (own / n) * (share - base) ** 2;
  }
  return { reliability, resolution, uncertainty: base * (1 - base) };
}
