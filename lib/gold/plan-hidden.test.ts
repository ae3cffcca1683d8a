import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planAssignments } from "@/lib/rounds/dealing/assign";
import { toRoundSize } from "@/lib/rounds/schema";
import { countGold, countGoldOn, countRepeats, repeatDistance } from "./hidden-share";
import { planHidden } from "./plan-hidden";

describe("hidden shares", () => {
  test("gold makes up its share of the queue: 5 of 100 beside 95, and never more than there is", () => {
    expect(countGold(95, { goldShare: 0.05, repeatShare: 0 }, 40)).toBe(5);
    expect(countGold(95, { goldShare: 0.05, repeatShare: 0 }, 3)).toBe(3);
    expect(countGold(95, { goldShare: 0, repeatShare: 0 }, 40)).toBe(0);
  });

  test("repeats are a share of the ordinary ones, as far as their distance leaves room", () => {
    expect(countRepeats(200, { goldShare: 0, repeatShare: 0.04 })).toBe(8);
    // Half of five are left to be repeated after two others.
    expect(countRepeats(5, { goldShare: 0, repeatShare: 0.5 })).toBe(3);
    expect(repeatDistance(200)).toBe(30);
    expect(repeatDistance(9)).toBe(4);
  });

  test("a comparison with gold on one of the criteria counts once", () => {
    const counts = [
      { criterionIds: ["a"], comparisons: 3 },
      { criterionIds: ["a", "b"], comparisons: 2 },
      { criterionIds: ["c"], comparisons: 7 },
    ];
    expect(countGoldOn(counts, ["a", "b"])).toBe(5);
    expect(countGoldOn(counts, ["b"])).toBe(2);
    expect(countGoldOn(counts, [])).toBe(0);
  });
});

const plans = fc.record({
  comparisons: fc.integer({ min: 1, max: 90 }),
  annotators: fc.integer({ min: 1, max: 5 }),
  gold: fc.integer({ min: 0, max: 12 }),
  goldShare: fc.constantFrom<number[]>(0, 0.05, 0.2, 0.5),
  repeatShare: fc.constantFrom<number[]>(0, 0.04, 0.1, 0.5),
  seed: fc.integer({ min: 0, max: 1000 }),
});

function hide({ comparisons, annotators, gold, ...rest }: typeof plans extends fc.Arbitrary<infer T> ? T : never) {
  const overlap = Math.min(2, annotators);
  const planned = planAssignments({ comparisons, annotators, overlap, order: "RANDOM", seed: rest.seed });
  const goldIds = Array.from({ length: gold }, (_, index) => comparisons + index);
  return { planned, all: planHidden(planned, { annotators, gold: goldIds, ...rest }) };
}

describe("planHidden", () => {
  test("keeps the ordinary ones in their order, fills positions without gaps, and is the size that was foretold", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { planned, all } = hide(plan);
        const size = toRoundSize({
          ...plan,
          gold: [{ criterionIds: ["helpful"], comparisons: plan.gold }],
          criterionIds: ["helpful"],
          available: plan.comparisons + (plan.goldShare > 0 ? plan.gold : 0),
          people: plan.annotators,
          overlap: Math.min(2, plan.annotators),
          sampling: { kind: "all" },
        });
        expect(all.length).toBe(size.assignments);
        for (let annotator = 0; annotator < plan.annotators; annotator++) {
          const queue = all.filter((each) => each.annotator === annotator).sort((a, b) => a.position - b.position);
          expect(queue.map(({ position }) => position)).toEqual(queue.map((_, index) => index));
          const ordinary = queue.filter((each) => each.repeatIndex === 0 && each.comparison < plan.comparisons);
          const before = planned.filter((each) => each.annotator === annotator).sort((a, b) => a.position - b.position);
          expect(ordinary.map(({ comparison, swapped }) => [comparison, swapped])).toEqual(
            before.map(({ comparison, swapped }) => [comparison, swapped]),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  test("mirrors every repeat, far behind its comparison, and repeats both ways round equally often", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { planned, all } = hide(plan);
        for (let annotator = 0; annotator < plan.annotators; annotator++) {
          const load = planned.filter((each) => each.annotator === annotator).length;
          const repeats = all.filter((each) => each.annotator === annotator && each.repeatIndex === 1);
          expect(new Set(repeats.map(({ comparison }) => comparison)).size).toBe(repeats.length);
          for (const repeat of repeats) {
            const first = all.find(
              (each) => each.annotator === annotator && each.repeatIndex === 0 && each.comparison === repeat.comparison,
            )!;
            expect(repeat.swapped).toBe(!first.swapped);
            expect(repeat.position - first.position).toBeGreaterThan(repeatDistance(load));
          }
        }
      }),
      { numRuns: 60 },
    );
    const { all } = hide({ comparisons: 80, annotators: 1, gold: 0, goldShare: 0, repeatShare: 0.1, seed: 3 });
    const repeats = all.filter(({ repeatIndex }) => repeatIndex === 1);
    expect(repeats.length).toBe(8);
    expect(repeats.filter(({ swapped }) => swapped).length).toBe(4);
  });

  test("gives nobody a gold comparison twice, half of them each way round", () => {
    const { all } = hide({ comparisons: 60, annotators: 3, gold: 12, goldShare: 0.2, repeatShare: 0, seed: 8 });
    for (const annotator of [0, 1, 2]) {
      const gold = all.filter((each) => each.annotator === annotator && each.comparison >= 60);
      expect(new Set(gold.map(({ comparison }) => comparison)).size).toBe(10);
      expect(gold.filter(({ swapped }) => swapped).length).toBe(5);
    }
  });

  test("gives the same for the same seed, and another for another", () => {
    const plan = { comparisons: 40, annotators: 2, gold: 6, goldShare: 0.1, repeatShare: 0.1, seed: 4 };
    expect(hide(plan).all).toEqual(hide(plan).all);
    expect(hide({ ...plan, seed: 5 }).all).not.toEqual(hide(plan).all);
  });
});
