import { chooseFormat, type FormatChoice } from "@/lib/datasets/formats/all-formats";
import {
  type ImportFormat,
  type NumberedRow,
  openFormat,
  type ParseContext,
  type RowReader,
} from "@/lib/datasets/formats/format";
import { renameColumns } from "@/lib/datasets/formats/rename-columns";
import { type ImportOptions, type RowProblem, TABLE_FORMATS } from "@/lib/datasets/schema";
import type { SourceLimits } from "@/lib/datasets/source/limits";
import type { ByteSource, SourceCount } from "@/lib/datasets/source/open-source";
import { readRows } from "@/lib/datasets/source/read-rows";
import type { SourceRow } from "@/lib/datasets/source/source-row";
import { toValues } from "@/lib/datasets/source/to-values";

/** A file being read: its format, its rows, and the count of its bytes. */
export interface ParsedFile {
  format: ImportFormat;
  /**
   * What the rows turned out to be, a batch at a time, once; a row may hold several parts or wait for another. Each is handed to `take` as soon as it is parsed and only what that returns is kept, so that long
   * texts need not live as long as their batch. `take` learns the number of the batch, from 0.
   */
  batches: <T>(take: (row: NumberedRow, batch: number) => T) => AsyncGenerator<T[]>;
  /** Ends the reading early. */
  close: () => Promise<void>;
  count: SourceCount;
  /** Rows read so far. */
  rowsRead: () => number;
  /** The first row that is an object, as it came; empty if none is. */
  firstRow: Record<string, unknown>;
}

type ParseOptions = Pick<ImportOptions, "fileName" | "format" | "annotatorName" | "map"> & Pick<FormatChoice, "mayBeIncomplete">;

const BATCH_ROWS = 2000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;
/** How many rows are looked at for the format. */
const HEAD_ROWS = 50;

/**
 * Reads a file as rows of the format that it has. Memory is bounded by one batch, whatever the size of the file.
 * @throws AppError `invalid` when the file is not text, or its format is not known or not the one asked for; `too_large` beyond a limit.
 */
export async function parseFile(source: ByteSource, options: ParseOptions, limits?: SourceLimits): Promise<ParsedFile> {
  const { rows, count, layout, document } = await readRows(source, limits);
  const head: SourceRow[] = [];
  while (head.length < HEAD_ROWS) {
    const next = await rows.next();
    if (next.done) break;
    head.push(...next.value);
  }
  const read = head.slice(0, HEAD_ROWS).map((row) => ({ row: row.row, values: toValues(row) }));
  const objects = read.flatMap(({ values }) => (values.ok ? [values.value] : []));
  const { map } = options;
  const firstProblem = read.flatMap(({ row, values }) => (values.ok ? [] : [describeProblem(row, values.problem)]))[0];
  const format = chooseFormat(options.format, objects, { ...options, layout, firstProblem });
  const context: ParseContext = { fileName: options.fileName, annotatorName: options.annotatorName, document };
  const reader = openFormat(format, context);
  // A table's own mapping finds the columns under the names that they have.
  const renamed = isTable(format.name) ? {} : map;
  const counted = { rows: 0 };
  return {
    format,
    batches: (take) =>
      toBatches({ head, rest: rows, counted, read: (row) => parseRow(row, reader, renamed), end: () => reader.end() }, take),
    close: async () => {
      await rows.return(undefined);
    },
    count,
    rowsRead: () => counted.rows,
    firstRow: objects[0] ?? {},
  };
}

function describeProblem(row: number, { column, reason }: RowProblem): string {
  return `Row ${row}${column === "" ? "" : `, ${column}`}: ${reason}`;
}

function isTable(name: string): boolean {
  return TABLE_FORMATS.some((each) => each === name);
}

interface Reading {
  head: readonly SourceRow[];
  rest: AsyncGenerator<SourceRow[]>;
  counted: { rows: number };
  read: (row: SourceRow) => NumberedRow[];
  end: () => NumberedRow[];
}

async function* toBatches<T>(
  { head, rest, counted, read, end }: Reading,
  take: (row: NumberedRow, batch: number) => T,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  let number = 0;
  let characters = 0;
  async function* all(): AsyncGenerator<readonly SourceRow[]> {
    yield head;
    yield* rest;
  }
  try {
    for await (const some of all()) {
      for (const row of some) {
        counted.rows++;
        const parts = read(row);
        for (const part of parts) batch.push(take(part, number));
        // A ranking's prompt stands in each of its pairs.
        characters += sizeOf(row) * Math.max(1, parts.length);
        if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) {
          yield batch;
          batch = [];
          number++;
          characters = 0;
        }
      }
    }
    for (const part of end()) batch.push(take(part, number));
    if (batch.length > 0) yield batch;
  } finally {
    await rest.return(undefined);
  }
}

function sizeOf(row: SourceRow): number {
  if (row.text !== undefined) return row.text.length;
  return row.values === undefined ? 0 : row.characters;
}

function parseRow(source: SourceRow, reader: RowReader, map: ImportOptions["map"]): NumberedRow[] {
  const { row } = source;
  const values = toValues(source);
  if (!values.ok) return [{ row, parsed: { kind: "refused", problems: [values.problem] } }];
  return reader.read(renameColumns(values.value, map), row);
}
