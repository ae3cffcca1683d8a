import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type CopyRow, readCopyRows } from "./copy-reader";

/** A UUID as text that may stand in SQL: COPY takes no parameters. @throws Error for anything else. */
export function checkedUuid(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw new Error("a project's id is a UUID");
  return text;
}

/**
 * Reads a query whose first column is a comparison's id, in one pass, and hands on the rows of the comparisons that have labels.
 *
 * @param fields - How many columns the query has.
 * @param columns - Where comparisons get their numbers.
 */
export function copyComparisons(
  client: PoolClient,
  { select, fields }: { select: string; fields: number },
  columns: { findComparisonAt(bytes: Uint8Array, offset: number): number },
  onRow: (comparison: number, row: CopyRow) => void,
): Promise<void> {
  return readCopyRows(client.query(copyTo(`copy (${select}) to stdout (format binary)`)), fields, (row) => {
    const comparison = columns.findComparisonAt(row.bytes, row.offsets[0] ?? 0);
    if (comparison >= 0) onRow(comparison, row);
  });
}
