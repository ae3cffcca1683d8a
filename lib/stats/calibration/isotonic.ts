import type { Forecasts } from "./bins";

/** A rising step function: from `from[i]` on the value is `values[i]`; between steps it is joined by straight lines. */
export interface IsotonicMap {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly values: Float64Array;
}

/**
 * The rising function of the probability that is nearest to the outcomes (least squares), by pooling neighbours that would fall.
 *
 * @param weights - Of each forecast; 1 by default.
 * @returns Blocks of probabilities [low, high] with one value each; empty without forecasts. Fit on other clusters than those it is used on.
 * @see Ayer et al. (1955); Zadrozny & Elkan (2002) for calibration. O(n log n).
 */
export function fitIsotonic({ probabilities, outcomes }: Forecasts, weights?: ArrayLike<number>): IsotonicMap {
  const order = Array.from({ length: probabilities.length }, (_, i) => i).sort(
    (a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0),
  );
  const blocks: { low: number; high: number; sum: number; weight: number }[] = [];
  for (const i of order) {
    const p = probabilities[i] ?? 0;
    const weight = weights?.[i] ?? 1;
    const last = blocks.at(-1);
    // Equal probabilities are one point, whatever happened.
    if (last && last.low === p && last.high === p) {
      last.sum += weight * (outcomes[i] ?? 0);
      last.weight += weight;
    } else {
      blocks.push({ low: p, high: p, sum: weight * (outcomes[i] ?? 0), weight });
    }
  }
  const pooled: typeof blocks = [];
  for (const block of blocks) {
    let own = block;
    for (let last = pooled.at(-1); last && last.sum * own.weight >= own.sum * last.weight; last = pooled.at(-1)) {
      pooled.pop();
      own = { low: last.low, high: own.high, sum: last.sum + own.sum, weight: last.weight + own.weight };
    }
    pooled.push(own);
  }
  return {
    low: Float64Array.from(pooled, ({ low }) => low),
    high: Float64Array.from(pooled, ({ high }) => high),
    values: Float64Array.from(pooled, ({ sum, weight }) => sum / weight),
  };
}

/** The map's value for a probability: constant within a block and beyond the ends, a straight line between two blocks. O(log blocks). */
export function applyIsotonic({ low, high, values }: IsotonicMap, probability: number): number {
  let from = 0;
  let to = values.length - 1;
  if (to < 0) return probability;
  while (from < to) {
    const middle = (from + to + 1) >>> 1;
    if ((low[middle] ?? 0) <= probability) from = middle;
    else to = middle - 1;
  }
  const value = values[from] ?? 0;
  const end = high[from] ?? 0;
  if (probability <= end || from === values.length - 1) return value;
  const along = (probability - end) / ((low[from + 1] ?? 1) - end);
  return value + along * ((values[from + 1] ?? 0) - value);
}
