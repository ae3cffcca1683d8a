import { expect, test } from "vitest";
import { toRatings } from "@/lib/agreement/ratings";
import { columnsOf, type TestLabel, testId } from "@/lib/testing/columns-of";
import { testAgainstBest } from "./against-best";

const KINDS = { best: "AI", second: "AI", third: "AI" } as const;
const RULES = { ties: "exclude", invalid: "drop", criterion: 0, round: null, kinds: ["HUMAN", "AI"] } as const;
const options = { seed: 1, breathe: () => undefined };

/** People say B; judges B where their text has a 1. */
function labelsOf(texts: Record<string, string>, cluster: (i: number) => string = String): TestLabel[] {
  return Object.entries(texts).flatMap(([annotator, text]) =>
    [...text].map((c, i): TestLabel => ({ comparison: `c${i}`, cluster: cluster(i), annotator, value: c === "1" ? 2 : -2 })),
  );
}

async function run(labels: readonly TestLabel[], others: readonly string[]) {
  const ratings = toRatings(columnsOf(labels, KINDS), RULES);
  const placeOf = (name: string) => ratings.annotators.findIndex((annotator) => annotator.name === name);
  return testAgainstBest(ratings, placeOf("best"), others.map(placeOf), options);
}

const repeat = (text: string, times: number) => text.repeat(times);

// b = 6 comparisons on which the best alone is right, c = 16 the other way round: a published table, exact p 0.052479.
const TABLE = {
  ann: repeat("1", 161),
  best: repeat("1", 59) + repeat("1", 16) + repeat("0", 6) + repeat("0", 80),
  second: repeat("1", 59) + repeat("0", 16) + repeat("1", 6) + repeat("0", 80),
};

test("testAgainstBest makes McNemar's exact test and names it", async () => {
  const { best, tests, made, adjustment } = await run(labelsOf(TABLE), ["second"]);
  expect(best).toBe(testId("best"));
  expect(tests[0]).toMatchObject({ comparisons: 161, onlyThis: 6, onlyBest: 16, method: "McNemar, exact" });
  expect(tests[0]?.p).toBeCloseTo(0.052479, 6);
  expect([made, adjustment]).toEqual([1, "Benjamini–Hochberg"]);
});

test("testAgainstBest adjusts for the number of tests: the smaller of two p values counts twice", async () => {
  const { tests, made } = await run(labelsOf({ ...TABLE, third: TABLE.best }), ["second", "third"]);
  expect(made).toBe(2);
  expect(tests[0]?.adjusted).toBeCloseTo(2 * 0.052479, 5);
  // The same labels as the best: nothing speaks for a difference.
  expect(tests[1]).toMatchObject({ onlyThis: 0, onlyBest: 0, p: 1, adjusted: 1 });
});

test("testAgainstBest flips the signs of clusters where they hold several comparisons", async () => {
  // Four clusters of two, of which the best wins three and the second one: |1+2+1−1| of patterns.
  const labels = labelsOf({ ann: "11111111", best: "11111110", second: "10001111" }, (i) => String(Math.floor(i / 2)));
  const { tests } = await run(labels, ["second"]);
  expect(tests[0]).toMatchObject({ method: "sign flip by cluster", clusters: 4, onlyThis: 1, onlyBest: 3 });
  // Differences −1, −2, 0, +1: |sum| 2; of eight patterns of 1, 2, 1 these reach 2: ±4 (2), ±2 (4): 6 of 8.
  expect(tests[0]?.p).toBeCloseTo(6 / 8, 12);
});

test("testAgainstBest counts no judge among the majority that judges are held against", async () => {
  // People are split on the only comparison: two judges that say B make no majority of it.
  const labels = labelsOf({ ann: "1", best: "1", second: "1" });
  const { tests } = await run([...labels, { comparison: "c0", cluster: "0", annotator: "bob", value: -2 }], ["second"]);
  expect(tests[0]).toMatchObject({
    comparisons: 0,
    p: null,
    reason: "no comparison is labelled by both and by a majority of people",
  });
});
