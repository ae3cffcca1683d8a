import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "@/lib/stats/random";
import { type AssignmentPlan, drawSample, type PlannedAssignment, planAssignments, shuffled } from "./assign";
import { fitComparisons } from "./limits";

const plans = fc
  .record({
    comparisons: fc.integer({ min: 0, max: 60 }),
    annotators: fc.integer({ min: 1, max: 9 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    order: fc.constantFrom("RANDOM" as const, "DATASET" as const),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  })
  .map(({ share, ...plan }): AssignmentPlan => ({ ...plan, overlap: 1 + Math.round(share * (plan.annotators - 1)) }));

function groupBy(assignments: readonly PlannedAssignment[], key: "comparison" | "annotator"): PlannedAssignment[][] {
  const groups = new Map<number, PlannedAssignment[]>();
  for (const assignment of assignments) groups.set(assignment[key], [...(groups.get(assignment[key]) ?? []), assignment]);
  return [...groups.values()];
}

function imbalance(group: readonly PlannedAssignment[]): number {
  const swapped = group.filter((assignment) => assignment.swapped).length;
  return Math.abs(2 * swapped - group.length);
}

describe("planAssignments", () => {
  test("gives each comparison exactly the overlap, to different annotators", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const byComparison = groupBy(planAssignments(plan), "comparison");
        expect(byComparison).toHaveLength(plan.comparisons);
        for (const group of byComparison) {
          expect(new Set(group.map((assignment) => assignment.annotator)).size).toBe(plan.overlap);
          expect(group).toHaveLength(plan.overlap);
        }
      }),
    );
  });

  test("loads annotators evenly, to within one", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const loads = new Array(plan.annotators).fill(0);
        for (const { annotator } of planAssignments(plan)) loads[annotator]++;
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("counterbalances sides to within one, for every annotator and for every comparison", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const assignments = planAssignments(plan);
        for (const group of [...groupBy(assignments, "annotator"), ...groupBy(assignments, "comparison")]) {
          expect(imbalance(group)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("numbers each annotator's queue from 0 without gaps, in the dataset's order where that is asked", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        for (const queue of groupBy(planAssignments(plan), "annotator")) {
          const ordered = queue.toSorted((a, b) => a.position - b.position);
          expect(ordered.map((assignment) => assignment.position)).toEqual(queue.map((_, index) => index));
          if (plan.order === "DATASET") {
            const comparisons = ordered.map((assignment) => assignment.comparison);
            expect(comparisons).toEqual(comparisons.toSorted((a, b) => a - b));
          }
        }
      }),
    );
  });

  test("is repeatable, and another seed gives another draw", () => {
    const plan: AssignmentPlan = { comparisons: 40, annotators: 5, overlap: 2, order: "RANDOM", seed: 7 };
    expect(planAssignments(plan)).toEqual(planAssignments(plan));
    expect(planAssignments({ ...plan, seed: 8 })).not.toEqual(planAssignments(plan));
  });

  test("spreads partners: with 5 people and 300 comparisons by two, each pair shares 30 to within 3", () => {
    const shared = new Map<string, number>();
    for (const group of groupBy(
      planAssignments({ comparisons: 300, annotators: 5, overlap: 2, order: "RANDOM", seed: 3 }),
      "comparison",
    )) {
      const pair = group.map((assignment) => assignment.annotator).join("-");
      shared.set(pair, (shared.get(pair) ?? 0) + 1);
    }
    expect(shared.size).toBe(10);
    for (const count of shared.values()) expect(Math.abs(count - 30)).toBeLessThanOrEqual(3);
  });

  test("puts B on the left with probability one half at any place, over seeds", () => {
    // Each of 2,000 seeds draws the side of one given assignment; a fair coin strays from 1,000 by more than 4 × √500 ≈ 90 once in 16,000.
    for (const [annotators, overlap] of [
      [1, 1],
      [3, 2],
      [4, 3],
    ] as const) {
      let swapped = 0;
      for (let seed = 0; seed < 2000; seed++) {
        const first = planAssignments({ comparisons: 3, annotators, overlap, order: "DATASET", seed }).find(
          (each) => each.comparison === 1,
        );
        if (first?.swapped) swapped++;
      }
      expect(Math.abs(swapped - 1000)).toBeLessThan(90);
    }
  });

  test("does not let the side be told from the place in the queue", () => {
    // Neighbours in a queue of 400 agree in side half of the time: 399 × ½ ± 4 × √(399 × ¼).
    const queue = planAssignments({ comparisons: 400, annotators: 1, overlap: 1, order: "RANDOM", seed: 11 }).toSorted(
      (a, b) => a.position - b.position,
    );
    const same = queue.filter((assignment, index) => index > 0 && assignment.swapped === queue[index - 1]?.swapped).length;
    expect(Math.abs(same - 199.5)).toBeLessThan(40);
  });

  test("refuses an overlap that the annotators cannot give", () => {
    const plan: AssignmentPlan = { comparisons: 4, annotators: 2, overlap: 3, order: "RANDOM", seed: 1 };
    expect(() => planAssignments(plan)).toThrow(/overlap of 3/);
    expect(() => planAssignments({ ...plan, overlap: 0 })).toThrow(RangeError);
    expect(() => planAssignments({ ...plan, annotators: 0, overlap: 1 })).toThrow(RangeError);
  });

  test("deals 100,000 comparisons to 10 people in seconds, still exact", () => {
    const assignments = planAssignments({ comparisons: 100_000, annotators: 10, overlap: 3, order: "RANDOM", seed: 5 });
    expect(assignments).toHaveLength(300_000);
    for (const group of groupBy2(assignments, 10)) expect(imbalance(group)).toBeLessThanOrEqual(1);
  });
});

