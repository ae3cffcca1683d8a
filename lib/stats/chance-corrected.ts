import type { PairShares } from "./count-units";
import { type Estimate, none, some } from "./estimate";
import type { Weights } from "./weights";

/**
 * Fleiss' κ, generalised to any number of ratings a unit and to weights; with two raters, Scott's π.
 *
 * (pₒ − pₑ)/(1 − pₑ), pₑ = Σ w m m with m the mean share of each category over all units.
 *
 * @param tables - From `countPairShares`, or `toPairShares` for two raters.
 * @returns ≤ 1, no unit: 1 is perfect, 0 chance. No value if no unit has two ratings or all ratings are equal.
 * @see Fleiss (1971); Gwet (2014) for missing ratings: units with two or more give pₒ, all units give m. O(q²).
 */
export function fleissKappa(tables: PairShares, weights?: Weights): Estimate {
  return corrected(tables, weights, (m) => {
    let chance = 0;
    for (let k = 0; k < m.length; k++) {
      if (!weights) chance += (m[k] ?? 0) ** 2;
      else for (let l = 0; l < m.length; l++) chance += (weights[k * m.length + l] ?? 0) * (m[k] ?? 0) * (m[l] ?? 0);
    }
    return chance;
  });
}

/**
 * Gwet's AC1 (identity weights) and AC2 (other weights): agreement beyond chance that stays stable under skewed margins.
 *
 * pₑ = T/(q(q − 1)) · Σ m(1 − m), T the sum of all weights.
 *
 * @param tables - From `countPairShares`, or `toPairShares` for two raters. Its q is the number of categories of the question, used or
 *   not: AC1 depends on it.
 * @returns ≤ 1, no unit. No value if no unit has two ratings or there is one category only.
 * @see Gwet (2008, 2014). O(q²).
 */
export function gwetAc(tables: PairShares, weights?: Weights): Estimate {
  const q = tables.shares.length;
  if (q < 2) return none("there is one category only");
  return corrected(tables, weights, (m) => {
    let spread = 0;
    for (let k = 0; k < q; k++) spread += (m[k] ?? 0) * (1 - (m[k] ?? 0));
    return ((weights ? total(weights) : q) / (q * (q - 1))) * spread;
  });
}

/**
 * Brennan–Prediger's coefficient (Bennett's S; with two categories 2pₒ − 1): chance is every category alike.
 *
 * pₑ = T/q², T the sum of all weights.
 *
 * @returns ≤ 1, no unit. No value if no unit has two ratings or there is one category only.
 * @see Brennan & Prediger (1981); Gwet (2014) for more raters and weights. O(q²).
 */
export function brennanPrediger(tables: PairShares, weights?: Weights): Estimate {
  const q = tables.shares.length;
  if (q < 2) return none("there is one category only");
  return corrected(tables, weights, () => (weights ? total(weights) : q) / q ** 2);
}

/** (pₒ − pₑ)/(1 − pₑ) with pₒ = Σ w p over the table of pairs, pₑ from the mean shares; without weights w is the identity. */
function corrected(tables: PairShares, weights: Weights | undefined, expect: (means: Float64Array) => number): Estimate {
  const q = tables.shares.length;
  const paired = total(tables.pairs);
  if (!(paired > 0)) return none("no unit has two ratings");

  let agreeing = 0;
  if (weights) for (let i = 0; i < q * q; i++) agreeing += (weights[i] ?? 0) * (tables.pairs[i] ?? 0);
  else for (let k = 0; k < q; k++) agreeing += tables.pairs[k * q + k] ?? 0;
  const units = total(tables.shares);
  const means = new Float64Array(q);
  for (let k = 0; k < q; k++) means[k] = (tables.shares[k] ?? 0) / units;
  const observed = agreeing / paired;
  const expected = expect(means);
  // Sums of shares leave rounding errors of some 1e-16 where chance alone explains everything.
  return 1 - expected > 1e-12 ? some((observed - expected) / (1 - expected)) : none("all ratings are equal");
}

function total(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum;
}
