import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPromise } from "yauzl";
import { ZipFile } from "yazl";
import { verifyAudit } from "@/lib/audit/verify";
import { checkInvariants } from "@/lib/cli/checks/check-invariants";
import { db } from "@/lib/db/client";
import { listMigrations, migrate } from "@/lib/db/migrate";
import { pool } from "@/lib/db/pool";
import { createLabelledInstance } from "@/lib/testing/backup-fixture";
import { dropTestDatabase, testDatabase } from "@/lib/testing/test-db";
import { listTables, quoteName } from "./list-tables";
import { openBackup } from "./open-backup";
import { restoreBackup } from "./restore-backup";
import { writeBackup } from "./write-backup";

const root = path.resolve(import.meta.dirname, "../..");
const migrations = path.join(root, "prisma/migrations");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-backup-"));
const file = path.join(folder, "whole.zip");
const actor = { kind: "SYSTEM", name: "test" } as const;
const databases: string[] = [];

/** All rows of all tables that a backup holds, as text. */
let original: Map<string, string[]>;
/** Events of labels that were acknowledged before the backup began, and all of them, in the order they were acknowledged. */
let acknowledged: string[];
let sent: string[];

beforeAll(async () => {
  databases.push(await testDatabase());
  const labelling = await createLabelledInstance();
  original = await readRows();
  acknowledged = await labelling.label(20);
  const later = labelling.label(120);
  await writeBackup(actor, file);
  sent = [...acknowledged, ...(await later)];
}, 60_000);

beforeEach(async () => {
  databases.push(await testDatabase());
});

afterAll(async () => {
  for (const url of databases) await dropTestDatabase(url);
  fs.rmSync(folder, { recursive: true, force: true });
});

const places = () => ({ databaseUrl: databases.at(-1) ?? "", migrations });

async function readRows(): Promise<Map<string, string[]>> {
  const client = await pool().connect();
  try {
    const rows = new Map<string, string[]>();
    for (const { name, columns } of await listTables(client)) {
      const found = await client.query<{ row: string }>(
        `select row(${columns.map(quoteName).join(", ")})::text as row from ${quoteName(name)} order by 1`,
      );
      rows.set(
        name,
        found.rows.map(({ row }) => row),
      );
    }
    return rows;
  } finally {
    client.release();
  }
}

async function countRows(): Promise<number> {
  return [...(await readRows()).values()].reduce((sum, rows) => sum + rows.length, 0);
}

/** The backup with one of its entries changed. */
async function change(name: string, edit: (content: Buffer) => Buffer | null): Promise<string> {
  const zip = await openPromise(file, { autoClose: false });
  const changed = new ZipFile();
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(Buffer.from(part as Uint8Array));
    const content = entry.fileName === name ? edit(Buffer.concat(parts)) : Buffer.concat(parts);
    if (content !== null) changed.addBuffer(content, entry.fileName);
  }
  zip.close();
  changed.end();
  const target = path.join(folder, "changed.zip");
  const out = fs.createWriteStream(target);
  changed.outputStream.pipe(out);
  await once(out, "close");
  return target;
}

describe("a backup, restored", () => {
  test("holds every row that was there, and of the labels sent meanwhile a prefix in the order they were acknowledged", async () => {
    const report = await restoreBackup(actor, file, places());
    const restored = await readRows();
    for (const [table, rows] of original) {
      if (["Label", "LabelEvent", "Annotator", "Assignment", "AuditEvent", "RoundItem"].includes(table)) continue;
      expect(restored.get(table), table).toEqual(rows);
    }
    const events = (await db().labelEvent.findMany({ select: { id: true } })).map(({ id }) => id);
    const found = sent.filter((id) => events.includes(id));
    expect(found).toEqual(sent.slice(0, found.length));
    expect(found.length).toBeGreaterThanOrEqual(acknowledged.length);
    expect(restored.get("Label")).toHaveLength((original.get("Label")?.length ?? 0) + found.length);
    expect(report.tables.Label).toBe(restored.get("Label")?.length);
    expect((await verifyAudit()).breach).toBeNull();
    for (const { name, breach } of await checkInvariants(null)) expect(breach, name).toBeNull();
  });

  test("brings back nobody's session and no open link", async () => {
    await restoreBackup(actor, file, places());
    expect(await db().session.count()).toBe(0);
    expect(await db().accessLink.count()).toBe(0);
    expect(original.has("Session")).toBe(false);
  });

  test("REL-35: a backup of an older schema is restored and brought up to date", async () => {
    const url = databases.at(-1) ?? "";
    const [older = ""] = listMigrations(migrations);
    await pool().query("drop schema public cascade");
    await pool().query("create schema public");
    await migrate(url, migrations, { last: older });
    await pool().query(
      `insert into "User" (id, name, email, "updatedAt") values ('01a21480-d36c-7b80-8362-464d27a2bcb5', 'Old', 'old@example.org', now())`,
    );
    const old = path.join(folder, "older.zip");
    await writeBackup(actor, old);
    expect((await openBackup(old)).manifest.migrations.at(-1)).toBe(older);

    databases.push(await testDatabase());
    const report = await restoreBackup(actor, old, places());
    expect(report.tables.User).toBe(1);
    expect(await db().user.count()).toBe(1);
    expect(await migrate(places().databaseUrl, migrations)).toEqual([]);
  });

  test("REL-35: says how many stored keys this instance's secret does not open", async () => {
    const manifest = (await openBackup(file)).manifest;
    expect(manifest.secretKeyIds).toHaveLength(1);
    expect((await restoreBackup(actor, file, places())).closedKeys).toBe(1);
  });
});

