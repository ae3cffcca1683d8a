#!/usr/bin/env node
// `npm start`, and with --dev `npm run dev`: installs what is missing, opens the database, migrates, builds, serves.
import fs from "node:fs";
import path from "node:path";
import { ensureGenerated, ensureInstalled, fail, root } from "./ensure-installed.mjs";

ensureInstalled();
ensureGenerated();
process.chdir(root);
if (fs.existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
process.env.NEXT_TELEMETRY_DISABLED = "1";

const { tsImport } = await import("tsx/esm/api");
const { serve } = await tsImport("./serve.ts", import.meta.url);
try {
  await serve({ dev: process.argv.includes("--dev") });
} catch (error) {
  fail(error instanceof Error && error.name === "AppError" ? error.message : String(error?.stack ?? error));
}
