import { expect, test } from "vitest";
import { buildReport, type ReportFrame } from "@/lib/agreement/build-report";
import type { ComparisonFacts } from "@/lib/agreement/filters/read-facts";
import { findBehind } from "@/lib/agreement/find-behind";
import { toRatings } from "@/lib/agreement/ratings";
import { AgreementOptions } from "@/lib/agreement/schema";
import type { AgreementReport, ReportedSlice } from "@/lib/agreement/types";
import { columnsOf, type TestLabel, testId } from "@/lib/testing/columns-of";

const DAY = 86_400_000;
const MONDAY = Date.parse("2026-11-02");

interface Row {
  ann?: number;
  bob?: number;
  cem?: number;
  judge?: number;
  p?: number;
  category?: string;
  turn?: number;
  round?: number;
  day?: number;
}

function columnsOfRows(rows: readonly Row[]) {
  const labels = rows.flatMap((row, i): TestLabel[] =>
    (["ann", "bob", "cem", "judge"] as const).flatMap((annotator) => {
      const value = row[annotator];
      if (value === undefined) return [];
      const isJudge = annotator === "judge";
      return [
        {
          comparison: `c${i}`,
          annotator,
          value,
          submittedAt: MONDAY + (row.day ?? 0) * DAY,
          ...(row.round !== undefined && !isJudge ? { round: row.round } : {}),
          ...(isJudge && row.p !== undefined ? { probabilityB: row.p } : {}),
        },
      ];
    }),
  );
  const columns = columnsOf(labels, { judge: "AI" });
  const values = [...new Set(rows.flatMap(({ category }) => category ?? []))];
  const facts: ComparisonFacts = {
    count: rows.length,
    values,
    value: Int32Array.from(rows, ({ category }) => (category === undefined ? -1 : values.indexOf(category))),
    turn: Int16Array.from(rows, ({ turn }) => turn ?? 0),
  };
  const rounds = [
    { id: testId("round 1"), number: 1 },
    { id: testId("round 2"), number: 2 },
  ];
  return { columns: { ...columns, rounds }, facts };
}

async function report(rows: readonly Row[], options: Partial<AgreementOptions> = {}, frame: Partial<ReportFrame> = {}) {
  const { columns, facts } = columnsOfRows(rows);
  return buildReport(columns, {
    project: "test",
    criterion: { index: 0, key: "helpful" },
    round: null,
    options: AgreementOptions.parse(options),
    resamples: 100,
    facts,
    readOrders: async () => new Map(),
    readLonger: async () => new Int8Array(0),
    ...frame,
  });
}

const of = (made: AgreementReport, by: ReportedSlice["by"], whose: string | null = null) =>
  made.slices
    .filter((slice) => slice.by === by && slice.annotator === (whose && testId(whose)))
    .map(({ value, comparisons, agreement }) => [value, comparisons, agreement.estimate]);

// Worked by hand: people agree on c0, c1, c3; the judge with Ann and Bob on c0, with both on c1, with one on c2, with none on c3.
const ROWS: readonly Row[] = [
  { ann: 2, bob: 1, judge: 3, p: 0.95, category: "code", turn: 1, round: 0, day: 0 },
  { ann: -2, bob: -4, judge: -1, p: 0.4, category: "code", turn: 2, round: 0, day: 1 },
  { ann: 1, bob: -1, judge: 2, p: 0.7, category: "prose", turn: 1, round: 1, day: 20 },
  { ann: 3, bob: 3, judge: -2, p: 0.2, turn: 3, round: 1, day: 20 },
];

test("slices by category, turn, round, time and confidence are as counted by hand", async () => {
  const made = await report(ROWS);
  expect(of(made, "category")).toEqual([
    ["code", 2, 1],
    ["prose", 1, 0],
  ]);
  expect(of(made, "category", "judge")).toEqual([
    ["code", 2, 1],
    ["prose", 1, 0.5],
  ]);
  expect(of(made, "turn")).toEqual([
    [1, 2, 0.5],
    [2, 1, 1],
    [3, 1, 1],
  ]);
  expect(of(made, "round")).toEqual([
    [1, 2, 1],
    [2, 2, 0.5],
  ]);
  // The judge's labels stand outside rounds, on the rounds' comparisons.
  expect(of(made, "round", "judge")).toEqual([
    [1, 2, 1],
    [2, 2, 0.25],
  ]);
  // 21 days: weeks that begin on a Monday, the empty one left out.
  expect(of(made, "time")).toEqual([
    ["2026-11-02", 2, 1],
    ["2026-11-16", 2, 0.5],
  ]);
  expect(made.slices.find(({ by }) => by === "time")?.to).toBe("2026-11-08");
  // 0.4 is as sure as 0.6, 0.2 as 0.8; edges belong to the tenth that they begin.
  expect(of(made, "confidence", "judge")).toEqual([
    [0.6, 1, 1],
    [0.7, 1, 0.5],
    [0.8, 1, 0],
    [0.9, 1, 1],
  ]);
  expect(of(made, "confidence")).toEqual([]);
});

