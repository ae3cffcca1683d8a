import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { ByteWriter, ParquetWriter, parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "@/lib/datasets/source/limits";
import type { SourceRow } from "@/lib/datasets/source/source-row";
import type { FuzzNews, FuzzTask } from "@/lib/testing/parquet-fuzz-worker";
import { checkRuns } from "./check-runs";
import { decodeFile } from "./decode-file";
import { rowsOfThread } from "./parquet-thread";
import { unpackPage } from "./unpack-page";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-parquet-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A thread that runs a TypeScript file of ours. */
const start = (file: string, data: unknown) =>
  new Worker(
    `import("tsx/esm/api").then(({ register }) => { register(); return import("${new URL(file, import.meta.url).href}"); });`,
    {
      eval: true,
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    },
  );

function save(name: string, bytes: Uint8Array | ArrayBuffer): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, Buffer.from(bytes as Uint8Array));
  return file;
}

async function collect(rows: AsyncGenerator<SourceRow[]>): Promise<SourceRow[]> {
  const all: SourceRow[] = [];
  for await (const some of rows) all.push(...some);
  return all;
}

const many = Array.from({ length: 700 }, (_, index) => index);
const texts = many.map((index) => (index % 7 === 0 ? null : `text ${index} é 😀 `.repeat(1 + (index % 5))));
const columnData = [
  { name: "text", data: texts, type: "STRING" as const },
  { name: "same", data: many.map((index) => `word ${index % 3}`), type: "STRING" as const },
  { name: "number", data: many.map((index) => index / 4), type: "DOUBLE" as const },
  { name: "big", data: many.map((index) => 9_007_199_254_740_993n + BigInt(index)), type: "INT64" as const },
  { name: "flag", data: many.map((index) => index % 2 === 0), type: "BOOLEAN" as const },
  { name: "time", data: many.map((index) => new Date(index * 1000)), type: "TIMESTAMP" as const },
];

function nested(): Uint8Array {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: "root", num_children: 1 },
      { name: "prompt", converted_type: "LIST", repetition_type: "OPTIONAL", num_children: 1 },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", repetition_type: "OPTIONAL", num_children: 2 },
      { name: "role", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      { name: "content", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
    ],
  });
  void parquet.write({ columnData: [{ name: "prompt", data: talks }], rowGroupSize: 300, pageSize: 500 });
  void parquet.finish();
  return new Uint8Array(writer.getBuffer());
}
const talks = many.map((index) =>
  index % 5 === 0
    ? null
    : Array.from({ length: index % 4 }, (_, turn) => ({ role: turn % 2 ? "assistant" : "user", content: `${index}.${turn}` })),
);

const files = {
  snappy: parquetWriteBuffer({ columnData, rowGroupSize: 250, pageSize: 700 }),
  plain: parquetWriteBuffer({ columnData, codec: "UNCOMPRESSED" }),
  gzip: parquetWriteBuffer({ columnData, codec: "GZIP", compressors: { GZIP: (bytes) => gzipSync(bytes) } }),
  nested: nested(),
  delta: parquetWriteBuffer({
    columnData: [
      { name: "number", data: Int32Array.from(many), type: "INT32", encoding: "DELTA_BINARY_PACKED" },
      { name: "text", data: many.map((index) => `begins alike ${index}`), type: "STRING", encoding: "DELTA_LENGTH_BYTE_ARRAY" },
    ],
    pageSize: 400,
  }),
};

describe("decodeFile", () => {
  test.each(["snappy", "plain", "gzip"] as const)("reads what was written, %s", async (name) => {
    const rows = await collect(decodeFile(save(name, files[name]), DEFAULT_LIMITS));
    expect(rows.map(({ row }) => row)).toEqual(many.map((index) => index + 1));
    expect(rows.map(({ values }) => values)).toEqual(
      many.map((index) => ({
        text: texts[index],
        same: `word ${index % 3}`,
        number: index / 4,
        // Beyond 2^53 a number is its digits.
        big: String(9_007_199_254_740_993n + BigInt(index)),
        flag: index % 2 === 0,
        time: new Date(index * 1000).toISOString(),
      })),
    );
  });

  test("reads lists of messages over pages and row groups", async () => {
    const rows = await collect(decodeFile(save("nested", files.nested), DEFAULT_LIMITS));
    expect(rows.map(({ values }) => values?.prompt)).toEqual(talks);
  });

  test("refuses rows whose bytes are no text, and reads the others", async () => {
    const bytes = parquetWriteBuffer({
      columnData: [{ name: "a", data: ["xx-invalid", "fine"], type: "STRING" }],
      codec: "UNCOMPRESSED",
    });
    const broken = Buffer.from(bytes);
    broken[broken.indexOf("xx-invalid")] = 0xff;
    const [first, second] = await collect(decodeFile(save("invalid", broken), DEFAULT_LIMITS));
    expect(first?.problem).toMatchObject({ column: "a", reason: "The value holds bytes that are not UTF-8." });
    expect(second?.values).toEqual({ a: "fine" });
  });
});

