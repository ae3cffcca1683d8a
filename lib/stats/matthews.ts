import { type Estimate, none, some } from "./estimate";

/**
 * Matthews' correlation of two raters' categories (MCC; with two categories φ, for more Gorodkin's R_K).
 *
 * (n Σ n_kk − Σ r c) / √((n² − Σ r²)(n² − Σ c²)), r and c the margins.
 *
 * @param table - q × q, row-major counts: row = first rater's category, column = second rater's.
 * @returns In [−1, 1]. No value where a rater gave one category throughout, where scikit-learn says 0.
 * @see Matthews (1975); Gorodkin (2004). O(q²).
 */
export function matthewsCorrelation(table: ArrayLike<number>): Estimate {
  const q = Math.sqrt(table.length);
  let n = 0;
  let same = 0;
  const rows = new Float64Array(q);
  const columns = new Float64Array(q);
  for (let k = 0; k < q; k++) {
    for (let l = 0; l < q; l++) {
      const count = table[k * q + l] ?? 0;
      n += count;
      if (k === l) same += count;
      rows[k] = (rows[k] ?? 0) + count;
      columns[l] = (columns[l] ?? 0) + count;
    }
  }
  if (n === 0) return none("no unit was rated by both raters");
  let product = 0;
  let rowSquares = 0;
  let columnSquares = 0;
  for (let k = 0; k < q; k++) {
    product += (rows[k] ?? 0) * (columns[k] ?? 0);
    rowSquares += (rows[k] ?? 0) ** 2;
    columnSquares += (columns[k] ?? 0) ** 2;
  }
  const spread = Math.sqrt(n * n - rowSquares) * Math.sqrt(n * n - columnSquares);
  return spread > 0 ? some((n * same - product) / spread) : none("one of the two raters gave the same rating throughout");
}
