import { createUuidTable, wordsOf } from "./uuid-table";

/** Numbers UUIDs in the order in which they are first seen, from 0. Sixteen bytes a UUID and a few of table; no object each. */
export interface UuidIndex {
  readonly size: number;
  /** The number of the UUID that stands in `bytes` at `offset`; a new one gets the next number. */
  add(bytes: Uint8Array, offset: number): number;
  /** As `add`, for a UUID that is known to be new: quicker, since the table is made when something is next looked for. */
  append(bytes: Uint8Array, offset: number): number;
  /** The number of the UUID that stands in `bytes` at `offset`, or −1. */
  findAt(bytes: Uint8Array, offset: number): number;
  /** As `add`, from text. */
  addText(uuid: string): number;
  /** The number of a UUID, or −1. */
  find(uuid: string): number;
  /** The UUID with this number, as text. */
  textAt(index: number): string;
  /** All numbers, ascending by UUID. Reads what the index holds now. */
  order(): Int32Array;
  /** Forgets a UUID, whose number goes to the one that came last. Returns that number, or −1 if it was not known. */
  remove(uuid: string): number;
}

/** An empty index. Look-ups are constant: UUIDv7 and hashes are random enough in their last bytes to be their own hash. */
export function createUuidIndex(): UuidIndex {
  const table = createUuidTable();
  return {
    get size() {
      return table.size;
    },
    append: (bytes, at) => table.append(wordAt(bytes, at), wordAt(bytes, at + 4), wordAt(bytes, at + 8), wordAt(bytes, at + 12)),
    findAt: (bytes, at) => table.find(wordAt(bytes, at), wordAt(bytes, at + 4), wordAt(bytes, at + 8), wordAt(bytes, at + 12)),
    add: (bytes, at) => table.add(wordAt(bytes, at), wordAt(bytes, at + 4), wordAt(bytes, at + 8), wordAt(bytes, at + 12)),
    addText: (uuid) => table.add(...parseWords(uuid)),
    find: (uuid) => table.find(...parseWords(uuid)),
    remove: (uuid) => table.remove(...parseWords(uuid)),
    order: () => sortWords(table.words, table.size),
    textAt(index) {
      if (!(index >= 0 && index < table.size)) throw new RangeError(`no UUID has number ${index}`);
      return toText(wordsOf(table.words, index));
    },
  };
}

/** Numbers of UUIDs in ascending order: by two bytes at a time, the last ones first; bytes that all have in common cost nothing. */
function sortWords(words: Int32Array, size: number): Int32Array {
  let order = Int32Array.from({ length: size }, (_, i) => i);
  let sorted = new Int32Array(size);
  for (let digit = 7; digit >= 0; digit--) {
    const word = digit >> 1;
    const shift = digit % 2 === 0 ? 16 : 0;
    const starts = new Int32Array(65_537);
    for (let i = 0; i < size; i++) {
      const key = (((words[i * 4 + word] ?? 0) >>> shift) & 0xffff) + 1;
      starts[key] = (starts[key] ?? 0) + 1;
    }
    if (starts.includes(size)) continue;
    for (let key = 0; key < 65_536; key++) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
    for (const i of order) {
      const key = ((words[i * 4 + word] ?? 0) >>> shift) & 0xffff;
      const place = starts[key] ?? 0;
      sorted[place] = i;
      starts[key] = place + 1;
    }
    [order, sorted] = [sorted, order];
  }
  return order;
}

function toText(words: readonly number[]): string {
  const hex = words.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function wordAt(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset] ?? 0) << 24) | ((bytes[offset + 1] ?? 0) << 16) | ((bytes[offset + 2] ?? 0) << 8) | (bytes[offset + 3] ?? 0)
  );
}

function parseWords(uuid: string): [number, number, number, number] {
  const hex = uuid.replaceAll("-", "");
  const word = (from: number) => Number.parseInt(hex.slice(from, from + 8), 16) | 0;
  return [word(0), word(8), word(16), word(24)];
}
