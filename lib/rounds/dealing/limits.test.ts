import { expect, test } from "vitest";
import { fitComparisons, highestLoad } from "./limits";

test("fitComparisons gives as many comparisons as people's limits hold", () => {
  // Three people, 50 each, two to a comparison: 150 / 2.
  expect(fitComparisons(200, [50, 50, 50], 2)).toBe(75);
  expect(fitComparisons(60, [50, 50, 50], 2)).toBe(60);
  // One person without a limit labels each comparison once only: the other's 10 decide.
  expect(fitComparisons(200, [Number.POSITIVE_INFINITY, 10], 2)).toBe(10);
  expect(fitComparisons(200, [Number.POSITIVE_INFINITY, 10], 1)).toBe(200);
  expect(fitComparisons(200, [0, 10], 2)).toBe(0);
  expect(fitComparisons(0, [5], 1)).toBe(0);
});

test("fitComparisons finds what trying every number finds", () => {
  for (const limits of [[3, 7, 1], [2, 2, 9, 9], [1], [0, 4, 4]]) {
    for (let overlap = 1; overlap <= limits.length; overlap++) {
      for (let wanted = 0; wanted < 20; wanted++) {
        let best = 0;
        for (let c = 0; c <= wanted; c++) {
          if (limits.reduce((sum, limit) => sum + Math.min(limit, c), 0) >= c * overlap) best = c;
        }
        expect(fitComparisons(wanted, limits, overlap)).toBe(best);
      }
    }
  }
});

test("highestLoad fills people like vessels of different depth", () => {
  expect(highestLoad(10, [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])).toBe(4);
  // 2 + 4 + 4.
  expect(highestLoad(10, [2, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])).toBe(4);
  expect(highestLoad(9, [2, 3, 9])).toBe(4);
  expect(highestLoad(0, [2])).toBe(0);
});
