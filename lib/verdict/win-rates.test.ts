import { expect, test } from "vitest";
import type { IntervalEstimate } from "@/lib/stats";
import type { ModelWinRate } from "./types";
import { labelsNeeded } from "./win-rates";

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
