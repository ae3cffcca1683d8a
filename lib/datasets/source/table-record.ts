const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Where a value stands in the bytes, without its quotes. */
interface FoundField {
  start: number;
  end: number;
  isQuoted: boolean;
  /** Quotes inside are doubled. */
  hasDoubled: boolean;
}

/** One record of separated values, and where the next one begins. */
export interface FoundRecord {
  fields: FoundField[];
  end: number;
  /** Line ends in it, its own included. */
  lines: number;
  /** Text follows a closing quote: the record is taken up to there and no further. */
  broken: boolean;
  /** Where a quote stands that the data do not close; then `end` is theirs. */
  openQuote?: number;
}

/**
 * Finds the record that begins at a position.
 *
 * @param isEnd - Nothing follows the data, so that their end ends a record.
 * @returns null if the record does not end in the data.
 */
export function findRecord(data: Buffer, from: number, separator: number, isEnd: boolean): FoundRecord | null {
  const record: FoundRecord = { fields: [], end: data.length, lines: 0, broken: false };
  let position = from;
  for (;;) {
    const field = data[position] === QUOTE ? quotedField(data, position, record) : plainField(data, position, separator);
    if (field === null) {
      if (!isEnd) return null;
      record.openQuote = position;
      return record;
    }
    record.fields.push(field);
    position = field.isQuoted ? field.end + 1 : field.end;
    if (position >= data.length) return isEnd ? record : null;
    const byte = data[position];
    if (byte === separator) {
      position++;
      if (position < data.length) continue;
      if (!isEnd) return null;
      record.fields.push({ start: position, end: position, isQuoted: false, hasDoubled: false });
      return record;
    }
    if (byte !== LF && byte !== CR) {
      record.broken = true;
      record.end = position;
      return record;
    }
    // Whether a CR is alone is told by what follows it.
    if (byte === CR && position + 1 >= data.length && !isEnd) return null;
    record.lines++;
    record.end = byte === CR && data[position + 1] === LF ? position + 2 : position + 1;
    return record;
  }
}

function quotedField(data: Buffer, from: number, record: FoundRecord): FoundField | null {
  let hasDoubled = false;
  let quote = data.indexOf(QUOTE, from + 1);
  while (quote !== -1 && data[quote + 1] === QUOTE) {
    hasDoubled = true;
    quote = data.indexOf(QUOTE, quote + 2);
  }
  if (quote === -1) return null;
  record.lines += countLineEnds(data, from, quote);
  return { start: from + 1, end: quote, isQuoted: true, hasDoubled };
}

function plainField(data: Buffer, from: number, separator: number): FoundField {
  let position = from;
  while (position < data.length) {
    const byte = data[position];
    if (byte === separator || byte === LF || byte === CR) break;
    position++;
  }
  return { start: from, end: position, isQuoted: false, hasDoubled: false };
}

function countLineEnds(data: Buffer, from: number, to: number): number {
  const value = data.subarray(from, to);
  let lines = 0;
  for (let at = value.indexOf(LF); at !== -1; at = value.indexOf(LF, at + 1)) lines++;
  return lines;
}

/**
 * The separator of a table, told by its first line: tab, comma or semicolon, whichever stands there most often outside quotes.
 * @returns null where none does, or where the line is not one of a text.
 */
export function findSeparator(head: Buffer): number | null {
  const counts = new Map([
    [0x09, 0],
    [0x2c, 0],
    [0x3b, 0],
  ]);
  let inQuotes = false;
  for (const byte of head) {
    if (byte === QUOTE) inQuotes = !inQuotes;
    else if (inQuotes) continue;
    else if (byte === LF || byte === CR) break;
    else if (byte < 0x09) return null;
    else if (counts.has(byte)) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  let best: number | null = null;
  for (const [separator, count] of counts) if (count > 0 && (best === null || count > (counts.get(best) ?? 0))) best = separator;
  return best;
}
