import type { PairShares } from "./count-units";
import { type Estimate, none, some } from "./estimate";
import { rawAgreement } from "./raw-agreement";
import { identityWeights, type Weights } from "./weights";

/**
 * Conger's κ: Cohen's κ for any number of named raters, each with habits of their own; ratings may be missing.
 *
 * (pₒ − pₑ)/(1 − pₑ), pₑ = Σ w (p̄ₖ p̄ₗ − sₖₗ/r), p̄ the mean and s the covariance (over r − 1) of the raters' own shares of categories.
 *
 * @param tables - From `countPairShares` or `toPairShares`.
 * @param margins - raters × q, row-major: how often each rater gave each category, on all units that they rated.
 * @returns ≤ 1, no unit: 1 is perfect, 0 chance. With two raters and no gaps it is Cohen's κ. No value if no unit has two ratings, for
 *   fewer than two raters, or if all ratings are equal.
 * @see Conger (1980); Gwet (2014) for gaps and weights. O(raters · q²).
 */
export function congerKappa(tables: PairShares, margins: ArrayLike<number>, weights?: Weights): Estimate {
  const q = tables.shares.length;
  const w = weights ?? identityWeights(q);
  const observed = rawAgreement(tables.pairs, w);
  if (observed.estimate === null) return observed;
  const shares: Float64Array[] = [];
  for (let r = 0; r < margins.length / q; r++) {
    const counts = Float64Array.from({ length: q }, (_, k) => margins[r * q + k] ?? 0);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total > 0) shares.push(counts.map((count) => count / total));
  }
  const raters = shares.length;
  if (raters < 2) return none("fewer than two raters rated anything");

  let expected = 0;
  for (let k = 0; k < q; k++) {
    for (let l = 0; l < q; l++) {
      let products = 0;
      let sumK = 0;
      let sumL = 0;
      for (const share of shares) {
        products += (share[k] ?? 0) * (share[l] ?? 0);
        sumK += share[k] ?? 0;
        sumL += share[l] ?? 0;
      }
      const means = (sumK * sumL) / raters ** 2;
      const covariance = (products - raters * means) / (raters - 1);
      expected += (w[k * q + l] ?? 0) * (means - covariance / raters);
    }
  }
  // Sums of shares leave rounding errors of some 1e-16 where chance alone explains everything.
  return 1 - expected > 1e-12 ? some((observed.estimate - expected) / (1 - expected)) : none("all ratings are equal");
}
