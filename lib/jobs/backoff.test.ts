import { expect, test } from "vitest";
import { backoffMs } from "./backoff";

test("backoffMs doubles from one second to one minute, half of it by lot", () => {
  expect([1, 2, 3, 6, 7, 40].map((failures) => backoffMs(failures, null, 0))).toEqual([
    500, 1_000, 2_000, 16_000, 30_000, 30_000,
  ]);
  expect([1, 2, 7].map((failures) => backoffMs(failures, null, 1))).toEqual([1_000, 2_000, 60_000]);
});

test("backoffMs never comes back before it was asked to", () => {
  expect(backoffMs(1, 7_000, 0)).toBe(7_000);
  expect(backoffMs(1, 7_000, 1)).toBe(7_700);
  expect(backoffMs(9, 7_000, 0)).toBe(7_000);
  // "Retry-After: 0" is no leave to hammer.
  expect(backoffMs(1, 0, 0)).toBe(500);
});
