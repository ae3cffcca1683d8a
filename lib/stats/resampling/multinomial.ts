import type { Random } from "@/lib/stats/random";

/** Throws balls into boxes; `times` then holds how many fell into each. */
export interface MultinomialDraw {
  readonly times: Uint8Array;
  draw(random: Random): void;
}

/**
 * As many balls as boxes, each ball into any box alike: how often each unit comes in a bootstrap resample.
 *
 * Every box first gets a Poisson number with a mean a little below 1; given their sum, such numbers are the multinomial distribution.
 * The balls that are left are thrown one by one, which keeps it so; in the rare case of too many balls all is drawn anew. Exact to the
 * 2⁻⁴⁰ of the numbers used, in one pass in order: some two nanoseconds a box in place of seven for balls thrown one by one.
 */
export function createMultinomialDraw(boxes: number): MultinomialDraw {
  const times = new Uint8Array(boxes);
  const words = new Uint32Array(Math.ceil(boxes / 4));
  // Four standard deviations of the sum below the number of boxes; few boxes leave all balls to be thrown one by one.
  const mean = Math.max(0, 1 - 4 / Math.sqrt(boxes));
  const atMost = poissonChances(mean);
  const quick = quickCounts(atMost);

  function throwMost(random: Random): number {
    random.fill(words);
    let thrown = 0;
    for (let i = 0; i < boxes; i++) {
      const bits = ((words[i >>> 2] ?? 0) >>> ((i & 3) << 3)) & 0xff;
      let count = quick[bits] ?? UNCLEAR;
      if (count === UNCLEAR) count = countFor((bits + random.next()) / 256, atMost);
      times[i] = count;
      thrown += count;
    }
    return thrown;
  }

  function draw(random: Random): void {
    let thrown = throwMost(random);
    while (thrown > boxes) thrown = throwMost(random);
    for (; thrown < boxes; thrown++) {
      const box = random.below(boxes);
      times[box] = (times[box] ?? 0) + 1;
    }
  }

  return { times, draw };
}

const UNCLEAR = 255;

/** The chance of at most k, from k = 0. With a mean of 1 at most the rest is below 10⁻¹⁹. */
function poissonChances(mean: number): Float64Array {
  const atMost = new Float64Array(20);
  let chance = Math.exp(-mean);
  let sum = 0;
  for (let k = 0; k < atMost.length; k++) {
    sum += chance;
    atMost[k] = sum;
    chance *= mean / (k + 1);
  }
  return atMost;
}

function countFor(uniform: number, atMost: Float64Array): number {
  let k = 0;
  while (k < atMost.length && uniform >= (atMost[k] ?? 1)) k++;
  return k;
}

/** The count for the first eight bits of a uniform number, or UNCLEAR where the rest decides. */
function quickCounts(atMost: Float64Array): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, bits) => {
    const low = countFor(bits / 256, atMost);
    return low === countFor((bits + 1) / 256 - 2 ** -40, atMost) ? low : UNCLEAR;
  });
}
