import { createRandom } from "@/lib/stats/random";

/**
 * The principle of one revision: drawn independently for each chain and revision, with replacement, as often as its weight says against the
 * others. The same seed and places give the same principle.
 *
 * @throws RangeError for an empty list.
 */
export function drawPrinciple<P extends { weight: number }>(
  principles: readonly P[],
  { seed, place, revision }: { seed: number; place: number; revision: number },
): P {
  const total = principles.reduce((sum, { weight }) => sum + weight, 0);
  let left = createRandom(seed, `principle ${place} ${revision}`).next() * total;
  for (const principle of principles) {
    left -= principle.weight;
    if (left < 0) return principle;
  }
  const last = principles.at(-1);
  if (!last) throw new RangeError("A constitution without principles has none to draw.");
  return last;
}

/** The seed that goes with one call, from the run's: 31 bits. */
export function drawCallSeed(seed: number, place: number, revision: number, kind: string): number {
  return createRandom(seed, `call ${place} ${revision} ${kind}`).uint32() >>> 1;
}
