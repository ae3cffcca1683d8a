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
  let words = new Int32Array(4 * 64);
  let buckets = new Int32Array(256).fill(-1);
  let size = 0;
  // How many of them are in the table, and which was added or met last: neighbours are often equal.
  let indexed = 0;
  let last = 0;

  function slotOf(a: number, b: number, c: number, d: number): number {
    const mask = buckets.length - 1;
    let slot = mixWords(a, b, c, d) & mask;
    for (;;) {
      const index = buckets[slot] ?? -1;
      if (index < 0) return slot;
      const at = index * 4;
      if (words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function addWords(a: number, b: number, c: number, d: number): number {
    if (last < size && isAt(last, a, b, c, d)) return last;
    catchUp();
    const slot = slotOf(a, b, c, d);
    const known = buckets[slot] ?? -1;
    last = known >= 0 ? known : size;
    if (known >= 0) return known;
    put(a, b, c, d);
    buckets[slot] = size - 1;
    indexed = size;
    if (size * 2 > buckets.length) rehash();
    return size - 1;
  }

  function isAt(index: number, a: number, b: number, c: number, d: number): boolean {
    const at = index * 4;
    return words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a;
  }

  function put(a: number, b: number, c: number, d: number): void {
    const at = size * 4;
    if (at + 4 > words.length) words = doubled(words);
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    size++;
  }

  function rehash(): void {
    let length = buckets.length;
    while (size * 2 > length) length *= 4;
    buckets = new Int32Array(length).fill(-1);
    indexed = 0;
    index();
  }

  function index(): void {
    for (; indexed < size; indexed++) {
      const at = indexed * 4;
      buckets[slotOf(words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0)] = indexed;
    }
  }

  /** Puts what was appended into the table. */
  function catchUp(): void {
    if (indexed === size) return;
    if (size * 2 > buckets.length) rehash();
    else index();
  }

  function findWords(a: number, b: number, c: number, d: number): number {
    catchUp();
    return buckets[slotOf(a, b, c, d)] ?? -1;
  }

  function wordsOf(index: number): [number, number, number, number] {
    const at = index * 4;
    return [words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0];
  }

  // What was pushed on by the one that leaves moves back, so that no look-up meets a gap before it.
  function empty(slot: number): void {
    const mask = buckets.length - 1;
    let gap = slot;
    for (let next = (gap + 1) & mask; (buckets[next] ?? -1) >= 0; next = (next + 1) & mask) {
      const home = mixWords(...wordsOf(buckets[next] ?? 0)) & mask;
      if (((next - home) & mask) < ((next - gap) & mask)) continue;
      buckets[gap] = buckets[next] ?? -1;
      gap = next;
    }
    buckets[gap] = -1;
  }

  return {
    get size() {
      return size;
    },
    append(bytes, offset) {
      put(wordAt(bytes, offset), wordAt(bytes, offset + 4), wordAt(bytes, offset + 8), wordAt(bytes, offset + 12));
      return size - 1;
    },
    findAt: (bytes, offset) =>
      findWords(wordAt(bytes, offset), wordAt(bytes, offset + 4), wordAt(bytes, offset + 8), wordAt(bytes, offset + 12)),
    add: (bytes, offset) =>
      addWords(wordAt(bytes, offset), wordAt(bytes, offset + 4), wordAt(bytes, offset + 8), wordAt(bytes, offset + 12)),
    addText: (uuid) => addWords(...parseWords(uuid)),
    find: (uuid) => findWords(...parseWords(uuid)),
    remove(uuid) {
      catchUp();
      const slot = slotOf(...parseWords(uuid));
      const index = buckets[slot] ?? -1;
      if (index < 0) return -1;
      const moved = wordsOf(size - 1);
      empty(slot);
      if (index < size - 1) {
        buckets[slotOf(...moved)] = index;
        words.set(moved, index * 4);
      }
      size--;
      indexed = size;
      return index;
    },
    order: () => sortWords(words, size),
    textAt(index) {
      if (!(index >= 0 && index < size)) throw new RangeError(`no UUID has number ${index}`);
      return toText(wordsOf(index));
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

function doubled(words: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(words.length * 2);
  larger.set(words);
  return larger;
}

function mixWords(a: number, b: number, c: number, d: number): number {
  const mixed = Math.imul(d ^ Math.imul(c, 0x9e3779b1) ^ (a << 7) ^ b, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
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
