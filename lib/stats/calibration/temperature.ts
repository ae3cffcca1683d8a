import { type Estimate, none, some } from "@/lib/stats/estimate";
import { sigmoid } from "@/lib/stats/numeric/logistic";
import type { Forecasts } from "./bins";

const LEAST = 1e-6;

function logit(probability: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(p / (1 - p));
}

/** A probability at another temperature: logit divided by it; above 1 draws towards ½. Certain ones count as 10⁻⁶ from 0 and 1. */
export function applyTemperature(probability: number, temperature: number): number {
  return sigmoid(logit(probability) / temperature);
}

/**
 * The temperature at which the forecasts' log loss is least.
 *
 * The loss is convex in 1/T; Newton's method on it, kept within 0.01 to 100.
 *
 * @returns T > 0: above 1 the forecasts were too sure. No value without forecasts, if all are ½, or if they are so often wrong that
 *   T → ∞ or so rarely that T → 0 would be best. Fit on other clusters than those it is used on (`crossFit`).
 * @see Guo, Pleiss, Sun & Weinberger (2017), "On calibration of modern neural networks". O(steps · n).
 */
export function fitTemperature({ probabilities, outcomes }: Forecasts): Estimate {
  const n = probabilities.length;
  if (n === 0) return none("there are no forecasts");
  const logits = Float64Array.from(probabilities, logit);
  if (logits.every((own) => own === 0)) return none("every forecast is ½");
  let low = 0.01;
  let high = 100;
  let inverse = 1;
  const slopeAt = (b: number): [number, number] => {
    let slope = 0;
    let bend = 0;
    for (let i = 0; i < n; i++) {
      const x = logits[i] ?? 0;
      const p = sigmoid(b * x);
      slope += (p - (outcomes[i] ?? 0)) * x;
      bend += p * (1 - p) * x * x;
    }
    return [slope, bend];
  };
  if (slopeAt(low)[0] >= 0) return none("the forecasts are no better than ½ at any temperature");
  if (slopeAt(high)[0] <= 0) return none("the forecasts are right without exception: no temperature is too low");
  for (let step = 0; step < 100; step++) {
    const [slope, bend] = slopeAt(inverse);
    if (slope > 0) high = inverse;
    else low = inverse;
    const next = inverse - slope / bend;
    const inside = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(inside - inverse) < 1e-12 * inverse) return some(1 / inside);
    inverse = inside;
  }
  return some(1 / inverse);
}
