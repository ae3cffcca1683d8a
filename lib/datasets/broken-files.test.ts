import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { parseFile } from "./import/parse-file";
import type { ImportFormatName } from "./schema";
import { DEFAULT_LIMITS, type SourceLimits } from "./source/limits";

/** What a broken file leads to: why it is refused as a whole, or what is read of it and each row that is refused. */
async function report(
  content: Buffer | string,
  format: ImportFormatName | "auto" = "auto",
  limits: Partial<SourceLimits> = {},
): Promise<string[]> {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  async function* chunks() {
    for (let start = 0; start < bytes.length; start += 700) yield new Uint8Array(bytes.subarray(start, start + 700));
  }
  const told: string[] = [];
  try {
    const file = await parseFile(
      chunks(),
      { fileName: "broken", format, annotatorName: undefined, map: {} },
      { ...DEFAULT_LIMITS, ...limits },
    );
    let read = 0;
    for await (const batch of file.batches((part) => part)) {
      for (const { row, parsed } of batch) {
        if (parsed.kind !== "refused") read++;
        else
          for (const { column, reason, mend } of parsed.problems)
            told.push(`row ${row}, ${column || "whole"}: ${reason}${mend.length > 5 ? "" : " NO WAY TO MEND"}`);
      }
    }
    return [`${file.format.name}, ${file.rowsRead()} rows, ${read} read`, ...told];
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "AppError") throw error;
    return [error.message];
  }
}

const row = (more: object = {}) => JSON.stringify({ prompt: "q", responseA: "a", responseB: "b", ...more });
const good = row();
const HEAD = "prompt,response_a,response_b,winner";
const ROW = "q,a,b,A";
const READ_ONE = "concord-jsonl, 1 rows, 1 read";

const table = (columns: { name: string; data: unknown[] }[]) =>
  Buffer.from(parquetWriteBuffer({ columnData: columns.map((each) => ({ ...each, type: "STRING" as const })) } as never));
const parquet = table([
  { name: "prompt", data: ["q", "q2"] },
  { name: "response_a", data: ["a", "a2"] },
  { name: "response_b", data: ["b", "b2"] },
]);
const changed = (bytes: Buffer, change: (copy: Buffer) => void) => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};

type Case = [
  name: string,
  content: Buffer | string,
  expected: (string | RegExp)[],
  more?: { format?: ImportFormatName; limits?: Partial<SourceLimits> },
];

