/** Numbers of 64 bits that were seen, at about 16 bytes each, so that a million rows are told apart in flat memory. */
export class HashSet {
  #slots = new BigUint64Array(1024);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** @returns Whether it is new. */
  add(value: bigint): boolean {
    // 0 marks a free slot.
    const key = value === 0n ? 1n : value;
    if (!put(this.#slots, key)) return false;
    this.#count++;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    return true;
  }

  #grow(): void {
    const larger = new BigUint64Array(this.#slots.length * 2);
    for (const key of this.#slots) if (key !== 0n) put(larger, key);
    this.#slots = larger;
  }

  has(value: bigint): boolean {
    const key = value === 0n ? 1n : value;
    const mask = this.#slots.length - 1;
    for (let at = Number(key & BigInt(mask)); ; at = (at + 1) & mask) {
      if (this.#slots[at] === key) return true;
      if (this.#slots[at] === 0n) return false;
    }
  }

  /** How many are also in the other one. */
  countIn(other: HashSet): number {
    let both = 0;
    for (const key of this.#slots) if (key !== 0n && other.has(key)) both++;
    return both;
  }
}

function put(slots: BigUint64Array, key: bigint): boolean {
  const mask = slots.length - 1;
  for (let at = Number(key & BigInt(mask)); ; at = (at + 1) & mask) {
    if (slots[at] === key) return false;
    if (slots[at] !== 0n) continue;
    slots[at] = key;
    return true;
  }
}