// Without copying arrays of tens of thousands of elements over and over.
function groupBy2(assignments: readonly PlannedAssignment[], annotators: number): PlannedAssignment[][] {
  const groups: PlannedAssignment[][] = Array.from({ length: annotators }, () => []);
  for (const assignment of assignments) groups[assignment.annotator]?.push(assignment);
  return groups;
}

describe("planAssignments within limits and bars", () => {
  const bounded = fc
    .record({
      wanted: fc.integer({ min: 1, max: 40 }),
      limits: fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constant(Number.POSITIVE_INFINITY)), {
        minLength: 1,
        maxLength: 7,
      }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.nat(),
    })
    .map(({ wanted, limits, share, seed }): AssignmentPlan => {
      const overlap = 1 + Math.round(share * (limits.length - 1));
      const comparisons = fitComparisons(wanted, limits, overlap);
      return { comparisons, annotators: limits.length, overlap, order: "RANDOM", seed, limits };
    });

  test("gives every comparison that fits its overlap, nobody more than their limit, and those with room about the same", () => {
    fc.assert(
      fc.property(bounded, (plan) => {
        const planned = planAssignments(plan);
        expect(planned).toHaveLength(plan.comparisons * plan.overlap);
        const loads = Array.from(
          { length: plan.annotators },
          (_, index) => planned.filter((each) => each.annotator === index).length,
        );
        for (const [index, load] of loads.entries()) expect(load).toBeLessThanOrEqual(plan.limits?.[index] ?? 0);
        const top = Math.max(0, ...loads);
        for (const [index, load] of loads.entries())
          expect(load).toBeGreaterThanOrEqual(Math.min(plan.limits?.[index] ?? 0, top) - 1);
      }),
      { numRuns: 300 },
    );
  });

  test("never gives a comparison to who is barred from it, and all or nothing of it to the others", () => {
    const barred = new Map([
      [0, [0]],
      [1, [0, 1]],
      [2, [0, 1, 2]],
    ]);
    const planned = planAssignments({ comparisons: 9, annotators: 3, overlap: 2, order: "DATASET", seed: 4, barred });
    const of = (comparison: number) => planned.filter((each) => each.comparison === comparison).map((each) => each.annotator);
    expect(of(0)).toEqual([1, 2]);
    expect(of(1)).toEqual([]);
    expect(of(2)).toEqual([]);
    for (let comparison = 3; comparison < 9; comparison++) expect(of(comparison)).toHaveLength(2);
  });

  test("puts higher priorities first in every queue and keeps the order within one", () => {
    const plan: AssignmentPlan = {
      comparisons: 5,
      annotators: 2,
      overlap: 2,
      order: "DATASET",
      seed: 1,
      priorities: [0, 3, 0, 7, 3],
    };
    for (const queue of groupBy(planAssignments(plan), "annotator")) {
      const ordered = queue.toSorted((a, b) => a.position - b.position).map((assignment) => assignment.comparison);
      expect(ordered).toEqual([3, 1, 4, 0, 2]);
    }
  });
});

describe("drawSample", () => {
  test("draws the number that is wanted, without repeats and in rising order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 250 }), fc.nat(), (total, wanted, seed) => {
        const drawn = drawSample(total, wanted, seed);
        expect(drawn).toHaveLength(Math.min(total, wanted));
        expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
        expect(drawn.every((index) => index >= 0 && index < total)).toBe(true);
      }),
    );
  });

  test("draws every index equally often", () => {
    // 3 of 8 in 4,000 draws: each index 1,500 times; 5 standard deviations are 5 × √(4000 × 3/8 × 5/8) ≈ 153.
    const counts = new Array(8).fill(0);
    for (let seed = 0; seed < 4000; seed++) for (const index of drawSample(8, 3, seed)) counts[index]++;
    for (const count of counts) expect(Math.abs(count - 1500)).toBeLessThan(153);
  });
});

describe("shuffled", () => {
  test("gives each of the six orders of three equally often", () => {
    const random = createRandom(1, "test");
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw++) {
      const order = shuffled(["a", "b", "c"], random).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    // 1,000 each; 5 standard deviations are 5 × √(6000 × 1/6 × 5/6) ≈ 144.
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(144);
  });
});
