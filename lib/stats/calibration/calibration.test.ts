import { expect, test } from "vitest";
import { createRandom } from "@/lib/stats/random";
import {
  binByMass,
  binByWidth,
  binConfidence,
  brierParts,
  debiasedCalibrationError,
  foldForecasts,
  maximumCalibrationError,
} from "./bins";
import { crossFit } from "./cross-fit";
import { applyIsotonic, fitIsotonic } from "./isotonic";
import { expectedCalibrationError } from "./scores";
import { applyTemperature, fitTemperature } from "./temperature";

const forecasts = {
  probabilities: [0.95, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15, 0.05, 0.9, 0.8, 0.7, 0.6, 0.52],
  outcomes: [1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 1],
};
const value = ({ estimate }: { estimate: number | null }) => estimate ?? Number.NaN;

test("calibration errors reproduce a vector worked by others, folded ones too", () => {
  expect(value(expectedCalibrationError(binByWidth(forecasts, 10)))).toBeCloseTo(0.174667, 6);
  expect(value(maximumCalibrationError(binByWidth(forecasts, 10)))).toBeCloseTo(0.55, 6);
  expect(value(expectedCalibrationError(binByWidth(forecasts, 5)))).toBeCloseTo(0.165333, 6);
  expect(value(maximumCalibrationError(binByWidth(forecasts, 5)))).toBeCloseTo(0.3, 6);
  // (0.7 − 0.5) · 10 is 1.9999999999999996: the point stays in its bin all the same.
  expect(value(expectedCalibrationError(binConfidence(foldForecasts(forecasts), 5)))).toBeCloseTo(0.108, 6);
});

test("brierParts reproduces Murphy's parts, which add up where a bin has one probability", () => {
  const parts = brierParts(binByWidth(forecasts, 5));
  expect(parts?.reliability).toBeCloseTo(0.030787, 6);
  expect(parts?.resolution).toBeCloseTo(0.137778, 6);
  expect(parts?.uncertainty).toBeCloseTo(0.248889, 6);
  // By hand: 0.2 twice (one happens), 0.8 twice (both): Brier = (0.64 + 0.04 + 0.04 + 0.04)/4.
  const exact = brierParts(binByWidth({ probabilities: [0.2, 0.2, 0.8, 0.8], outcomes: [1, 0, 1, 1] }, 5));
  expect((exact?.reliability ?? 0) - (exact?.resolution ?? 0) + (exact?.uncertainty ?? 0)).toBeCloseTo(0.19, 12);
  expect(brierParts(binByWidth({ probabilities: [], outcomes: [] }, 5))).toBeNull();
});

test("binByMass makes even bins and keeps equal probabilities together", () => {
  expect(Array.from(binByMass(forecasts, 5).counts)).toEqual([3, 3, 3, 3, 3]);
  expect(Array.from(binByMass({ probabilities: [0.5, 0.5, 0.5, 0.9], outcomes: [1, 0, 1, 1] }, 2).counts)).toEqual([3, 1]);
  // By hand, two bins of two: |0.15 − 0.5| and |0.85 − 1|, half each.
  const four = { probabilities: [0.1, 0.9, 0.2, 0.8], outcomes: [0, 1, 1, 1] };
  expect(value(expectedCalibrationError(binByMass(four, 2)))).toBeCloseTo((0.35 + 0.15) / 2, 12);
});

test("debiasedCalibrationError takes out what chance adds", () => {
  // By hand: one bin, p̄ = 0.5, ȳ = 0.75 of four: 0.0625 − 0.1875/3 = 0.
  const bins = { counts: [4], probabilitySums: [2], outcomeSums: [3] };
  expect(value(debiasedCalibrationError(bins))).toBeCloseTo(0, 12);
  expect(debiasedCalibrationError({ counts: [1, 1], probabilitySums: [0, 1], outcomeSums: [0, 1] }).reason).toBe(
    "no bin has two forecasts",
  );
  // Calibrated forecasts: the plain error is well above 0, the debiased one near it.
  const random = createRandom(4, "calibrated");
  const probabilities = Array.from({ length: 1000 }, () => random.next());
  const outcomes = probabilities.map((p) => (random.next() < p ? 1 : 0));
  const many = binByWidth({ probabilities, outcomes }, 50);
  expect(value(expectedCalibrationError(many))).toBeGreaterThan(0.06);
  expect(value(debiasedCalibrationError(many))).toBeLessThan(0.04);
  expect(maximumCalibrationError({ counts: [], probabilitySums: [], outcomeSums: [] }).reason).toBe("there are no forecasts");
});

