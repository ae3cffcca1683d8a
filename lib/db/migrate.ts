import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as wasm from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/** Any number that is ours: two servers that start together take turns under it. */
const MIGRATION_LOCK = 7_226_031;
const FILTERS = { externalTables: [], externalEnums: [] };

let loaded: Promise<void> | null = null;

/**
 * Brings the schema up to date. Safe when several servers start together: one applies, the others wait and find nothing to do.
 *
 * @param folder - prisma/migrations.
 * @param last - The migration to stop after, for the schema of an older time; the newest when left out.
 * @returns The names of the migrations that were applied, in order.
 */
export async function migrate(
  connectionString: string,
  folder: string,
  { last }: { last?: string | undefined } = {},
): Promise<string[]> {
  const lock = new pg.Client({ connectionString });
  const connections = new pg.Pool({ connectionString, max: 2 });
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const engine = await openEngine(connections, [["schema.prisma", readSnapshot(folder)]]);
    const names = listMigrations(folder).filter((name) => last === undefined || name <= last);
    const { appliedMigrationNames } = await engine.applyMigrations({
      filters: FILTERS,
      migrationsList: {
        baseDir: folder,
        lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
        shadowDbInitScript: "",
        migrationDirectories: names.map((name) => ({
          path: name,
          migrationFile: {
            path: "migration.sql",
            content: { tag: "ok", value: fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8") },
          },
        })),
      },
    });
    return appliedMigrationNames;
  } finally {
    await lock.end();
    await connections.end();
  }
}

/**
 * The SQL that leads from one schema to another, "" when they are equal. A database must answer although it is not looked at.
 *
 * @param from - Schema text, or null for an empty database.
 */
export async function diffSchemas(connectionString: string, from: string | null, to: string): Promise<string> {
  const connections = new pg.Pool({ connectionString, max: 2 });
  const engine = await openEngine(connections, [["schema.prisma", to]]);
  const { stdout, exitCode } = await engine.diff({
    from: from === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: [{ path: "from.prisma", content: from }] },
    to: { tag: "schemaDatamodel", files: [{ path: "to.prisma", content: to }] },
    script: true,
    exitCode: true,
    filters: FILTERS,
  });
  await connections.end();
  return exitCode === 0 ? "" : (stdout ?? "");
}

/** The names of all migrations in their order. */
export function listMigrations(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The schema as it stands after the last migration. */
export function readSnapshot(folder: string): string {
  const last = listMigrations(folder).at(-1);
  if (last === undefined) throw new Error(`${folder} holds no migration`);
  return fs.readFileSync(path.join(folder, last, "schema.prisma"), "utf8");
}

async function openEngine(connections: pg.Pool, datamodels: [string, string][]): Promise<wasm.SchemaEngine> {
  loaded ??= load();
  await loaded;
  return wasm.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(new PrismaPg(connections)));
}

async function load(): Promise<void> {
  const folder = path.dirname(createRequire(path.join(process.cwd(), "package.json")).resolve("@prisma/schema-engine-wasm"));
  // The package's types leave out the two functions by which a bundler would load it.
  const loader = wasm as unknown as { __wbg_set_wasm: (exports: WebAssembly.Exports) => void };
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(path.join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": wasm as unknown as WebAssembly.ModuleImports,
  });
  loader.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
}
