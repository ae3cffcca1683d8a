import { expect, test } from "vitest";
import { formatScore, toRows } from "./confusion-matrix";

test("toRows prints per cent of the row where the row has enough labels", () => {
  const [first] = toRows([[30, 10, 0]]);
  expect(first).toMatchObject({ total: 40, few: false });
  expect(first?.cells.map((cell) => cell.text)).toEqual(["75", "25", "0"]);
});

test("toRows prints counts without a ramp where the row has few labels", () => {
  const [many, few] = toRows([
    [40, 40],
    [3, 8],
  ]);
  expect(many?.cells.map((cell) => cell.ramp)).toEqual([100, 100]);
  expect(few).toMatchObject({ total: 11, few: true });
  expect(few?.cells).toEqual([
    { count: 3, text: "3", ramp: 0 },
    { count: 8, text: "8", ramp: 0 },
  ]);
});

test("toRows says nothing of a score that nobody gave", () => {
  const [row] = toRows([[0, 0]]);
  expect(row).toMatchObject({ total: 0 });
  expect(row?.cells.every((cell) => cell.ramp === 0)).toBe(true);
});

test("formatScore names the sign, with a true minus", () => {
  expect([-4, 0, 3].map(formatScore)).toEqual(["−4", "0", "+3"]);
});
