import type { IntervalEstimate } from "@/lib/stats/estimate";

/** Clusters in the order in which they were complete: the sum of their units' values, each in [0, 1], and how many units. */
export interface ArrivingClusters {
  readonly sums: ArrayLike<number>;
  readonly sizes: ArrayLike<number>;
  /** No cluster ever has more units; known before looking. */
  readonly largest: number;
}

/**
 * An anytime-valid interval for a mean of values in [0, 1] (a share of agreement, a win rate with ties as ½): it holds at every
 * moment at once, so one may look after every label and stop when one likes.
 *
 * For each m, capital is bet against "the mean is m" cluster by cluster: K± = Π (1 ± λ± (s − m n)/largest), half on either side; m is
 * out for good once half of either exceeds 1/α. The bets are predictable: λ from the variance seen before, at most ½ of
 * what could lose all.
 *
 * @returns The m of a grid of 1,000 that remain, widened to the next grid lines, so never too narrow; the estimate is Σ sums / Σ sizes. Covers
 *   the ratio of expectations at least `level` at all times, if clusters are alike in distribution in their order of arrival. No value
 *   without units.
 * @see Waudby-Smith & Ramdas (2024), "Estimating means of bounded random variables by betting": hedged capital, here with clusters
 *   of unequal size. O(clusters · grid points still in).
 */
export function bettingSequence({ sums, sizes, largest }: ArrivingClusters, level = 0.95): IntervalEstimate {
  const alpha = 1 - level;
  const method = "betting confidence sequence over clusters, valid at all times";
  const capital = createCapital(alpha);
  let total = 0;
  let units = 0;
  // As if one full cluster with a mean of ½ and a variance of ¼ had been seen before the first.
  let squares = 0.25;
  for (let t = 1; t <= sizes.length; t++) {
    const size = sizes[t - 1] ?? 0;
    const sum = sums[t - 1] ?? 0;
    if (size > largest) throw new RangeError(`cluster ${t} has ${size} units, more than the largest, ${largest}`);
    capital.bet(Math.sqrt((2 * Math.log(2 / alpha)) / (squares * Math.log(t + 1))), sum / largest, size / largest);
    total += sum;
    units += size;
    const mean = (largest / 2 + total) / (largest + units);
    squares += ((sum - mean * size) / largest) ** 2;
  }
  if (units === 0) return { estimate: null, low: null, high: null, level, method, reason: "there are no units" };
  const estimate = total / units;
  const [low, high] = capital.remaining();
  return { estimate, low: Math.min(low, estimate), high: Math.max(high, estimate), level, method, reason: null };
}

const GRID = 1000;
/** A bet may lose at most this share of the capital. */
const CAUTION = 0.5;

/** The capital against each m of a grid; those between `from` and `to` are still in. */
function createCapital(alpha: number) {
  const up = new Float64Array(GRID + 1);
  const down = new Float64Array(GRID + 1);
  const limit = Math.log(2 / alpha);
  let from = 0;
  let to = GRID;

  function bet(lambda: number, sum: number, size: number): void {
    for (let i = from; i <= to; i++) {
      const m = i / GRID;
      const move = sum - m * size;
      // The worst move is −m when betting on more, 1 − m when betting on less.
      up[i] = (up[i] ?? 0) + Math.log1p(Math.min(lambda, CAUTION / m) * move);
      down[i] = (down[i] ?? 0) + Math.log1p(-Math.min(lambda, CAUTION / (1 - m)) * move);
    }
    while (from <= to && (up[from] ?? 0) >= limit) from++;
    while (to >= from && (down[to] ?? 0) >= limit) to--;
  }

  /** One grid line wider on either side, since the truth may lie between two. */
  const remaining = (): [number, number] => [Math.max(0, (from - 1) / GRID), Math.min(1, (to + 1) / GRID)];
  return { bet, remaining };
}
