import { shuffled } from "@/lib/rounds/dealing/assign";
import { drawSides, type Edge } from "@/lib/rounds/dealing/sides";
import { createRandom, type Random } from "@/lib/stats/random";
import { countGold, countRepeats, type HiddenShares, repeatDistance } from "./hidden-share";

/** An assignment of a plan; comparisons and annotators are indices into the caller's lists. */
export interface Planned extends Edge {
  /** Place in the annotator's queue, from 0 without gaps. */
  position: number;
  /** True: response B is on the left. */
  swapped: boolean;
}

/** What is hidden among ordinary assignments. */
export interface HiddenPlan extends HiddenShares {
  annotators: number;
  /** Indices of the gold comparisons, none of which is dealt out ordinarily. */
  gold: readonly number[];
  seed: number;
}

/**
 * Mixes gold comparisons and repeats among the assignments that were dealt out. Each annotator gets gold ones of their own drawing, anywhere
 * in their queue, half of them (±1) each way round; a repeat is mirrored and comes after at least `repeatDistance` others, and as many
 * (±1) of those that had B on the left are repeated as of the others. The order of the ordinary ones stays. The same plan gives the same.
 *
 * @returns All assignments, positions without gaps; `repeatIndex` is 1 for a repeat, 0 for all others.
 */
export function planHidden(planned: readonly Planned[], plan: HiddenPlan): (Planned & { repeatIndex: 0 | 1 })[] {
  const queues = toQueues(planned, plan.annotators);
  const gold = queues.map((queue, annotator) => {
    const random = createRandom(plan.seed, `gold ${annotator}`);
    const drawn = shuffled(plan.gold, random).slice(0, countGold(queue.length, plan, plan.gold.length));
    return drawn.map((comparison) => ({ comparison, annotator }));
  });
  const edges = gold.flat();
  const sides = drawGoldSides(edges, plan);
  const swappedOf = new Map(edges.map((edge, index) => [edge, sides[index] ?? false]));
  return queues.flatMap((queue, annotator) => {
    const random = createRandom(plan.seed, `hidden ${annotator}`);
    const slots: Slot[] = queue.map((assignment, at) => ({ ...assignment, repeatIndex: 0, at }));
    for (const { original, at } of drawRepeats(queue, plan, random)) {
      slots.push({ ...original, swapped: !original.swapped, repeatIndex: 1, at: at + 0.5 });
    }
    for (const edge of gold[annotator] ?? []) {
      const at = random.below(queue.length + 1) - 0.5;
      slots.push({ ...edge, position: 0, swapped: swappedOf.get(edge) ?? false, repeatIndex: 0, at });
    }
    return shuffled(slots, random)
      .sort((a, b) => a.at - b.at)
      .map(({ at: _, ...assignment }, position) => ({ ...assignment, position }));
  });
}

interface Slot extends Planned {
  repeatIndex: 0 | 1;
  /** Where it stands among the ordinary ones, which stand at whole numbers. */
  at: number;
}

function toQueues(planned: readonly Planned[], annotators: number): Planned[][] {
  const queues: Planned[][] = Array.from({ length: annotators }, () => []);
  for (const assignment of planned) queues[assignment.annotator]?.push(assignment);
  for (const queue of queues) queue.sort((a, b) => a.position - b.position);
  return queues;
}

function drawGoldSides(edges: readonly Edge[], { annotators, gold, seed }: HiddenPlan): boolean[] {
  const random = createRandom(seed, "gold sides");
  const placeOf = new Map(gold.map((comparison, place) => [comparison, place]));
  const within = edges.map(({ comparison, annotator }) => ({ comparison: placeOf.get(comparison) ?? 0, annotator }));
  return drawSides(within, gold.length, annotators, () => random.below(2));
}

/** Which comparisons come again, and after which place of the queue. */
function drawRepeats(queue: readonly Planned[], plan: HiddenPlan, random: Random): { original: Planned; at: number }[] {
  const distance = repeatDistance(queue.length);
  const wanted = countRepeats(queue.length, plan);
  const early = shuffled([...queue.slice(0, queue.length - distance).entries()], random);
  const swapped = early.filter(([, assignment]) => assignment.swapped);
  const plain = early.filter(([, assignment]) => !assignment.swapped);
  const inTurn = random.below(2) === 0 ? alternate(swapped, plain) : alternate(plain, swapped);
  return inTurn.slice(0, wanted).map(([place, original]) => {
    const first = place + distance;
    return { original, at: first + random.below(queue.length - first) };
  });
}

function alternate<T>(one: readonly T[], other: readonly T[]): T[] {
  const longest = Math.max(one.length, other.length);
  return Array.from({ length: longest }, (_, index) => [...one.slice(index, index + 1), ...other.slice(index, index + 1)]).flat();
}
