import { expect, test } from "vitest";
import { fitLogistic, standardError } from "@/lib/stats/numeric/logistic";
import { lengthControlledWinRate } from "./length-control";

const ratios = [1.6, 1.3, 1.1, 0.9, 0.8, 1.4, 1.2, 1, 0.7, 1.5, 0.95, 1.05];
const wins = [1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0];
const each = wins.map((_, i) => i);

test("lengthControlledWinRate reproduces a regression on the ratio worked by others", () => {
  const pairs = { preferences: wins, firstLengths: ratios, secondLengths: wins.map(() => 1), clusters: each };
  const made = lengthControlledWinRate(pairs, { term: "ratio" });
  expect(made.raw).toBeCloseTo(0.583333, 6);
  expect(made.effect).toBeCloseTo(7.215505, 5);
  expect(made.controlled.estimate).toBeCloseTo(0.442447, 5);
  expect(made.controlled.low).toBeLessThan(0.442447);
  expect(made.controlled.high).toBeGreaterThan(0.442447);
  expect(made.movesFar).toBe(true);
});

test("lengthControlledWinRate turns with the question, and says why it has no value", () => {
  const first = ratios.map((ratio) => ratio * 100);
  const second = ratios.map(() => 100);
  const pairs = { preferences: wins, firstLengths: first, secondLengths: second, clusters: each };
  const turned = { preferences: wins.map((win) => 1 - win), firstLengths: second, secondLengths: first, clusters: each };
  const made = lengthControlledWinRate(pairs).controlled;
  expect(lengthControlledWinRate(turned).controlled.estimate).toBeCloseTo(1 - (made.estimate ?? 0), 8);
  expect(lengthControlledWinRate(turned).controlled.low).toBeCloseTo(1 - (made.high ?? 0), 8);

  const decided = { ...pairs, preferences: first.map((length) => (length > 100 ? 1 : 0)) };
  expect(lengthControlledWinRate(decided).controlled).toMatchObject({ estimate: null });
  expect(lengthControlledWinRate({ ...pairs, firstLengths: second }).controlled.reason).toBe(
    "the lengths do not differ between units",
  );
  const nothing = { preferences: [], firstLengths: [], secondLengths: [], clusters: [] };
  expect(lengthControlledWinRate(nothing)).toMatchObject({
    raw: null,
    controlled: { estimate: null, reason: "there are no units" },
  });
});

test("fitLogistic's errors are by cluster: a row given four times in one cluster is one row", () => {
  const design = (times: number) => {
    const rows = each.flatMap((i) => Array.from({ length: times }, () => i));
    return {
      x: Float64Array.from(rows.flatMap((i) => [1, ratios[i]!])),
      covariates: 2,
      y: rows.map((i) => wins[i]!),
      clusters: rows,
    };
  };
  const once = standardError(fitLogistic(design(1)), 1).estimate ?? 0;
  expect(standardError(fitLogistic(design(4)), 1).estimate).toBeCloseTo(once, 8);
  const single = standardError(fitLogistic({ ...design(4), clusters: undefined }), 1).estimate ?? 0;
  expect(single).toBeLessThan(once * 0.55);
  // A penalty draws towards 0.
  const drawn = fitLogistic(design(1), [0, 1]).coefficients?.[1] ?? 0;
  expect(drawn).toBeGreaterThan(0);
  expect(drawn).toBeLessThan(3);
  expect(standardError(fitLogistic({ ...design(1), clusters: each.map(() => 0) }), 1).reason).toContain("two clusters");
  expect(standardError(fitLogistic({ x: new Float64Array(0), covariates: 1, y: [] }), 0).reason).toBe("there are no units");
  const twice = { x: Float64Array.from(each.flatMap(() => [1, 2])), covariates: 2, y: wins };
  expect(fitLogistic(twice).reason).toContain("depend on each other");
});
