import { expect, test } from "vitest";
import { fixedAxis, toAxis } from "./axis";

const SHARE = { least: 0, most: 1 };

test("toAxis holds every value and does not begin at 0 where none is near it", () => {
  const axis = toAxis([0.64, 0.8], SHARE);
  expect(axis?.low).toBeLessThan(0.64);
  expect(axis?.low).toBeGreaterThan(0.5);
  expect(axis?.high).toBeGreaterThan(0.8);
});

test("toAxis never leaves the limits", () => {
  const axis = toAxis([0, 1], SHARE);
  expect([axis?.low, axis?.high]).toEqual([0, 1]);
});

test("toAxis keeps a width under which noise would look like a difference", () => {
  const axis = toAxis([0.5, 0.501], SHARE);
  expect((axis?.high ?? 0) - (axis?.low ?? 0)).toBeGreaterThan(0.2);
});

test("fixedAxis keeps the rounder half of its ticks where only half of them fit", () => {
  const { ticks } = fixedAxis(0.38, 0.67);
  expect(ticks.filter((tick) => !tick.isMinor).map((tick) => tick.text)).toEqual(["0.40", "0.50", "0.60"]);
  expect(ticks.filter((tick) => tick.isMinor).map((tick) => tick.text)).toEqual(["0.45", "0.55", "0.65"]);
});

test("toAxis has no axis without values", () => {
  expect(toAxis([], SHARE)).toBeNull();
});

test("fixedAxis places values in parts of the width, with round ticks", () => {
  const axis = fixedAxis(-4, 4, 9);
  expect([axis.at(-4), axis.at(0), axis.at(3), axis.at(4)]).toEqual(["0%", "50%", "87.5%", "100%"]);
  expect(axis.span(-1, 1)).toBe("25%");
  expect(axis.ticks.map((tick) => tick.text)).toEqual(["−4", "−3", "−2", "−1", "0", "1", "2", "3", "4"]);
});