describe("what cannot be restored leaves the instance empty, with a sentence", () => {
  const refused = async (target: string, sentence: RegExp) => {
    const before = await countRows();
    await expect(restoreBackup(actor, target, places())).rejects.toThrow(sentence);
    expect(await countRows()).toBe(before);
  };

  test("an instance that is in use", async () => {
    await restoreBackup(actor, file, places());
    await refused(file, /not empty.*accounts.*CONCORD_DATA/);
  });

  test("a file that was cut short, is empty, is something else, or is not there", async () => {
    const cut = path.join(folder, "cut.zip");
    fs.writeFileSync(cut, fs.readFileSync(file).subarray(0, 5000));
    await refused(cut, /cut short/);
    fs.writeFileSync(cut, "");
    await refused(cut, /cut short/);
    fs.writeFileSync(cut, "select 1;".repeat(1000));
    await refused(cut, /no ZIP file/);
    await refused(path.join(folder, "none.zip"), /ENOENT/);
  });

  test("a ZIP file without a manifest, or with one that does not fit", async () => {
    await refused(await change("manifest.json", () => null), /no manifest\.json/);
    await refused(await change("manifest.json", () => Buffer.from("{")), /cannot be read/);
    await refused(await change("manifest.json", (text) => edit(text, { format: "other" })), /Is not a backup of Concord/);
    await refused(await change("manifest.json", (text) => edit(text, { formatVersion: 2 })), /does not know/);
  });

  test("a backup of a newer Concord", async () => {
    const newer = await change("manifest.json", (text) =>
      edit(text, { software: "9.0.0", migrations: [...listMigrations(migrations), "9999_later"] }),
    );
    await refused(newer, /made by Concord 9\.0\.0.*9999_later.*later one/);
  });

  test("a table that is missing, was altered, or has names that are none", async () => {
    await refused(await change("tables/Label.copy", () => null), /rows of Label are not in it/);
    await refused(
      await change("tables/User.copy", (text) => Buffer.from(text.toString().replace("@example", "@exomple"))),
      /damaged at the table User/,
    );
    await refused(await change("tables/Label.copy", (text) => text.subarray(0, text.length / 2)), /damaged at the table Label/);
    await refused(
      await change("manifest.json", (text) =>
        Buffer.from(text.toString().replace('"name": "User"', String.raw`"name": "User\" cascade; drop table \"User"`)),
      ),
      /not the name of a table/,
    );
  });

  test("a restoration that is killed in the middle", async () => {
    const child = startCommand(["restore", file]);
    await untilFilling();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await db().user.count()).toBe(0);
    await restoreBackup(actor, file, places());
    expect(await db().label.count()).toBeGreaterThan(0);
  });
});

test("a backup that is killed in the middle leaves no file of that name", async () => {
  await restoreBackup(actor, file, places());
  const target = path.join(folder, "killed.zip");
  const child = startCommand(["backup", "--out", target]);
  while (!fs.existsSync(`${target}.partial`)) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill("SIGKILL");
  await once(child, "exit");
  // It may have been quick enough to end: then it is whole.
  if (fs.existsSync(target)) expect((await openBackup(target)).manifest.tables.length).toBeGreaterThan(40);
  await writeBackup(actor, target);
  expect((await openBackup(target)).manifest.tables.length).toBeGreaterThan(40);
  expect(fs.statSync(target).mode & 0o777).toBe(0o600);
});

function edit(text: Buffer, change: object): Buffer {
  return Buffer.from(JSON.stringify({ ...JSON.parse(text.toString()), ...change }));
}

function startCommand(words: string[]): ChildProcess {
  return spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", ...words], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: places().databaseUrl, NODE_OPTIONS: "" },
    stdio: "ignore",
  });
}

/** Until another connection fills a table. */
async function untilFilling(): Promise<void> {
  for (;;) {
    const { rows } = await pool().query<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and query like 'copy %from stdin%' and pid <> pg_backend_pid()",
    );
    if ((rows[0]?.n ?? 0) > 0) return;
  }
}
