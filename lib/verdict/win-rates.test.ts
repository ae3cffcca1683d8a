import { expect, test } from "vitest";
import type { IntervalEstimate } from "@/lib/stats";
import type { ModelWinRate } from "./types";
import { labelsNeeded, withinShares } from "./win-rates";

const around = (half: number): IntervalEstimate => ({
  estimate: 0.5,
  low: 0.5 - half,
  high: 0.5 + half,
  level: 0.95,
  method: "by hand",
  reason: null,
});

function rate(model: string, people: IntervalEstimate, combined: IntervalEstimate): ModelWinRate {
  return { model, both: 40, judgeOnly: 0, people, judge: people, combined, lambda: 0, saved: null };
}

test("half an interval of 0.10 wants four times the labels for 0.05, and one of 0.05 none more", () => {
  const rates = [rate("a", around(0.1), around(0.05)), rate("b", around(0.1), around(0.05))];
  // Three times 40 more of each of two models, which share every comparison.
  expect(labelsNeeded(rates)).toEqual({ people: 120, withJudge: 0 });
  expect(labelsNeeded([rate("a", { ...around(0), low: null, high: null }, around(0.1))])).toBeNull();
  expect(labelsNeeded([])).toBeNull();
});

test("a win rate's interval stays within 0 and 1, and is Wilson's own where comparisons are independent", () => {
  // 9 of 100: the normal half width is 1.95996 √(0.09 · 0.91 / 100); Wilson's limits of 9 of 100 are 0.0481 and 0.1623.
  const half = 1.959963984540054 * Math.sqrt((0.09 * 0.91) / 100);
  const within = withinShares({ ...around(half), estimate: 0.09, low: 0.09 - half, high: 0.09 + half });
  expect(within.low).toBeCloseTo(0.0481, 4);
  expect(within.high).toBeCloseTo(0.1623, 4);
  const wide = withinShares({ ...around(0.2), estimate: 0.09, low: -0.11, high: 0.29 });
  expect(wide.low).toBeGreaterThan(0);
  expect(withinShares({ ...around(0.1), estimate: 0, low: -0.1, high: 0.1 })).toMatchObject({ low: 0, high: 0.1 });
  expect(withinShares({ ...around(0.1), low: null, high: null }).low).toBeNull();
});
