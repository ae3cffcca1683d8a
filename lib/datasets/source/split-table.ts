import { AppError } from "@/lib/errors";
import { checkColumnNames } from "./column-names";
import { decodeUtf8 } from "./decode-utf8";
import type { SourceLimits } from "./limits";
import { rowTooLong, type SourceRow } from "./source-row";
import { type FoundRecord, findRecord } from "./table-record";

const LF = 0x0a;
const CR = 0x0d;

/** A table being walked through: what is known of it, and the bytes whose record has not ended. */
interface Walk {
  separator: number;
  limits: SourceLimits;
  columns: string[] | null;
  /** From 1: the line that the carried bytes begin with. */
  line: number;
  /** Bytes of the text before the carried ones. */
  offset: number;
  /** The line at hand is too long or broken, and passed over up to its end. */
  skipping: boolean;
}

/**
 * Splits a text of separated values (RFC 4180: values may be quoted, a quote inside is doubled) into rows by the names of its header, some at
 * a time. Rows end with LF, CR LF or CR outside quotes; blank lines are no rows. A row with more or fewer values than the header, or with text
 * behind a closing quote, is refused with its line.
 *
 * @throws AppError `invalid` where the bytes are not UTF-8, the header cannot be used, or a quote is never closed.
 */
export async function* splitTable(
  chunks: AsyncGenerator<Buffer>,
  separator: number,
  limits: SourceLimits,
): AsyncGenerator<SourceRow[]> {
  const walk: Walk = { separator, limits, columns: null, line: 1, offset: 0, skipping: false };
  let carried: Buffer = Buffer.alloc(0);
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    waitingBytes += chunk.length;
    // A record of many chunks is looked at again only when twice as much of it is there.
    if (waitingBytes < carried.length) continue;
    const data = waiting.length === 1 && carried.length === 0 ? chunk : Buffer.concat([carried, ...waiting]);
    waiting = [];
    waitingBytes = 0;
    const { rows, used } = takeRecords(walk, data, false);
    // Copied, or a small rest of a record would keep its whole chunk alive.
    carried = Buffer.from(data.subarray(used));
    if (rows.length > 0) yield rows;
  }
  const { rows } = takeRecords(walk, Buffer.concat([carried, ...waiting]), true);
  if (walk.columns === null)
    throw new AppError("invalid", "The file holds only white space. Choose a file with at least one row.");
  if (rows.length > 0) yield rows;
}

/** Takes the whole records at the beginning of the data. */
function takeRecords(walk: Walk, data: Buffer, isEnd: boolean): { rows: SourceRow[]; used: number } {
  const rows: SourceRow[] = [];
  let position = 0;
  while (position < data.length) {
    if (walk.skipping) {
      position = skipLine(walk, data, position);
      continue;
    }
    const found = findRecord(data, position, walk.separator, isEnd);
    if (found === null || found.openQuote !== undefined) {
      const open = openQuote(walk, data, position, isEnd);
      if (open) throw open;
      if (data.length - position <= walk.limits.rowBytes) break;
      rows.push({ row: walk.line, problem: rowTooLong(walk.limits) });
      walk.skipping = true;
      continue;
    }
    const bytes = data.subarray(position, found.end);
    const row = toRow(walk, data, found, bytes);
    if (row) rows.push(row);
    walk.line += found.lines;
    walk.offset += bytes.length;
    walk.skipping = found.broken;
    position = found.end;
  }
  return { rows, used: position };
}

function skipLine(walk: Walk, data: Buffer, from: number): number {
  const lf = data.indexOf(LF, from);
  const end = lf === -1 ? data.length : lf + 1;
  walk.offset += end - from;
  if (lf !== -1) {
    walk.skipping = false;
    walk.line++;
  }
  return end;
}

/** The refusal of a file in which a quote is open where no value can be that long, or at the end. */
function openQuote(walk: Walk, data: Buffer, position: number, isEnd: boolean): AppError | null {
  if (!isEnd && data.length - position <= walk.limits.rowBytes) return null;
  const quote = findRecord(data, position, walk.separator, true);
  if (quote?.openQuote === undefined) return null;
  const column = walk.columns?.[quote.fields.length] ?? String(quote.fields.length + 1);
  const line = walk.line + countLines(data.subarray(position, quote.openQuote));
  const where = `A quote is opened on line ${line}, in the column ${JSON.stringify(column)},`;
  const what = isEnd ? "and never closed" : `and not closed within ${walk.limits.rowBytes} bytes`;
  return new AppError(
    "invalid",
    `${where} ${what}, so the rows behind it cannot be told apart. Close it, or double the quotes inside values.`,
  );
}

function toRow(walk: Walk, data: Buffer, found: FoundRecord, bytes: Buffer): SourceRow | null {
  if (bytes.length > walk.limits.rowBytes) return { row: walk.line, problem: rowTooLong(walk.limits) };
  // Checked as a whole: values are cut at ASCII bytes and so are as well formed as their row.
  decodeUtf8(bytes, { offset: walk.offset, row: walk.line, separator: LF });
  const [first] = found.fields;
  if (found.fields.length === 1 && first && first.end === first.start && !first.isQuoted) return null;
  const fields = found.fields.map(({ start, end, isQuoted, hasDoubled }) => {
    const text = data.toString("utf8", start, end);
    return isQuoted && hasDoubled ? text.replaceAll('""', '"') : text;
  });
  if (walk.columns === null) {
    if (found.broken) throw new AppError("invalid", "Text follows a closing quote in the header row. Correct the header.");
    walk.columns = checkColumnNames(fields, walk.limits);
    return null;
  }
  if (found.broken) {
    return {
      row: walk.line,
      problem: {
        column: walk.columns[fields.length - 1] ?? "",
        reason: `Text follows a closing quote on line ${walk.line + found.lines}.`,
        mend: "Double the quotes inside the value, and quote it as a whole.",
      },
    };
  }
  return named(walk.line, walk.columns, fields, bytes.length);
}

function named(row: number, columns: readonly string[], fields: readonly string[], characters: number): SourceRow {
  if (fields.length !== columns.length) {
    const more = fields.length > columns.length;
    return {
      row,
      problem: {
        column: more ? (columns.at(-1) ?? "") : (columns[fields.length] ?? ""),
        reason: `The row has ${fields.length} values, and the header ${columns.length} columns.`,
        mend: more
          ? "Quote values that hold the separator."
          : "Write every value, empty ones too; a line break in a value needs quotes.",
      },
    };
  }
  // Column names are checked, so none is __proto__.
  const values: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) values[column] = fields[index];
  return { row, values, characters };
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] === LF || (bytes[index] === CR && bytes[index + 1] !== LF)) lines++;
  }
  return lines;
}
