/** Clusters with equal ones stored once: `types` of them, of which the entries of type t stand in [starts[t], starts[t + 1]). */
export interface GatheredClusters {
  readonly clusters: number;
  readonly types: number;
  readonly counts: Uint32Array;
  readonly starts: Uint32Array;
  readonly cells: Uint32Array;
  readonly amounts: Float64Array;
}

/** Gathers clusters: `put` for each of a cluster's entries in ascending order of cells, then `end`. Arrays are exchanged as they fill. */
export interface DistinctClusters {
  put(cell: number, amount: number): void;
  end(): void;
  take(): GatheredClusters;
}

/** An empty gathering. A cluster's entries are written behind the last type's and stay there only if no type has the same. */
export function createDistinctClusters(): DistinctClusters {
  let cells = new Uint32Array(64);
  let amounts = new Float64Array(64);
  let starts = new Uint32Array(16);
  let counts = new Uint32Array(16);
  let hashes = new Uint32Array(16);
  let buckets = new Int32Array(64).fill(-1);
  let types = 0;
  let clusters = 0;
  let end = 0;

  /** The place in `buckets` of the type that equals the entries behind the last type's, or of none. */
  function slotOf(hash: number, begin: number): number {
    const mask = buckets.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const type = buckets[slot] ?? -1;
      if (type < 0 || (hashes[type] === hash && equals(type, begin))) return slot;
    }
  }

  function equals(type: number, begin: number): boolean {
    const from = starts[type] ?? 0;
    if ((starts[type + 1] ?? 0) - from !== end - begin) return false;
    for (let i = 0; i < end - begin; i++) {
      if (cells[from + i] !== cells[begin + i] || amounts[from + i] !== amounts[begin + i]) return false;
    }
    return true;
  }

  function rehash(): void {
    buckets = new Int32Array(buckets.length * 4).fill(-1);
    const mask = buckets.length - 1;
    for (let type = 0; type < types; type++) {
      let slot = (hashes[type] ?? 0) & mask;
      while ((buckets[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      buckets[slot] = type;
    }
  }

  return {
    put(cell, amount) {
      if (end === cells.length) {
        cells = grow(cells);
        amounts = grow(amounts);
      }
      cells[end] = cell;
      amounts[end] = amount;
      end++;
    },
    end() {
      const begin = starts[types] ?? 0;
      if (end === begin) return;
      clusters++;
      const hash = hashOf(cells, amounts, begin, end);
      const slot = slotOf(hash, begin);
      const known = buckets[slot] ?? -1;
      if (known >= 0) {
        counts[known] = (counts[known] ?? 0) + 1;
        end = begin;
        return;
      }
      buckets[slot] = types;
      hashes[types] = hash;
      counts[types] = 1;
      types++;
      if (types + 1 >= starts.length) {
        starts = grow(starts);
        counts = grow(counts);
        hashes = grow(hashes);
      }
      starts[types] = end;
      if (types * 2 > buckets.length) rehash();
    },
    take: () => ({ clusters, types, counts, starts, cells, amounts }),
  };
}

function hashOf(cells: Uint32Array, amounts: Float64Array, from: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < end; i++) {
    hash = Math.imul(hash ^ (cells[i] ?? 0), 0x01000193);
    // Amounts are whole numbers or simple fractions; what they share after this is told apart entry by entry.
    hash = Math.imul(hash ^ Math.floor((amounts[i] ?? 0) * 5040), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** A copy of twice the length. */
export function grow<T extends Uint32Array | Float64Array>(values: T): T {
  const larger = values instanceof Float64Array ? new Float64Array(values.length * 2) : new Uint32Array(values.length * 2);
  larger.set(values);
  return larger as T; // the same class by the line above
}
