import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS, type SourceLimits } from "./limits";
import { readRows } from "./read-rows";

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield new Uint8Array(bytes.subarray(start, start + size));
}

async function read(content: string | Buffer, size = 7, limits: Partial<SourceLimits> = {}) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const opened = await readRows(inChunks(bytes, size), { ...DEFAULT_LIMITS, ...limits });
  const rows: string[] = [];
  for await (const some of opened.rows) {
    for (const { row, text, problem } of some) rows.push(`${row}:${text ?? problem?.reason}`);
  }
  return { rows, count: opened.count };
}

const lines = '{"a":1}\n{"a":2}\n{"a":3}\n';

describe("readRows on lines", () => {
  test.each([1, 2, 7, 1000])("gives every line with its number, whatever the chunks (%i bytes)", async (size) => {
    expect((await read(lines, size)).rows).toEqual(['1:{"a":1}', '2:{"a":2}', '3:{"a":3}']);
  });

  test("takes a last line without its end, and makes no row of the end of a file", async () => {
    expect((await read('{"a":1}\n{"a":2}')).rows).toEqual(['1:{"a":1}', '2:{"a":2}']);
  });

  test("counts blank lines in the numbers but makes no rows of them", async () => {
    expect((await read('\n{"a":1}\n  \n\n{"a":2}\n\n')).rows).toEqual(['2:{"a":1}', '5:{"a":2}']);
  });

  test("reads CR LF and lone CR as line ends", async () => {
    const trimmed = async (text: string) => (await read(text)).rows.map((row) => row.trim());
    expect(await trimmed(lines.replaceAll("\n", "\r\n"))).toEqual(['1:{"a":1}', '2:{"a":2}', '3:{"a":3}']);
    expect(await trimmed(lines.replaceAll("\n", "\r"))).toEqual(['1:{"a":1}', '2:{"a":2}', '3:{"a":3}']);
  });

  test("strips a byte order mark", async () => {
    expect((await read(`\ufeff${lines}`, 2)).rows[0]).toBe('1:{"a":1}');
  });

  test("keeps characters of four bytes whole across chunks", async () => {
    const text = '{"a":"𝒜é漢"}\n';
    for (let size = 1; size < 12; size++) expect((await read(text, size)).rows).toEqual([`1:${text.trim()}`]);
  });

  test("refuses a line above the limit and reads on behind it", async () => {
    const long = `{"a":"${"x".repeat(100)}"}`;
    for (const size of [1, 7, 64, 1000]) {
      const { rows } = await read(`{"a":1}\n${long}\n{"a":2}\n`, size, { rowBytes: 50 });
      expect(rows).toEqual(['1:{"a":1}', "2:The row is longer than 50 bytes.", '3:{"a":2}']);
    }
  });

  test("refuses a last line above the limit that never ends", async () => {
    expect((await read(`{"a":1}\n${"{".repeat(200)}`, 9, { rowBytes: 50 })).rows).toEqual([
      '1:{"a":1}',
      "2:The row is longer than 50 bytes.",
    ]);
  });

  test("reads one line of 1 GB in constant memory", async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x78);
    async function* gigabyte() {
      yield new Uint8Array(Buffer.from('{"a":1}\n{"a":"'));
      for (let index = 0; index < 1024; index++) yield chunk;
      yield new Uint8Array(Buffer.from('"}\n{"a":2}\n'));
    }
    const before = process.memoryUsage().rss;
    const { rows, count } = await readRows(gigabyte());
    const seen: string[] = [];
    let peak = 0;
    for await (const some of rows) {
      for (const { row, text, problem } of some) seen.push(`${row}:${text ?? problem?.reason}`);
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    expect(seen).toEqual(['1:{"a":1}', "2:The row is longer than 8 MiB.", '3:{"a":2}']);
    expect(count.textBytes).toBeGreaterThan(1024 ** 3);
    expect(peak - before).toBeLessThan(200 * 1024 * 1024);
  });
});

describe("readRows on a list", () => {
  const list = ' [\n {"a": "x, ] \\" }"},\n {"b": [1, {"c": 2}]} , 3, "four"\n]\n ';
  test.each([1, 3, 1000])("gives every element, whatever the chunks (%i bytes)", async (size) => {
    expect((await read(list, size)).rows.map((row) => row.trim())).toEqual([
      '1:{"a": "x, ] \\" }"}',
      '2:{"b": [1, {"c": 2}]}',
      "3:3",
      '4:"four"',
    ]);
  });

  test("has no rows when it is empty", async () => {
    expect((await read("[]")).rows).toEqual([]);
    expect((await read(" [ ] \n")).rows).toEqual([]);
  });

  test("is refused when it was cut", async () => {
    for (const cut of ['[{"a":1}', '[{"a":1},{"a"', '[{"a":"x', "["])
      await expect(read(cut)).rejects.toThrow("The list is not closed");
  });

  test("is refused when more text follows it", async () => {
    await expect(read('[{"a":1}]\n[{"a":2}]')).rejects.toThrow("More text follows the list, at offset 10");
  });

  test("refuses an element above the limit and reads on behind it", async () => {
    const { rows } = await read(`[{"a":1},{"a":"${"x".repeat(90)}"},{"a":2}]`, 8, { rowBytes: 50 });
    expect(rows).toEqual(['1:{"a":1}', "2:The row is longer than 50 bytes.", '3:{"a":2}']);
  });
});

