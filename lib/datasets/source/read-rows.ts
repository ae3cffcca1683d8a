import { DEFAULT_LIMITS, type SourceLimits } from "./limits";
import { type ByteSource, openSource, type SourceCount } from "./open-source";
import { readParquet } from "./parquet/read-parquet";
import type { RowLayout } from "./recognise-bytes";
import type { SourceRow } from "./source-row";
import { splitDocument } from "./split-document";
import { splitLines } from "./split-lines";
import { splitList } from "./split-list";
import { splitTable } from "./split-table";

/** The rows of a file, some at a time, and the count of what was read. */
export interface OpenedRows {
  rows: AsyncGenerator<SourceRow[]>;
  count: SourceCount;
  layout: RowLayout;
  /** What a document says beside its rows; there before the first row is. */
  document: ReadonlyMap<string, unknown>;
}

/**
 * Opens a stream of bytes as rows: gzip or not; JSON Lines, one JSON list, a document with a list of comparisons, CSV or TSV, or Parquet; all
 * recognised by content.
 * @throws AppError `invalid` or `too_large`, at once or while rows are read.
 */
export async function readRows(source: ByteSource, limits: SourceLimits = DEFAULT_LIMITS): Promise<OpenedRows> {
  const opened = await openSource(source, limits);
  const document = new Map<string, unknown>();
  const { layout, chunks, count } = opened;
  const rows = () => {
    if (layout.kind === "list") return splitList(chunks, limits);
    if (layout.kind === "document") return splitDocument(chunks, limits, document);
    if (layout.kind === "table") return splitTable(chunks, layout.separator, limits);
    if (layout.kind === "parquet") return readParquet(chunks, count, limits);
    return splitLines(chunks, limits);
  };
  return { rows: rows(), count, layout, document };
}
