import type { Random } from "@/lib/stats/random";

/**
 * Throws as many balls as there are boxes, each into any box alike: how often each unit comes in a bootstrap resample.
 *
 * Every box first gets a Poisson number with mean 1, which is the multinomial distribution given its sum; then single balls are added
 * to boxes at random, or balls taken away at random, until the sum is right, which keeps it so. Exact (to the 2⁻⁴⁰ of the numbers
 * used), one pass in order, a nanosecond or two a box.
 *
 * @param times - Filled with the counts; their sum is `times.length`.
 * @param words - Room for random numbers: one for four boxes (`wordsFor`).
 */
export function drawMultinomial(random: Random, times: Uint8Array, words: Uint32Array): void {
  const boxes = times.length;
  random.fill(words);
  let thrown = 0;
  for (let i = 0; i < boxes; i++) {
    const bits = ((words[i >>> 2] ?? 0) >>> ((i & 3) << 3)) & 0xff;
    let count = QUICK[bits] ?? UNCLEAR;
    if (count === UNCLEAR) count = poissonOf((bits + random.next()) / 256);
    times[i] = count;
    thrown += count;
  }
  if (thrown > boxes) takeAway(random, times, thrown - boxes);
  for (; thrown < boxes; thrown++) {
    const box = random.below(boxes);
    times[box] = (times[box] ?? 0) + 1;
  }
}

/** How many random numbers `drawMultinomial` wants for so many boxes. */
export function wordsFor(boxes: number): number {
  return Math.ceil(boxes / 4);
}

/** Takes balls away, any ball alike: from a box in proportion to what it holds. */
function takeAway(random: Random, times: Uint8Array, balls: number): void {
  let most = 1;
  for (let i = 0; i < times.length; i++) most = Math.max(most, times[i] ?? 0);
  for (let left = balls; left > 0; ) {
    const box = random.below(times.length);
    const count = times[box] ?? 0;
    if (random.below(most) >= count) continue;
    times[box] = count - 1;
    left--;
  }
}

const UNCLEAR = 255;

/** Poisson(1): the chance of at most k, from k = 0. */
const AT_MOST = (() => {
  const chances: number[] = [];
  let chance = Math.exp(-1);
  let sum = 0;
  for (let k = 0; k < 20; k++) {
    sum += chance;
    chances.push(sum);
    chance /= k + 1;
  }
  return chances;
})();

function poissonOf(uniform: number): number {
  let k = 0;
  while (k < AT_MOST.length && uniform >= (AT_MOST[k] ?? 1)) k++;
  return k;
}

/** The count for the first eight bits of a uniform number, or UNCLEAR where the rest decides. */
const QUICK = Uint8Array.from({ length: 256 }, (_, bits) => {
  const low = poissonOf(bits / 256);
  return low === poissonOf((bits + 1) / 256 - 2 ** -40) ? low : UNCLEAR;
});
