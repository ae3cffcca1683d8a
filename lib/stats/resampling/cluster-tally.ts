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

  let cells = new Uint32Array(256);
  let amounts = new Float64Array(256);
  let starts = new Uint32Array(64);
  let counts = new Uint32Array(64);
  let types = 0;
  let clusters = 0;
  let buckets = new Int32Array(256).fill(-1);
  let hashes = new Uint32Array(64);

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
    const begin = starts[types] ?? 0;
    let end = begin;
    let hash = 0x811c9dc5;
    sortPrefix(touched, touchedCount);
    for (let i = 0; i < touchedCount; i++) {
      const cell = touched[i] ?? 0;
      const amount = Math.round((current[cell] ?? 0) * GRID) / GRID;
      current[cell] = 0;
      marked[cell] = 0;
      if (amount === 0) continue;
      if (end === cells.length) {
        cells = grow(cells);
        amounts = grow(amounts);
      }
      cells[end] = cell;
      amounts[end] = amount;
      end++;
      hash = Math.imul(hash ^ cell, 0x01000193);
      hash = Math.imul(hash ^ Math.floor(amount * 5040), 0x01000193);
      hash ^= hash >>> 15;
    }
    touchedCount = 0;
    if (end === begin) return;
    clusters++;

    const known = find(hash >>> 0, begin, end);
    if (known >= 0) {
      counts[known] = (counts[known] ?? 0) + 1;
      return;
    }
    counts[types] = 1;
    hashes[types] = hash >>> 0;
    insert(hash >>> 0, types);
    types++;
    if (types + 1 >= starts.length) {
      starts = grow(starts);
      counts = grow(counts);
      hashes = grow(hashes);
    }
    starts[types] = end;
    if (types * 2 > buckets.length) rehash();
  }

  /** The type whose entries equal those standing in [begin, end), or −1. */
  function find(hash: number, begin: number, end: number): number {
    const mask = buckets.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const type = buckets[slot] ?? -1;
      if (type < 0) return -1;
      if (hashes[type] === hash && equals(type, begin, end)) return type;
    }
  }

  function equals(type: number, begin: number, end: number): boolean {
    const from = starts[type] ?? 0;
    if ((starts[type + 1] ?? 0) - from !== end - begin) return false;
    for (let i = 0; i < end - begin; i++) {
      if (cells[from + i] !== cells[begin + i] || amounts[from + i] !== amounts[begin + i]) return false;
    }
    return true;
  }

  function insert(hash: number, type: number): void {
    const mask = buckets.length - 1;
    let slot = hash & mask;
    while ((buckets[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
    buckets[slot] = type;
  }

  function rehash(): void {
    buckets = new Int32Array(buckets.length * 4).fill(-1);
    for (let type = 0; type < types; type++) insert(hashes[type] ?? 0, type);
  }

  return {
    add,
    endCluster,
    finish: () => inContentOrder({ width, clusters, types, counts, starts, cells, amounts }),
  };
}

const GRID = 2 ** 44;

interface Gathered {
  width: number;
  clusters: number;
  types: number;
  counts: Uint32Array;
  starts: Uint32Array;
  cells: Uint32Array;
  amounts: Float64Array;
}

/** Sorts the types by their entries and sums the table in that order, so that neither depends on the order of reading. */
function inContentOrder(gathered: Gathered): ClusterTally {
  const { width, clusters, types, counts, starts, cells, amounts } = gathered;
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

function grow<T extends Uint32Array | Float64Array>(values: T): T {
  const larger = values instanceof Float64Array ? new Float64Array(values.length * 2) : new Uint32Array(values.length * 2);
  larger.set(values);
  return larger as T; // the same class by the line above
}
