import fc from "fast-check";
import { expect, test } from "vitest";
import { brennanPrediger, fleissKappa, gwetAc } from "./chance-corrected";
import { countCoincidences, countPairShares, countRatingPairs, toPairShares } from "./count-units";
import { distanceOf, interval, nominal, ordinal, ratio } from "./distance";
import type { Estimate } from "./estimate";
import { krippendorffAlpha } from "./krippendorff-alpha";
import { rawAgreement } from "./raw-agreement";
import { scottPi } from "./scott-pi";
import { linearWeights, quadraticWeights } from "./weights";

const value = (estimate: Estimate) => estimate.estimate ?? Number.NaN;
/** One word a unit, one digit a rating, categories from 1. */
const units = (text: string) => text.split(" ").map((word) => [...word].map((digit) => Number(digit) - 1));
/** One word a rater, one character a unit, "." for a missing rating. */
const raters = (...rows: string[]) =>
  [...(rows[0] ?? "")].map((_, u) =>
    rows
      .map((row) => row[u] ?? ".")
      .filter((rating) => rating !== ".")
      .map((rating) => (rating >= "a" ? rating.charCodeAt(0) - 97 : Number(rating))),
  );
/** One word a unit, one digit a category: how many raters chose it. */
const votes = (text: string) =>
  text.split(" ").map((word) => [...word].flatMap((count, k) => Array.from({ length: Number(count) }, () => k)));

// Krippendorff (2011): four observers, twelve units.
const published = units("111 2232 3333 3333 2222 1234 4444 1121 2222 555 11 3");
const five = [1, 2, 3, 4, 5];

test("krippendorffAlpha reproduces the published values", () => {
  const table = countCoincidences(published, 5);
  expect(value(krippendorffAlpha(table, nominal))).toBeCloseTo(904 / 1216, 12);
  expect(value(krippendorffAlpha(table, ordinal))).toBeCloseTo(0.815388, 6);
  expect(value(krippendorffAlpha(table, interval(five)))).toBeCloseTo(0.849107, 6);
  expect(value(krippendorffAlpha(table, ratio(five)))).toBeCloseTo(0.797403, 6);
  expect(value(krippendorffAlpha(table, distanceOf(linearWeights(five))))).toBeCloseTo(0.800384, 6);
  expect(value(krippendorffAlpha(table, distanceOf(quadraticWeights(five))))).toBeCloseTo(0.849107, 6);
});

test("ordinal α is not α with fixed ordinal weights", () => {
  // Gwet's ordinal weights: 1 − C(|k − l| + 1, 2)/C(q, 2).
  const weights = Float64Array.from({ length: 25 }, (_, at) => {
    const apart = Math.abs(Math.floor(at / 5) - (at % 5));
    return 1 - (apart * (apart + 1)) / 2 / 10;
  });
  const table = countCoincidences(published, 5);
  expect(value(krippendorffAlpha(table, distanceOf(weights)))).toBeCloseTo(0.834, 3);
  expect(value(krippendorffAlpha(table, ordinal))).toBeCloseTo(0.815, 3);
});

test("krippendorffAlpha reproduces further published examples", () => {
  const three = countCoincidences(raters(".....34121133.3", "1.213343.......", "..21344.21133.4"), 5);
  expect(value(krippendorffAlpha(three, nominal))).toBeCloseTo(0.691358, 6);
  expect(value(krippendorffAlpha(three, ordinal))).toBeCloseTo(0.806721, 6);
  expect(value(krippendorffAlpha(three, interval([0, 1, 2, 3, 4])))).toBeCloseTo(0.810845, 6);
  expect(value(krippendorffAlpha(three, ratio([0, 1, 2, 3, 4])))).toBeCloseTo(0.808944, 6);
  expect(value(krippendorffAlpha(countCoincidences(raters("0100000010", "1110010000"), 2), nominal))).toBeCloseTo(0.095238, 6);
  expect(value(krippendorffAlpha(countCoincidences(raters("aabbdcccedda", "babbbccceddd"), 5), nominal))).toBeCloseTo(
    0.691964,
    6,
  );
  expect(value(krippendorffAlpha(countCoincidences(units("12 23 34"), 4), nominal))).toBeCloseTo(-0.153846, 6);
  expect(value(krippendorffAlpha(countCoincidences(units("12 23 34"), 4), interval([1, 2, 3, 4])))).toBeCloseTo(0.545455, 6);
});

test("krippendorffAlpha is exact on a case worked by hand", () => {
  // AAB AA: n = 5, Dₒ = (4/2 + 0)/5 = 2/5, Dₑ = 8/(5·4) = 2/5, so α = 0.
  expect(value(krippendorffAlpha(countCoincidences(units("112 11"), 2), nominal))).toBeCloseTo(0, 12);
});

