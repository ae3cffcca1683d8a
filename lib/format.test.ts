import { expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatInterval,
  formatMicroDollars,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRound,
} from "./format";

test("numbers group thousands, use the true minus and never print a negative zero", () => {
  expect(formatCount(1140)).toBe("1,140");
  expect(formatCount(-3n)).toBe("\u22123");
  expect(formatNumber(-0.05)).toBe("\u22120.05");
  expect(formatNumber(-0.001)).toBe("0.00");
  expect(formatInterval(-0.09, -0.01)).toBe("[\u22120.09, \u22120.01]");
  expect(formatPercent(0.667)).toBe("67\u00A0%");
  expect(formatQuantity(1, "comparison")).toBe("1 comparison");
  expect(formatQuantity(2, "person", "people")).toBe("2 people");
});

test("sizes, durations and money choose their unit", () => {
  expect([0, 999, 1000, 2_430_000, 222_000_000, 1_500_000_000].map(formatBytes)).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "2.4 MB",
    "222 MB",
    "1.5 GB",
  ]);
  expect([40, 180, 7500, 7200, 3 * 86_400].map(formatDuration)).toEqual(["40 s", "3 min", "2 h 5 min", "2 h", "3 days"]);
  expect([410_000n, 4100, 0].map(formatMicroDollars)).toEqual(["$0.41", "$0.0041", "$0.00"]);
});

test("times say their day, in UTC unless a zone is named", () => {
  expect(formatDate("2025-11-12T23:30:00Z")).toBe("12 Nov 2025");
  expect(formatDate("2025-11-12T23:30:00Z", "Europe/Paris")).toBe("13 Nov 2025");
  expect(formatDateTime("2025-11-12T18:36:00Z")).toBe("12 Nov 2025, 18:36");
});

test("formatRound says a number once where the name only repeats it", () => {
  expect(formatRound(1, "Round 1")).toBe("Round 1");
  expect(formatRound(1, " round 1")).toBe("Round 1");
  expect(formatRound(2, "Round 1")).toBe("Round 2, Round 1");
  expect(formatRound(3, "experts")).toBe("Round 3, experts");
});
