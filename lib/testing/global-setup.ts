import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";

/** Starts one PostgreSQL for the whole test run, with a migrated template that each test file clones (see test-db.ts). */
export async function setup(): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-test-"));
  fs.chmodSync(folder, 0o755);
  const server = await startEmbedded(path.join(folder, "data"), {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
  });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query("create database template_concord");
  await admin.end();
  const template = new URL(server.url);
  template.pathname = "/template_concord";
  await migrate(template.href, path.resolve("prisma/migrations"));
  process.env.CONCORD_TEST_DATABASE = server.url;
  process.env.CONCORD_DATA = path.join(folder, "data");
  return async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}
