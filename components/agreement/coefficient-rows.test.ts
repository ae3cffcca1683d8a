import { expect, test } from "vitest";
import { type CoefficientRow, sortRows, toSortKey } from "./coefficient-rows";

const figure = (estimate: number | null) => ({ estimate }) as CoefficientRow["agreement"]; // only the estimate is compared
const row = (id: string, agreement: number | null, pairs: number) =>
  ({ id, agreement: figure(agreement), kappa: null, pairs }) as CoefficientRow;
const rows = [row("a", 0.6, 9), row("b", null, 30), row("c", 0.8, 20)];

test("sortRows puts the largest first, and rows without a value last", () => {
  expect(sortRows(rows, "agreement").map(({ id }) => id)).toEqual(["c", "a", "b"]);
  expect(sortRows(rows, "pairs").map(({ id }) => id)).toEqual(["b", "c", "a"]);
});

test("sortRows keeps the report's order without a column, and among rows without values", () => {
  expect(sortRows(rows, null)).toEqual(rows);
  expect(sortRows(rows, "kappa")).toEqual(rows);
});

test("toSortKey knows its columns alone", () => {
  expect([toSortKey("kappa"), toSortKey("toString"), toSortKey(["kappa"]), toSortKey(undefined)]).toEqual([
    "kappa",
    null,
    null,
    null,
  ]);
});
