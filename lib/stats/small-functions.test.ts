import { expect, test } from "vitest";
import { majority } from "./aggregation/majority";
import { expectedCalibrationError, logarithmicLoss, meanOf, probabilityBin, squaredError } from "./calibration/scores";
import { some } from "./estimate";
import { wilson } from "./intervals/wilson";
import { createRandom } from "./random";
import { quantile } from "./resampling/quantile";

test("wilson reproduces published intervals", () => {
  const rows: [number, number, number, number][] = [
    [63, 100, 0.532205, 0.718176],
    [7, 10, 0.396778, 0.892209],
    [0, 10, 0, 0.277533],
    [10, 10, 0.722467, 1],
  ];
  for (const [k, n, low, high] of rows) {
    const interval = wilson(k, n);
    expect(interval.estimate).toBe(k / n);
    expect(interval.low).toBeCloseTo(low, 6);
    expect(interval.high).toBeCloseTo(high, 6);
  }
});

test("wilson turns with the question and has no value without units", () => {
  const yes = wilson(7, 10, 0.9);
  const no = wilson(3, 10, 0.9);
  expect(no.low).toBeCloseTo(1 - (yes.high ?? 0), 12);
  expect(no.high).toBeCloseTo(1 - (yes.low ?? 0), 12);
  expect(wilson(0, 0)).toMatchObject({ estimate: null, low: null, high: null, reason: "there are no units" });
});

test("calibration measures reproduce a vector worked by others", () => {
  const p = [0.95, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15, 0.05, 0.9, 0.8, 0.7, 0.6, 0.52];
  const y = [1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 1];
  const mean = (f: (p: number, y: number) => number) =>
    meanOf(
      p.reduce((sum, pi, i) => sum + f(pi, y[i]!), 0),
      p.length,
    ).estimate;
  expect(mean(squaredError)).toBeCloseTo(0.15036, 6);
  expect(mean(logarithmicLoss)).toBeCloseTo(0.454372, 6);

  const ece = (probabilities: number[], outcomes: number[], bins: number) => {
    const table = {
      counts: new Float64Array(bins),
      probabilitySums: new Float64Array(bins),
      outcomeSums: new Float64Array(bins),
    };
    probabilities.forEach((pi, i) => {
      const bin = probabilityBin(pi, bins);
      table.counts[bin]! += 1;
      table.probabilitySums[bin]! += pi;
      table.outcomeSums[bin]! += outcomes[i]!;
    });
    return expectedCalibrationError(table).estimate;
  };
  expect(ece(p, y, 10)).toBeCloseTo(0.174667, 6);
  expect(ece(p, y, 5)).toBeCloseTo(0.165333, 6);
  const turned = [p.map((pi) => 1 - pi), y.map((yi) => 1 - yi)] as const;
  expect(ece(...turned, 10)).toBeCloseTo(0.234667, 6);
  expect(ece(...turned, 5)).toBeCloseTo(0.088, 6);
  expect(ece([], [], 5)).toBeNull();
});

test("probabilityBin keeps edges in the upper bin and 1 in the last", () => {
  expect([0, 0.1, 0.3, 0.7, 0.999, 1].map((p) => probabilityBin(p, 10))).toEqual([0, 1, 3, 7, 9, 9]);
  expect(probabilityBin((0.7 - 0.5) * 2, 5)).toBe(2);
});

test("logarithmicLoss of a certain and wrong forecast is finite", () => {
  expect(logarithmicLoss(0, 1)).toBeCloseTo(36.0436534, 6);
  expect(logarithmicLoss(1, 1)).toBeCloseTo(0, 12);
});

test("majority needs a single leader", () => {
  expect(majority([2, 1, 0])).toBe(0);
  expect(majority([1, 1, 3])).toBe(2);
  expect(majority([2, 2, 1])).toBe(-1);
  expect(majority([2, 2, 3])).toBe(2);
  expect(majority([0, 0, 0])).toBe(-1);
  // Leaving one of the two out splits the vote; leaving out the last one leaves nobody.
  expect(majority([2, 1], 0)).toBe(-1);
  expect(majority([2, 2], 1)).toBe(0);
  expect(majority([1, 0], 0)).toBe(-1);
});

test("quantile interpolates between order statistics", () => {
  // (4 − 1)·0.5 = 1.5: halfway from 2 to 4. (4 − 1)·0.9 = 2.7.
  expect(quantile([1, 2, 4, 10], 0.5)).toBe(3);
  expect(quantile([1, 2, 4, 10], 0.9)).toBeCloseTo(8.2, 12);
  expect(quantile([7], 0.975)).toBe(7);
});

test("createRandom repeats a seed and separates seeds and streams", () => {
  const first = (seed: number, stream: string) => {
    const random = createRandom(seed, stream);
    return Array.from({ length: 5 }, () => random.uint32());
  };
  expect(first(1, "a")).toEqual(first(1, "a"));
  const starts = new Set<number>();
  for (let seed = 0; seed < 50; seed++) for (const stream of ["", "a", "b", "ab"]) starts.add(first(seed, stream)[0]!);
  expect(starts.size).toBe(200);
  expect(first(1, "x")).not.toEqual(first(1 + 2 ** 32, "x"));
});

test("createRandom fills a list as it gives numbers one by one", () => {
  const words = new Uint32Array(6);
  const random = createRandom(8);
  random.fill(words);
  const other = createRandom(8);
  expect([...words, random.uint32()]).toEqual(Array.from({ length: 7 }, () => other.uint32()));
});

test("createRandom is uniform: mean, spread and tenths of 100,000 numbers", () => {
  const random = createRandom(3);
  const tenths = new Float64Array(10);
  for (let i = 0; i < 100_000; i++) tenths[random.below(10)]! += 1;
  // χ² with 9 degrees of freedom: 27.9 is its 0.999 quantile.
  const chi = tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chi).toBeLessThan(27.9);
  expect(chi).toBeGreaterThan(0.5);
});

test("some refuses what is not a number", () => {
  expect(() => some(Number.NaN)).toThrow(RangeError);
  expect(() => some(Number.POSITIVE_INFINITY)).toThrow(RangeError);
});
