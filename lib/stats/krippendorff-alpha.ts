import type { Distance } from "./distance";
import { type Estimate, none, some } from "./estimate";

/**
 * Krippendorff's α: how far any number of raters agree beyond chance.
 *
 * α = 1 − Dₒ/Dₑ, the observed over the expected mean distance between two ratings of a unit.
 *
 * @param coincidences - Square and symmetric, q × q, row-major: how often categories c and k were paired within a unit, each
 *   unit's pairs weighted 1/(m − 1) for its m ratings (see `countCoincidences`). Units with one rating are not in it.
 * @param distance - Squared distance between categories c and k, given the category totals n.
 * @returns α ≤ 1, no unit: 1 is perfect, 0 chance. No value if no unit was rated twice, or all ratings are equal.
 * @see Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability". O(q²) for nominal and interval, O(q³) for ordinal.
 */
export function krippendorffAlpha(coincidences: ArrayLike<number>, distance: Distance): Estimate {
  const q = Math.sqrt(coincidences.length);
  const totals = new Float64Array(q);
  let n = 0;
  for (let c = 0; c < q; c++) {
    let total = 0;
    for (let k = 0; k < q; k++) total += coincidences[c * q + k] ?? 0;
    totals[c] = total;
    n += total;
  }
  if (n < 2) return none("no unit has two ratings");

  let observed = 0;
  let expected = 0;
  for (let c = 0; c < q; c++) {
    if (totals[c] === 0) continue;
    for (let k = 0; k < q; k++) {
      if (totals[k] === 0) continue;
      const d = distance(c, k, totals);
      observed += (coincidences[c * q + k] ?? 0) * d;
      expected += ((totals[c] ?? 0) * (totals[k] ?? 0) * d) / (n - 1);
    }
  }
  return expected > 0 ? some(1 - observed / expected) : none("all ratings are equal");
}