const JSON_CASES: Case[] = [
  ["nothing at all", "", ["The file is empty. Choose a file with at least one row."]],
  ["white space alone", " \n\n\t ", ["The file holds only white space. Choose a file with at least one row."]],
  ["a byte order mark", `\uFEFF${good}\n`, [READ_ONE]],
  ["no newline at the end", `${good}\n${good}`, ["concord-jsonl, 2 rows, 2 read"]],
  ["newlines at the end", `${good}\n\n\n`, [READ_ONE]],
  ["CR LF", `${good}\r\n${good}\r\n`, ["concord-jsonl, 2 rows, 2 read"]],
  ["CR alone", `${good}\r${good}\r`, ["concord-jsonl, 2 rows, 2 read"]],
  [
    "blank lines between, counted",
    `${good}\n\n\n{`,
    ["concord-jsonl, 2 rows, 1 read", "row 4, whole: Not JSON: the row ends too early."],
  ],
  ["UTF-16 with a mark", Buffer.from(`\uFEFF${good}`, "utf16le"), ["The file is UTF-16 text. Save it as UTF-8."]],
  ["UTF-16 without a mark", Buffer.from(good, "utf16le"), ["The file is UTF-16 text or not text at all. Save it as UTF-8."]],
  [
    "Latin-1",
    Buffer.from(`${good}\n${row({ responseA: "caf\u00e9" })}`, "latin1"),
    [/^The file is not UTF-8: byte 0xE9 at offset \d+, row 2, begins no character\./],
  ],
  [
    "half a character at the end",
    Buffer.concat([Buffer.from(good.slice(0, -2)), Buffer.from([0xc3])]),
    [/^The file is not UTF-8: byte 0xC3/],
  ],
  ["cut in the middle of a row", `${good}\n${good.slice(0, 20)}`, ["concord-jsonl, 2 rows, 1 read", /^row 2, whole: Not JSON/]],
  ["a list that is never closed", `[${good},${good}`, [/^The list is not closed/]],
  ["text behind a list", `[${good}] x`, [/^More text follows the list/]],
  ["a comma too many in a list", `[${good},]`, ["concord-jsonl, 2 rows, 1 read", /^row 2, whole: Not JSON/]],
  ["an empty list", "[]", [/^No row of the file's beginning is a JSON object/]],
  [
    "rows that are no objects",
    `${good}\n[1]\n"x"\nnull\n7`,
    [
      "concord-jsonl, 5 rows, 1 read",
      "row 2, whole: The row is a list, not an object.",
      "row 3, whole: The row is a text, not an object.",
      "row 4, whole: The row is null, not an object.",
      "row 5, whole: The row is a number, not an object.",
    ],
  ],
  [
    "a column missing",
    `${good}\n${JSON.stringify({ prompt: "q", responseA: "a" })}`,
    ["concord-jsonl, 2 rows, 1 read", "row 2, responseB: It is missing."],
  ],
  [
    "null in place of a text",
    `${good}\n${row({ responseB: null })}`,
    ["concord-jsonl, 2 rows, 1 read", "row 2, responseB: It should be of type string."],
  ],
  [
    "a field that is not known",
    `${good}\n${row({ winner: "A" })}`,
    ["concord-jsonl, 2 rows, 1 read", "row 2, whole: Unknown field: winner."],
  ],
  [
    "one field twice",
    `${good}\n${good.replace('"prompt"', '"prompt":"p","prompt"')}`,
    ["concord-jsonl, 2 rows, 1 read", "row 2, prompt: The field stands twice in one object."],
  ],
  [
    "a field named __proto__",
    `${good}\n{"__proto__":{"x":1},${good.slice(1)}`,
    ["concord-jsonl, 2 rows, 1 read", "row 2, __proto__: A field named __proto__ is not taken."],
  ],
  ["constructor and prototype as metadata", row({ metadata: { constructor: { prototype: 1 } } }), [READ_ONE]],
  [
    "NUL in a text",
    `${good}\n${good.replace('"a"', '"a\\u0000"')}`,
    ["concord-jsonl, 2 rows, 1 read", "row 2, responseA: The text holds a NUL character at 2."],
  ],
  [
    "half a surrogate pair",
    `${good}\n${good.replace('"a"', '"\\ud83d"')}`,
    ["concord-jsonl, 2 rows, 1 read", "row 2, responseA: The text holds half of a surrogate pair."],
  ],
  [
    "a control character unescaped",
    `${good}\n${good.replace('"a"', '"a\u0001"')}`,
    ["concord-jsonl, 2 rows, 1 read", /^row 2, whole: Not JSON: a control character stands unescaped/],
  ],
  [
    "a text that is not closed",
    `${good}\n{"prompt":"q`,
    ["concord-jsonl, 2 rows, 1 read", /^row 2, whole: Not JSON: a text is not closed/],
  ],
  [
    "brackets a hundred deep",
    `${good}\n${row({ metadata: "X" }).replace('"X"', `{"x":${"[".repeat(100)}${"]".repeat(100)}}`)}`,
    ["concord-jsonl, 2 rows, 1 read", "row 2, whole: Lists and objects stand more than 64 deep in each other."],
  ],
  [
    "a line above the limit",
    `${good}\n${row({ responseA: "x".repeat(3000) })}\n${good}`,
    ["concord-jsonl, 3 rows, 2 read", "row 2, whole: The row is longer than 2000 bytes."],
    { limits: { rowBytes: 2000 } },
  ],
  ["a file above the limit", `${good}\n`.repeat(100), [/^The file is larger than 1000 bytes/], { limits: { bytes: 1000 } }],
  [
    "NaN, which JSON does not have",
    `${good}\n${row({ metadata: "X" }).replace('"X"', '{"x":NaN}')}`,
    ["concord-jsonl, 2 rows, 1 read", /^row 2, whole: Not JSON/],
  ],
  ["single quotes", `${good}\n{'prompt':'q'}`, ["concord-jsonl, 2 rows, 1 read", /^row 2, whole: Not JSON/]],
  [
    "a score off the scale",
    `${good}\n${row({ labels: [{ annotator: "x", kind: "HUMAN", score: 9 }] })}`,
    ["concord-jsonl, 2 rows, 1 read", "row 2, labels.0.score: It is above 4."],
  ],
  [
    "columns of nothing known",
    '{"text":"x","label":1}',
    [/^The format is not recognised: the rows have the columns text, label\. Say which: --map prompt=COLUMN/],
  ],
  ["one object over several lines", '{\n "prompt": "q"\n}', [/^The file is one JSON object without a list "comparisons"/]],
];

const DOCUMENT = {
  metadata: {},
  annotators: { h: { name: "Iris", type: "human" } },
  comparisons: [
    { id: "1", prompt: "q", response_a: { text: "a" }, response_b: { text: "b" }, annotations: { h: { pref: "a" } } },
  ],
};
const OTHER_CASES: Case[] = [
  ["gzip that was cut", gzipSync(`${good}\n`.repeat(5000)).subarray(0, 60), [/^The gzip data end too early/]],
  [
    "gzip with a flipped byte",
    changed(
      gzipSync(Buffer.from(Array.from({ length: 3000 }, (_, i) => row({ id: `${i * 7919}` })).join("\n"))),
      (copy) => void copy.writeUInt8((copy[300] ?? 0) ^ 0xff, 300),
    ),
    [/^The gzip data are damaged/],
  ],
  ["gzip inside gzip", gzipSync(gzipSync(good)), ["The file is gzip inside gzip. Unpack it once."]],
  [
    "a gzip bomb",
    gzipSync(`{"prompt":"${"x".repeat(3_000_000)}`),
    [/^The file unpacks to more than 200 times its size/],
    { limits: { ratioFrom: 100_000 } },
  ],
  [
    "text above the limit after unpacking",
    gzipSync(`${good}\n`.repeat(1000)),
    [/^The unpacked text is larger than 5000 bytes/],
    { limits: { textBytes: 5000 } },
  ],
  ["a ZIP archive", Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), [/^The file is a ZIP archive \(or a spreadsheet\)/]],
  ["zstd", Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), ["The file is compressed with zstd. Unpack it, or compress it with gzip."]],
  ["a pickle", Buffer.from([0x80, 4, 0x95, 0]), [/^The file is a Python pickle, which is never opened/]],
  ["an Arrow file", "ARROW1\0\0", ["The file is an Arrow file. Write it as JSON Lines first."]],
  ["a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", [/^The file is a Git LFS pointer/]],
  ["a web page", "<!doctype html><html></html>", [/^The file is HTML or XML/]],
  [
    "prose",
    "Nothing that could be a table\nor a row",
    [/^The file is neither JSON nor a table: it begins with "Nothing that could b/],
  ],
  [
    "a document without its list",
    '{\n"annotators":{},\n"other":[]\n}',
    [/^The file is one JSON object without a list "comparisons"/],
  ],
  ["a document that was cut", JSON.stringify(DOCUMENT, null, 2).slice(0, -20), [/^The list is not closed/]],
  [
    "a document whose annotators come too late",
    JSON.stringify({ metadata: {}, comparisons: DOCUMENT.comparisons, annotators: {} }, null, 2),
    [/^The annotators stand behind the comparisons/],
  ],
  [
    "a document with an unknown preference",
    JSON.stringify(
      { ...DOCUMENT, comparisons: [...DOCUMENT.comparisons, { ...DOCUMENT.comparisons[0], annotations: { h: { pref: "c" } } }] },
      null,
      2,
    ),
    ["annotated-pairs, 2 rows, 1 read", 'row 2, annotations.h: The preference is "c".'],
  ],
];

const TABLE_CASES: Case[] = [
  ["a header alone", `${HEAD}\n`, [/^The table has no row that can be read/]],
  [
    "a value too few",
    `${HEAD}\n${ROW}\nq,a\n${ROW}`,
    ["csv, 3 rows, 2 read", "row 3, response_b: The row has 2 values, and the header 4 columns."],
  ],
  [
    "a value too many",
    `${HEAD}\nq,a,b,A,x\n${ROW}`,
    ["csv, 2 rows, 1 read", "row 2, winner: The row has 5 values, and the header 4 columns."],
  ],
  [
    "a quote that is never closed",
    `${HEAD}\n${ROW}\n"q,a,b,A\n${ROW}\n`,
    [/^A quote is opened on line 3, in the column "prompt", and never closed/],
  ],
  [
    "text behind a closing quote",
    `${HEAD}\n"q"x,a,b,A\n${ROW}`,
    ["csv, 2 rows, 1 read", "row 2, prompt: Text follows a closing quote on line 2."],
  ],
  [
    "lines inside quotes, counted",
    `${HEAD}\n"q\n\nq",a,b,A\nq,a\n`,
    ["csv, 2 rows, 1 read", "row 5, response_b: The row has 2 values, and the header 4 columns."],
  ],
  ["two columns of one name", `prompt,response_a,response_a\nq,a,b\n`, [/^The columns 2 and 3 have the same name, "response_a"/]],
  [
    "a column named __proto__",
    `__proto__,prompt,response_a,response_b\nx,q,a,b\n`,
    ["A column named __proto__ is not taken. Rename the column."],
  ],
  ["a column without a name", `,${HEAD}\n0,${ROW}\n`, ["csv, 1 rows, 1 read"]],
  ["no header", `q,a,b,A\nq,a,b,B\n`, [/^The format is not recognised: the rows have the columns q, a, b, A\./]],
  [
    "too many columns",
    `${Array.from({ length: 30 }, (_, i) => `c${i}`).join(",")}\n`,
    [/^The table has 30 columns; the most is 20/],
    { limits: { columns: 20 } },
  ],
  ["a name that is a text", `${"x".repeat(300)},b\n1,2\n`, [/^The name of column 1 is longer than 200 characters/]],
  ["semicolons", `${HEAD.replaceAll(",", ";")}\n${ROW.replaceAll(",", ";")}\n`, ["csv, 1 rows, 1 read"]],
  ["CR LF, a mark and a trailing newline", `\uFEFF${HEAD}\r\n${ROW}\r\n`, ["csv, 1 rows, 1 read"]],
  ["CR alone in a table", `${HEAD}\r${ROW}\r${ROW}\r`, ["csv, 2 rows, 2 read"]],
  [
    "NUL in a table",
    `${HEAD}\nq,a\0,b,A\n`,
    [/^The table has no row that can be read\. .* Row 2, response_a: The text holds a NUL character at 2\.$/],
  ],
  [
    "Latin-1 in a table",
    Buffer.from(`${HEAD}\nq,caf\u00e9,b,A\n`, "latin1"),
    [/^The file is not UTF-8: byte 0xE9 at offset \d+, row 2/],
  ],
  [
    "a preference that is no word of one",
    `${HEAD}\nq,a,b,0\nq,a,b,better\n`,
    ["csv, 2 rows, 0 read", 'row 2, winner: The preference is "0".', 'row 3, winner: The preference is "better".'],
  ],
  [
    "a table named by another format",
    `${HEAD}\n${ROW}\n`,
    ["The file is csv, not tsv: choose that, or let the format be recognised."],
    { format: "tsv" },
  ],
  [
    "a row of a table above the limit",
    `${HEAD}\nq,${"a".repeat(3000)},b,A\n${ROW}\n`,
    ["csv, 2 rows, 1 read", "row 2, whole: The row is longer than 2000 bytes."],
    { limits: { rowBytes: 2000 } },
  ],
  [
    "a quote open beyond the limit",
    `${HEAD}\n"${"a".repeat(9000)}`,
    [/^A quote is opened on line 2, in the column "prompt", and not closed within 2000 bytes/],
    { limits: { rowBytes: 2000 } },
  ],
];

const footer = parquet.length - 8 - parquet.readUInt32LE(parquet.length - 8);
const PARQUET_CASES: Case[] = [
  ["a good Parquet file", parquet, ["parquet, 2 rows, 2 read"]],
  [
    "Parquet that was cut",
    parquet.subarray(0, parquet.length - 9),
    [/^The Parquet file is damaged: it does not end with PAR1, so it was probably cut/],
  ],
  [
    "Parquet of its first bytes",
    Buffer.from("PAR1PAR1"),
    ["The Parquet file is damaged: it ends too early. Write or download it again."],
  ],
  [
    "a description longer than the file",
    changed(parquet, (copy) => void copy.writeUInt32LE(0x7fffffff, copy.length - 8)),
    [/^The Parquet file is damaged: its description claims 2147483647 bytes of/],
  ],
  [
    "a description of zeros",
    changed(parquet, (copy) => void copy.fill(0, footer, copy.length - 8)),
    [/^The Parquet file is damaged: its bytes make no sense/],
  ],
  ["pages of zeros", changed(parquet, (copy) => void copy.fill(0, 4, footer)), [/^The Parquet file is damaged: /]],
  [
    "pages above the limit",
    table([{ name: "prompt", data: Array.from({ length: 40 }, (_, index) => String(index ** 9)) }]),
    [/^The Parquet file is damaged: a page of \d+ bytes; the most is 300/],
    { limits: { pageBytes: 300 } },
  ],
  [
    "encrypted Parquet",
    Buffer.from("PARE0000PARE"),
    ["The file is an encrypted Parquet file. Write it again without encryption."],
  ],
  [
    "a column in Parquet named __proto__",
    table([
      { name: "__proto__", data: ["x"] },
      { name: "prompt", data: ["q"] },
    ]),
    [/^The Parquet file is damaged: a field is named "__proto__"/],
  ],
  [
    "Parquet rows above the limit",
    table([
      { name: "prompt", data: ["q", "q"] },
      { name: "response_a", data: ["a", "x".repeat(4000)] },
      { name: "response_b", data: ["b", "b"] },
    ]),
    ["parquet, 2 rows, 1 read", "row 2, whole: The row is longer than 2000 bytes."],
    { limits: { rowBytes: 2000 } },
  ],
  [
    "a dictionary that repeats a long text",
    table([
      { name: "prompt", data: Array.from({ length: 3000 }, () => "x".repeat(1000)) },
      { name: "response_a", data: Array.from({ length: 3000 }, () => "a") },
      { name: "response_b", data: Array.from({ length: 3000 }, () => "b") },
    ]),
    [/^The Parquet file unpacks to more than 200 times its size/],
    { limits: { ratioFrom: 100_000 } },
  ],
];

describe.each([
  ["JSON", JSON_CASES],
  ["packed and foreign files", OTHER_CASES],
  ["tables", TABLE_CASES],
  ["Parquet", PARQUET_CASES],
] as const)("broken files: %s", (_kind, cases) => {
  test.each(cases)("%s", async (_name, content, expected, more = {}) => {
    const told = await report(content, more.format, more.limits);
    expect(
      told.map((line, index) => (expected[index] instanceof RegExp && expected[index].test(line) ? expected[index] : line)),
    ).toEqual(expected);
  });
});

test("the corpus holds at least sixty files", () => {
  expect([JSON_CASES, OTHER_CASES, TABLE_CASES, PARQUET_CASES].flat().length).toBeGreaterThanOrEqual(60);
});
