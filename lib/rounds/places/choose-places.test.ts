import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "@/lib/stats/random";
import { choosePlaces, type OpenPlace } from "./choose-places";

function place(comparisonId: string, changes: Partial<OpenPlace> = {}): OpenPlace {
  return { comparisonId, priority: 0, balance: 0, swapped: null, ...changes };
}

describe("choosePlaces", () => {
  test("gives a comparison the side that fewer of its people see", () => {
    const chosen = choosePlaces([place("a", { balance: 1 }), place("b", { balance: -1 })], {
      wanted: 2,
      balance: 0,
      coin: () => 0,
    });
    expect(chosen).toEqual([
      { comparisonId: "a", swapped: false },
      { comparisonId: "b", swapped: true },
    ]);
  });

  test("alternates a person's sides where comparisons leave the choice, beginning with the coin", () => {
    const open = ["a", "b", "c", "d"].map((id) => place(id));
    const sides = (coin: 0 | 1) => choosePlaces(open, { wanted: 4, balance: 0, coin: () => coin }).map((each) => each.swapped);
    expect(sides(1)).toEqual([true, false, true, false]);
    expect(sides(0)).toEqual([false, true, false, true]);
  });

  test("passes over what would put a person off balance while another is open, and takes it when none is", () => {
    const open = [place("a", { balance: -1 }), place("b", { balance: -1 }), place("c", { balance: 1 })];
    const ids = (wanted: number) => choosePlaces(open, { wanted, balance: 0, coin: () => 1 }).map((each) => each.comparisonId);
    expect(ids(2)).toEqual(["a", "c"]);
    expect(ids(3)).toEqual(["a", "c", "b"]);
    const alike = [place("a", { balance: -1 }), place("b", { balance: -1 })];
    expect(choosePlaces(alike, { wanted: 2, balance: 0, coin: () => 1 })).toHaveLength(2);
  });

  test("never takes a lower priority before a higher one", () => {
    const open = [place("a", { priority: 5, balance: -1 }), place("b", { priority: 5, balance: -1 }), place("c", { balance: 1 })];
    expect(choosePlaces(open, { wanted: 2, balance: 0, coin: () => 1 }).map((each) => each.comparisonId)).toEqual(["a", "b"]);
  });

  test("gives a comparison back the way round it was seen before", () => {
    const again = place("a", { balance: 1, swapped: true });
    expect(choosePlaces([again], { wanted: 1, balance: 0, coin: () => 0 })).toEqual([{ comparisonId: "a", swapped: true }]);
  });

  test("counterbalances rounds taken by people in any order: comparisons to within one, people to within one where they have a choice", () => {
    const rounds = fc.record({
      comparisons: fc.integer({ min: 1, max: 60 }),
      people: fc.integer({ min: 1, max: 8 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(rounds, ({ comparisons, people, share, seed }) => {
        const overlap = 1 + Math.round(share * (people - 1));
        const { taken, wasForced } = simulate({ comparisons, people, overlap, seed });
        const balances = Array.from({ length: comparisons }, () => 0);
        for (const own of taken) for (const [comparison, side] of own) balances[comparison] = (balances[comparison] ?? 0) + side;
        for (const balance of balances) expect(Math.abs(balance)).toBeLessThanOrEqual(1);
        for (const [person, own] of taken.entries()) {
          expect(own.size).toBeLessThanOrEqual(comparisons);
          const balance = [...own.values()].reduce((sum, side) => sum + side, 0);
          // Off balance by no more than by what was taken although it put them there, because nothing else was open.
          expect(Math.abs(balance)).toBeLessThanOrEqual(1 + (wasForced[person] ?? 0));
        }
        expect(taken.reduce((sum, own) => sum + own.size, 0)).toBe(comparisons * overlap);
      }),
      { numRuns: 200 },
    );
  });

  test("leaves nearly nobody off balance by more than three in rounds of 400 by 2 of 12 people", () => {
    let off = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { taken } = simulate({ comparisons: 400, people: 12, overlap: 2, seed });
      for (const own of taken) if (Math.abs([...own.values()].reduce((sum, side) => sum + side, 0)) > 3) off++;
    }
    // Of 240 people; without any counterbalancing half of them would be (the standard deviation of 67 coins is 8).
    expect(off).toBeLessThan(12);
  });
});

/** People come in a drawn order and take up to ten, until nothing is open. */
function simulate({
  comparisons,
  people,
  overlap,
  seed,
}: {
  comparisons: number;
  people: number;
  overlap: number;
  seed: number;
}) {
  const random = createRandom(seed, "simulated round");
  const taken = Array.from({ length: people }, () => new Map<number, number>());
  const wasForced = Array.from({ length: people }, () => 0);
  const countOf = (comparison: number) => taken.filter((own) => own.has(comparison)).length;
  let left = comparisons * overlap;
  for (let turn = 0; left > 0 && turn < 100_000; turn++) {
    const person = random.below(people);
    const own = taken[person] as Map<number, number>;
    const open = Array.from({ length: comparisons }, (_, comparison) => comparison)
      .filter((comparison) => !own.has(comparison) && countOf(comparison) < overlap)
      .slice(0, 40)
      .map((comparison) =>
        place(String(comparison), { balance: taken.reduce((sum, each) => sum + (each.get(comparison) ?? 0), 0) }),
      );
    let balance = [...own.values()].reduce((sum, side) => sum + side, 0);
    const chosen = choosePlaces(open, { wanted: 1 + random.below(10), balance, coin: () => random.below(2) });
    for (const { comparisonId, swapped } of chosen) {
      const side = swapped ? 1 : -1;
      if (Math.abs(balance + side) > 1 && Math.abs(balance + side) > Math.abs(balance))
        wasForced[person] = (wasForced[person] ?? 0) + 1;
      balance += side;
      own.set(Number(comparisonId), side);
      left--;
    }
  }
  return { taken, wasForced };
}
