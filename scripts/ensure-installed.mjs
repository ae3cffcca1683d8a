// What must be true before anything of ours can run: a Node that is new enough, and the packages of package-lock.json.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

export const root = path.dirname(import.meta.dirname);

/** Ends the process with one sentence. */
export function fail(sentence, code = 1) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

/** Refuses a Node older than 20.19. */
export function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `Concord needs Node 20.19 or later; this is ${process.versions.node}. Install a newer one from nodejs.org or your system's packages.`,
  );
}

/** Installs the packages when they are missing or belong to another lockfile. */
export function ensureInstalled() {
  ensureNode();
  process.chdir(root);
  const wanted = createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  const stamp = path.join(root, "node_modules/.concord-installed");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  process.stderr.write("Installing packages (once, about a minute) …\n");
  const npm = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", "--include=dev"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (npm.status !== 0) fail("npm could not install the packages; its lines above say why. Is the npm registry reachable?");
  const now = createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  fs.writeFileSync(stamp, now);
}

/** Generates the Prisma client when it is missing or older than the schema. */
export function ensureGenerated() {
  const client = path.join(root, "lib/db/generated/client.ts");
  const schema = path.join(root, "prisma/schema.prisma");
  if (fs.existsSync(client) && fs.statSync(client).mtimeMs >= fs.statSync(schema).mtimeMs) return;
  const done = spawnSync(process.execPath, [path.join(root, "scripts/generate.mjs")], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (done.status !== 0) process.exit(1);
}
