import type { Weights } from "./weights";

/** Squared distance between categories c and k (indices in ascending order of value), given the category totals. */
export type Distance = (c: number, k: number, totals: ArrayLike<number>) => number;

/** 1 for different categories, 0 for the same. */
export function nominal(c: number, k: number): number {
  return c === k ? 0 : 1;
}

/**
 * (n_c/2 + all between + n_k/2)²: how many ratings lie between the two, half of the ends' own counted. It depends on the
 * totals, so it is not the same as fixed "ordinal weights".
 */
export function ordinal(c: number, k: number, totals: ArrayLike<number>): number {
  const low = Math.min(c, k);
  const high = Math.max(c, k);
  let between = -((totals[low] ?? 0) + (totals[high] ?? 0)) / 2;
  for (let g = low; g <= high; g++) between += totals[g] ?? 0;
  return low === high ? 0 : between * between;
}

/** (a − b)² for categories with these values. */
export function interval(values: ArrayLike<number>): Distance {
  return (c, k) => ((values[c] ?? 0) - (values[k] ?? 0)) ** 2;
}

/** ((a − b)/(a + b))² for categories with these values, which must not be negative. Not for signed scores. */
export function ratio(values: ArrayLike<number>): Distance {
  return (c, k) => {
    const a = values[c] ?? 0;
    const b = values[k] ?? 0;
    return a === b ? 0 : ((a - b) / (a + b)) ** 2;
  };
}

/** 1 − w: the distance that belongs to agreement weights. */
export function distanceOf(weights: Weights): Distance {
  const q = Math.sqrt(weights.length);
  return (c, k) => 1 - (weights[c * q + k] ?? 0);
}
