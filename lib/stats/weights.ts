/** Agreement weights, q × q, row-major: 1 for the same category, less the further apart, 0 for full disagreement. */
export type Weights = Float64Array;

/** w = 1 for the same category, 0 otherwise: what nominal coefficients use. */
export function identityWeights(categories: number): Weights {
  return fill(categories, (k, l) => (k === l ? 1 : 0));
}

/**
 * w = 1 − |a − b| / (max − min).
 *
 * @param values - The categories' values, ascending; they need not be evenly spaced.
 */
export function linearWeights(values: ArrayLike<number>): Weights {
  const range = spread(values);
  return fill(values.length, (k, l) => (k === l ? 1 : 1 - Math.abs(at(values, k) - at(values, l)) / range));
}

/**
 * w = 1 − (a − b)² / (max − min)².
 *
 * @param values - The categories' values, ascending; they need not be evenly spaced.
 */
export function quadraticWeights(values: ArrayLike<number>): Weights {
  const range = spread(values);
  return fill(values.length, (k, l) => (k === l ? 1 : 1 - ((at(values, k) - at(values, l)) / range) ** 2));
}

/**
 * The tie rule `half`: two equal categories agree fully, a tie with any other category by half, all else not at all.
 *
 * @param tie - Index of the tie among the categories, or −1 where there is none (then these are the identity weights).
 */
export function tieCreditWeights(categories: number, tie: number): Weights {
  return fill(categories, (k, l) => (k === l ? 1 : k === tie || l === tie ? 0.5 : 0));
}

function fill(q: number, weight: (k: number, l: number) => number): Weights {
  return Float64Array.from({ length: q * q }, (_, i) => weight(Math.floor(i / q), i % q));
}

function spread(values: ArrayLike<number>): number {
  return at(values, values.length - 1) - at(values, 0);
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0;
}
