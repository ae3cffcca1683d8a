/** A forecast and what happened. */
interface Forecast {
  p: number;
  y: number;
}

const view = new DataView(new ArrayBuffer(8));

/**
 * The place of each cluster in an order that depends on what the clusters hold alone, whatever the order in which they were read: so
 * that a seed deals the same clusters to the same folds in every process. Clusters that hold the same may change places, which changes
 * nothing.
 *
 * Cost: one look at each forecast, a sort of numbers, a search a cluster.
 */
export function rankByContent(clusters: readonly (readonly Forecast[])[]): Int32Array {
  const keys = Float64Array.from(clusters, keyOf);
  const sorted = keys.slice().sort();
  const taken = new Int32Array(sorted.length);
  return Int32Array.from(keys, (key) => {
    const first = lowerBound(sorted, key);
    const used = taken[first] ?? 0;
    taken[first] = used + 1;
    return first + used;
  });
}

/** 52 bits of what a cluster holds; the order of its forecasts does not matter. */
function keyOf(cluster: readonly Forecast[]): number {
  let high = cluster.length;
  let low = 0;
  for (const { p, y } of cluster) {
    view.setFloat64(0, p);
    const one = mix(view.getUint32(0) ^ mix(view.getUint32(4) + y));
    high = (high + one) >>> 0;
    low = (low + mix(one + 0x9e3779b9)) & 0xfffff;
  }
  return high * 2 ** 20 + low;
}

/** Spreads 32 bits: close numbers come out far apart (Murmur's last step). */
function mix(bits: number): number {
  let h = bits | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function lowerBound(sorted: Float64Array, key: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) < key) from = middle + 1;
    else to = middle;
  }
  return from;
}
