import { describe, expect, test } from "vitest";
import { toRatings } from "@/lib/agreement/ratings";
import { columnsOf, type TestLabel, testId } from "@/lib/testing/columns-of";
import { buildFigures, countAnswers, type FiguresFrame, findLefts } from "./build-figures";

const KINDS = { judge: "AI", other: "AI" } as const;

function frameOf(labels: readonly TestLabel[], more: Partial<FiguresFrame> = {}): FiguresFrame {
  const columns = columnsOf(labels, KINDS);
  const ratings = toRatings(columns, { ties: "exclude", invalid: "drop", criterion: 0, round: null, kinds: ["HUMAN", "AI"] });
  return {
    ratings,
    of: ratings.annotators.findIndex(({ name }) => name === "judge"),
    ids: Array.from(ratings.comparison, (comparison) => columns.comparisonId(comparison)),
    lefts: findLefts(ratings, columns, false),
    target: 0.8,
    delta: 0.1,
    resampling: { seed: 1, resamples: 200, breathe: () => undefined },
    orders: [],
    longer: new Int8Array(columns.comparisonCount),
    readStyles: async () => new Map(),
    ...more,
  };
}

const scoreOf = (p: number) => (p > 0.5 ? 2 : p < 0.5 ? -2 : 0);

/** A person's preference and the judge's probability, a line a comparison. */
function judged(rows: readonly (readonly [p: number, y: number])[]): TestLabel[] {
  return rows.flatMap(([p, y], i): TestLabel[] => [
    { comparison: `c${i}`, annotator: "ann", value: y === 1 ? 2 : -2 },
    { comparison: `c${i}`, annotator: "judge", value: scoreOf(p), probabilityB: p },
  ]);
}

// 200 comparisons of a judge that is too sure: right in 0.75 of them when it says 0.95, in 0.6 when it says 0.8.
const SURE = judged(
  Array.from({ length: 200 }, (_, i) => {
    const isUp = i % 2 === 0;
    const p = i < 100 ? 0.95 : 0.8;
    const right = i < 100 ? Math.floor(i / 2) % 4 !== 0 : Math.floor(i / 2) % 5 < 3;
    return [isUp ? p : 1 - p, isUp === right ? 1 : 0] as const;
  }),
);

