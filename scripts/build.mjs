// Builds the server into .next/standalone, complete with its static files.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { ensureGenerated, root } from "./ensure-installed.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "prisma/scenarios",
  "package-lock.json",
  "next.config.js",
  "proxy.ts",
  "instrumentation.ts",
  "postcss.config.js",
];

/** The newest change among the sources, in milliseconds since 1970. */
function newestSource() {
  let newest = 0;
  const visit = (at) => {
    if (!fs.existsSync(at) || at.includes(`${path.sep}generated`)) return;
    const stat = fs.statSync(at);
    if (stat.isDirectory()) for (const name of fs.readdirSync(at)) visit(path.join(at, name));
    else if (!/\.test\.tsx?$/.test(at)) newest = Math.max(newest, stat.mtimeMs);
  };
  for (const source of SOURCES) visit(path.join(root, source));
  return newest;
}

/** Builds unless the last build is newer than every source. Two starts at once take turns. Returns whether it built. */
export function ensureBuilt({ force = false } = {}) {
  ensureGenerated();
  const lock = path.join(root, "node_modules/.concord-build.lock");
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  try {
    return buildIfStale(force);
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function buildIfStale(force) {
  const stamp = path.join(root, ".next/standalone/.concord-built");
  const newest = newestSource();
  if (!force && fs.existsSync(stamp) && Number(fs.readFileSync(stamp, "utf8")) === newest) return false;
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const done = spawnSync(process.execPath, [next, "build"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout}\n${done.stderr}\nThe build failed; the lines above say where.\n`);
    fs.rmSync(path.join(root, "node_modules/.concord-build.lock"), { force: true });
    process.exit(1);
  }
  const standalone = path.join(root, ".next/standalone");
  fs.cpSync(path.join(root, ".next/static"), path.join(standalone, ".next/static"), { recursive: true });
  fs.cpSync(path.join(root, "public"), path.join(standalone, "public"), { recursive: true });
  compress(path.join(standalone, ".next/static"));
  fs.writeFileSync(stamp, String(newest));
  return true;
}

/** Writes FILE.br beside each script and style; scripts/precompressed.mjs sends them. */
function compress(folder) {
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css)$/.test(name)) continue;
    const bytes = fs.readFileSync(path.join(folder, name));
    const params = { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    fs.writeFileSync(path.join(folder, `${name}.br`), zlib.brotliCompressSync(bytes, { params }));
  }
}

/** Takes the lock, also from a build that was killed. */
function take(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const holder = Number(fs.existsSync(lock) ? fs.readFileSync(lock, "utf8") : 0);
    if (holder > 0 && !isAlive(holder)) fs.rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === import.meta.filename) ensureBuilt({ force: process.argv.includes("--force") });
