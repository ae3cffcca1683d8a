import { chooseFormat } from "@/lib/datasets/formats/all-formats";
import type { ImportFormat, ParseContext, ParsedRow } from "@/lib/datasets/formats/format";
import type { ImportOptions } from "@/lib/datasets/schema";
import type { SourceLimits } from "@/lib/datasets/source/limits";
import type { ByteSource, SourceCount } from "@/lib/datasets/source/open-source";
import { parseJsonRow } from "@/lib/datasets/source/parse-json-row";
import { readRows } from "@/lib/datasets/source/read-rows";
import type { SourceRow } from "@/lib/datasets/source/source-row";

/** A row with its number and what it turned out to be. */
export interface NumberedRow {
  row: number;
  parsed: ParsedRow;
}

/** A file being read: its format, its rows, and the count of its bytes. */
export interface ParsedFile {
  format: ImportFormat;
  /**
   * The rows a batch at a time, once. Each is handed to `take` as soon as it is parsed and only what that returns is kept, so that long
   * texts need not live as long as their batch. `take` learns the number of the batch, from 0.
   */
  batches: <T>(take: (row: NumberedRow, batch: number) => T) => AsyncGenerator<T[]>;
  /** Ends the reading early. */
  close: () => Promise<void>;
  count: SourceCount;
  /** The first row that is an object, as it came; empty if none is. */
  firstRow: Record<string, unknown>;
}

type ParseOptions = Pick<ImportOptions, "fileName" | "format" | "annotatorName" | "map">;

const BATCH_ROWS = 2000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;
/** How many rows are looked at for the format. */
const HEAD_ROWS = 50;

/**
 * Reads a file as rows of the format that it has. Memory is bounded by one batch, whatever the size of the file.
 * @throws AppError `invalid` when the file is not text, or its format is not known or not the one asked for; `too_large` beyond a limit.
 */
export async function parseFile(source: ByteSource, options: ParseOptions, limits?: SourceLimits): Promise<ParsedFile> {
  const { rows, count } = await readRows(source, limits);
  const head: SourceRow[] = [];
  while (head.length < HEAD_ROWS) {
    const next = await rows.next();
    if (next.done) break;
    head.push(...next.value);
  }
  const objects = head.slice(0, HEAD_ROWS).flatMap((row) => {
    const json = row.text === undefined ? null : parseJsonRow(row.text);
    return json?.ok ? [json.value] : [];
  });
  const format = chooseFormat(
    options.format,
    objects.map((object) => rename(object, options.map)),
  );
  const context: ParseContext = { fileName: options.fileName, annotatorName: options.annotatorName };
  const parse = (row: SourceRow) => parseRow(row, format, options.map, context);
  return {
    format,
    batches: (take) => toBatches(head, rows, (row, batch) => take(parse(row), batch)),
    close: async () => {
      await rows.return(undefined);
    },
    count,
    firstRow: objects[0] ?? {},
  };
}

async function* toBatches<T>(
  head: readonly SourceRow[],
  rest: AsyncGenerator<SourceRow[]>,
  take: (row: SourceRow, batch: number) => T,
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
        batch.push(take(row, number));
        characters += row.text?.length ?? 0;
        if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) {
          yield batch;
          batch = [];
          number++;
          characters = 0;
        }
      }
    }
    if (batch.length > 0) yield batch;
  } finally {
    await rest.return(undefined);
  }
}

function parseRow(source: SourceRow, format: ImportFormat, map: ImportOptions["map"], context: ParseContext): NumberedRow {
  const { row } = source;
  if (source.text === undefined) return { row, parsed: { kind: "refused", problems: [source.problem] } };
  const json = parseJsonRow(source.text);
  if (!json.ok) return { row, parsed: { kind: "refused", problems: [json.problem] } };
  return { row, parsed: format.parse(rename(json.value, map), context) };
}

/** A row whose columns carry the names that the format knows. A field takes the place of a column of its own name. */
function rename(row: Record<string, unknown>, map: ImportOptions["map"]): Record<string, unknown> {
  const pairs = Object.entries(map);
  if (pairs.length === 0) return row;
  const renamed = new Map(Object.entries(row).filter(([column]) => !pairs.some(([, from]) => from === column)));
  for (const [field, from] of pairs) if (Object.hasOwn(row, from)) renamed.set(field, row[from]);
  return Object.fromEntries(renamed);
}
