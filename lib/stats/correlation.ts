import { type Estimate, none, some } from "./estimate";

/** How often two variables took each pair of values. */
export interface CrossTable {
  /** rows × columns, row-major counts. */
  readonly counts: ArrayLike<number>;
  /** The first variable's distinct values, ascending: one a row. */
  readonly rowValues: ArrayLike<number>;
  /** The second variable's distinct values, ascending: one a column. */
  readonly columnValues: ArrayLike<number>;
}

/** Counts pairs of values into a table. Its size is the product of the numbers of distinct values. O(n log n + rows · columns). */
export function crossTabulate(x: readonly number[], y: readonly number[]): CrossTable {
  const rowValues = distinct(x);
  const columnValues = distinct(y);
  const rowOf = new Map(rowValues.map((value, index) => [value, index]));
  const columnOf = new Map(columnValues.map((value, index) => [value, index]));
  const counts = new Float64Array(rowValues.length * columnValues.length);
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const cell = (rowOf.get(x[i] ?? 0) ?? 0) * columnValues.length + (columnOf.get(y[i] ?? 0) ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return { counts, rowValues, columnValues };
}

/**
 * Pearson's r: how far two variables lie on a straight line.
 *
 * r = cov(x, y) / (sd(x) sd(y)).
 *
 * @returns In [−1, 1]. No value for fewer than two pairs or if a variable does not vary. O(rows · columns).
 */
export function pearson({ counts, rowValues, columnValues }: CrossTable): Estimate {
  return correlate(counts, rowValues, columnValues);
}

/**
 * Spearman's ρ: how far two variables rise together, whatever the distances: Pearson's r of the mid-ranks.
 *
 * @returns In [−1, 1]. No value for fewer than two pairs or if a variable does not vary. O(rows · columns).
 */
export function spearman({ counts, rowValues, columnValues }: CrossTable): Estimate {
  const [rows, columns] = margins(counts, rowValues.length, columnValues.length);
  return correlate(counts, midRanks(rows), midRanks(columns));
}

/**
 * Kendall's τ-b: concordant less discordant pairs of units, corrected for ties in either variable.
 *
 * τ = (P − Q) / √((n₀ − Tₓ)(n₀ − T_y)), n₀ all pairs of units, T those tied in one variable.
 *
 * @returns In [−1, 1]. No value for fewer than two pairs or if a variable does not vary.
 * @see Kendall (1945). O(rows · columns), by sums over the table's upper left part.
 */
export function kendallTauB({ counts, rowValues, columnValues }: CrossTable): Estimate {
  const columns = columnValues.length;
  const [rowTotals, columnTotals] = margins(counts, rowValues.length, columns);
  const n = sum(rowTotals);
  const pairs = (size: number) => (size * (size - 1)) / 2;
  const untiedX = pairs(n) - rowTotals.reduce((tied, size) => tied + pairs(size), 0);
  const untiedY = pairs(n) - columnTotals.reduce((tied, size) => tied + pairs(size), 0);
  const refusal = refuse(n, untiedX > 0 && untiedY > 0);
  if (refusal) return refusal;

  // above[l]: how many units stand in earlier rows and in column l.
  const above = new Float64Array(columns);
  let seen = 0;
  let difference = 0;
  for (let k = 0; k < rowValues.length; k++) {
    let before = 0;
    for (let l = 0; l < columns; l++) {
      const own = above[l] ?? 0;
      difference += (counts[k * columns + l] ?? 0) * (before - (seen - before - own));
      before += own;
    }
    for (let l = 0; l < columns; l++) above[l] = (above[l] ?? 0) + (counts[k * columns + l] ?? 0);
    seen += rowTotals[k] ?? 0;
  }
  return some(clamp(difference / Math.sqrt(untiedX * untiedY)));
}

function correlate(counts: ArrayLike<number>, x: ArrayLike<number>, y: ArrayLike<number>): Estimate {
  const [rows, columns] = margins(counts, x.length, y.length);
  const n = sum(rows);
  const meanX = mean(x, rows, n);
  const meanY = mean(y, columns, n);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let k = 0; k < x.length; k++) xx += (rows[k] ?? 0) * ((x[k] ?? 0) - meanX) ** 2;
  for (let l = 0; l < y.length; l++) yy += (columns[l] ?? 0) * ((y[l] ?? 0) - meanY) ** 2;
  // Rounding may leave a trace of spread where one value alone occurs.
  const varies = occurring(rows) > 1 && occurring(columns) > 1;
  const refusal = refuse(n, varies);
  if (refusal) return refusal;
  for (let k = 0; k < x.length; k++) {
    for (let l = 0; l < y.length; l++) xy += (counts[k * y.length + l] ?? 0) * ((x[k] ?? 0) - meanX) * ((y[l] ?? 0) - meanY);
  }
  return some(clamp(xy / Math.sqrt(xx * yy)));
}

function refuse(n: number, varies: boolean): Estimate | null {
  if (n < 2) return none("fewer than two units were rated by both raters");
  return varies ? null : none("one of the two raters gave the same rating throughout");
}

function margins(counts: ArrayLike<number>, rows: number, columns: number): [Float64Array, Float64Array] {
  const rowTotals = new Float64Array(rows);
  const columnTotals = new Float64Array(columns);
  for (let k = 0; k < rows; k++) {
    for (let l = 0; l < columns; l++) {
      const count = counts[k * columns + l] ?? 0;
      rowTotals[k] = (rowTotals[k] ?? 0) + count;
      columnTotals[l] = (columnTotals[l] ?? 0) + count;
    }
  }
  return [rowTotals, columnTotals];
}

function midRanks(totals: Float64Array): Float64Array {
  let before = 0;
  return totals.map((size) => {
    const rank = before + (size + 1) / 2;
    before += size;
    return rank;
  });
}

function mean(values: ArrayLike<number>, totals: Float64Array, n: number): number {
  let weighted = 0;
  for (let i = 0; i < values.length; i++) weighted += (values[i] ?? 0) * (totals[i] ?? 0);
  return n > 0 ? weighted / n : 0;
}

function occurring(totals: Float64Array): number {
  let count = 0;
  for (let i = 0; i < totals.length; i++) if ((totals[i] ?? 0) > 0) count++;
  return count;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total;
}

/** Rounding can carry a perfect correlation past 1 by some 1e-16. */
function clamp(value: number): number {
  return Math.min(1, Math.max(-1, value));
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