test("Fleiss, Gwet and Brennan–Prediger reproduce the published values with missing ratings", () => {
  const tables = countPairShares(published, 5);
  const linear = linearWeights(five);
  const quadratic = quadraticWeights(five);
  expect(value(rawAgreement(tables.pairs))).toBeCloseTo(0.818182, 6);
  expect(value(fleissKappa(tables))).toBeCloseTo(0.761169, 6);
  expect(value(fleissKappa(tables, linear))).toBeCloseTo(0.817945, 6);
  expect(value(fleissKappa(tables, quadratic))).toBeCloseTo(0.864935, 6);
  expect(value(gwetAc(tables))).toBeCloseTo(0.775444, 6);
  expect(value(gwetAc(tables, linear))).toBeCloseTo(0.858739, 6);
  expect(value(gwetAc(tables, quadratic))).toBeCloseTo(0.914001, 6);
  expect(value(brennanPrediger(tables))).toBeCloseTo(0.772727, 6);
  expect(value(brennanPrediger(tables, linear))).toBeCloseTo(0.848485, 6);
  expect(value(brennanPrediger(tables, quadratic))).toBeCloseTo(0.901515, 6);
});

test("fleissKappa reproduces the two classic tables", () => {
  const fourteen = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ].map((row) => row.flatMap((count, k) => Array.from({ length: count }, () => k)));
  expect(value(fleissKappa(countPairShares(fourteen, 5)))).toBeCloseTo(0.209931, 6);
  expect(value(rawAgreement(countPairShares(fourteen, 5).pairs))).toBeCloseTo(0.378022, 6);

  // Fleiss (1971): thirty patients, six psychiatrists.
  const psychiatrists = votes(
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006",
  );
  expect(value(fleissKappa(countPairShares(psychiatrists, 5)))).toBeCloseTo(0.430245, 6);
});

test("agreement over units and over pairs is exact on a case worked by hand", () => {
  // AAB: 1 of 3 pairs agrees; BB: 1 of 1; A alone: none. Mean over units (1/3 + 1)/2, over pairs 2/4.
  const mixed = units("112 22 1");
  expect(value(rawAgreement(countPairShares(mixed, 2).pairs))).toBeCloseTo(2 / 3, 12);
  expect(value(rawAgreement(countRatingPairs(mixed, 2)))).toBeCloseTo(1 / 2, 12);
  expect(countRatingPairs(mixed, 2).reduce((a, b) => a + b, 0)).toBe(8);
});

test("a table of two raters gives what their units give", () => {
  const table = [4, 1, 0, 2, 5, 1, 0, 3, 6];
  const pairs = table.flatMap((count, i) => Array.from({ length: count }, () => [Math.floor(i / 3), i % 3]));
  expect([...toPairShares(table).pairs]).toEqual([...countPairShares(pairs, 3).pairs]);
  expect(value(fleissKappa(countPairShares(pairs, 3)))).toBeCloseTo(value(scottPi(table)), 12);
});

test("the order of units and of ratings in a unit changes nothing", () => {
  const anyUnits = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(anyUnits, (list) => {
      const turned = [...list].reverse().map((unit) => [...unit].reverse());
      const one = krippendorffAlpha(countCoincidences(list, 4), ordinal).estimate;
      const other = krippendorffAlpha(countCoincidences(turned, 4), ordinal).estimate;
      if (one === null || other === null) expect(one).toBe(other);
      else expect(one).toBeCloseTo(other, 10);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test("a weighted sum over ordered categories does not depend on their direction", () => {
  const turned = published.map((unit) => unit.map((rating) => 4 - rating));
  for (const distance of [nominal, ordinal, interval(five)]) {
    expect(value(krippendorffAlpha(countCoincidences(turned, 5), distance))).toBeCloseTo(
      value(krippendorffAlpha(countCoincidences(published, 5), distance)),
      12,
    );
  }
});

test("many raters' coefficients say why there is no value", () => {
  expect(krippendorffAlpha(countCoincidences(units("1 2 3"), 3), nominal)).toEqual({
    estimate: null,
    reason: "no unit has two ratings",
  });
  expect(krippendorffAlpha(countCoincidences([], 3), nominal).reason).toBe("no unit has two ratings");
  expect(krippendorffAlpha(countCoincidences(units("22 222"), 3), ordinal).reason).toBe("all ratings are equal");
  expect(fleissKappa(countPairShares(units("1 2 3"), 3)).reason).toBe("no unit has two ratings");
  expect(fleissKappa(countPairShares(units("222 222 222"), 3)).reason).toBe("all ratings are equal");
  expect(gwetAc(countPairShares(units("11 11"), 1)).reason).toBe("there is one category only");
});
