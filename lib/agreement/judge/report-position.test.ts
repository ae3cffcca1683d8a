import { expect, test } from "vitest";
import { type JudgeOrders, orderOutcome, reportPosition } from "./report-position";

/** Verdicts in terms of responses, one letter a comparison; order AB lists A first, BA lists B first. */
function orders(ab: string, ba: string): JudgeOrders[] {
  return [...ab].map((verdict, i) => ({
    comparison: i,
    cluster: i,
    ab: verdict === "T" ? "tie" : verdict === "A" ? "first" : "second",
    ba: ba[i] === "T" ? "tie" : ba[i] === "B" ? "first" : "second",
  }));
}

test("reportPosition gives a published example's shares", async () => {
  const position = await reportPosition("judge", orders("AABTABABTA", "ABBTABTBAA"), {
    seed: 1,
    resamples: 500,
    breathe: () => undefined,
  });
  expect(position.consistent.estimate).toBeCloseTo(0.7, 12);
  expect((position.firstBiased.estimate ?? 0) + (position.secondBiased.estimate ?? 0)).toBeCloseTo(0.1, 12);
  expect(position.firstShare.estimate).toBeCloseTo(0.5625, 12);
  expect(position.consistent.n).toMatchObject({ comparisons: 10, clusters: 10 });
  expect(position.consistent.low).toBeLessThan(0.7);
});

test("orderOutcome tells the response from the place in the list", () => {
  expect(orderOutcome({ ab: "first", ba: "second" })).toBe("consistent");
  expect(orderOutcome({ ab: "first", ba: "first" })).toBe("first");
  expect(orderOutcome({ ab: "second", ba: "second" })).toBe("second");
  expect(orderOutcome({ ab: "tie", ba: "tie" })).toBe("consistent");
  expect(orderOutcome({ ab: "tie", ba: "first" })).toBe("other");
});
