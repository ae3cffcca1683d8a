/** Numbers UUIDs in the order in which they are first seen, from 0. Sixteen bytes a UUID and a few of table; no object each. */
export interface UuidIndex {
  readonly size: number;
  /** The number of the UUID that stands in `bytes` at `offset`; a new one gets the next number. */
  add(bytes: Uint8Array, offset: number): number;
  /** As `add`, from text. */
  addText(uuid: string): number;
  /** The number of a UUID, or −1. */
  find(uuid: string): number;
  /** The UUID with this number, as text. */
  textAt(index: number): string;
}

/** An empty index. Look-ups are constant: UUIDv7 and hashes are random enough in their last bytes to be their own hash. */
export function createUuidIndex(): UuidIndex {
  let words = new Int32Array(4 * 64);
  let buckets = new Int32Array(256).fill(-1);
  let size = 0;

  function slotOf(a: number, b: number, c: number, d: number): number {
    const mask = buckets.length - 1;
    let slot = Math.imul(d ^ Math.imul(c, 0x9e3779b1) ^ (a << 7) ^ b, 0x85ebca6b);
    slot = (slot ^ (slot >>> 15)) & mask;
    for (;;) {
      const index = buckets[slot] ?? -1;
      if (index < 0) return slot;
      const at = index * 4;
      if (words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function addWords(a: number, b: number, c: number, d: number): number {
    const slot = slotOf(a, b, c, d);
    const known = buckets[slot] ?? -1;
    if (known >= 0) return known;
    if ((size + 1) * 4 > words.length) {
      const larger = new Int32Array(words.length * 2);
      larger.set(words);
      words = larger;
    }
    const at = size * 4;
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    buckets[slot] = size++;
    if (size * 2 > buckets.length) rehash();
    return size - 1;
  }

  function rehash(): void {
    buckets = new Int32Array(buckets.length * 4).fill(-1);
    for (let i = 0; i < size; i++) {
      const at = i * 4;
      buckets[slotOf(words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0)] = i;
    }
  }

  return {
    get size() {
      return size;
    },
    add: (bytes, offset) =>
      addWords(wordAt(bytes, offset), wordAt(bytes, offset + 4), wordAt(bytes, offset + 8), wordAt(bytes, offset + 12)),
    addText: (uuid) => addWords(...parseWords(uuid)),
    find: (uuid) => buckets[slotOf(...parseWords(uuid))] ?? -1,
    textAt(index) {
      if (!(index >= 0 && index < size)) throw new RangeError(`no UUID has number ${index}`);
      const hex = Array.from(words.subarray(index * 4, index * 4 + 4), (word) => (word >>> 0).toString(16).padStart(8, "0")).join(
        "",
      );
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
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
