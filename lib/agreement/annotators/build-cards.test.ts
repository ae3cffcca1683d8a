import { describe, expect, test } from "vitest";
import type { CanonicalAnswer } from "@/lib/gold/types";
import { columnsOf, type TestLabel, testId } from "@/lib/testing/columns-of";
import { buildCards } from "./build-cards";

const resampling = { seed: 1, resamples: 200, breathe: () => undefined };

async function cardsOf(labels: readonly TestLabel[], gold: Readonly<Record<string, CanonicalAnswer>> = {}) {
  const columns = columnsOf(labels);
  const numbered = new Map(Object.entries(gold).map(([name, answer]) => [columns.findComparison(testId(name)), answer]));
  const cards = await buildCards(columns, {
    criterion: { index: 0, key: "helpful" },
    round: null,
    gold: numbered,
    readTimes: async () => new Map(),
    resampling,
  });
  return { ...cards, of: (name: string) => cards.cards.find((card) => card.name === name)! };
}

const label = (annotator: string, comparison: string, value: TestLabel["value"], rest: Partial<TestLabel> = {}): TestLabel => ({
  annotator,
  comparison,
  value,
  ...rest,
});

// Comparison 1: A A B; 2: B B B; 3: tie tie A; 4: B A; what each gives, others' majority beside it, is worked out by hand below.
const LABELS: TestLabel[] = [
  label("ada", "1", -2, { swapped: false }),
  label("ben", "1", -1),
  label("cleo", "1", 2),
  label("ada", "2", 1, { swapped: true }),
  label("ben", "2", 3),
  label("cleo", "2", 2),
  label("ada", "3", 0, { swapped: false }),
  label("ben", "3", 0),
  label("cleo", "3", -1),
  label("ada", "4", 2, { swapped: false }),
  label("ben", "4", -2),
  label("ada", "5", "SKIP"),
  label("ada", "6", "UNSURE"),
  label("ada", "7", "BOTH_BAD"),
  // Shown again: the first time A, now B; the first time B, and B again.
  label("ada", "1", 1, { repeatIndex: 1, swapped: true }),
  label("ada", "2", 4, { repeatIndex: 1, swapped: false }),
];

