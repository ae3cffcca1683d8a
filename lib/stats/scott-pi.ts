import { fleissKappa } from "./chance-corrected";
import { toPairShares } from "./count-units";
import type { Estimate } from "./estimate";
import type { Weights } from "./weights";

/**
 * Scott's π: how far two raters agree beyond chance when neither comes first, since both are given the same habits.
 *
 * π = (pₒ − pₑ)/(1 − pₑ), pₑ = Σ w m m with m the mean of the two margins.
 *
 * @param table - q × q, row-major counts. Exchanging the raters (transposing the table) changes nothing.
 * @returns π ≤ 1, no unit. No value without a unit rated by both, or if all ratings are equal.
 * @see Scott (1955). O(q²).
 */
export function scottPi(table: ArrayLike<number>, weights?: Weights): Estimate {
  return fleissKappa(toPairShares(table), weights);
}