describe("buildFigures", () => {
  test("reproduces the published calibration vector, raw", async () => {
    const p = [0.95, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15, 0.05, 0.9, 0.8, 0.7, 0.6, 0.52];
    const y = [1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 1];
    const { calibration } = await buildFigures(frameOf(judged(p.map((each, i) => [each, y[i]!] as const))));
    expect(calibration?.raw.ece.estimate).toBeCloseTo(0.174667, 6);
    expect(calibration?.raw.brier.estimate).toBeCloseTo(0.15036, 6);
    expect(calibration?.raw.logLoss.estimate).toBeCloseTo(0.454372, 6);
  });

  test("finds the temperature of a judge that is too sure, and is better calibrated at it", async () => {
    const { calibration } = await buildFigures(frameOf(SURE));
    expect(calibration?.temperature.value).toBeGreaterThan(1.5);
    const raw = calibration?.raw.logLoss.estimate ?? 0;
    expect(calibration?.temperature.figures?.logLoss.estimate).toBeLessThan(raw);
    expect(calibration?.isotonic.figures?.brier.estimate).toBeLessThan(calibration?.raw.brier.estimate ?? 0);
    expect(calibration?.temperature.figures?.brier.n.labels).toBe(200);
  });

  test("gives the same figures whatever the order in which labels were read", async () => {
    const one = await buildFigures(frameOf(SURE));
    const other = await buildFigures(frameOf([...SURE].reverse()));
    expect(other.calibration).toEqual(one.calibration);
    expect(other.selective).toEqual(one.selective);
    expect(other.byConfidence).toEqual(one.byConfidence);
  });

  test("says why nothing was fitted: too few clusters, or a judge that is always at ½", async () => {
    const few = await buildFigures(
      frameOf(
        judged([
          [0.9, 1],
          [0.2, 0],
        ]),
      ),
    );
    expect(few.calibration?.temperature).toMatchObject({
      figures: null,
      reason: "cross-fitting in 5 parts needs as many clusters",
    });
    const rows = Array.from({ length: 40 }, (_, i) => [0.5, i % 2] as const);
    const labels = judged(rows).map((label) => (label.annotator === "judge" ? { ...label, value: 1 } : label));
    const knowsNothing = await buildFigures(frameOf(labels));
    expect(knowsNothing.calibration?.temperature).toMatchObject({ figures: null, reason: "every soft label is ½" });
    expect(knowsNothing.selective?.chosen).toBeNull();
  });

  test("counts agreement by confidence and the curve as by hand", async () => {
    const { byConfidence, selective } = await buildFigures(frameOf(SURE));
    expect(byConfidence.map(({ comparisons }) => comparisons)).toEqual([0, 0, 0, 100, 100]);
    // 0.95: a quarter of fifty and fifty wrong, rounded up in each half; 0.8: three of five right.
    expect(byConfidence[4]?.agreement.estimate).toBeCloseTo(0.74, 12);
    expect(byConfidence[3]?.agreement.estimate).toBeCloseTo(0.6, 12);
    expect(byConfidence[0]?.agreement).toMatchObject({ estimate: null, reason: "no soft label of the judge is this sure" });
    expect(selective).toMatchObject({ items: 200, of: 200, split: 0, chosen: null, fewest: 11 });
    expect(selective?.curve.map(({ kept, agreement }) => [kept, agreement])).toEqual([
      [100, 0.74],
      [200, 0.67],
    ]);
    const lower = await buildFigures(frameOf(SURE, { target: 0.65 }));
    expect(lower.selective?.chosen).toMatchObject({ kept: 100, coverage: 0.5, agreement: 0.74, threshold: 0.81 });
  });

  test("takes one comparison of a cluster for the threshold", async () => {
    const clustered = SURE.map((label) => ({ ...label, cluster: String(Number(label.comparison.slice(1)) % 40) }));
    const { selective } = await buildFigures(frameOf(clustered));
    expect(selective).toMatchObject({ items: 40, of: 200 });
  });

  test("leaves a split vote and a judge without soft labels out, and says so", async () => {
    const split = await buildFigures(frameOf([...judged([[0.9, 1]]), { comparison: "c0", annotator: "bob", value: -2 }]));
    expect(split.selective).toMatchObject({
      items: 0,
      split: 1,
      reason: "no comparison has a soft label of the judge and a majority of people",
    });
    const hard = await buildFigures(frameOf(SURE.map(({ probabilityB: _, ...label }) => label)));
    expect(hard).toMatchObject({ calibration: null, selective: null, byConfidence: [], byProbability: null });
  });

  test("puts people's scores against bins of the judge's probability, ½ in the upper one", async () => {
    const { byProbability } = await buildFigures(
      frameOf(
        judged([
          [0.95, 1],
          [0.1, 0],
          [0.55, 0],
        ]),
      ),
    );
    expect(byProbability?.pairs).toBe(3);
    expect(byProbability?.counts[6]?.[9]).toBe(1);
    expect(byProbability?.counts[2]?.[1]).toBe(1);
    expect(byProbability?.counts[2]?.[5]).toBe(1);
  });

  test("holds a judge's habits against people's on the same comparisons, paired", async () => {
    const styles = new Map(Array.from({ length: 200 }, (_, i) => [testId(`c${i}`), { lists: 1, headers: 0, code: 0 }] as const));
    const { effects } = await buildFigures(frameOf(SURE, { readStyles: async () => styles }));
    const lists = effects.find(({ effect }) => effect === "lists");
    // The judge says B on every second comparison; people on 0.5 of them too.
    expect(lists).toMatchObject({ comparisons: 200, judge: { estimate: 0.5 } });
    expect(lists?.difference.estimate).toBeCloseTo((lists?.judge.estimate ?? 0) - (lists?.people.estimate ?? 0), 12);
    expect(effects.find(({ effect }) => effect === "code")?.difference).toMatchObject({
      estimate: null,
      reason: "no two responses differ in blocks of code",
    });
    expect(effects.find(({ effect }) => effect === "position")?.difference.reason).toContain("both orders");
  });

  test("counts a preference for the place in the prompt against people's presses at the left", async () => {
    const labels: TestLabel[] = Array.from({ length: 40 }, (_, i) => [
      { comparison: `c${i}`, annotator: "ann", value: i % 2 ? 2 : -2, swapped: i % 4 < 2 },
      { comparison: `c${i}`, annotator: "judge", value: 2 },
    ]).flat();
    const orders = Array.from({ length: 40 }, (_, i) => ({ comparison: i, cluster: i, ab: "first", ba: "first" }) as const);
    const { effects } = await buildFigures(frameOf(labels, { orders }));
    const position = effects.find(({ effect }) => effect === "position");
    // Presses: i mod 4 = 0 right (A, swapped), 1 left (B, swapped), 2 left (A), 3 right (B).
    expect(position).toMatchObject({ judge: { estimate: 1 }, people: { estimate: 0.5 }, difference: { estimate: 0.5 } });
  });
});

test("countAnswers counts what a judge said of all comparisons, people or none", () => {
  const columns = columnsOf(
    [
      { comparison: "c1", annotator: "judge", value: -2, probabilityB: 0.2 },
      { comparison: "c2", annotator: "judge", value: 0, probabilityB: 0.5 },
      { comparison: "c3", annotator: "judge", value: "INVALID" },
      { comparison: "c4", annotator: "judge", value: "UNSETTLED", probabilityB: 0.5 },
      { comparison: "c4", annotator: "ann", value: 2 },
    ],
    KINDS,
  );
  expect(countAnswers(columns, 0, 0)).toEqual({
    total: 4,
    preferA: 1,
    ties: 1,
    preferB: 0,
    unsettled: 1,
    unreadable: 1,
    soft: 3,
  });
});
