import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createRandom } from "@/lib/stats/random";
import { readCopyRows } from "./copy-reader";
import { createUuidIndex } from "./uuid-index";

test("createUuidIndex numbers thousands of UUIDs in order and gives them back", () => {
  const index = createUuidIndex();
  const ids = Array.from({ length: 5000 }, () => randomUUID());
  expect(ids.map((id) => index.addText(id))).toEqual(ids.map((_, i) => i));
  expect(index.size).toBe(5000);
  expect(ids.map((id) => index.find(id))).toEqual(ids.map((_, i) => i));
  expect(ids.map((_, i) => index.textAt(i))).toEqual(ids);
  expect(index.addText(ids[17]!)).toBe(17);
  expect(index.find(randomUUID())).toBe(-1);
  expect(() => index.textAt(5000)).toThrow(RangeError);
});

test("createUuidIndex reads sixteen bytes as it reads text", () => {
  const index = createUuidIndex();
  const id = "0192f0c1-2345-7abc-8def-fedcba987654";
  const bytes = Buffer.from(`ff${id.replaceAll("-", "")}`, "hex");
  expect(index.add(bytes, 1)).toBe(0);
  expect(index.find(id)).toBe(0);
  expect(index.textAt(0)).toBe(id);
});

test("createUuidIndex finds what was appended, whichever way it is looked for", () => {
  const ids = Array.from({ length: 3000 }, () => randomUUID());
  const bytes = Buffer.from(ids.join("").replaceAll("-", ""), "hex");
  const index = createUuidIndex();
  expect(index.addText(ids[0]!)).toBe(0);
  for (let i = 1; i < 2000; i++) expect(index.append(bytes, 16 * i)).toBe(i);
  expect(index.add(bytes, 16 * 700)).toBe(700);
  for (let i = 2000; i < 2500; i++) index.append(bytes, 16 * i);
  expect(index.remove(ids[2100]!)).toBe(2100);
  expect(index.find(ids[2499]!)).toBe(2100);
  for (let i = 2500; i < 3000; i++) index.append(bytes, 16 * i);
  expect(ids.map((_, i) => index.findAt(bytes, 16 * i))).toEqual(
    ids.map((_, i) => (i === 2100 ? -1 : i === 2499 ? 2100 : i < 2500 ? i : i - 1)),
  );
  expect(index.order().map((i) => Number.parseInt(index.textAt(i).slice(0, 8), 16))).toEqual(
    Int32Array.from(ids.filter((_, i) => i !== 2100).sort(), (id) => Number.parseInt(id.slice(0, 8), 16)),
  );
});

/** Two rows of two columns, "ab" and null, then "" and "xyz". */
const copy = Buffer.concat([
  Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"),
  Buffer.from([0, 0, 0, 0, 0, 0, 0, 0]),
  Buffer.from([0, 2, 0, 0, 0, 2, 0x61, 0x62, 0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0x78, 0x79, 0x7a]),
  Buffer.from([0xff, 0xff]),
]);

async function read(chunks: Buffer[]): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  const source = async function* () {
    yield* chunks;
  };
  await readCopyRows(source(), 2, ({ bytes, offsets, lengths }) => {
    rows.push([0, 1].map((i) => (lengths[i]! < 0 ? null : bytes.toString("latin1", offsets[i]!, offsets[i]! + lengths[i]!))));
  });
  return rows;
}

test("readCopyRows reads the same rows wherever the stream is cut", async () => {
  const expected = [
    ["ab", null],
    ["", "xyz"],
  ];
  expect(await read([copy])).toEqual(expected);
  for (let cut = 1; cut < copy.length; cut++) expect(await read([copy.subarray(0, cut), copy.subarray(cut)])).toEqual(expected);
  expect(await read([...copy].map((byte) => Buffer.from([byte])))).toEqual(expected);
});

test("readCopyRows refuses a stream that stops early or has other columns", async () => {
  await expect(read([copy.subarray(0, copy.length - 2)])).rejects.toThrow(/ended/);
  await expect(
    readCopyRows(
      (async function* () {
        yield copy;
      })(),
      3,
      () => undefined,
    ),
  ).rejects.toThrow(/2 columns instead of 3/);
});

test("createUuidIndex forgets as a list does in which the last takes the place of the one that leaves", () => {
  const random = createRandom(7, "uuid index");
  const index = createUuidIndex();
  const list: string[] = [];
  for (let step = 0; step < 20_000; step++) {
    if (list.length > 0 && random.below(100) < 48) {
      const at = random.below(list.length);
      const id = list[at]!;
      const last = list.pop()!;
      if (at < list.length) list[at] = last;
      expect(index.remove(id)).toBe(at);
      expect(index.find(id)).toBe(-1);
    } else {
      const id = randomUUID();
      expect(index.addText(id)).toBe(list.length);
      list.push(id);
    }
  }
  expect(index.size).toBe(list.length);
  expect(list.map((id) => index.find(id))).toEqual(list.map((_, i) => i));
  expect(list.map((_, i) => index.textAt(i))).toEqual(list);
  expect(index.remove(randomUUID())).toBe(-1);
});
