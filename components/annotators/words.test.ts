import { expect, test } from "vitest";
import type { Figure } from "@/lib/agreement/types";
import { toCountText, toDriftWords, toShown } from "./words";

function figure(estimate: number | null, comparisons: number, low: number | null = null, high: number | null = null): Figure {
  const n = { comparisons, labels: comparisons, annotators: 1, clusters: comparisons, dropped: 0 };
  return { estimate, low, high, level: 0.95, method: "test", reason: estimate === null ? "nothing" : null, n };
}

test("a share of fewer than 30 is told as a count without an interval", () => {
  expect(toCountText(figure(8 / 11, 11, 0.4, 0.9))).toBe("8 of 11");
  expect(toShown(figure(8 / 11, 11, 0.4, 0.9))).toMatchObject({ low: null, high: null });
  expect(toCountText(figure(0.7, 30))).toBeNull();
  expect(toCountText(figure(null, 0))).toBeNull();
});

test("drift is seen only where its interval leaves zero out", () => {
  expect(toDriftWords({ drift: figure(-0.1, 80, -0.2, -0.01) })).toEqual({ text: "later half lower", isSeen: true });
  expect(toDriftWords({ drift: figure(0.1, 80, 0.02, 0.2) })).toEqual({ text: "later half higher", isSeen: true });
  expect(toDriftWords({ drift: figure(-0.1, 80, -0.2, 0.01) })).toEqual({ text: "none seen", isSeen: false });
  expect(toDriftWords({ drift: figure(null, 10) })).toBeNull();
});
