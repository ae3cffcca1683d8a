import "server-only";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import type { Finding } from "@/lib/cli/doctor";
import { migrationsFolder } from "@/lib/cli/frame/run-cli";
import { toEnding } from "@/lib/cli/frame/to-exit-code";
import { findEmbedded, startEmbedded } from "@/lib/db/embedded";
import { listMigrations } from "@/lib/db/migrate";
import { env } from "@/lib/env";

const OLDEST = 15;
/** Clocks further apart than this confuse sessions and leases, in milliseconds. */
const MOST_DRIFT = 5000;

/** Settings without which an acknowledged label can be lost in a power cut. */
const DURABLE: readonly [name: string, wanted: string, mend: string][] = [
  ["fsync", "on", "Set fsync = on in postgresql.conf: without it a power cut can destroy the whole database."],
  ["full_page_writes", "on", "Set full_page_writes = on in postgresql.conf: without it a power cut can destroy pages."],
  [
    "synchronous_commit",
    "on",
    "Set synchronous_commit = on: without it labels that were acknowledged a moment before a power cut can be lost.",
  ],
];

/** What can be seen of the database: that it answers, how old it is, whether it keeps what it acknowledges, whether its schema is ours. */
export async function checkDatabase(): Promise<Finding[]> {
  let settings: ReturnType<typeof env>;
  try {
    settings = env();
  } catch {
    // The settings' own finding says what is wrong with them.
    return [];
  }
  const { databaseUrl, dataFolder } = settings;
  if (databaseUrl) return inspect(databaseUrl, "DATABASE_URL");
  if (!fs.existsSync(path.join(dataFolder, "postgres")) && !fs.existsSync(path.join(dataFolder, "postgres-location.txt"))) {
    return [{ name: "Database", state: "ok", says: "none yet; the first start makes the embedded one", mend: null }];
  }
  try {
    const running = await findEmbedded(dataFolder);
    if (running) return await inspect(running, "embedded, running");
    const server = await startEmbedded(dataFolder);
    try {
      return await inspect(server.url, "embedded, started for this check");
    } finally {
      await server.stop();
    }
  } catch (error) {
    const log = path.join(dataFolder, "postgres.log");
    return [{ name: "Database", state: "problem", says: toEnding(error).message, mend: `The end of ${log} may say more.` }];
  }
}

async function inspect(url: string, which: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const version = await checkVersion(client, which);
    return [version, ...(await checkDurability(client)), await checkDrift(client), await checkMigrations(client)];
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return [
      {
        name: "Database",
        state: "problem",
        says,
        mend: "Is the server running, and are address, user and password in DATABASE_URL right?",
      },
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checkVersion(client: pg.Client, which: string): Promise<Finding> {
  const { rows } = await client.query<{ version: string; number: string }>(
    "select current_setting('server_version') as version, current_setting('server_version_num') as number",
  );
  const major = Math.floor(Number(rows[0]?.number) / 10_000);
  return {
    name: "Database",
    state: major >= OLDEST ? "ok" : "problem",
    says: `PostgreSQL ${rows[0]?.version} (${which})`,
    mend: major >= OLDEST ? null : `Concord needs PostgreSQL ${OLDEST} or later.`,
  };
}

async function checkDurability(client: pg.Client): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [name, wanted, mend] of DURABLE) {
    const { rows } = await client.query<{ value: string }>("select current_setting($1) as value", [name]);
    const value = rows[0]?.value ?? "unknown";
    // Stricter values than "on" exist for servers with replicas.
    const isSafe = value === wanted || (name === "synchronous_commit" && ["remote_write", "remote_apply"].includes(value));
    findings.push({ name, state: isSafe ? "ok" : "problem", says: value, mend: isSafe ? null : mend });
  }
  return findings;
}

async function checkDrift(client: pg.Client): Promise<Finding> {
  const before = Date.now();
  const { rows } = await client.query<{ now: Date }>("select clock_timestamp() as now");
  const drift = Math.abs((rows[0]?.now.getTime() ?? 0) - (before + Date.now()) / 2);
  const isNear = drift <= MOST_DRIFT;
  return {
    name: "Database's clock",
    state: isNear ? "ok" : "warning",
    says: isNear ? "the same as this machine's" : `${Math.round(drift / 1000)} s away from this machine's`,
    mend: isNear ? null : "Set both clocks by NTP.",
  };
}

async function checkMigrations(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ table: string | null }>("select to_regclass('_prisma_migrations')::text as table");
  const applied = rows[0]?.table
    ? await client.query<{ name: string }>("select migration_name as name from _prisma_migrations where finished_at is not null")
    : { rows: [] };
  const known = new Set(applied.rows.map((row) => row.name));
  const missing = listMigrations(migrationsFolder()).filter((name) => !known.has(name));
  if (missing.length === 0) return { name: "Schema", state: "ok", says: "up to date", mend: null };
  return {
    name: "Schema",
    state: "warning",
    says: `behind by ${missing.join(", ")}`,
    mend: "Run `npx concord migrate`, or start Concord.",
  };
}