describe("readRows on gzip", () => {
  test("unpacks by content and hashes the bytes as they came", async () => {
    const packed = gzipSync(lines);
    const { rows, count } = await read(packed);
    expect(rows).toHaveLength(3);
    expect(count.bytes).toBe(packed.length);
    expect(count.textBytes).toBe(lines.length);
    // SHA-256 of three lines, by coreutils' sha256sum.
    expect((await read(lines)).count.sha256()).toBe("ba2a4233843ce1c6737be63c04305f885dbf5253d1cb4423a44b0c5bf708cb99");
  });

  test("unpacks members that were joined", async () => {
    expect((await read(Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')]))).rows).toHaveLength(2);
  });

  test("is refused when it was cut, wherever", async () => {
    const packed = gzipSync(lines.repeat(50));
    for (const length of [2, 12, packed.length >> 1, packed.length - 1]) {
      await expect(read(packed.subarray(0, length))).rejects.toThrow(/gzip data end too early.*Download or pack it again/);
    }
  });

  test("is refused when it is damaged", async () => {
    const packed = gzipSync(lines.repeat(50));
    packed.fill(0xff, 20, 30);
    await expect(read(packed)).rejects.toThrow("gzip data are damaged");
  });

  test("is refused when it unpacks to far more than its size", async () => {
    const bomb = gzipSync(Buffer.alloc(2_000_000, 0x7b));
    expect(bomb.length).toBeLessThan(3000);
    await expect(read(bomb, 100, { ratioFrom: 100_000 })).rejects.toThrow("unpacks to more than 200 times its size");
    await expect(read(gzipSync(lines.repeat(500)), 100, { textBytes: 1000 })).rejects.toThrow("larger than 1000 bytes");
    await expect(read(lines, 7, { bytes: 10 })).rejects.toThrow("larger than 10 bytes");
  });

  test("is refused inside gzip", async () => {
    await expect(read(gzipSync(gzipSync(lines)))).rejects.toThrow("gzip inside gzip");
  });
});

describe("readRows on what it cannot read", () => {
  test("names a byte that is not UTF-8 by offset and row", async () => {
    const bad = Buffer.concat([Buffer.from('{"a":1}\n{"a":"caf'), Buffer.from([0xe9]), Buffer.from('"}\n')]);
    for (const size of [1, 5, 100]) {
      await expect(read(bad, size)).rejects.toThrow("The file is not UTF-8: byte 0xE9 at offset 17, row 2");
    }
    const list = Buffer.concat([Buffer.from('[{"a":1},{"a":"caf'), Buffer.from([0xe9]), Buffer.from('"}]')]);
    await expect(read(list, 5)).rejects.toThrow("byte 0xE9 at offset 18, row 2");
  });

  test("refuses UTF-8 that is cut, too long, a surrogate or beyond Unicode", async () => {
    for (const bytes of [[0xe2, 0x82], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80]]) {
      await expect(read(Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}\n')]))).rejects.toThrow(
        "at offset 6, row 1",
      );
    }
  });

  test.each([
    ["", "The file is empty"],
    [" \n \n", "only white space"],
    ["\ufeff", "The file is empty"],
    ["<!doctype html><html></html>", "HTML or XML"],
    ["version https://git-lfs.github.com/spec/v1\noid sha256:4d7a", "Git LFS pointer"],
    ["PAR1\u0015\u0004", "The Parquet file is damaged: it ends too early"],
    ["PK\u0003\u0004", "ZIP archive"],
    ['{\n  "a": 1\n}\n', "one JSON object without a list"],
  ])("names what %j is instead", async (content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  test("names UTF-16, with and without its mark", async () => {
    const utf16 = Buffer.from(lines, "utf16le");
    await expect(read(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]))).rejects.toThrow("UTF-16");
    await expect(read(utf16)).rejects.toThrow("UTF-16");
    await expect(read(Buffer.from(utf16).swap16())).rejects.toThrow("UTF-16");
  });
});
