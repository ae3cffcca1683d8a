import { createDistinctClusters, type GatheredClusters, grow } from "./distinct-clusters";

/**
 * Sums over clusters, kept so that clusters can be resampled: a small table of cells in which every unit of a cluster adds
 * something, with equal clusters stored once. Any statistic that is a function of the table's totals gets its interval from it.
 */
export interface ClusterTally {
  /** Number of cells. */
  readonly width: number;
  /** Number of clusters that added something. */
  readonly clusters: number;
  /** The table over all clusters: `width` sums. */
  readonly totals: Float64Array;
  /** Distinct clusters, in an order that depends on their content alone: how many there are of each… */
  readonly counts: Uint32Array;
  /** …and where its entries begin in `cells` and `amounts`; one more at the end. */
  readonly starts: Uint32Array;
  readonly cells: Uint32Array;
  readonly amounts: Float64Array;
}

/** Gathers a `ClusterTally`: `add` for each unit of a cluster, `endCluster` after each cluster, `finish` once. */
export interface ClusterTallyBuilder {
  add(cell: number, amount: number): void;
  endCluster(): void;
  finish(): ClusterTally;
}

/**
 * Begins a tally of `width` cells. Clusters may come in any order and the result is the same; a cluster that added nothing is not
 * counted. Amounts are rounded to multiples of 2⁻⁴⁴ (about 6·10⁻¹⁴), so that the order of additions within a cluster does not matter.
 *
 * Cost: a few operations an `add`, one sort of the cells touched and one look-up a cluster.
 */
export function createClusterTally(width: number): ClusterTallyBuilder {
  const current = new Float64Array(width);
  const marked = new Uint8Array(width);
  let touched = new Uint32Array(16);
  let touchedCount = 0;
  const distinct = createDistinctClusters();

  function add(cell: number, amount: number): void {
    if (marked[cell] === 0) {
      marked[cell] = 1;
      if (touchedCount === touched.length) touched = grow(touched);
      touched[touchedCount++] = cell;
    }
    current[cell] = (current[cell] ?? 0) + amount;
  }

  function endCluster(): void {
    if (touchedCount === 0) return;
    sortPrefix(touched, touchedCount);
    for (let i = 0; i < touchedCount; i++) {
      const cell = touched[i] ?? 0;
      const amount = Math.round((current[cell] ?? 0) * GRID) / GRID;
      current[cell] = 0;
      marked[cell] = 0;
      if (amount !== 0) distinct.put(cell, amount);
    }
    touchedCount = 0;
    distinct.end();
  }

  return { add, endCluster, finish: () => inContentOrder(width, distinct.take()) };
}

const GRID = 2 ** 44;

/** Sorts the types by their entries and sums the table in that order, so that neither depends on the order of reading. */
function inContentOrder(width: number, gathered: GatheredClusters): ClusterTally {
  const { clusters, types, counts, starts, cells, amounts } = gathered;
  const order = Uint32Array.from({ length: types }, (_, type) => type);
  order.sort((a, b) => {
    const fromA = starts[a] ?? 0;
    const fromB = starts[b] ?? 0;
    const lengthA = (starts[a + 1] ?? 0) - fromA;
    const lengthB = (starts[b + 1] ?? 0) - fromB;
    for (let i = 0; i < Math.min(lengthA, lengthB); i++) {
      const byCell = (cells[fromA + i] ?? 0) - (cells[fromB + i] ?? 0);
      if (byCell !== 0) return byCell;
      const byAmount = (amounts[fromA + i] ?? 0) - (amounts[fromB + i] ?? 0);
      if (byAmount !== 0) return byAmount;
    }
    return lengthA - lengthB;
  });

  const size = starts[types] ?? 0;
  const sorted = {
    width,
    clusters,
    totals: new Float64Array(width),
    counts: new Uint32Array(types),
    starts: new Uint32Array(types + 1),
    cells: new Uint32Array(size),
    amounts: new Float64Array(size),
  };
  let end = 0;
  for (let i = 0; i < types; i++) {
    const type = order[i] ?? 0;
    const count = counts[type] ?? 0;
    sorted.counts[i] = count;
    for (let j = starts[type] ?? 0; j < (starts[type + 1] ?? 0); j++) {
      const cell = cells[j] ?? 0;
      const amount = amounts[j] ?? 0;
      sorted.cells[end] = cell;
      sorted.amounts[end] = amount;
      sorted.totals[cell] = (sorted.totals[cell] ?? 0) + count * amount;
      end++;
    }
    sorted.starts[i + 1] = end;
  }
  return sorted;
}

/** Insertion sort: clusters touch a handful of cells. */
function sortPrefix(values: Uint32Array, length: number): void {
  for (let i = 1; i < length; i++) {
    const value = values[i] ?? 0;
    let j = i - 1;
    while (j >= 0 && (values[j] ?? 0) > value) {
      values[j + 1] = values[j] ?? 0;
      j--;
    }
    values[j + 1] = value;
  }
}
