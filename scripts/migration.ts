// `npm run migration NAME` writes a new migration: the difference between the last snapshot and prisma/schema.prisma.
// `npm run migration -- --check` exits 1 when that difference is not empty.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startEmbedded } from "@/lib/db/embedded";
import { diffSchemas, listMigrations, readSnapshot } from "@/lib/db/migrate";

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, "prisma/migrations");
const schema = fs.readFileSync(path.join(root, "prisma/schema.prisma"), "utf8");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "concord-migration-"));
fs.chmodSync(scratch, 0o755);

const name = process.argv[2];
if (!name) {
  console.error("Say what the migration is called: npm run migration add_prices");
  process.exit(2);
}
const server = await startEmbedded(scratch, { fsync: "off" });
try {
  const before = listMigrations(folder).length > 0 ? readSnapshot(folder) : null;
  const sql = await diffSchemas(server.url, before, schema);
  if (name === "--check") {
    if (sql !== "")
      console.error(`prisma/schema.prisma has changes that no migration holds. Run: npm run migration NAME\n\n${sql}`);
    process.exitCode = sql === "" ? 0 : 1;
  } else if (sql === "") {
    console.error("Nothing to do: the last migration's snapshot equals prisma/schema.prisma.");
  } else {
    const number = String(listMigrations(folder).length + 1).padStart(4, "0");
    const target = path.join(folder, `${number}_${name}`);
    fs.mkdirSync(target);
    fs.writeFileSync(path.join(target, "migration.sql"), sql);
    fs.writeFileSync(path.join(target, "schema.prisma"), schema);
    console.log(`Wrote ${path.relative(root, target)}: read its SQL before you commit it.`);
  }
} finally {
  await server.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
}
