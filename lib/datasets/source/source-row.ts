import type { RowProblem } from "@/lib/datasets/schema";
import type { SourceLimits } from "./limits";

/** The text of one row, or why it could not be read; `row` counts lines or list elements from 1. */
export type SourceRow =
  | { row: number; text: string; problem?: undefined }
  | { row: number; problem: RowProblem; text?: undefined };

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
