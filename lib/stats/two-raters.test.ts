import { expect, test } from "vitest";
import { brennanPrediger, gwetAc } from "./chance-corrected";
import { cohenKappa, cohenKappaError } from "./cohen-kappa";
import { toPairShares } from "./count-units";
import { distanceOf, nominal } from "./distance";
import type { Estimate } from "./estimate";
import { krippendorffAlpha } from "./krippendorff-alpha";
import { rawAgreement } from "./raw-agreement";
import { scottPi } from "./scott-pi";
import { linearWeights, quadraticWeights, tieCreditWeights } from "./weights";

const value = (estimate: Estimate) => estimate.estimate ?? Number.NaN;
const table = (...rows: number[][]) => rows.flat();
const ac1 = (counts: number[]) => value(gwetAc(toPairShares(counts)));
const bp = (counts: number[]) => value(brennanPrediger(toPairShares(counts)));
/** Two raters' units as coincidences: each pair counts once in either direction. */
const coincidences = (counts: number[]) => {
  const q = Math.sqrt(counts.length);
  return counts.map((count, i) => count + counts[(i % q) * q + Math.floor(i / q)]!);
};
const alpha = (counts: number[]) => value(krippendorffAlpha(coincidences(counts), nominal));

test("two raters' coefficients reproduce published tables", () => {
  const textbook = table([20, 5], [10, 15]);
  expect(value(rawAgreement(textbook))).toBeCloseTo(0.7, 12);
  expect(value(cohenKappa(textbook))).toBeCloseTo(0.4, 12);
  expect(value(cohenKappaError(textbook))).toBeCloseTo(0.126996, 6);
  expect(value(scottPi(textbook))).toBeCloseTo(0.393939, 6);
  expect(ac1(textbook)).toBeCloseTo(0.405941, 6);
  expect(bp(textbook)).toBeCloseTo(0.4, 12);
  expect(alpha(textbook)).toBeCloseTo(0.4, 6);

  expect(value(cohenKappa(table([45, 15], [25, 15])))).toBeCloseTo(0.130435, 6);
  expect(value(cohenKappaError(table([45, 15], [25, 15])))).toBeCloseTo(0.098662, 6);
  expect(value(cohenKappa(table([25, 35], [5, 35])))).toBeCloseTo(0.259259, 6);
  expect(value(cohenKappaError(table([25, 35], [5, 35])))).toBeCloseTo(0.07716, 6);
});

test("kappa falls under skewed margins where AC1 does not", () => {
  const paradox = table([118, 5], [2, 0]);
  expect(value(rawAgreement(paradox))).toBeCloseTo(0.944, 12);
  expect(value(cohenKappa(paradox))).toBeCloseTo(-0.023392, 6);
  expect(value(scottPi(paradox))).toBeCloseTo(-0.028807, 6);
  expect(ac1(paradox)).toBeCloseTo(0.940776, 6);
  expect(bp(paradox)).toBeCloseTo(0.888, 12);
  expect(alpha(paradox)).toBeCloseTo(-0.024691, 6);
});

test("tables of equal agreement and other margins differ as published", () => {
  const rows: [number[], number, number, number, number][] = [
    [table([80, 10], [5, 5]), 0.318182, 0.314286, 0.808, 0.317714],
    [table([40, 9], [6, 45]), 0.699519, 0.699248, 0.700748, 0.700752],
    [table([85, 5], [5, 5]), 0.444444, 0.444444, 0.878049, 0.447222],
    [table([45, 5], [5, 45]), 0.8, 0.8, 0.8, 0.801],
  ];
  for (const [counts, kappa, pi, ac, a] of rows) {
    expect(value(cohenKappa(counts))).toBeCloseTo(kappa, 6);
    expect(value(scottPi(counts))).toBeCloseTo(pi, 6);
    expect(ac1(counts)).toBeCloseTo(ac, 6);
    expect(alpha(counts)).toBeCloseTo(a, 6);
  }
});

test("weighted kappa and its error reproduce three and four categories", () => {
  const three = table([53, 5, 2], [11, 14, 5], [1, 6, 3]);
  const linear = linearWeights([1, 2, 3]);
  const quadratic = quadraticWeights([1, 2, 3]);
  expect(value(cohenKappa(three))).toBeCloseTo(0.428571, 6);
  expect(value(cohenKappaError(three))).toBeCloseTo(0.075959, 6);
  expect(value(cohenKappa(three, linear))).toBeCloseTo(0.492308, 6);
  expect(value(cohenKappaError(three, linear))).toBeCloseTo(0.071727, 6);
  expect(value(cohenKappa(three, quadratic))).toBeCloseTo(0.566667, 6);
  expect(value(cohenKappaError(three, quadratic))).toBeCloseTo(0.078724, 6);

  const four = table([40, 4, 4, 17], [6, 25, 2, 13], [4, 1, 21, 12], [15, 5, 9, 45]);
  const values = [1, 2, 3, 4];
  expect(value(cohenKappa(four))).toBeCloseTo(0.431501, 6);
  expect(value(cohenKappaError(four))).toBeCloseTo(0.045969, 6);
  expect(value(cohenKappa(four, linearWeights(values)))).toBeCloseTo(0.406811, 6);
  expect(value(cohenKappaError(four, linearWeights(values)))).toBeCloseTo(0.053388, 6);
  expect(value(cohenKappa(four, quadraticWeights(values)))).toBeCloseTo(0.383186, 6);
  expect(value(cohenKappaError(four, quadraticWeights(values)))).toBeCloseTo(0.065795, 6);
  expect(value(gwetAc(toPairShares(four), linearWeights(values)))).toBeCloseTo(0.377068, 6);
  expect(value(gwetAc(toPairShares(four), quadraticWeights(values)))).toBeCloseTo(0.298573, 6);
  expect(value(scottPi(four))).toBeCloseTo(0.430341, 6);
  expect(ac1(four)).toBeCloseTo(0.456158, 6);
  expect(bp(four)).toBeCloseTo(0.449925, 6);
  expect(alpha(four)).toBeCloseTo(0.431618, 6);
});

