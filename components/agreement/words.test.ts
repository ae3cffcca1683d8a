import { expect, test } from "vitest";
import type { Figure } from "@/lib/agreement/types";
import { describeCount, describeFew, describeMethod, describeNeed, describeRules } from "./words";

test("describeRules names criterion, round, tie rule and what unreadable verdicts count as", () => {
  expect(describeRules({ criterion: "helpful", round: null, ties: "exclude", invalid: "drop" })).toBe(
    "Criterion helpful, all rounds; ties left out; unreadable verdicts left out.",
  );
  expect(describeRules({ criterion: "harmless", round: 2, ties: "half", invalid: "wrong" })).toBe(
    "Criterion harmless, round 2; ties given half credit; unreadable verdicts counted as wrong.",
  );
});

test("describeMethod names level, method, seed and what was resampled", () => {
  expect(describeMethod(figure({ estimate: 0.7, clusters: 202 }))).toBe(
    "95 % intervals: cluster bootstrap of 2,000, seed 1, over 202 prompts or conversations.",
  );
});

test("describeFew says counts under 30 comparisons, and nothing from 30 on", () => {
  expect(describeFew(figure({ estimate: 8 / 11 }), 11, 11)).toBe("8 of 11 pairs agree");
  expect(describeFew(figure({ estimate: 0.7 }), 30, 30)).toBeNull();
});

test("describeNeed counts what a first ceiling needs", () => {
  expect(describeNeed(25)).toBe("needs 5 more doubly labelled comparisons");
  expect(describeNeed(29)).toBe("needs 1 more doubly labelled comparison");
  expect(describeNeed(30)).toBeNull();
});

test("describeFew leaves a missing value to its own reason", () => {
  expect(describeFew(figure({ estimate: null, reason: "no comparison has two labels" }), 0, 0)).toBeNull();
});

test("describeCount shows the half that half credit leaves", () => {
  expect(describeCount(figure({ estimate: 7.5 / 11 }), 11)).toBe("7.5 of 11");
});

function figure(data: { estimate: number | null; reason?: string; clusters?: number }): Figure {
  return {
    estimate: data.estimate,
    low: null,
    high: null,
    level: 0.95,
    method: "cluster bootstrap of 2,000, seed 1",
    reason: data.reason ?? null,
    n: { comparisons: 0, labels: 0, annotators: 0, clusters: data.clusters ?? 0, dropped: 0 },
  };
}
