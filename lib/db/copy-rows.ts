import "server-only";
import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const HEADER = Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
/** Milliseconds between 1970 and PostgreSQL's own beginning of time. */
const EPOCH_2000 = 946_684_800_000;
const TEXT_OID = 25;
const SLICE_BYTES = 64 * 1024;
const MOST_KEPT = 16 * 1024 * 1024;

/**
 * Rows in PostgreSQL's binary COPY format. Each row begins with `row()`, then its columns follow in the order of the table, each by the
 * method of its type; null is written by every one of them. Types must be exactly the table's: nothing is converted.
 */
export class CopyRows {
  private buffer: Buffer;
  private length: number;
  /** Rows begun since the last `clear`. */
  rows = 0;

  constructor(
    private readonly columns: number,
    initialBytes = 64 * 1024,
  ) {
    this.buffer = Buffer.allocUnsafe(initialBytes);
    this.length = HEADER.copy(this.buffer);
  }

  row(): this {
    this.reserve(2);
    this.length = this.buffer.writeInt16BE(this.columns, this.length);
    this.rows++;
    return this;
  }

  text(value: string | null): this {
    if (value === null) return this.none();
    this.reserve(4 + value.length * 3);
    const bytes = this.buffer.write(value, this.length + 4, "utf8");
    this.buffer.writeInt32BE(bytes, this.length);
    this.length += 4 + bytes;
    return this;
  }

  /** A jsonb column: any JSON text, or its UTF-8. */
  json(json: string | Uint8Array | null): this {
    if (json === null) return this.none();
    this.reserve(5 + json.length * 3);
    const start = this.length + 5;
    if (typeof json !== "string") this.buffer.set(json, start);
    const bytes = typeof json === "string" ? this.buffer.write(json, start, "utf8") : json.length;
    this.buffer.writeInt32BE(bytes + 1, this.length);
    this.buffer[this.length + 4] = 1;
    this.length = start + bytes;
    return this;
  }

  /** A bytea column, or a text column's UTF-8. */
  bytes(value: Uint8Array | null): this {
    if (value === null) return this.none();
    this.reserve(4 + value.length);
    this.length = this.buffer.writeInt32BE(value.length, this.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
    return this;
  }

  /** A bytea column, from hexadecimal. */
  hex(value: string): this {
    const bytes = value.length / 2;
    this.reserve(4 + bytes);
    this.buffer.writeInt32BE(bytes, this.length);
    this.buffer.write(value, this.length + 4, bytes, "hex");
    this.length += 4 + bytes;
    return this;
  }

  /** A uuid as text, or as the 16 bytes of `uuidBytes` where many rows have the same. */
  uuid(value: string | Buffer | null): this {
    if (value === null) return this.none();
    this.reserve(20);
    this.buffer.writeInt32BE(16, this.length);
    if (typeof value !== "string") value.copy(this.buffer, this.length + 4);
    else this.buffer.write(value.replaceAll("-", ""), this.length + 4, 16, "hex");
    this.length += 20;
    return this;
  }

  int2(value: number | null): this {
    if (value === null) return this.none();
    this.reserve(6);
    this.length = this.buffer.writeInt32BE(2, this.length);
    this.length = this.buffer.writeInt16BE(value, this.length);
    return this;
  }

  int4(value: number | null): this {
    if (value === null) return this.none();
    this.reserve(8);
    this.length = this.buffer.writeInt32BE(4, this.length);
    this.length = this.buffer.writeInt32BE(value, this.length);
    return this;
  }

  float8(value: number | null): this {
    if (value === null) return this.none();
    this.reserve(12);
    this.length = this.buffer.writeInt32BE(8, this.length);
    this.length = this.buffer.writeDoubleBE(value, this.length);
    return this;
  }

  bool(value: boolean | null): this {
    if (value === null) return this.none();
    this.reserve(5);
    this.length = this.buffer.writeInt32BE(1, this.length);
    this.length = this.buffer.writeUInt8(value ? 1 : 0, this.length);
    return this;
  }

  timestamp(value: Date | null): this {
    if (value === null) return this.none();
    this.reserve(12);
    this.length = this.buffer.writeInt32BE(8, this.length);
    this.length = this.buffer.writeBigInt64BE(BigInt(value.getTime() - EPOCH_2000) * 1000n, this.length);
    return this;
  }

  texts(values: readonly string[]): this {
    const encoded = values.map((value) => Buffer.from(value, "utf8"));
    const size = values.length === 0 ? 12 : 20 + encoded.reduce((sum, value) => sum + 4 + value.length, 0);
    this.reserve(4 + size);
    this.length = this.buffer.writeInt32BE(size, this.length);
    this.length = this.buffer.writeInt32BE(values.length === 0 ? 0 : 1, this.length);
    this.length = this.buffer.writeInt32BE(0, this.length);
    this.length = this.buffer.writeInt32BE(TEXT_OID, this.length);
    if (values.length === 0) return this;
    this.length = this.buffer.writeInt32BE(values.length, this.length);
    this.length = this.buffer.writeInt32BE(1, this.length);
    for (const value of encoded) {
      this.length = this.buffer.writeInt32BE(value.length, this.length);
      this.length += value.copy(this.buffer, this.length);
    }
    return this;
  }

  /** The rows so far as one COPY, valid until `clear` or the next row. */
  finish(): Buffer {
    this.reserve(2);
    const end = this.buffer.writeInt16BE(-1, this.length);
    return this.buffer.subarray(0, end);
  }

  /** Starts again in the same memory; what a few very long texts made it grow to is given back. */
  clear(): void {
    if (this.buffer.length > MOST_KEPT) this.buffer = Buffer.allocUnsafe(MOST_KEPT);
    this.length = HEADER.copy(this.buffer);
    this.rows = 0;
  }

  private none(): this {
    this.reserve(4);
    this.length = this.buffer.writeInt32BE(-1, this.length);
    return this;
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + bytes));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

/** The 16 bytes of a uuid. */
export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

/** Sends rows to a table, on a connection that does nothing else meanwhile, and clears them. `into` is the table and its columns: `"T" ("a", "b")`. */
export async function copyInto(client: pg.ClientBase, into: string, rows: CopyRows): Promise<void> {
  if (rows.rows === 0) return;
  const stream = client.query(copyFrom(`copy ${into} from stdin with (format binary)`));
  const finished = once(stream, "finish");
  // Seen when it is awaited; marked as handled until then.
  finished.catch(() => undefined);
  const bytes = rows.finish();
  // In slices: the stream copies what it is given, and many megabytes at once would stay with the process.
  for (let start = 0; start < bytes.length && !stream.destroyed; start += SLICE_BYTES) {
    if (!stream.write(bytes.subarray(start, start + SLICE_BYTES))) await Promise.race([once(stream, "drain"), finished]);
  }
  stream.end();
  await finished;
  rows.clear();
}
