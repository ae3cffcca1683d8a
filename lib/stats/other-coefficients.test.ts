import { expect, test } from "vitest";
import { cohenKappa } from "./cohen-kappa";
import { congerKappa } from "./conger-kappa";
import { countPairShares, toPairShares } from "./count-units";
import type { Estimate } from "./estimate";
import { kendallW } from "./kendall-w";
import { matthewsCorrelation } from "./matthews";
import { selfAgreement } from "./self-agreement";
import { linearWeights, quadraticWeights } from "./weights";

const value = (estimate: Estimate) => estimate.estimate ?? Number.NaN;

test("matthewsCorrelation reproduces published cases and does not depend on who comes first", () => {
  // Truth 1 × 8, 0 × 4; prediction right on 6 and 3.
  expect(value(matthewsCorrelation([3, 1, 2, 6]))).toBeCloseTo(0.478091, 6);
  expect(value(matthewsCorrelation([3, 2, 1, 6]))).toBeCloseTo(0.478091, 6);
  // By hand: three categories, all right: 1; [[1,1],[1,1]]: 0.
  expect(value(matthewsCorrelation([2, 0, 0, 0, 3, 0, 0, 0, 1]))).toBeCloseTo(1, 12);
  expect(value(matthewsCorrelation([1, 1, 1, 1]))).toBeCloseTo(0, 12);
});

test("matthewsCorrelation has no value where a rater is constant", () => {
  expect(matthewsCorrelation([5, 3, 0, 0])).toEqual({
    estimate: null,
    reason: "one of the two raters gave the same rating throughout",
  });
  expect(matthewsCorrelation([0, 0, 0, 0]).reason).toBe("no unit was rated by both raters");
});

test("kendallW reproduces two tables without ties and one by hand with ties", () => {
  expect(value(kendallW([[1, 2, 3], [1, 3, 2], [2, 1, 3]]))).toBeCloseTo(0.444444, 6); // biome-ignore format: one table a line
  expect(value(kendallW([[1, 6, 3, 2, 5, 4], [1, 5, 6, 2, 4, 3], [6, 3, 2, 5, 4, 1]]))).toBeCloseTo(0.212698, 6); // biome-ignore format: one table a line
  // Ranks 1, 2.5, 2.5 twice: S = 4 + 1 + 1, most = 12 · 6 / (4 · 24 − 2 · 12) = 1.
  expect(value(kendallW([[0, 7, 7], [1, 9, 9]]))).toBeCloseTo(1, 12); // biome-ignore format: one table a line
});

test("kendallW does not change with the order of items, and says why it has no value", () => {
  const some = value(kendallW([[4, 1, 3, 2], [3, 1, 4, 2]])); // biome-ignore format: one table a line
  expect(value(kendallW([[1, 2, 3, 4], [1, 2, 4, 3]]))).toBeCloseTo(some, 12); // biome-ignore format: one table a line
  expect(kendallW([[1, 2]]).reason).toBe("it needs two raters and two items or more");
  expect(kendallW([[1, 1], [2, 2]]).reason).toBe("every rater gave the same rating throughout"); // biome-ignore format: one table a line
  expect(() => kendallW([[1, 2], [1]])).toThrow(RangeError); // biome-ignore format: one table a line
});

// Krippendorff (2011): four observers, twelve units; a point is a missing rating.
const rows = ["123321412...", "1233224125..", ".33323422513", "12332441251."];

test("congerKappa reproduces Krippendorff's observers as irrCAC does", () => {
  const units = Array.from({ length: 12 }, (_, u) => rows.flatMap((row) => (row[u] === "." ? [] : [Number(row[u]) - 1])));
  const margins = rows.flatMap((row) => [1, 2, 3, 4, 5].map((k) => [...row].filter((digit) => digit === String(k)).length));
  const tables = countPairShares(units, 5);
  expect(value(congerKappa(tables, margins))).toBeCloseTo(0.762817, 6);
  expect(value(congerKappa(tables, margins, linearWeights([1, 2, 3, 4, 5])))).toBeCloseTo(0.813776, 6);
  expect(value(congerKappa(tables, margins, quadraticWeights([1, 2, 3, 4, 5])))).toBeCloseTo(0.857711, 6);
  // The order of raters does not matter.
  const turned = [15, 10, 5, 0].flatMap((from) => margins.slice(from, from + 5));
  expect(value(congerKappa(tables, turned))).toBeCloseTo(0.762817, 6);
});

test("congerKappa of two raters is Cohen's, and has no value for one", () => {
  const table = [53, 5, 2, 11, 14, 5, 1, 6, 3];
  const margins = [60, 30, 10, 65, 25, 10];
  expect(value(congerKappa(toPairShares(table), margins))).toBeCloseTo(value(cohenKappa(table)), 12);
  expect(congerKappa(toPairShares(table), [60, 30, 10]).reason).toBe("fewer than two raters rated anything");
  expect(congerKappa(toPairShares([4, 0, 0, 0]), [4, 0, 4, 0]).reason).toBe("all ratings are equal");
  expect(congerKappa(toPairShares([0, 0, 0, 0]), [0, 0, 0, 0]).reason).toBe("no unit has two ratings");
});

test("selfAgreement tells habit of a side from consistency", () => {
  // A B tie A | A B A B, the last two mirrored; one unanswered.
  const made = selfAgreement({
    first: [0, 2, 1, 0, 0],
    again: [0, 2, 0, 2, -1],
    isMirrored: [0, 0, 1, 1, 1],
    opposite: [2, 1, 0],
  });
  expect(made.consistent.estimate).toBe(0.5);
  expect(made.consistentMirrored.estimate).toBe(0);
  expect(made.sameSide.estimate).toBe(0.5);
  expect(made.slips.estimate).toBe(0.5);
  // Errors of one in ten: (0.9)² + (0.1)² = 0.82.
  const first = Array.from({ length: 100 }, () => 0);
  const again = first.map((_, i) => (i < 82 ? 0 : 2));
  expect(value(selfAgreement({ first, again, isMirrored: first, opposite: [2, 1, 0] }).slips)).toBeCloseTo(0.1, 12);
  const nothing = selfAgreement({ first: [], again: [], isMirrored: [], opposite: [] });
  expect(nothing.consistent.reason).toBe("no unit was answered twice");
  expect(nothing.sameSide.reason).toBe("no unit was answered twice with sides exchanged");
  const never = selfAgreement({ first: [0, 0], again: [2, 2], isMirrored: [1, 1], opposite: [2, 1, 0] });
  expect(never.sameSide.estimate).toBe(1);
  expect(never.slips.estimate).toBeNull();
});
