import type { Random } from "@/lib/stats/random";
import type { ClusterTally } from "./cluster-tally";

/**
 * Makes resamples in which each cluster counts a Poisson number of times with mean 1, so that n equal ones count a Poisson number with
 * mean n: one draw for each distinct cluster, at some nanoseconds each.
 *
 * The number of clusters varies between resamples. For statistics that do not change when all totals are multiplied (shares, κ,
 * strengths) it is the usual bootstrap given that number.
 *
 * @returns A function that fills one array with how often each distinct cluster is taken. Exact to the 2⁻²⁰ or better of the tables.
 * @see Hanley & MacGibbon (2006), "Creating non-parametric bootstrap samples using Poisson frequencies"; Walker (1977) for the tables.
 */
export function createPoissonDraw({ counts }: ClusterTally, random: Random): () => Uint32Array {
  const hits = new Uint32Array(counts.length);
  const words = new Uint32Array(counts.length);
  const tables = new Map<number, AliasTable>();
  const tableOf = (mean: number): AliasTable => {
    const known = tables.get(mean) ?? aliasTable(mean);
    tables.set(mean, known);
    return known;
  };
  // A large mean is the sum of parts, lest its table be large.
  const own = Array.from(counts, (count) => tableOf(count <= LARGEST ? count : count % LARGEST));
  const whole = Uint32Array.from(counts, (count) => (count <= LARGEST ? 0 : Math.floor(count / LARGEST)));
  const large = tableOf(LARGEST);
  const hasWhole = whole.some((parts) => parts > 0);

  return () => {
    random.fill(words);
    for (let i = 0; i < hits.length; i++) {
      const table = own[i];
      if (table) hits[i] = pick(table, words[i] ?? 0);
    }
    if (hasWhole) {
      for (let i = 0; i < hits.length; i++) {
        for (let part = 0; part < (whole[i] ?? 0); part++) hits[i] = (hits[i] ?? 0) + pick(large, random.uint32());
      }
    }
    return hits;
  };
}

const LARGEST = 1024;

/** Walker's alias method: a slot, and within it one of two values. */
interface AliasTable {
  readonly shift: number;
  readonly mask: number;
  /** A number below it takes `lower`, else `upper`. */
  readonly split: Uint32Array;
  readonly lower: Uint16Array;
  readonly upper: Uint16Array;
}

function pick({ shift, mask, split, lower, upper }: AliasTable, word: number): number {
  const slot = word >>> shift;
  return (word & mask) >>> 0 < (split[slot] ?? 0) ? (lower[slot] ?? 0) : (upper[slot] ?? 0);
}

function aliasTable(mean: number): AliasTable {
  const { from, chances } = poissonChances(mean);
  let bits = 1;
  while (2 ** bits < chances.length) bits++;
  const slots = 2 ** bits;
  const room = 2 ** (32 - bits);
  const table: AliasTable = {
    shift: 32 - bits,
    mask: room - 1,
    split: new Uint32Array(slots).fill(room),
    lower: Uint16Array.from({ length: slots }, (_, i) => from + Math.min(i, chances.length - 1)),
    upper: new Uint16Array(slots),
  };
  const scaled = Float64Array.from({ length: slots }, (_, i) => (chances[i] ?? 0) * slots);
  const small: number[] = [];
  const big: number[] = [];
  scaled.forEach((value, i) => {
    (value < 1 ? small : big).push(i);
  });
  while (small.length > 0 && big.length > 0) {
    const less = small.pop() ?? 0;
    const more = big.pop() ?? 0;
    table.split[less] = Math.round((scaled[less] ?? 0) * room);
    table.upper[less] = from + more;
    scaled[more] = (scaled[more] ?? 0) - (1 - (scaled[less] ?? 0));
    ((scaled[more] ?? 0) < 1 ? small : big).push(more);
  }
  return table;
}

/** Chances from `from` on, without the tails beyond ten standard deviations. */
function poissonChances(mean: number): { from: number; chances: number[] } {
  const reach = 10 * Math.sqrt(mean) + 12;
  const from = Math.max(0, Math.floor(mean - reach));
  const chances: number[] = [];
  let logFactorial = 0;
  for (let k = 2; k <= from; k++) logFactorial += Math.log(k);
  for (let k = from; k <= mean + reach; k++) {
    if (k > from && k > 1) logFactorial += Math.log(k);
    chances.push(Math.exp(k * Math.log(mean) - mean - logFactorial));
  }
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return { from, chances: chances.map((chance) => chance / sum) };
}
