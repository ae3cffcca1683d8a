import { createRandom, type Random } from "@/lib/stats/random";
import { highestLoad } from "./limits";
import { drawSides, type Edge } from "./sides";

/** What decides who labels what in a round. Comparisons and annotators are indices into the caller's lists. */
export interface AssignmentPlan {
  comparisons: number;
  annotators: number;
  /** Labels wanted for each comparison, 1 to `annotators`. */
  overlap: number;
  /** RANDOM: each annotator has an order of their own; DATASET: everyone goes through the comparisons in their order. */
  order: "RANDOM" | "DATASET";
  seed: number;
  /** Comparisons that each annotator may get; absent or Infinity for no limit. */
  limits?: readonly number[];
  /** Annotators who may not label a comparison, because they wrote one of its responses or gave a final answer on it. */
  barred?: ReadonlyMap<number, readonly number[]>;
  /** Of each comparison; the highest come first in every queue. */
  priorities?: readonly number[];
}

/** One comparison for one annotator. */
export interface PlannedAssignment extends Edge {
  /** Place in the annotator's queue, from 0 without gaps. */
  position: number;
  /** True: response B is on the left. */
  swapped: boolean;
}

/**
 * Deals comparisons out to annotators. Each comparison gets exactly `overlap` different annotators; loads differ by at most one; who meets
 * whom on a comparison is spread evenly as far as a greedy draw does that; B stands on the left in half of the assignments (±1) of every
 * annotator and of every comparison. The same plan gives the same assignments.
 *
 * Limits and bars go before evenness: loads are then as even as they allow, and a comparison for which too few annotators are left gets
 * none at all.
 *
 * @returns By comparison, then by annotator.
 * @throws RangeError when the overlap is not between 1 and the number of annotators.
 */
export function planAssignments(plan: AssignmentPlan): PlannedAssignment[] {
  const { comparisons, annotators, overlap, seed } = plan;
  if (!Number.isInteger(overlap) || overlap < 1 || overlap > annotators) {
    throw new RangeError(`An overlap of ${overlap} needs 1 to ${annotators} annotators.`);
  }
  const edges = dealOut(plan, createRandom(seed, "who"));
  const sides = drawBalancedSides(edges, comparisons, annotators, seed);
  const positions = drawPositions(plan, edges);
  return edges.map((edge, index) => ({ ...edge, position: positions[index] ?? 0, swapped: sides[index] ?? false }));
}

/** The indices of a uniform random sample of `wanted` among `total`, in rising order; all when `wanted` is not smaller. */
export function drawSample(total: number, wanted: number, seed: number): number[] {
  const all = Array.from({ length: total }, (_, index) => index);
  if (wanted >= total) return all;
  const random = createRandom(seed, "sample");
  for (let index = 0; index < wanted; index++) swap(all, index, index + random.below(total - index));
  return all.slice(0, wanted).sort((a, b) => a - b);
}

