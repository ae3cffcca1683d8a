import "server-only";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { appendAuditWithClient } from "@/lib/audit/append-with-client";
import type { Actor } from "@/lib/auth/types";
import { listMigrations, migrate } from "@/lib/db/migrate";
import { AppError } from "@/lib/errors";
import { CountedBytes } from "./counted-bytes";
import { listAllTables, listTables, quoteName, type TableShape } from "./list-tables";
import { type OpenBackup, openBackup } from "./open-backup";
import type { BackupReport, BackupTable } from "./schema";
import { countClosedKeys } from "./sealed-keys";
import { toReport } from "./to-report";
import type { BackupWatch } from "./write-backup";

/**
 * Puts a backup into an empty instance, in one transaction: killed or failed, nothing of it remains. A backup of an older Concord is put into
 * the schema of its time, which is then brought up to date.
 *
 * @param databaseUrl - Of the database of this instance, up to date.
 * @param migrations - prisma/migrations.
 * @throws AppError `conflict` when the instance has accounts or projects, `invalid` when the file is broken or of a newer Concord.
 */
export async function restoreBackup(
  actor: Actor,
  file: string,
  { databaseUrl, migrations }: { databaseUrl: string; migrations: string },
  watch: BackupWatch = {},
): Promise<BackupReport> {
  const backup = await openBackup(file);
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await refuseUnlessEmpty(client);
    const known = listMigrations(migrations);
    checkAge(backup, known);
    const isOlder = backup.manifest.migrations.length < known.length;
    if (isOlder) {
      await dropSchema(client);
      await migrate(databaseUrl, migrations, { last: backup.manifest.migrations.at(-1) });
    }
    await fill(client, backup, watch);
    if (isOlder) await migrate(databaseUrl, migrations);
    await noteRestoration(client, actor, backup);
    return toReport(backup.manifest, await countClosedKeys(client));
  } finally {
    backup.close();
    await client.end().catch(() => undefined);
  }
}

async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ users: number; projects: number }>(
    'select (select count(*)::int from "User") as users, (select count(*)::int from "Project") as projects',
  );
  const { users = 0, projects = 0 } = rows[0] ?? {};
  if (users + projects === 0) return;
  throw new AppError(
    "conflict",
    `This instance is not empty: it has ${users} ${users === 1 ? "account" : "accounts"} and ${projects} ${projects === 1 ? "project" : "projects"}. ` +
      "A backup goes into an empty one: name a new folder in CONCORD_DATA, or an empty database in DATABASE_URL.",
  );
}

function checkAge({ manifest }: OpenBackup, known: readonly string[]): void {
  const strange = manifest.migrations.find((name, place) => known[place] !== name);
  if (strange === undefined) return;
  throw new AppError(
    "invalid",
    `The backup was made by Concord ${manifest.software}, whose database has the change ${strange} that this one does not know. Install that version or a later one, then restore.`,
  );
}

/** Takes away all tables and types of an instance without content, so that older ones can be made. */
async function dropSchema(client: pg.Client): Promise<void> {
  const { rows: types } = await client.query<{ name: string }>(
    "select typname as name from pg_type where typnamespace = current_schema()::regnamespace and typtype = 'e'",
  );
  const tables = [...(await listAllTables(client)), "_prisma_migrations"];
  await client.query("begin");
  await client.query(`drop table ${tables.map(quoteName).join(", ")} cascade`);
  for (const { name } of types) await client.query(`drop type ${quoteName(name)} cascade`);
  await client.query("commit");
}

async function fill(client: pg.Client, backup: OpenBackup, watch: BackupWatch): Promise<void> {
  await client.query("begin");
  try {
    await client.query(`truncate ${(await listAllTables(client)).map(quoteName).join(", ")}`);
    const shapes = await listTables(client);
    checkShapes(backup.manifest.tables, shapes);
    const tables = shapes.flatMap(({ name }) => backup.manifest.tables.filter((table) => table.name === name));
    for (const [place, table] of tables.entries()) {
      watch.onTable?.(table.name, place + 1, tables.length);
      await fillTable(client, backup, table, watch.signal);
    }
    await numberUndos(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
  await client.query("analyze");
}

/** Transactions are numbered anew in this database: an undo bears the number of the one that brought it here, as its reader expects. */
async function numberUndos(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    "select from information_schema.columns where table_schema = current_schema() and table_name = 'LabelEvent' and column_name = 'undoneXid'",
  );
  if (rowCount)
    await client.query(`update "LabelEvent" set "undoneXid" = pg_current_xact_id()::text::bigint where kind = 'UNDO'`);
}

function checkShapes(tables: readonly BackupTable[], shapes: readonly TableShape[]): void {
  for (const { name, columns } of tables) {
    const shape = shapes.find((each) => each.name === name);
    const strange = shape ? columns.find((column) => !shape.columns.includes(column)) : name;
    if (strange !== undefined)
      throw new AppError("invalid", `The backup's table ${name} has a part that this schema does not know: ${strange}.`);
  }
}

async function fillTable(client: pg.Client, backup: OpenBackup, table: BackupTable, signal?: AbortSignal): Promise<void> {
  const counted = new CountedBytes();
  const target = client.query(copyFrom(`copy ${quoteName(table.name)} (${table.columns.map(quoteName).join(", ")}) from stdin`));
  try {
    await pipeline(await backup.rows(table), counted, target, ...(signal ? [{ signal }] : []));
  } catch (cause) {
    signal?.throwIfAborted();
    throw broken(table, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (counted.sha256() !== table.sha256) throw broken(table, "its content is not what was written");
  if (target.rowCount !== table.rows) throw broken(table, `it has ${target.rowCount} rows where ${table.rows} were written`);
}

function broken({ name }: BackupTable, reason: string, cause?: unknown): AppError {
  return new AppError(
    "invalid",
    `The backup is damaged at the table ${name}: ${reason}. Nothing was restored. Fetch the file again from where it was kept.`,
    { cause },
  );
}

async function noteRestoration(client: pg.Client, actor: Actor, { manifest }: OpenBackup): Promise<void> {
  await client.query("begin");
  await appendAuditWithClient(client, actor, {
    action: "instance.restore",
    target: "the whole instance",
    after: {
      backupOf: manifest.createdAt,
      software: manifest.software,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    },
  });
  await client.query("commit");
}