test("what a slice by confidence counted is found again behind it", () => {
  const { columns } = columnsOfRows(ROWS);
  const ratings = toRatings(columns, { ties: "exclude", invalid: "drop", criterion: 0, round: null, kinds: ["HUMAN", "AI"] });
  const find = (query: object) =>
    findBehind({ ratings, orders: [], query: { of: "judge", judge: testId("judge"), ...query } }).map(
      ({ comparison }) => comparison,
    );
  expect(find({ sureFrom: 0.7, sureBelow: 0.8 })).toEqual([2]);
  expect(find({ sureFrom: 0.8, sureBelow: 0.9, outcome: "disagree" })).toEqual([3]);
  expect(find({ sureFrom: 0.5, sureBelow: 0.6 })).toEqual([]);
});

test("a round tells α, ties, strength and who is new in it", async () => {
  const made = await report([...ROWS, { ann: 0, cem: 2, round: 1, day: 20 }]);
  const [first, second] = made.slices.filter(({ by, annotator }) => by === "round" && annotator === null);
  // Strengths 2, 1, 2, 4.
  expect(first?.people).toMatchObject({
    annotators: 2,
    newAnnotators: 2,
    tieShare: { estimate: 0 },
    meanStrength: { estimate: 9 / 4 },
  });
  // Ann's tie is one of six labels; strengths 1, 1, 3, 3, 2.
  expect(second?.people).toMatchObject({
    annotators: 3,
    newAnnotators: 1,
    tieShare: { estimate: 1 / 6 },
    meanStrength: { estimate: 2 },
  });
});

test("agreement stands under both rules for ties, whichever is chosen", async () => {
  // Without ties B and B agree; with them the second comparison does not.
  const rows = [
    { ann: 1, bob: 2 },
    { ann: 0, bob: 2 },
  ] as const;
  for (const ties of ["exclude", "half", "category"] as const) {
    const { bothRules } = await report(rows, { ties });
    expect(bothRules).toMatchObject([{ between: ["HUMAN", "HUMAN"], exclude: { estimate: 1 }, category: { estimate: 0.5 } }]);
  }
  const allTies = await report(
    [
      { ann: 0, bob: 0 },
      { ann: 0, bob: 0 },
    ],
    { ties: "category" },
  );
  expect(allTies.bothRules[0]).toMatchObject({
    exclude: { estimate: null, reason: expect.any(String) },
    category: { estimate: 1 },
  });
});

test("coverage counts people's labels a comparison, and groups that no comparison ties together", async () => {
  const { coverage } = await report([{ ann: 1, bob: 1 }, { ann: 1 }, { cem: 1, judge: 1 }, { judge: -1 }]);
  expect(coverage).toEqual({
    byPeople: [
      { labels: 0, comparisons: 1 },
      { labels: 1, comparisons: 2 },
      { labels: 2, comparisons: 1 },
    ],
    people: 3,
    pairs: 1,
    pairsWithEnough: 0,
    groups: 2,
  });
});

test("intervals that are valid at every look are wider, and say so", async () => {
  const rows = Array.from(
    { length: 120 },
    (_, i): Row => ({ ann: 1, bob: i % 4 === 0 ? -1 : 1, judge: i % 3 === 0 ? -1 : 2, day: i }),
  );
  const once = await report(rows);
  const always = await report(rows, { intervals: "anytime" });
  const width = (made: AgreementReport, of: "HUMAN" | "AI") => {
    const { estimate, low, high, method } = made.groups.find(({ between }) => between[1] === of)!.agreementPooled;
    return { estimate, method, width: high! - low! };
  };
  for (const kind of ["HUMAN", "AI"] as const) {
    expect(width(always, kind).estimate).toBeCloseTo(width(once, kind).estimate!, 12);
    expect(width(always, kind).width).toBeGreaterThan(1.2 * width(once, kind).width);
    expect(width(always, kind).method).toContain("valid at all times");
  }
  expect(always.judges[0]!.againstEachHuman).toEqual(always.groups.find(({ between }) => between[1] === "AI")!.agreementPooled);
});
