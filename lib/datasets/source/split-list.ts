import { AppError } from "@/lib/errors";
import { decodeUtf8 } from "./decode-utf8";
import type { SourceLimits } from "./limits";
import { rowTooLong, type SourceRow } from "./source-row";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Where a walk through one JSON list stands. Only the element at hand is kept. */
export class ListWalk {
  row = 0;
  offset = 0;
  opened = false;
  closed = false;
  private depth = 0;
  private inText = false;
  private escaped = false;
  private inElement = false;
  private parts: Buffer[] = [];
  private partBytes = 0;
  private tooLong = false;
  private afterComma = false;

  /** @param onRest - Takes the bytes of the chunk behind the list's end; without it, any text there is refused. */
  constructor(
    private readonly limits: SourceLimits,
    private readonly onRest?: (rest: Buffer) => void,
  ) {}

  /** Walks through one chunk and gives the elements that end in it. */
  take(chunk: Buffer): SourceRow[] {
    const rows: SourceRow[] = [];
    let start = this.inElement ? 0 : -1;
    let index = 0;
    while (index < chunk.length) {
      if (this.closed && this.onRest) {
        this.onRest(chunk.subarray(index));
        break;
      }
      if (this.inText) {
        index = this.skipText(chunk, index);
        continue;
      }
      const byte = chunk[index] ?? 0;
      if (!this.inElement) {
        if (this.beginsElement(byte, index)) start = index;
        else {
          index++;
          continue;
        }
      }
      if (this.depth === 1 && (byte === COMMA || byte === 0x5d)) {
        this.keep(chunk.subarray(start, index));
        rows.push(this.endElement(index));
        start = -1;
        if (byte === 0x5d) this.close();
        else this.afterComma = true;
        index++;
        continue;
      }
      this.step(byte);
      index++;
    }
    if (this.inElement && start !== -1) this.keep(Buffer.from(chunk.subarray(start)));
    this.offset += chunk.length;
    return rows;
  }

  /** @throws AppError `invalid` if the list never closed. */
  end(): void {
    if (!this.closed)
      throw new AppError(
        "invalid",
        `The list is not closed: the file ends within row ${this.row + 1} or behind it. It was probably cut; write it again.`,
      );
  }

  private skipText(chunk: Buffer, from: number): number {
    let index = from;
    while (index < chunk.length) {
      const byte = chunk[index];
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) {
        this.inText = false;
        return index + 1;
      }
      index++;
    }
    return index;
  }

  private beginsElement(byte: number, index: number): boolean {
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return false;
    if (this.closed) {
      throw new AppError(
        "invalid",
        `More text follows the list, at offset ${this.offset + index}. A file holds one list [ … ] or one object a line.`,
      );
    }
    if (!this.opened) {
      this.opened = true;
      this.depth = 1;
      return false;
    }
    if (byte === 0x5d && !this.afterComma) {
      this.close();
      return false;
    }
    this.inElement = true;
    this.afterComma = false;
    return true;
  }

  private step(byte: number): void {
    if (byte === QUOTE) this.inText = true;
    else if (byte === 0x7b || byte === 0x5b) this.depth++;
    else if (byte === 0x7d || byte === 0x5d) this.depth = Math.max(1, this.depth - 1);
  }

  private close(): void {
    this.closed = true;
    this.depth = 0;
  }

  private keep(piece: Buffer): void {
    if (this.tooLong || piece.length === 0) return;
    this.parts.push(piece);
    this.partBytes += piece.length;
    if (this.partBytes > this.limits.rowBytes) {
      this.tooLong = true;
      this.parts = [];
    }
  }

  private endElement(index: number): SourceRow {
    this.row++;
    const { row, tooLong } = this;
    const bytes = this.parts.length === 1 ? (this.parts[0] ?? Buffer.alloc(0)) : Buffer.concat(this.parts);
    const offset = this.offset + index - this.partBytes;
    this.inElement = false;
    this.tooLong = false;
    this.parts = [];
    this.partBytes = 0;
    if (tooLong) return { row, problem: rowTooLong(this.limits) };
    return { row, text: decodeUtf8(bytes, { offset, row }) };
  }
}

/**
 * Splits one JSON list into the texts of its elements, some at a time, without reading it whole.
 * @throws AppError `invalid` where the list is cut, followed by more text, or not UTF-8.
 */
export async function* splitList(chunks: AsyncGenerator<Buffer>, limits: SourceLimits): AsyncGenerator<SourceRow[]> {
  const walk = new ListWalk(limits);
  for await (const chunk of chunks) {
    const rows = walk.take(chunk);
    if (rows.length > 0) yield rows;
  }
  walk.end();
}
