import { type Estimate, none, some } from "./estimate";
import { identityWeights, type Weights } from "./weights";

/**
 * Cohen's κ: how far two named raters agree beyond what their own habits would give by chance.
 *
 * κ = 1 − Σ(1 − w) p / Σ(1 − w) r c, with p the table's proportions, r and c its margins.
 *
 * @param table - q × q, row-major counts: row = first rater's category, column = second rater's.
 * @param weights - q × q agreement weights; identity (plain κ) by default, `linearWeights` or `quadraticWeights` for ordered categories.
 * @returns κ ≤ 1, no unit: 1 is perfect, 0 chance. No value without a unit rated by both, or if both gave one and the same category
 *   throughout, where other software says NaN or 1. Low under skewed margins even at high agreement: print the base rate beside it.
 * @see Cohen (1960, 1968). O(q²).
 */
export function cohenKappa(table: ArrayLike<number>, weights?: Weights): Estimate {
  const q = Math.sqrt(table.length);
  const rows = new Float64Array(q);
  const columns = new Float64Array(q);
  let n = 0;
  for (let k = 0; k < q; k++) {
    for (let l = 0; l < q; l++) {
      const count = table[k * q + l] ?? 0;
      rows[k] = (rows[k] ?? 0) + count;
      columns[l] = (columns[l] ?? 0) + count;
      n += count;
    }
  }
  if (n === 0) return none("no unit was rated by both raters");

  let observed = 0;
  let expected = 0;
  for (let k = 0; k < q; k++) {
    for (let l = 0; l < q; l++) {
      const apart = weights ? 1 - (weights[k * q + l] ?? 0) : k === l ? 0 : 1;
      observed += apart * (table[k * q + l] ?? 0);
      expected += apart * (rows[k] ?? 0) * (columns[l] ?? 0);
    }
  }
  return expected > 0 ? some(1 - (observed * n) / expected) : none("both raters gave one and the same category throughout");
}

/**
 * The large-sample standard error of κ for independent units, not under the hypothesis κ = 0.
 *
 * var = [Σ p (w − (w̄ₖ + w̄ₗ)(1 − κ))² − (κ − pₑ(1 − κ))²] / (n (1 − pₑ)²), w̄ₖ = Σ c w, w̄ₗ = Σ r w.
 *
 * @returns ≥ 0, in units of κ; no value where κ has none. Too small where units come in clusters: reports use the cluster bootstrap.
 * @see Fleiss, Cohen & Everitt (1969), "Large sample standard errors of kappa and weighted kappa". O(q²).
 */
export function cohenKappaError(table: ArrayLike<number>, weights?: Weights): Estimate {
  const kappa = cohenKappa(table, weights);
  if (kappa.estimate === null) return kappa;
  const q = Math.sqrt(table.length);
  const w = weights ?? identityWeights(q);
  const n = Array.from(table).reduce((sum, count) => sum + count, 0);
  const p = (k: number, l: number) => (table[k * q + l] ?? 0) / n;
  const indices = Array.from({ length: q }, (_, k) => k);
  const rows = indices.map((k) => indices.reduce((sum, l) => sum + p(k, l), 0));
  const columns = indices.map((l) => indices.reduce((sum, k) => sum + p(k, l), 0));
  const rowMeans = indices.map((k) => indices.reduce((sum, l) => sum + (columns[l] ?? 0) * (w[k * q + l] ?? 0), 0));
  const columnMeans = indices.map((l) => indices.reduce((sum, k) => sum + (rows[k] ?? 0) * (w[k * q + l] ?? 0), 0));
  const chance = indices.reduce((sum, k) => sum + (rows[k] ?? 0) * (rowMeans[k] ?? 0), 0);

  let spread = 0;
  for (const k of indices) {
    for (const l of indices) {
      const deviation = (w[k * q + l] ?? 0) - ((rowMeans[k] ?? 0) + (columnMeans[l] ?? 0)) * (1 - kappa.estimate);
      spread += p(k, l) * deviation ** 2;
    }
  }
  const variance = (spread - (kappa.estimate - chance * (1 - kappa.estimate)) ** 2) / (n * (1 - chance) ** 2);
  // Perfect agreement leaves a rounding error below zero.
  return some(Math.sqrt(Math.max(0, variance)));
}
