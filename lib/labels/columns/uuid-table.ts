/** The table behind `UuidIndex`: UUIDs as four words each, numbered from 0. */
export interface UuidTable {
  readonly size: number;
  /** Four a UUID; exchanged for a larger array as it fills. */
  readonly words: Int32Array;
  add(a: number, b: number, c: number, d: number): number;
  /** As `add`, for one that is known to be new. It is looked for in a hash table that is made when something is next looked for. */
  append(a: number, b: number, c: number, d: number): number;
  /** The number, or −1. */
  find(a: number, b: number, c: number, d: number): number;
  /** Gives its number to the one that came last. Returns that number, or −1 if it was not known. */
  remove(a: number, b: number, c: number, d: number): number;
}

/** An empty table. */
export function createUuidTable(): UuidTable {
  let words = new Int32Array(4 * 64);
  let buckets = new Int32Array(256).fill(-1);
  let size = 0;
  // How many of them are in the buckets, and which was added or met last: neighbours are often equal.
  let indexed = 0;
  let last = 0;

  function append(a: number, b: number, c: number, d: number): number {
    const at = size * 4;
    if (at + 4 > words.length) words = doubled(words);
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    return size++;
  }

  /** Puts what was appended into the buckets, which are at least twice as many. */
  function catchUp(): void {
    if (size * 2 > buckets.length) {
      let length = buckets.length;
      while (size * 2 > length) length *= 4;
      buckets = new Int32Array(length).fill(-1);
      indexed = 0;
    }
    for (; indexed < size; indexed++) buckets[slotOf(buckets, words, ...wordsOf(words, indexed))] = indexed;
  }

  function add(a: number, b: number, c: number, d: number): number {
    if (last < size && isAt(words, last, a, b, c, d)) return last;
    catchUp();
    const known = buckets[slotOf(buckets, words, a, b, c, d)] ?? -1;
    last = known >= 0 ? known : append(a, b, c, d);
    return last;
  }

  function find(a: number, b: number, c: number, d: number): number {
    catchUp();
    return buckets[slotOf(buckets, words, a, b, c, d)] ?? -1;
  }

  function remove(a: number, b: number, c: number, d: number): number {
    catchUp();
    const slot = slotOf(buckets, words, a, b, c, d);
    const index = buckets[slot] ?? -1;
    if (index < 0) return -1;
    const moved = wordsOf(words, size - 1);
    emptySlot(buckets, words, slot);
    if (index < size - 1) {
      buckets[slotOf(buckets, words, ...moved)] = index;
      words.set(moved, index * 4);
    }
    size--;
    indexed = size;
    return index;
  }

  return {
    get size() {
      return size;
    },
    get words() {
      return words;
    },
    add,
    append,
    find,
    remove,
  };
}

/** The four words of a UUID by its number. */
export function wordsOf(words: Int32Array, index: number): [number, number, number, number] {
  const at = index * 4;
  return [words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0];
}

function isAt(words: Int32Array, index: number, a: number, b: number, c: number, d: number): boolean {
  const at = index * 4;
  return words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a;
}

/** The bucket that holds these words, or the empty one where they belong. */
function slotOf(buckets: Int32Array, words: Int32Array, a: number, b: number, c: number, d: number): number {
  const mask = buckets.length - 1;
  let slot = mixWords(a, b, c, d) & mask;
  for (;;) {
    const index = buckets[slot] ?? -1;
    if (index < 0 || isAt(words, index, a, b, c, d)) return slot;
    slot = (slot + 1) & mask;
  }
}

// What was pushed on by the one that leaves moves back, so that no look-up meets a gap before it.
function emptySlot(buckets: Int32Array, words: Int32Array, slot: number): void {
  const mask = buckets.length - 1;
  let gap = slot;
  for (let next = (gap + 1) & mask; (buckets[next] ?? -1) >= 0; next = (next + 1) & mask) {
    const home = mixWords(...wordsOf(words, buckets[next] ?? 0)) & mask;
    if (((next - home) & mask) < ((next - gap) & mask)) continue;
    buckets[gap] = buckets[next] ?? -1;
    gap = next;
  }
  buckets[gap] = -1;
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
