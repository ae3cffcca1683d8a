import type { BackupManifest, BackupReport } from "./schema";

/** A manifest in short, as commands print it. */
export function toReport({ software, createdAt, tables }: BackupManifest, closedKeys: number): BackupReport {
  return {
    software,
    createdAt,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    tables: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
    closedKeys,
  };
}
