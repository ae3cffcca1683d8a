const CHUNK_BYTES = 6 * 1024 * 1024;

/**
 * Keeps texts as UTF-8 outside the JavaScript heap, in memory that is used again for every batch. Millions of long strings that live for one
 * batch would grow the heap to several times their size; here they end as soon as they are written.
 */
export class TextArena {
  private readonly chunks: Buffer[] = [Buffer.allocUnsafeSlow(CHUNK_BYTES)];
  private length = 0;

  /** The text's bytes, valid until `reset`. */
  add(text: string): Buffer {
    const most = text.length * 3;
    let chunk = this.chunks[this.chunks.length - 1];
    if (chunk === undefined || this.length + most > chunk.length) {
      chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, most));
      this.chunks.push(chunk);
      this.length = 0;
    }
    const start = this.length;
    this.length += chunk.write(text, start, "utf8");
    return chunk.subarray(start, this.length);
  }

  /** Forgets all texts and keeps the memory of an ordinary batch. */
  reset(): void {
    this.chunks.length = 1;
    this.length = 0;
  }
}
