import { expect, test } from "vitest";
import { columnsOf } from "@/lib/testing/columns-of";
import { createKeptFacts, fitArray } from "./kept-facts";

const labelOf = (comparison: string) => ({ comparison, annotator: "ann", value: 1 });

/** Facts are the ids that were read. */
function start() {
  const kept = createKeptFacts<string[]>();
  const asked: (readonly string[] | null)[] = [];
  const get = (columns: ReturnType<typeof columnsOf>) =>
    kept.get(
      columns,
      () => [],
      async (known, ids) => {
        asked.push(ids);
        return [...known, ...(ids ?? [])];
      },
    );
  return { get, asked };
}

test("createKeptFacts reads what is new, once for all who ask", async () => {
  const { get, asked } = start();
  const columns = columnsOf([labelOf("a"), labelOf("b")]);
  const ids = [columns.comparisonId(0), columns.comparisonId(1)];
  expect(await Promise.all([get(columns), get(columns)])).toEqual([ids, ids]);
  expect(asked).toEqual([ids]);

  const longer = columnsOf([labelOf("a"), labelOf("b"), labelOf("c")]);
  expect(await get({ ...longer, numbering: columns.numbering })).toEqual([...ids, longer.comparisonId(2)]);
  expect(asked).toEqual([ids, [longer.comparisonId(2)]]);
  // Numbers of its own, so nothing of it is known.
  expect(await get(longer)).toHaveLength(3);
});

test("createKeptFacts forgets a reading that failed", async () => {
  const kept = createKeptFacts<number>();
  const columns = columnsOf([labelOf("a")]);
  await expect(
    kept.get(
      columns,
      () => 0,
      () => Promise.reject(new Error("no database")),
    ),
  ).rejects.toThrow("no database");
  expect(
    await kept.get(
      columns,
      () => 0,
      async () => 7,
    ),
  ).toBe(7);
});

test("fitArray keeps what stands in an array and fills what is new", () => {
  const array = Int16Array.of(3, 4);
  expect(fitArray(array, 2, -1)).toBe(array);
  expect([...fitArray(array, 5, -1)]).toEqual([3, 4, -1, -1, -1]);
});
