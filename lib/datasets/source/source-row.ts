import type { RowProblem } from "@/lib/datasets/schema";
import type { SourceLimits } from "./limits";

/**
 * One row of a file: its JSON text, its values by column, or why it could not be read. `row` counts from 1: lines of JSON Lines, CSV and TSV
 * (a row of several lines by its first; the header is line 1), elements of a JSON list, rows of a Parquet file.
 */
export type SourceRow =
  | { row: number; text: string; values?: undefined; problem?: undefined }
  | { row: number; values: Record<string, unknown>; characters: number; text?: undefined; problem?: undefined }
  | { row: number; problem: RowProblem; text?: undefined; values?: undefined };

/** The refusal of a row that is longer than one row may be. */
export function rowTooLong(limits: SourceLimits): RowProblem {
  const mebibytes = Math.round(limits.rowBytes / 1024 / 1024);
  const most = mebibytes > 0 ? `${mebibytes} MiB` : `${limits.rowBytes} bytes`;
  return {
    column: "",
    reason: `The row is longer than ${most}.`,
    mend: "Shorten its texts, or check that the rows stand on lines of their own.",
  };
}
