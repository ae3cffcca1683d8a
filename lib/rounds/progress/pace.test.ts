import { describe, expect, test } from "vitest";
import { toFinish, toPace } from "./pace";

const HOUR = 3_600_000;
const now = Date.UTC(2026, 10, 25, 12);

describe("toPace", () => {
  test("is what the last 24 hours brought", () => {
    expect(toPace({ lastDay: 60, lastWeek: 100, firstAt: now - 90 * HOUR }, now)).toBe(60);
  });

  test("is that of a week where the last day brought nothing", () => {
    expect(toPace({ lastDay: 0, lastWeek: 70, firstAt: now - 200 * HOUR }, now)).toBe(10);
    // Begun three days ago.
    expect(toPace({ lastDay: 0, lastWeek: 30, firstAt: now - 72 * HOUR }, now)).toBe(10);
  });

  test("counts from the first one in a beginning, but from no less than a quarter of an hour", () => {
    expect(toPace({ lastDay: 10, lastWeek: 10, firstAt: now - 6 * HOUR }, now)).toBe(40);
    expect(toPace({ lastDay: 1, lastWeek: 1, firstAt: now - 1000 }, now)).toBe(96);
  });

  test("is none when nothing was done", () => {
    expect(toPace({ lastDay: 0, lastWeek: 0, firstAt: now - 900 * HOUR }, now)).toBeNull();
    expect(toPace({ lastDay: 0, lastWeek: 0, firstAt: null }, now)).toBeNull();
  });
});

test("toFinish says when what is left is done: 30 at 60 a day in twelve hours", () => {
  expect(toFinish(30, 60, now)).toBe(now + 12 * HOUR);
  expect(toFinish(30, null, now)).toBeNull();
  expect(toFinish(0, 60, now)).toBeNull();
});
