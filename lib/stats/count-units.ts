/**
 * What any number of raters did, summed over units into two small tables from which chance-corrected agreement with equal
 * weight for each unit is computed (Fleiss, Gwet, Brennan–Prediger).
 */
export interface PairShares {
  /** q × q, symmetric: the share of a unit's ordered pairs of ratings that are (k, l), summed over units with two ratings or more. */
  readonly pairs: Float64Array;
  /** q: the share of a unit's ratings in category k, summed over all units, those with one rating too. */
  readonly shares: Float64Array;
}

/**
 * The coincidence matrix of Krippendorff's α.
 *
 * o(c, k) = Σ over units of (ordered pairs of ratings c–k) / (m − 1), m ratings in the unit; units with one rating are left out.
 *
 * @param units - One list of ratings a unit, each a category index in [0, categories). Missing ratings are not listed.
 * @returns q × q, row-major, symmetric; its sum is the number of ratings in units with two or more. O(units · q²).
 */
export function countCoincidences(units: Iterable<ArrayLike<number>>, categories: number): Float64Array {
  return countPairs(units, categories, (ratings) => 1 / (ratings - 1));
}

/**
 * All ordered pairs of ratings of a unit, unweighted: a unit with more ratings counts for more.
 *
 * @returns q × q, row-major, symmetric; its sum is twice the number of unordered pairs. O(units · q²).
 */
export function countRatingPairs(units: Iterable<ArrayLike<number>>, categories: number): Float64Array {
  return countPairs(units, categories, () => 1);
}

/** The tables of `PairShares` for units given as in `countCoincidences`. O(units · q²). */
export function countPairShares(units: Iterable<ArrayLike<number>>, categories: number): PairShares {
  const list = [...units];
  const shares = new Float64Array(categories);
  for (const unit of list) {
    for (let r = 0; r < unit.length; r++) addTo(shares, unit[r] ?? 0, 1 / unit.length);
  }
  return { pairs: countPairs(list, categories, (ratings) => 1 / (ratings * (ratings - 1))), shares };
}

/** The same tables for two raters with a common table (row = first rater, column = second, counts). */
export function toPairShares(table: ArrayLike<number>): PairShares {
  const q = Math.sqrt(table.length);
  const pairs = new Float64Array(q * q);
  const shares = new Float64Array(q);
  for (let k = 0; k < q; k++) {
    for (let l = 0; l < q; l++) {
      const half = (table[k * q + l] ?? 0) / 2;
      addTo(pairs, k * q + l, half);
      addTo(pairs, l * q + k, half);
      addTo(shares, k, half);
      addTo(shares, l, half);
    }
  }
  return { pairs, shares };
}

function countPairs(units: Iterable<ArrayLike<number>>, q: number, weight: (ratings: number) => number): Float64Array {
  const pairs = new Float64Array(q * q);
  const counts = new Float64Array(q);
  for (const unit of units) {
    if (unit.length < 2) continue;
    counts.fill(0);
    for (let r = 0; r < unit.length; r++) addTo(counts, unit[r] ?? 0, 1);
    const each = weight(unit.length);
    for (let c = 0; c < q; c++) {
      const own = counts[c] ?? 0;
      if (own === 0) continue;
      for (let k = 0; k < q; k++) addTo(pairs, c * q + k, own * ((counts[k] ?? 0) - (c === k ? 1 : 0)) * each);
    }
  }
  return pairs;
}

function addTo(target: Float64Array, index: number, amount: number): void {
  target[index] = (target[index] ?? 0) + amount;
}
