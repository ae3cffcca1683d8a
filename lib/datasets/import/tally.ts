import type { ImportProgress, RefusedRow, RowNotice, RowProblem } from "@/lib/datasets/schema";

const MOST_KEPT = 1000;

/** Counts what an import does, and keeps the first rows that were refused or remarked on. */
export class Tally {
  rows = 0;
  added = 0;
  duplicate = 0;
  /** Of the duplicates, those whose first stands in the same file. */
  repeated = 0;
  labelsAdded = 0;
  labelsDuplicate = 0;
  refusedCount = 0;
  noticeCount = 0;
  readonly refused: RefusedRow[] = [];
  readonly notices: RowNotice[] = [];

  refuse(row: number, problems: readonly RowProblem[]): void {
    this.refusedCount++;
    for (const problem of problems) if (this.refused.length < MOST_KEPT) this.refused.push({ row, ...problem });
  }

  notice(row: number, message: string): void {
    this.noticeCount++;
    if (this.notices.length < MOST_KEPT) this.notices.push({ row, message });
  }

  progress(bytes: number): ImportProgress {
    return { rows: this.rows, bytes, new: this.added, duplicate: this.duplicate, refused: this.refusedCount };
  }
}