describe("rowsOfThread", () => {
  test("gives what the caller's thread would", async () => {
    const file = save("thread", files.snappy);
    const worker = start("./parquet-worker.ts", { path: file, limits: DEFAULT_LIMITS });
    expect(await collect(rowsOfThread(worker, 20_000))).toEqual(await collect(decodeFile(file, DEFAULT_LIMITS)));
  });

  test("ends a thread that says nothing for too long", async () => {
    const worker = new Worker(
      `require("node:worker_threads").parentPort.on("message", () => { for (;;); }); require("node:worker_threads").parentPort.postMessage("ready");`,
      { eval: true },
    );
    await expect(collect(rowsOfThread(worker, 1_000))).rejects.toThrow("its rows take longer than 1 s to unpack");
  });

  test("refuses the file of a thread that needs too much memory", async () => {
    const worker = new Worker(
      `const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => { const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length)); }); parentPort.postMessage("ready");`,
      { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 } },
    );
    await expect(collect(rowsOfThread(worker, 20_000))).rejects.toThrow("more memory than a file may take");
  });
});

describe("sizes that lie", () => {
  test("a run that claims more values than its page is refused before it is written out", () => {
    // 0xfe 0xff 0xff 0xff 0x0f: a run of 2^31 − 1 times the value that follows.
    expect(() => checkRuns(Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0x0f, 1), 0, 6, 1, 10)).toThrow(
      "a run claims 2147483647 values where 10 are left",
    );
    expect(() => checkRuns(Uint8Array.of(20, 1), 0, 2, 1, 10)).not.toThrow();
  });

  test("a packed page is unpacked into the length of its header and no more", () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    expect(() => unpackPage(bomb, 100, "GZIP")).toThrow();
    // Snappy that says it holds 1 GiB.
    expect(() => unpackPage(Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x04, 0), 100, "SNAPPY")).toThrow(
      "says that it unpacks to 1073741824 bytes",
    );
  });
});

// All of them with CONCORD_FUZZ=10000; a part belongs to every run of the tests.
const MUTATIONS = Number(process.env.CONCORD_FUZZ ?? 400);

test(`${MUTATIONS} mutations of five files are read or refused, none for more than 5 s`, { timeout: 15 * 60_000 }, async () => {
  const task: FuzzTask = {
    seed: 20261125,
    from: 0,
    to: MUTATIONS,
    files: Object.values(files).map((bytes) => new Uint8Array(bytes)),
  };
  const before = process.memoryUsage().rss;
  const bugs: string[] = [];
  const read = await new Promise<number>((resolve, reject) => {
    const worker = start("../../../testing/parquet-fuzz-worker.ts", task);
    let index = -1;
    const stuck = () => {
      void worker.terminate();
      reject(new Error(`mutation ${index} takes longer than 5 s`));
    };
    let timer = setTimeout(stuck, 60_000);
    worker.on("message", (news: FuzzNews) => {
      clearTimeout(timer);
      if (news.kind === "end") return resolve(news.read);
      if (news.kind === "bug") bugs.push(`${news.index}: ${news.message}`);
      else index = news.index;
      timer = setTimeout(stuck, 5_000);
    });
    worker.on("error", (error) => reject(new Error(`mutation ${index}: ${error.message}`, { cause: error })));
  });
  expect(bugs).toEqual([]);
  // Most changes hit a text or a statistic and do no harm.
  expect(read).toBeGreaterThan(MUTATIONS / 20);
  expect(read).toBeLessThan(MUTATIONS);
  expect((process.memoryUsage().rss - before) / 1024 ** 2).toBeLessThan(400);
});
