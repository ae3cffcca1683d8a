import "server-only";
import fs from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { ZipFile } from "yazl";
import { appendAuditWithClient } from "@/lib/audit/append-with-client";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { softwareVersion } from "@/lib/instance/software-version";
import { CountedBytes } from "./counted-bytes";
import { listTables, quoteName, type TableShape } from "./list-tables";
import { type BackupManifest, type BackupReport, type BackupTable, MANIFEST_NAME } from "./schema";
import { countClosedKeys, listSealingSecrets } from "./sealed-keys";
import { toReport } from "./to-report";

/** Little work for the processor and a fifth of the size: texts compress well at once. */
const COMPRESSION_LEVEL = 3;

/** What a backup tells while it is written. */
export interface BackupWatch {
  signal?: AbortSignal;
  /** Called with each table that begins and the number of tables. */
  onTable?: (name: string, place: number, of: number) => void;
}

/**
 * Writes the whole instance into one ZIP file: every table's rows as one snapshot, while labelling goes on, and last a manifest with counts and
 * hashes. FILE appears only when it is whole; until then `FILE.partial` grows beside it, readable by its owner alone.
 *
 * @throws AppError and system errors as they come; the partial file is then removed.
 */
export async function writeBackup(actor: Actor, file: string, watch: BackupWatch = {}): Promise<BackupReport> {
  const client = await pool().connect();
  const partial = `${file}.partial`;
  try {
    await client.query("begin isolation level repeatable read read only");
    const manifest = await writeZip(client, partial, watch);
    await client.query("commit");
    const closedKeys = await countClosedKeys(client);
    sync(partial);
    fs.renameSync(partial, file);
    await noteBackup(client, actor, manifest);
    client.release();
    return toReport(manifest, closedKeys);
  } catch (error) {
    fs.rmSync(partial, { force: true });
    // A COPY may be under way: the connection is of no more use.
    client.release(true);
    throw error;
  }
}

async function writeZip(client: pg.PoolClient, partial: string, watch: BackupWatch): Promise<BackupManifest> {
  const tables = await listTables(client);
  const manifest = await beginManifest(client);
  const zip = new ZipFile();
  const failed = new AbortController();
  const fail = (error: unknown) => failed.abort(error);
  zip.on("error", fail);
  for (const [place, table] of tables.entries()) {
    const options = { compressionLevel: COMPRESSION_LEVEL, forceZip64Format: true };
    zip.addReadStreamLazy(`tables/${table.name}.copy`, options, (take) => {
      watch.onTable?.(table.name, place + 1, tables.length);
      take(
        null,
        readTable(client, table, (done) => manifest.tables.push(done), fail),
      );
    });
  }
  zip.addReadStreamLazy(MANIFEST_NAME, {}, (take) => {
    take(null, Readable.from([`${JSON.stringify(manifest, null, 2)}\n`]));
  });
  zip.end();
  const signal = watch.signal ? AbortSignal.any([watch.signal, failed.signal]) : failed.signal;
  try {
    await pipeline(zip.outputStream, fs.createWriteStream(partial, { mode: 0o600 }), { signal });
  } catch (error) {
    throw failed.signal.aborted ? failed.signal.reason : error;
  }
  return manifest;
}

/** A table's rows as text, told of when they have all gone by. */
function readTable(
  client: pg.PoolClient,
  { name, columns }: TableShape,
  onDone: (table: BackupTable) => void,
  onError: (error: unknown) => void,
): Readable {
  const rows = client.query(copyTo(`copy ${quoteName(name)} (${columns.map(quoteName).join(", ")}) to stdout`));
  const counted = new CountedBytes();
  rows.on("error", onError);
  counted.once("end", () => onDone({ name, columns, rows: rows.rowCount, bytes: counted.bytes, sha256: counted.sha256() }));
  return rows.pipe(counted);
}

async function beginManifest(client: pg.PoolClient): Promise<BackupManifest> {
  const { rows: migrations } = await client.query<{ name: string }>(
    "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by migration_name",
  );
  return {
    format: "concord-backup",
    formatVersion: 1,
    software: softwareVersion(),
    createdAt: new Date().toISOString(),
    migrations: migrations.map(({ name }) => name),
    secretKeyIds: await listSealingSecrets(client),
    tables: [],
  };
}

async function noteBackup(client: pg.PoolClient, actor: Actor, manifest: BackupManifest): Promise<void> {
  await client.query("begin");
  await appendAuditWithClient(client, actor, {
    action: "instance.backup",
    target: "the whole instance",
    after: { tables: manifest.tables.length, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0) },
  });
  await client.query("commit");
}

function sync(file: string): void {
  const descriptor = fs.openSync(file, "r+");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
