/** One row of PostgreSQL's binary COPY: its fields' places in `bytes`. A length of −1 is null. */
export interface CopyRow {
  readonly bytes: Buffer;
  readonly offsets: Int32Array;
  readonly lengths: Int32Array;
}

const SIGNATURE_LENGTH = 11;

/**
 * Reads the rows of a binary COPY as they arrive, whatever the cuts between chunks. The row handed to `onRow` is the same object each
 * time; take what you need from it.
 *
 * @param fields - How many columns the rows have.
 * @see PostgreSQL manual, COPY, "Binary Format".
 */
export async function readCopyRows(chunks: AsyncIterable<Buffer>, fields: number, onRow: (row: CopyRow) => void): Promise<void> {
  const offsets = new Int32Array(fields);
  const lengths = new Int32Array(fields);
  let rest: Buffer = Buffer.alloc(0);
  let inHeader = true;
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let position = 0;
    if (inHeader) {
      const start = headerLength(bytes);
      if (start === null) {
        rest = bytes;
        continue;
      }
      inHeader = false;
      position = start;
    }
    const row = { bytes, offsets, lengths };
    for (;;) {
      const next = readRow(row, position, fields);
      if (next === null) break;
      if (next === END) return;
      onRow(row);
      position = next;
    }
    rest = bytes.subarray(position);
  }
  throw new Error("the server's COPY ended in the middle of a row");
}

const END = -1;

/** Fills `row` from `position` on. @returns Where the next row begins, END after the trailer, null if the row is not whole yet. */
function readRow({ bytes, offsets, lengths }: CopyRow, position: number, fields: number): number | null {
  if (position + 2 > bytes.length) return null;
  const count = bytes.readInt16BE(position);
  if (count === -1) return END;
  if (count !== fields) throw new Error(`the server's COPY has ${count} columns instead of ${fields}`);
  let at = position + 2;
  for (let i = 0; i < fields; i++) {
    if (at + 4 > bytes.length) return null;
    const length = bytes.readInt32BE(at);
    at += 4;
    offsets[i] = at;
    lengths[i] = length;
    if (length > 0) at += length;
  }
  return at > bytes.length ? null : at;
}

function headerLength(bytes: Buffer): number | null {
  const fixed = SIGNATURE_LENGTH + 8;
  if (bytes.length < fixed) return null;
  const extension = bytes.readInt32BE(SIGNATURE_LENGTH + 4);
  return bytes.length < fixed + extension ? null : fixed + extension;
}