/** A shuffled copy; each order is equally likely. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let index = copy.length - 1; index > 0; index--) swap(copy, index, random.below(index + 1));
  return copy;
}

// Comparisons come in a drawn order, each takes those with the least work, then those who met the others least, then by lot. Whoever has a
// limit begins with what is missing to it as if it were done, so that those with more to give are chosen more often from the start.
function dealOut({ comparisons, annotators, overlap, limits, barred }: AssignmentPlan, random: Random): Edge[] {
  const limitOf = Array.from({ length: annotators }, (_, index) => limits?.[index] ?? Number.POSITIVE_INFINITY);
  const top = highestLoad(comparisons * overlap, limitOf);
  const load = Float64Array.from(limitOf, (limit) => Math.max(0, top - limit));
  const full = Float64Array.from(limitOf, (limit, index) => (load[index] ?? 0) + limit);
  const met = new Uint32Array(annotators * annotators);
  const chosenFor: number[][] = Array.from({ length: comparisons }, () => []);
  for (const comparison of drawTurns(comparisons, barred, random)) {
    const chosen: number[] = [];
    const not = barred?.get(comparison) ?? [];
    const meetings = new Uint32Array(annotators);
    const lots = Array.from({ length: annotators }, () => random.uint32());
    for (let place = 0; place < overlap; place++) {
      const next = leastBy(
        annotators,
        (annotator) => !chosen.includes(annotator) && !not.includes(annotator) && (load[annotator] ?? 0) < (full[annotator] ?? 0),
        (annotator) => [load[annotator] ?? 0, meetings[annotator] ?? 0, lots[annotator] ?? 0],
      );
      if (next === -1) break;
      for (let other = 0; other < annotators; other++) {
        meetings[other] = (meetings[other] ?? 0) + (met[next * annotators + other] ?? 0);
      }
      chosen.push(next);
    }
    if (chosen.length < overlap) continue;
    for (const annotator of chosen) {
      load[annotator] = (load[annotator] ?? 0) + 1;
      for (const other of chosen) met[annotator * annotators + other] = (met[annotator * annotators + other] ?? 0) + 1;
    }
    chosenFor[comparison] = chosen.sort((a, b) => a - b);
  }
  return chosenFor.flatMap((chosen, comparison) => chosen.map((annotator) => ({ comparison, annotator })));
}

// Those with the fewest annotators to choose from go first, while everybody still has room.
function drawTurns(comparisons: number, barred: AssignmentPlan["barred"], random: Random): number[] {
  const turns = shuffled(
    Array.from({ length: comparisons }, (_, index) => index),
    random,
  );
  if (!barred || barred.size === 0) return turns;
  const bars = (comparison: number) => barred.get(comparison)?.length ?? 0;
  return turns.sort((a, b) => bars(b) - bars(a));
}

function leastBy(
  count: number,
  isFree: (index: number) => boolean,
  rank: (index: number) => readonly [number, number, number],
): number {
  let best = -1;
  let bestRank: readonly [number, number, number] = [0, 0, 0];
  for (let index = 0; index < count; index++) {
    if (!isFree(index)) continue;
    const mine = rank(index);
    if (best === -1 || isLess(mine, bestRank)) {
      best = index;
      bestRank = mine;
    }
  }
  return best;
}

function isLess(a: readonly [number, number, number], b: readonly [number, number, number]): boolean {
  if (a[0] !== b[0]) return a[0] < b[0];
  if (a[1] !== b[1]) return a[1] < b[1];
  return a[2] < b[2];
}

function drawBalancedSides(edges: readonly Edge[], comparisons: number, annotators: number, seed: number): boolean[] {
  const random = createRandom(seed, "sides");
  const order = shuffled([...edges.keys()], random);
  const drawn = drawSides(
    order.flatMap((index) => edges[index] ?? []),
    comparisons,
    annotators,
    () => random.below(2),
  );
  const sides: boolean[] = new Array(edges.length).fill(false);
  for (const [place, index] of order.entries()) sides[index] = drawn[place] ?? false;
  return sides;
}

function drawPositions({ annotators, order, seed, priorities }: AssignmentPlan, edges: readonly Edge[]): number[] {
  const priorityOf = (index: number) => priorities?.[edges[index]?.comparison ?? -1] ?? 0;
  const positions: number[] = new Array(edges.length).fill(0);
  const queues: number[][] = Array.from({ length: annotators }, () => []);
  for (const [index, edge] of edges.entries()) queues[edge.annotator]?.push(index);
  for (const [annotator, queue] of queues.entries()) {
    const drawn = order === "RANDOM" ? shuffled(queue, createRandom(seed, `order ${annotator}`)) : queue;
    drawn.sort((a, b) => priorityOf(b) - priorityOf(a));
    for (const [position, index] of drawn.entries()) positions[index] = position;
  }
  return positions;
}

function swap<T>(items: T[], a: number, b: number): void {
  const kept = items[a] as T;
  items[a] = items[b] as T;
  items[b] = kept;
}
