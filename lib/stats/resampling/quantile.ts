/**
 * The value below which a share of the sample lies, interpolated linearly between order statistics.
 *
 * x(h), h = (n − 1) share: definition 7 of Hyndman & Fan (1996), the default of R and NumPy.
 *
 * @param sorted - Ascending, not empty.
 * @param share - In [0, 1].
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (position - below);
}