test("all weighted coefficients reproduce the table of the irrCAC package", () => {
  const counts = table([13, 0, 0], [0, 20, 7], [0, 4, 56]);
  const linear = linearWeights([1, 2, 3]);
  const quadratic = quadraticWeights([1, 2, 3]);
  expect(value(cohenKappa(counts))).toBeCloseTo(0.796409, 6);
  expect(value(cohenKappaError(counts))).toBeCloseTo(0.058911, 4);
  expect(value(scottPi(counts))).toBeCloseTo(0.79624, 6);
  expect(ac1(counts)).toBeCloseTo(0.849331, 6);
  expect(bp(counts)).toBeCloseTo(0.835, 12);
  expect(alpha(counts)).toBeCloseTo(0.797258, 6);
  const rows: [Float64Array, number[]][] = [
    [linear, [0.842902, 0.842801, 0.900023, 0.87625, 0.843587]],
    [quadratic, [0.892157, 0.892109, 0.940237, 0.9175, 0.892649]],
  ];
  for (const [weights, [kappa, pi, ac2, prediger, a]] of rows) {
    expect(value(cohenKappa(counts, weights))).toBeCloseTo(kappa!, 6);
    expect(value(scottPi(counts, weights))).toBeCloseTo(pi!, 6);
    expect(value(gwetAc(toPairShares(counts), weights))).toBeCloseTo(ac2!, 6);
    expect(value(brennanPrediger(toPairShares(counts), weights))).toBeCloseTo(prediger!, 6);
    expect(value(krippendorffAlpha(coincidences(counts), distanceOf(weights)))).toBeCloseTo(a!, 6);
  }
});

test("cohenKappa is exact on a case worked by hand", () => {
  // Rows (3, 2), columns (2, 3), n = 5: pₒ = 4/5, pₑ = (3·2 + 2·3)/25 = 12/25, κ = (20 − 12)/(25 − 12) = 8/13.
  expect(value(cohenKappa(table([2, 1], [0, 2])))).toBeCloseTo(8 / 13, 12);
  // Rows (2, 1), columns (2, 1), n = 3: pₒ = 1/3, pₑ = 5/9, κ = (3 − 5)/(9 − 5) = −1/2.
  expect(value(cohenKappa(table([1, 1], [1, 0])))).toBeCloseTo(-1 / 2, 12);
});

test("the tie rule half gives a tie against a preference one half", () => {
  // A, tie, B: full credit on the diagonal (3 + 1 + 2), half for the four of A–tie and B–tie, none for the two of A–B.
  const counts = table([3, 1, 1], [1, 1, 1], [1, 1, 2]);
  expect(value(rawAgreement(counts, tieCreditWeights(3, 1)))).toBeCloseTo((6 + 4 / 2) / 12, 12);
});

test("kappa does not change when categories are renamed, and pi not when raters are exchanged", () => {
  const counts = table([7, 2, 1], [0, 9, 4], [3, 1, 5]);
  const renamed = table([5, 3, 1], [1, 7, 2], [4, 0, 9]);
  expect(value(cohenKappa(renamed))).toBeCloseTo(value(cohenKappa(counts)), 12);
  const transposed = table([7, 0, 3], [2, 9, 1], [1, 4, 5]);
  expect(value(scottPi(transposed))).toBeCloseTo(value(scottPi(counts)), 12);
  expect(value(cohenKappa(transposed))).toBeCloseTo(value(cohenKappa(counts)), 12);
  const tenfold = counts.map((count) => count * 10);
  expect(value(cohenKappa(tenfold))).toBeCloseTo(value(cohenKappa(counts)), 12);
});

test("an unused category changes AC1 and Brennan–Prediger, and nothing else", () => {
  const two = table([2, 0], [1, 1]);
  const three = table([2, 0, 0], [1, 1, 0], [0, 0, 0]);
  expect(value(cohenKappa(three))).toBeCloseTo(value(cohenKappa(two)), 12);
  expect(value(scottPi(three))).toBeCloseTo(value(scottPi(two)), 12);
  expect(ac1(three)).toBeCloseTo(0.673469388, 9);
  expect(ac1(three)).not.toBeCloseTo(ac1(two), 3);
  expect(bp(three)).toBeCloseTo((0.75 - 1 / 3) / (1 - 1 / 3), 12);
});

test("two raters' coefficients say why there is no value", () => {
  expect(cohenKappa(table([0, 0], [0, 0]))).toEqual({ estimate: null, reason: "no unit was rated by both raters" });
  expect(rawAgreement(table([0, 0], [0, 0]))).toEqual({ estimate: null, reason: "no unit has two ratings" });
  expect(cohenKappa(table([6, 0], [0, 0])).reason).toBe("both raters gave one and the same category throughout");
  expect(cohenKappaError(table([6, 0], [0, 0])).estimate).toBeNull();
  expect(scottPi(table([0, 0], [0, 6])).reason).toBe("all ratings are equal");
  expect(gwetAc(toPairShares([6])).reason).toBe("there is one category only");
  expect(brennanPrediger(toPairShares([6])).reason).toBe("there is one category only");
  // One rater constant is no reason to give up: chance explains all agreement.
  expect(value(cohenKappa(table([3, 3], [0, 0])))).toBeCloseTo(0, 12);
  expect(value(cohenKappaError(table([3, 0], [0, 3])))).toBe(0);
});
