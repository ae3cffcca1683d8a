import * as z from "zod";

/** Name of the manifest inside a backup. It is written last: a file that has one was written whole. */
export const MANIFEST_NAME = "manifest.json";

const Hash = z.string().regex(/^[0-9a-f]{64}$/, "Must be a SHA-256 as 64 hexadecimal digits.");
const Identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "Is not the name of a table or column.");

/** One table of a backup: `tables/NAME.copy` holds its rows in PostgreSQL's COPY text format, in this order of columns. */
const BackupTable = z.strictObject({
  name: Identifier,
  columns: z.array(Identifier).min(1),
  rows: z.int().min(0),
  /** Of the rows before compression. */
  bytes: z.int().min(0),
  sha256: Hash,
});
export type BackupTable = z.infer<typeof BackupTable>;

/** What a backup says of itself. */
export const BackupManifest = z.strictObject({
  format: z.literal("concord-backup", "Is not a backup of Concord."),
  formatVersion: z.literal(1, "Was written in a form that this Concord does not know."),
  software: z.string(),
  createdAt: z.iso.datetime(),
  /** The migrations of the schema that was backed up, in order. */
  migrations: z.array(z.string()).min(1),
  /** Names the secret that sealed the stored keys of endpoints; the secret itself is in no backup. Null: no key is stored. */
  secretKeyIds: z.array(z.string()),
  /** Parents before their children. */
  tables: z.array(BackupTable),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** How a backup or a restoration ended. */
export interface BackupReport {
  software: string;
  createdAt: string;
  rows: number;
  /** Rows of each table, by its name. */
  tables: Record<string, number>;
  /** Stored keys that this instance's secret does not open. */
  closedKeys: number;
}

/** What people count an instance by, in the order of a report. */
export const COUNTED_TABLES: readonly (readonly [table: string, one: string, many: string])[] = [
  ["User", "account", "accounts"],
  ["Project", "project", "projects"],
  ["Comparison", "comparison", "comparisons"],
  ["Label", "label", "labels"],
  ["LabelEvent", "event of a label", "events of labels"],
  ["JudgeCall", "judge call", "judge calls"],
  ["AuditEvent", "audit entry", "audit entries"],
];
