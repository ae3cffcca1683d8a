// Generates the Prisma client. Prisma 7 would try to download an engine that generate does not need: naming a file that exists
// (Node itself, never run) keeps it from asking (docs/decisions/004).
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const root = path.dirname(import.meta.dirname);
const require = createRequire(import.meta.url);
const cli = path.join(path.dirname(require.resolve("prisma/package.json")), "build/index.js");
const done = spawnSync(process.execPath, [cli, "generate"], {
  cwd: root,
  encoding: "utf8",
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  },
});
if (done.status !== 0) {
  process.stderr.write(`${done.stdout}${done.stderr}\n`);
  process.stderr.write("The Prisma client could not be generated from prisma/schema.prisma; the lines above say why.\n");
  process.exit(1);
}
