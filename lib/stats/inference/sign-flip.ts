import { type Estimate, none, some } from "@/lib/stats/estimate";
import { createRandom } from "@/lib/stats/random";

/** Up to so many clusters every pattern of signs is looked at. */
const EXACT_UP_TO = 16;

/**
 * A permutation test of "the two do equally well", for units in clusters: if it is true, a cluster's difference might as well have had
 * the other sign.
 *
 * p is the share of sign patterns whose |Σ ± d| is at least the |Σ d| seen: of all patterns up to 16 clusters that differ, else of
 * `draws` random ones and the one seen.
 *
 * @param differences - One number a cluster: successes of the first less those of the second on the same units.
 * @returns p in (0, 1], two-sided; 1 where no cluster differs. No value without clusters.
 * @see Fisher (1935); Phipson & Smyth (2010) for counting the pattern seen. O(draws · clusters).
 */
export function signFlipTest(
  differences: ArrayLike<number>,
  { draws = 9999, seed = 1, stream = "sign flips" }: { draws?: number; seed?: number; stream?: string } = {},
): Estimate {
  if (differences.length === 0) return none("there are no clusters");
  const moving = Float64Array.from(differences).filter((difference) => difference !== 0);
  if (moving.length === 0) return some(1);
  // Sums of the same numbers in another order may differ in the last digits.
  const seen = Math.abs(moving.reduce((sum, difference) => sum + difference, 0)) * (1 - 1e-12);
  if (moving.length <= EXACT_UP_TO) {
    const patterns = 2 ** moving.length;
    let extreme = 0;
    for (let pattern = 0; pattern < patterns; pattern++) if (flipped(moving, () => pattern) >= seen) extreme++;
    return some(extreme / patterns);
  }
  const words = new Uint32Array(Math.ceil(moving.length / 32));
  const random = createRandom(seed, stream);
  let extreme = 1;
  for (let draw = 0; draw < draws; draw++) {
    random.fill(words);
    if (flipped(moving, (word) => words[word] ?? 0) >= seen) extreme++;
  }
  return some(extreme / (draws + 1));
}

/** |Σ ± d|, a sign for each bit. */
function flipped(differences: Float64Array, bits: (word: number) => number): number {
  let sum = 0;
  let word = 0;
  for (let i = 0; i < differences.length; i++) {
    if ((i & 31) === 0) word = bits(i >>> 5);
    sum += (word >>> (i & 31)) & 1 ? (differences[i] ?? 0) : -(differences[i] ?? 0);
  }
  return Math.abs(sum);
}
