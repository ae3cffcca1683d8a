import { type BackupReport, COUNTED_TABLES } from "@/lib/backup/schema";
import type { CommandIo } from "@/lib/cli/io";
import { formatQuantity } from "@/lib/format";

/** Prints how many rows of each kind that people know are in a backup. */
export function printCounts(report: BackupReport, io: CommandIo): void {
  for (const [table, one, many] of COUNTED_TABLES) io.print(formatQuantity(report.tables[table] ?? 0, one, many));
  io.print(`${formatQuantity(report.rows, "row")} in ${formatQuantity(Object.keys(report.tables).length, "table")}`);
}