test("fitTemperature finds the temperature that made the forecasts, by hand and from many", () => {
  // Always 0.9, right in 3 of 4: the best probability is 0.75, so T = ln 9 / ln 3 = 2.
  const sure = { probabilities: [0.9, 0.9, 0.9, 0.9], outcomes: [1, 1, 1, 0] };
  expect(value(fitTemperature(sure))).toBeCloseTo(2, 9);
  expect(applyTemperature(0.9, 2)).toBeCloseTo(0.75, 12);
  const turned = { probabilities: [0.1, 0.1, 0.1, 0.1], outcomes: [0, 0, 0, 1] };
  expect(value(fitTemperature(turned))).toBeCloseTo(2, 9);
  expect(fitTemperature({ probabilities: [0.5, 0.5], outcomes: [1, 0] }).reason).toBe("every forecast is ½");
  expect(fitTemperature({ probabilities: [0.9, 0.2], outcomes: [1, 0] }).reason).toContain("right without exception");
  expect(fitTemperature({ probabilities: [0.9, 0.2], outcomes: [0, 1] }).reason).toContain("no better than ½");
  expect(fitTemperature({ probabilities: [], outcomes: [] }).reason).toBe("there are no forecasts");
});

test("fitIsotonic reproduces scikit-learn and a pooling by hand", () => {
  // 1 before 0 is pooled to ½; the rest rises.
  const map = fitIsotonic({ probabilities: [0.1, 0.3, 0.4, 0.8], outcomes: [0, 1, 0, 1] });
  expect([...map.values]).toEqual([0, 0.5, 1]);
  expect(applyIsotonic(map, 0.35)).toBe(0.5);
  expect(applyIsotonic(map, 0.6)).toBeCloseTo(0.75, 12);
  expect(applyIsotonic(map, 0.2)).toBeCloseTo(0.25, 12);
  expect(applyIsotonic(map, 0)).toBe(0);
  expect(applyIsotonic(map, 1)).toBe(1);
  const made = fitIsotonic(forecasts);
  const [two, half] = [2 / 3, 1 / 2];
  [1, 1, two, two, half, half, 0, 0, 0, 0, 1, 1, two, half, half].forEach((theirs, i) => {
    expect(applyIsotonic(made, forecasts.probabilities[i]!)).toBeCloseTo(theirs, 9);
  });
  expect(applyIsotonic(fitIsotonic({ probabilities: [], outcomes: [] }), 0.3)).toBe(0.3);
  // Equal probabilities are one point; a weight of 3 counts three times.
  expect([...fitIsotonic({ probabilities: [0.5, 0.5], outcomes: [1, 0] }, [3, 1]).values]).toEqual([0.75]);
});

test("crossFit calibrates each cluster by the others", () => {
  const random = createRandom(2, "cross");
  const n = 3000;
  const truth = Array.from({ length: n }, () => random.next());
  const outcomes = truth.map((p) => (random.next() < p ? 1 : 0));
  const probabilities = truth.map((p) => applyTemperature(p, 0.4));
  const clusters = truth.map((_, i) => Math.floor(i / 3));
  for (const method of ["temperature", "isotonic"] as const) {
    const made = crossFit({ probabilities, outcomes }, clusters, { method });
    expect(made.reason).toBeNull();
    const ece = (own: readonly (number | null)[]) =>
      value(expectedCalibrationError(binByWidth({ probabilities: own.map((p) => p ?? 0), outcomes }, 10)));
    expect(ece(made.probabilities)).toBeLessThan(ece(probabilities) / 2);
    for (let i = 0; i < n; i += 3) expect(new Set(made.folds.slice(i, i + 3)).size).toBe(1);
    // A cluster's own outcomes do not move its calibrated forecasts.
    const changed = outcomes.map((y, i) => (i < 3 ? 1 - y : y));
    const again = crossFit({ probabilities, outcomes: changed }, clusters, { method });
    expect(again.probabilities.slice(0, 3)).toEqual(made.probabilities.slice(0, 3));
  }
  const few = crossFit({ probabilities: [0.2, 0.8], outcomes: [0, 1] }, [0, 1]);
  expect(few).toMatchObject({ probabilities: [null, null], reason: "cross-fitting in 5 parts needs as many clusters" });
});
