import { expect, test } from "vitest";
import { type GradedRow, toStanding } from "./standing";

function row(comparisonId: string, gold: number, own: number | null, isDone = own !== null): GradedRow {
  const answer = "PREFERENCE" as const;
  return { comparisonId, attempt: 2, isDone, gold: { answer, score: gold }, own: own === null ? null : { answer, score: own } };
}

test("toStanding counts comparisons, not questions, and knows no result before the end", () => {
  const rows = [row("a", 3, 1), row("b", -2, 2), row("c", 1, 1), row("c", -1, 1), row("d", 2, null)];
  expect(toStanding(rows, 0.5)).toEqual({ attempt: 2, total: 4, done: 3, right: 1, passMark: 0.5, passed: null });
});

test("toStanding passes at the mark exactly, and not below it", () => {
  const rows = [row("a", 3, 3), row("b", 3, 3), row("c", 3, 3), row("d", 3, -3)];
  expect(toStanding(rows, 0.75).passed).toBe(true);
  expect(toStanding(rows, 0.76).passed).toBe(false);
});

test("toStanding of a round that has lost all its gold is not passed and not failed", () => {
  expect(toStanding([], 0.8)).toEqual({ attempt: 1, total: 0, done: 0, right: 0, passMark: 0.8, passed: null });
});
