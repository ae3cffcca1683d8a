import { createRandom } from "@/lib/stats/random";
import { shuffled } from "./assign";

/** An open assignment that goes to somebody else. */
export interface OpenAssignment {
  id: string;
  comparisonId: string;
  swapped: boolean;
}

/** Somebody who may take assignments over. */
export interface Taker {
  annotatorId: string;
  /** Assignments that wait for them already. */
  open: number;
  /** Comparisons that they have or had in this round, wrote a response of, or gave a final answer on: none of them is given to them. */
  comparisonIds: ReadonlySet<string>;
  /** So many more may be given to them; absent for no limit. */
  room?: number;
}

/** Where an assignment goes. The side stays as it was drawn, so the comparison stays balanced over people. */
export interface Move {
  id: string;
  comparisonId: string;
  swapped: boolean;
  to: string;
}

/**
 * Deals open assignments out to others, each to whoever has least waiting among those who do not know the comparison.
 *
 * @returns The moves, and the assignments that nobody can take because everybody has the comparison or enough to do.
 */
export function planHandOver(
  open: readonly OpenAssignment[],
  takers: readonly Taker[],
  seed: number,
): { moves: Move[]; left: OpenAssignment[] } {
  const waiting = takers.map((taker) => taker.open);
  const given = takers.map(() => new Set<string>());
  const moves: Move[] = [];
  const left: OpenAssignment[] = [];
  for (const assignment of shuffled(open, createRandom(seed, "hand over"))) {
    let best = -1;
    for (const [index, taker] of takers.entries()) {
      if (taker.comparisonIds.has(assignment.comparisonId) || given[index]?.has(assignment.comparisonId)) continue;
      if ((given[index]?.size ?? 0) >= (taker.room ?? Number.POSITIVE_INFINITY)) continue;
      if (best === -1 || (waiting[index] ?? 0) < (waiting[best] ?? 0)) best = index;
    }
    const taker = takers[best];
    if (!taker) {
      left.push(assignment);
      continue;
    }
    waiting[best] = (waiting[best] ?? 0) + 1;
    given[best]?.add(assignment.comparisonId);
    moves.push({ id: assignment.id, comparisonId: assignment.comparisonId, swapped: assignment.swapped, to: taker.annotatorId });
  }
  return { moves, left };
}

/** Somebody whose open assignments a newcomer may take some of. */
export interface Giver {
  annotatorId: string;
  /** Everything that waits for them, what their browser has fetched already included. */
  open: number;
  /** What may be taken. */
  free: readonly OpenAssignment[];
}

/**
 * Which assignments a newcomer takes over, so that what is left to do is even (±1) over all as far as free assignments allow: always from
 * whoever has most waiting, never a comparison twice.
 */
export function planTakeOver(givers: readonly Giver[], newcomer: Taker, seed: number): Move[] {
  const random = createRandom(seed, "take over");
  const piles = givers.map((giver) => ({ waiting: giver.open, free: shuffled(giver.free, random) }));
  const known = new Set(newcomer.comparisonIds);
  const moves: Move[] = [];
  let mine = newcomer.open;
  for (;;) {
    const [fullest] = piles.filter((pile) => pile.free.length > 0).sort((a, b) => b.waiting - a.waiting);
    const isFull = moves.length >= (newcomer.room ?? Number.POSITIVE_INFINITY);
    if (!fullest || fullest.waiting <= mine + 1 || isFull) return moves;
    const next = fullest.free.pop();
    if (!next || known.has(next.comparisonId)) continue;
    known.add(next.comparisonId);
    fullest.waiting--;
    mine++;
    moves.push({ id: next.id, comparisonId: next.comparisonId, swapped: next.swapped, to: newcomer.annotatorId });
  }
}