describe("buildCards", () => {
  test("holds each preference against the majority of all others, and leaves split votes out", async () => {
    const { of, everyone } = await cardsOf(LABELS);
    // Ada: split on 1, agrees on 2, split on 3 (tie against A), disagrees with Ben on 4.
    expect(of("ada").withOthers).toMatchObject({ estimate: 1 / 2, n: { comparisons: 2, dropped: 2 } });
    // Cleo: A A against B on 1, agrees on 2, tie tie against A on 3.
    expect(of("cleo").withOthers).toMatchObject({ estimate: 1 / 3, n: { comparisons: 3, dropped: 0 } });
    expect(everyone.estimate).toBe(3 / 7);
  });

  test("counts answers of the first showing, strengths, and each pair", async () => {
    const { of } = await cardsOf(LABELS);
    expect(of("ada")).toMatchObject({
      labels: 4,
      answers: { ties: 1, skips: 1, unsure: 1, bothBad: 1 },
      strengths: [1, 2, 0, 0],
    });
    expect(of("ada").pairs.map(({ name, comparisons, same }) => [name, comparisons, same])).toEqual([
      ["ben", 4, 3],
      ["cleo", 3, 1],
    ]);
  });

  test("holds repeats against the first time, and a repeat is no label", async () => {
    const { of } = await cardsOf(LABELS);
    expect(of("ada").withSelf).toMatchObject({ estimate: 1 / 2, n: { comparisons: 2 } });
    expect(of("ben").withSelf).toMatchObject({ estimate: null, reason: "no comparison was answered twice" });
  });

  test("counts presses on the left: A where nothing is swapped, B where it is", async () => {
    const { of } = await cardsOf(LABELS);
    // 1: A, not swapped: left. 2: B, swapped: left. 3: a tie. 4: B, not swapped: right.
    expect(of("ada").leftShare).toMatchObject({ estimate: 2 / 3, n: { comparisons: 3, dropped: 1 } });
    expect(of("ben").leftShare).toMatchObject({ estimate: null, reason: "no label with a side was given on a screen" });
  });

  test("holds answers against gold by the response they name; a skip is no answer, unsure is one", async () => {
    const score = (value: number): CanonicalAnswer => ({ answer: "PREFERENCE", score: value });
    const { of } = await cardsOf(LABELS, {
      1: score(-4),
      2: score(-1),
      5: score(2),
      6: score(1),
      7: { answer: "BOTH_BAD", score: null },
    });
    // Ada: right on 1, wrong on 2, skipped 5, unsure on 6, right on 7.
    expect(of("ada").withGold).toMatchObject({ estimate: 1 / 2, n: { comparisons: 4 } });
    expect(of("cleo").withGold).toMatchObject({ estimate: 0, n: { comparisons: 2 } });
  });

  test("holds what models of the crowd believe: who is right more often, and whose comparisons have few labels", async () => {
    const labels = Array.from({ length: 40 }, (_, i) => {
      const truth = i % 2 === 0 ? -2 : 2;
      return [
        label("ann", `${i}`, truth),
        label("bea", `${i}`, i % 10 === 3 ? -truth : truth),
        label("cem", `${i}`, i % 10 === 4 ? -truth : truth),
        ...(i < 20 ? [label("always A", `${i}`, -2)] : []),
      ];
    }).flat();
    const { of } = await cardsOf(labels);
    expect(of("ann").crowd).toMatchObject({ categories: ["A", "B"], fewLabels: 0 });
    expect(of("ann").crowd!.accuracy).toBeCloseTo(1, 3);
    // Wrong on one of ten, always where B (bea) or A (cem) is true: one of five of these.
    expect(of("bea").crowd!.confusion[1]![0]).toBeCloseTo(0.2, 2);
    expect(of("cem").crowd!.confusion[0]![1]).toBeCloseTo(0.2, 2);
    expect(of("always A").crowd!.confusion.map(([a]) => Math.round(a! * 100) / 100)).toEqual([1, 1]);
    expect(of("always A").crowd!.competence).toBeLessThan(of("bea").crowd!.competence!);
    expect((await cardsOf([label("ada", "1", 2)])).of("ada").crowd).toBeNull();
  });

  test("shows drift over blocks of fifty labels and between the halves", async () => {
    const labels = Array.from({ length: 120 }, (_, i) => [
      label("lea", `${i}`, i < 60 || i % 2 === 0 ? 2 : -2, { submittedAt: i }),
      label("max", `${i}`, 2, { submittedAt: i }),
    ]).flat();
    const { of } = await cardsOf(labels);
    const { blocks, drift } = of("lea");
    // 50 of 50; then 10 and half of 40; then half of 20. The halves: 60 of 60, 30 of 60.
    expect(blocks.map(({ from, to, withOthers }) => [from, to, withOthers.estimate])).toEqual([
      [1, 50, 1],
      [51, 100, 0.6],
      [101, 120, 0.5],
    ]);
    expect(drift.estimate).toBe(-0.5);
    expect(drift.low).toBeGreaterThan(-0.7);
    expect(drift.high).toBeLessThan(-0.3);
  });

  test("says what is missing where nothing can be estimated, from nothing to one label to thirty", async () => {
    expect(await cardsOf([])).toMatchObject({ cards: [], everyone: { estimate: null } });
    const { of } = await cardsOf([label("ada", "1", 2)]);
    expect(of("ada").withOthers).toMatchObject({
      estimate: null,
      reason: "nobody else labelled the same comparisons, or the others are split",
    });
    expect(of("ada").drift).toMatchObject({ estimate: null, reason: "needs 30 more labels in each half that others gave too" });
    const thirty = Array.from({ length: 30 }, (_, i) => [
      label("ada", `${i}`, 1),
      label("ben", `${i}`, i % 3 === 0 ? -1 : 1),
    ]).flat();
    const some = (await cardsOf(thirty)).of("ada");
    expect(some.withOthers).toMatchObject({ estimate: 2 / 3, n: { comparisons: 30, clusters: 30 } });
    expect(some.withOthers.low).not.toBeNull();
    expect(some.drift.reason).toBe("needs 15 more labels in each half that others gave too");
  });
});
