#!/usr/bin/env node
// `npx concord COMMAND`: makes what is missing of a fresh clone, then runs lib/cli. Server modules need the condition `react-server`.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureGenerated, ensureInstalled, ensureNode, root } from "./ensure-installed.mjs";

const cwd = process.cwd();
ensureNode();
if (!fs.existsSync(path.join(root, "node_modules/tsx/package.json"))) ensureInstalled();
ensureGenerated();
if (fs.existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));

const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const child = spawn(
  process.execPath,
  ["--conditions=react-server", "--import", loader, path.join(root, "lib/cli/main.ts"), ...process.argv.slice(2)],
  // Two arenas: glibc keeps one for every thread otherwise, and what a large import frees in them stays with the process (70 MiB of 350).
  { cwd: root, stdio: "inherit", env: { MALLOC_ARENA_MAX: "2", ...process.env, CONCORD_CWD: cwd } },
);
// Ctrl-C reaches the child by itself; this process only waits for it to end in order.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.once("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.once("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
