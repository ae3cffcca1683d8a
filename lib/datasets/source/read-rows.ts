import { DEFAULT_LIMITS, type SourceLimits } from "./limits";
import { type ByteSource, openSource, type SourceCount } from "./open-source";
import type { SourceRow } from "./source-row";
import { splitLines } from "./split-lines";
import { splitList } from "./split-list";

/** The rows of a file, some at a time, and the count of what was read. */
export interface OpenedRows {
  rows: AsyncGenerator<SourceRow[]>;
  count: SourceCount;
}

/**
 * Opens a stream of bytes as rows: gzip or not, JSON Lines or one JSON list, recognised by content.
 * @throws AppError `invalid` or `too_large`, at once or while rows are read.
 */
export async function readRows(source: ByteSource, limits: SourceLimits = DEFAULT_LIMITS): Promise<OpenedRows> {
  const { layout, chunks, count } = await openSource(source, limits);
  return { rows: layout === "list" ? splitList(chunks, limits) : splitLines(chunks, limits), count };
}
