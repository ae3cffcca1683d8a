import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Giver, type OpenAssignment, planHandOver, planTakeOver, type Taker } from "./hand-over";

function open(comparisonId: string, swapped = false): OpenAssignment {
  return { id: `assignment-of-${comparisonId}`, comparisonId, swapped };
}

function taker(annotatorId: string, waiting: number, comparisonIds: readonly string[] = []): Taker {
  return { annotatorId, open: waiting, comparisonIds: new Set(comparisonIds) };
}

const comparisons = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }).map((ids) => ids.map(String));

describe("planHandOver", () => {
  test("gives each assignment to one person who does not know the comparison, keeps its side, and loses none", () => {
    fc.assert(
      fc.property(comparisons, fc.array(fc.tuple(fc.nat(20), comparisons), { maxLength: 5 }), fc.nat(), (ids, people, seed) => {
        const assignments = ids.map((id, index) => open(id, index % 2 === 0));
        const takers = people.map(([waiting, known], index) => taker(`p${index}`, waiting, known));
        const { moves, left } = planHandOver(assignments, takers, seed);
        expect([...moves, ...left].map((each) => each.comparisonId).sort()).toEqual([...ids].sort());
        for (const move of moves) {
          expect(takers.find((each) => each.annotatorId === move.to)?.comparisonIds.has(move.comparisonId)).toBe(false);
          expect(move.swapped).toBe(assignments.find((each) => each.id === move.id)?.swapped);
        }
        for (const each of left) expect(takers.every((person) => person.comparisonIds.has(each.comparisonId))).toBe(true);
      }),
    );
  });

  test("fills up whoever has least first", () => {
    const assignments = ["a", "b", "c", "d", "e", "f"].map((id) => open(id));
    const { moves } = planHandOver(assignments, [taker("busy", 5), taker("idle", 1)], 3);
    // 1 + 5 = 6 and 5 + 1 = 6.
    expect(moves.filter((move) => move.to === "idle")).toHaveLength(5);
    expect(moves.filter((move) => move.to === "busy")).toHaveLength(1);
  });
});

describe("planTakeOver", () => {
  test("takes from the fullest until all have the same, to within one", () => {
    const ids = Array.from({ length: 30 }, (_, index) => String(index));
    const givers: Giver[] = [
      { annotatorId: "a", open: 20, free: ids.slice(0, 20).map((id) => open(id)) },
      { annotatorId: "b", open: 10, free: ids.slice(20).map((id) => open(id)) },
    ];
    const moves = planTakeOver(givers, taker("new", 0), 1);
    const fromA = moves.filter((move) => Number(move.comparisonId) < 20).length;
    expect(moves).toHaveLength(10);
    expect(fromA).toBe(10);
  });

  test("never takes one comparison twice, nor one that the newcomer knows, nor more than is free", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(comparisons, fc.nat(10)), { maxLength: 4 }), comparisons, fc.nat(), (people, known, seed) => {
        const givers = people.map(([ids, held], index) => ({
          annotatorId: `p${index}`,
          open: ids.length + held,
          free: ids.map((id) => ({ ...open(id), id: `${index}-${id}` })),
        }));
        const moves = planTakeOver(givers, taker("new", 0, known), seed);
        expect(new Set(moves.map((move) => move.comparisonId)).size).toBe(moves.length);
        for (const move of moves) expect(known).not.toContain(move.comparisonId);
        for (const giver of givers) {
          const taken = moves.filter((move) => giver.free.some((each) => each.id === move.id)).length;
          if (taken > 0) expect(giver.open - taken).toBeGreaterThanOrEqual(moves.length - 1);
        }
      }),
    );
  });
});
