import { decodeUtf8 } from "./decode-utf8";
import type { SourceLimits } from "./limits";
import { rowTooLong, type SourceRow } from "./source-row";

const LF = 0x0a;
const CR = 0x0d;

/**
 * Splits a text into its lines, some at a time. Lines end with LF, CR LF or, where a file has no LF at its beginning, CR. Blank lines
 * are no rows but are counted in the numbers of the rows behind them. A line above the limit is refused and passed over.
 * @throws AppError `invalid` where the bytes are not UTF-8.
 */
export async function* splitLines(chunks: AsyncGenerator<Buffer>, limits: SourceLimits): AsyncGenerator<SourceRow[]> {
  const state: LineState = { carried: [], carriedBytes: 0, skipping: false, row: 0, offset: 0 };
  let separator: number | null = null;
  for await (const chunk of chunks) {
    if (separator === null && (chunk.includes(LF) || chunk.includes(CR))) separator = chunk.includes(LF) ? LF : CR;
    const rows: SourceRow[] = [];
    const last = separator === null ? -1 : chunk.lastIndexOf(separator);
    if (last === -1) {
      carry(state, chunk, limits, rows);
    } else {
      takeLines(state, chunk.subarray(0, last + 1), separator ?? LF, limits, rows);
      carry(state, chunk.subarray(last + 1), limits, rows);
    }
    if (rows.length > 0) yield rows;
  }
  if (state.carriedBytes > 0 && !state.skipping) {
    const rows: SourceRow[] = [];
    takeLines(state, Buffer.alloc(0), separator ?? LF, limits, rows);
    if (rows.length > 0) yield rows;
  }
}

interface LineState {
  /** The beginning of a line whose end has not come. */
  carried: Buffer[];
  carriedBytes: number;
  /** The line at hand is too long and thrown away up to its end. */
  skipping: boolean;
  row: number;
  /** Bytes of the text before what is carried. */
  offset: number;
}

function carry(state: LineState, piece: Buffer, limits: SourceLimits, rows: SourceRow[]): void {
  if (piece.length === 0) return;
  if (state.skipping) {
    state.offset += piece.length;
    return;
  }
  // Copied, or a small rest of a line would keep its whole chunk alive.
  state.carried.push(Buffer.from(piece));
  state.carriedBytes += piece.length;
  if (state.carriedBytes > limits.rowBytes) {
    rows.push({ row: state.row + 1, problem: rowTooLong(limits) });
    state.skipping = true;
    state.offset += state.carriedBytes;
    state.carried = [];
    state.carriedBytes = 0;
  }
}

/** Takes whole lines: what was carried together with `piece`, which ends with a separator (or the file). */
function takeLines(state: LineState, piece: Buffer, separator: number, limits: SourceLimits, rows: SourceRow[]): void {
  let lines = piece;
  if (state.skipping) {
    const end = lines.indexOf(separator) + 1;
    state.offset += end;
    state.row++;
    state.skipping = false;
    lines = lines.subarray(end);
  } else if (state.carriedBytes > 0) {
    lines = Buffer.concat([...state.carried, lines]);
    state.carried = [];
    state.carriedBytes = 0;
  }
  if (lines.length === 0) return;
  const text = decodeUtf8(lines, { offset: state.offset, row: state.row + 1, separator });
  state.offset += lines.length;
  const ended = lines[lines.length - 1] === separator;
  const parts = text.split(separator === LF ? "\n" : "\r");
  const whole = ended ? parts.length - 1 : parts.length;
  for (let index = 0; index < whole; index++) {
    const line = parts[index] ?? "";
    state.row++;
    // A UTF-16 unit is at most three bytes of UTF-8, so the short ones need no measuring.
    if (line.length * 3 > limits.rowBytes && Buffer.byteLength(line) > limits.rowBytes) {
      rows.push({ row: state.row, problem: rowTooLong(limits) });
    } else if (line.trim() !== "") {
      rows.push({ row: state.row, text: line });
    }
  }
}
