import fc from "fast-check";
import { expect, test } from "vitest";
import { cohenKappa } from "./cohen-kappa";
import { crossTabulate, kendallTauB, pearson, spearman } from "./correlation";
import { countCoincidences } from "./count-units";
import { interval, nominal, ordinal } from "./distance";
import type { Estimate } from "./estimate";
import { krippendorffAlpha } from "./krippendorff-alpha";
import { linearWeights, quadraticWeights } from "./weights";

const value = (estimate: Estimate) => estimate.estimate ?? Number.NaN;

test("tau-b and rho reproduce published pairs of variables", () => {
  const tied = crossTabulate([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]);
  expect(value(kendallTauB(tied))).toBeCloseTo(-0.471405, 6);
  expect(value(spearman(tied))).toBeCloseTo(-0.540738, 6);
  const hours = crossTabulate([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]);
  expect(value(kendallTauB(hours))).toBeCloseTo(-0.111111, 6);
  expect(value(spearman(hours))).toBeCloseTo(-0.175758, 6);
});

test("signed strengths give the same picture by every coefficient", () => {
  const person = [3, 2, 1, -1, -2, -3, 1, 2, -1, 1, 0, -2];
  const judge = [2, 2, 1, 1, -2, -2, -1, 3, -1, 2, 1, -1];
  const values = [-3, -2, -1, 0, 1, 2, 3];
  const square = new Float64Array(49);
  person.forEach((score, i) => {
    square[(score + 3) * 7 + judge[i]! + 3]! += 1;
  });
  expect(value(cohenKappa(square))).toBeCloseTo(0.186441, 6);
  expect(value(cohenKappa(square, linearWeights(values)))).toBeCloseTo(0.577465, 6);
  expect(value(cohenKappa(square, quadraticWeights(values)))).toBeCloseTo(0.808656, 6);
  const pairs = countCoincidences(
    person.map((score, i) => [score + 3, judge[i]! + 3]),
    7,
  );
  expect(value(krippendorffAlpha(pairs, nominal))).toBeCloseTo(0.213675, 6);
  expect(value(krippendorffAlpha(pairs, ordinal))).toBeCloseTo(0.845905, 6);
  expect(value(krippendorffAlpha(pairs, interval(values)))).toBeCloseTo(0.814943, 6);
  const table = { counts: square, rowValues: values, columnValues: values };
  expect(value(kendallTauB(table))).toBeCloseTo(0.759072, 6);
  expect(value(spearman(table))).toBeCloseTo(0.860558, 6);
  expect(value(pearson(table))).toBeCloseTo(0.826554, 6);
});

test("kendallTauB equals counting every pair of units", () => {
  const variable = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 9, maxLength: 9 });
  fc.assert(
    fc.property(variable, variable, (x, y) => {
      let difference = 0;
      let untiedX = 0;
      let untiedY = 0;
      for (let i = 0; i < 9; i++) {
        for (let j = 0; j < i; j++) {
          const byX = Math.sign(x[i]! - x[j]!);
          const byY = Math.sign(y[i]! - y[j]!);
          difference += byX * byY;
          untiedX += byX * byX;
          untiedY += byY * byY;
        }
      }
      const tau = kendallTauB(crossTabulate(x, y)).estimate;
      if (untiedX === 0 || untiedY === 0) expect(tau).toBeNull();
      else expect(tau).toBeCloseTo(difference / Math.sqrt(untiedX * untiedY), 10);
    }),
    { seed: 11, numRuns: 300 },
  );
});

test("rank correlations do not change under a rising transformation, and change sign under a falling one", () => {
  const x = [1, 4, 2, 8, 5, 7, 2];
  const y = [3, 1, 4, 9, 5, 9, 2];
  const cubed = y.map((v) => v ** 3);
  const turned = y.map((v) => -v);
  for (const coefficient of [spearman, kendallTauB]) {
    expect(value(coefficient(crossTabulate(x, cubed)))).toBeCloseTo(value(coefficient(crossTabulate(x, y))), 12);
    expect(value(coefficient(crossTabulate(x, turned)))).toBeCloseTo(-value(coefficient(crossTabulate(x, y))), 12);
  }
});

test("correlations say why there is no value", () => {
  for (const coefficient of [pearson, spearman, kendallTauB]) {
    expect(coefficient(crossTabulate([], [])).reason).toBe("fewer than two units were rated by both raters");
    expect(coefficient(crossTabulate([1], [2])).reason).toBe("fewer than two units were rated by both raters");
    expect(coefficient(crossTabulate([1, 2, 3], [5, 5, 5])).reason).toBe("one of the two raters gave the same rating throughout");
    expect(coefficient(crossTabulate([0.1, 0.1, 0.1], [1, 2, 3])).reason).toBe(
      "one of the two raters gave the same rating throughout",
    );
    expect(value(coefficient(crossTabulate([1, 2], [2, 1])))).toBeCloseTo(-1, 12);
  }
});
