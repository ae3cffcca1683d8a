import { type Estimate, share } from "./estimate";
import type { Weights } from "./weights";

/**
 * The share of pairs of ratings that agree: Σ w p over a table of pairs.
 *
 * @param pairs - q × q, row-major: how often categories k and l were paired. For two raters their table; for more, the tables of
 *   `countPairShares` (each unit counts the same) or `countRatingPairs` (each pair counts the same).
 * @param weights - q × q; the identity by default. With `tieCreditWeights` a tie against a preference counts one half.
 * @returns In [0, 1]. No value if nothing was paired. O(q²).
 */
export function rawAgreement(pairs: ArrayLike<number>, weights?: Weights): Estimate {
  const q = Math.sqrt(pairs.length);
  let agreeing = 0;
  let all = 0;
  for (let k = 0; k < q; k++) {
    for (let l = 0; l < q; l++) {
      const count = pairs[k * q + l] ?? 0;
      all += count;
      agreeing += count * (weights ? (weights[k * q + l] ?? 0) : k === l ? 1 : 0);
    }
  }
  return share(agreeing, all, "no unit has two ratings");
}
