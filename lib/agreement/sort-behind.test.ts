import { expect, test } from "vitest";
import { columnsOf, testId } from "@/lib/testing/columns-of";
import { sortBehind } from "./sort-behind";

const names = Array.from({ length: 40 }, (_, i) => `c${i}`);
const columns = columnsOf(names.map((comparison) => ({ comparison, annotator: "ann", value: 1 })));
const found = names
  .filter((_, i) => i % 3 !== 0)
  .map((name, i) => ({ comparison: columns.findComparison(testId(name)), distance: i % 4 }));
/** The second way: sorted as pairs. */
const expected = found
  .map(({ comparison, distance }) => ({ id: columns.comparisonId(comparison), distance }))
  .sort((a, b) => b.distance - a.distance || (a.id < b.id ? -1 : 1));
const list = sortBehind(found, columns);

test("sortBehind puts those furthest apart first, equal ones by id", () => {
  expect(list.length).toBe(expected.length);
  expect(expected.map((_, i) => ({ id: list.idAt(i), distance: list.distanceAt(i) }))).toEqual(expected);
  expect(expected.map(({ id }) => list.placeOf(id))).toEqual(expected.map((_, i) => i));
  expect([list.idAt(-1), list.idAt(list.length), list.placeOf(testId("c0")), list.placeOf(testId("nobody"))]).toEqual([
    null,
    null,
    -1,
    -1,
  ]);
});

test("sortBehind finds where a page goes on, also after a comparison that has left", () => {
  for (const [i, end] of expected.entries()) expect(list.firstAfter(end)).toBe(i + 1);
  const gone = { id: testId("c0"), distance: 2 };
  const isAfter = (each: { id: string; distance: number }) => each.distance < 2 || (each.distance === 2 && each.id > gone.id);
  expect(list.firstAfter(gone)).toBe(expected.findIndex(isAfter));
});

test("sortBehind finds the neighbours by age of a comparison that is not in the list", () => {
  const ids = expected.map(({ id }) => id).sort();
  for (const id of [
    testId("c0"),
    testId("nobody"),
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
  ]) {
    const before = ids.filter((each) => each < id);
    const after = ids.filter((each) => each > id);
    expect(list.besides(id)).toEqual({ previous: before.at(-1) ?? null, next: after[0] ?? null });
  }
});
