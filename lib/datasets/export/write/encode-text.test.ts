import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "@/lib/datasets/source/limits";
import { splitTable } from "@/lib/datasets/source/split-table";
import { columns } from "./columns";
import { ESCAPED_COLUMN, encodeTable } from "./encode-text";

const shape = columns("one:text", "two:text");
const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom("a", '"', ",", "\t", "\n", "\r", "\r\n", "'", "=", "+", "-", "@", " ", "é", "😀", ";"),
    maxLength: 12,
  }),
  fc.string({ unit: "grapheme", maxLength: 8 }).filter((text) => text.isWellFormed() && !text.includes("\0")),
);
// A row of nothing is a blank line to every reader, and our tables begin with a column that is never empty.
const table = fc.array(
  fc.tuple(
    cell.filter((text) => text !== ""),
    cell,
  ),
  { minLength: 1, maxLength: 6 },
);

function write(rows: readonly (readonly string[])[], separator: "," | "\t", forSpreadsheet = false): string {
  const encoder = encodeTable(shape, separator, forSpreadsheet);
  return encoder.begin + rows.map((row, index) => encoder.row(row, index)).join("") + encoder.end;
}

async function readOurs(text: string, separator: "," | "\t", size: number): Promise<unknown[]> {
  async function* chunks() {
    const bytes = Buffer.from(text);
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
  }
  const all: unknown[] = [];
  for await (const rows of splitTable(chunks(), separator.charCodeAt(0), DEFAULT_LIMITS))
    all.push(...rows.map(({ values }) => values && Object.values(values)));
  return all;
}

test.each([",", "\t"] as const)(
  "a research table separated by %j is read as it was written, by another reader and by ours in pieces of any size",
  async (separator) => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const text = write(rows, separator);
        expect(parse(text, { delimiter: separator, fromLine: 1 }).slice(1)).toEqual(rows);
        expect(await readOurs(text, separator, size)).toEqual(rows);
      }),
    );
  },
);

test("a spreadsheet's table has no cell that runs as a formula, and says how to undo what was changed", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const [header = [], ...read] = parse(write(rows, ",", true)) as string[][];
      expect(header).toEqual(["one", "two", ESCAPED_COLUMN]);
      for (const cells of read) for (const each of cells.slice(0, 2)) expect(each).not.toMatch(/^[=+\-@\t\r\0]/);
      const undone = read.map(([one = "", two = "", escaped = ""]) => [
        escaped.split(" ").includes("one") ? one.slice(1) : one,
        escaped.split(" ").includes("two") ? two.slice(1) : two,
      ]);
      expect(undone).toEqual(rows);
    }),
  );
});
