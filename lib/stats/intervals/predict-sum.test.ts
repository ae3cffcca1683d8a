import { expect, test } from "vitest";
import { createRandom } from "@/lib/stats/random";
import { predictSum } from "./predict-sum";

test("predictSum is exact on a case worked by hand", () => {
  // n = 5, mean 100, s² = 25; t₀.₉₇₅ of 4 degrees is 2.776445. 20 more: 2.776445 · 5 · √(400/5 + 20) = 138.82.
  const predicted = predictSum({ n: 5, mean: 100, variance: 25 }, 20);
  expect(predicted?.sum).toBe(2000);
  expect(predicted?.high).toBeCloseTo(2000 + 138.82225, 4);
  expect(predicted?.low).toBeCloseTo(2000 - 138.82225, 4);
});

test("predictSum holds the sum in 95 of 100 cases, however few were measured and however many are to come", () => {
  const random = createRandom(7, "predict-sum");
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const rounds = 4000;
  for (const [n, count] of [
    [10, 5],
    [12, 300],
    [40, 40],
  ] as const) {
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const measured = Array.from({ length: n }, () => 830 + 60 * normal());
      const mean = measured.reduce((sum, value) => sum + value, 0) / n;
      const variance = measured.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
      const predicted = predictSum({ n, mean, variance }, count);
      let sum = 0;
      for (let unit = 0; unit < count; unit++) sum += 830 + 60 * normal();
      if (predicted && sum >= predicted.low && sum <= predicted.high) held++;
    }
    // Four standard errors of a share of 0.95 in 4,000 rounds are 0.014.
    expect(Math.abs(held / rounds - 0.95)).toBeLessThan(0.014);
  }
});

test("predictSum has no value without two measured units, and goes no lower than its floor", () => {
  expect(predictSum({ n: 1, mean: 5, variance: 0 }, 10)).toBeNull();
  expect(predictSum({ n: 2, mean: 1, variance: 100 }, 10)?.low).toBe(0);
  expect(predictSum({ n: 2, mean: 2, variance: 100 }, 10, 1)?.low).toBe(10);
  expect(predictSum({ n: 10, mean: 5, variance: 4 }, 0)).toEqual({ sum: 0, low: 0, high: 0 });
});
