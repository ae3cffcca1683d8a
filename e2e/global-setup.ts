import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { findEmbedded } from "@/lib/db/embedded";

/** Where the scripted endpoints of the tests are. */
const JUDGE_ALLOWED_HOSTS = "127.0.0.1";

/** Starts Concord as the README says, on a free port and an empty data folder; the tests make what they need in its database. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-e2e-"));
  fs.chmodSync(folder, 0o755);
  const port = await freePort();
  const dataFolder = path.join(folder, "data");
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      PORT: String(port),
      CONCORD_URL: "",
      CONCORD_DATA: dataFolder,
      DATABASE_URL: "",
      JUDGE_ALLOWED_HOSTS,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = await ready(server);
  process.env.CONCORD_E2E_URL = `http://localhost:${port}`;
  process.env.CONCORD_URL = `http://localhost:${port}`;
  process.env.PORT = String(port);
  // Tests that make judges themselves do so under the server's rules.
  process.env.JUDGE_ALLOWED_HOSTS = JUDGE_ALLOWED_HOSTS;
  process.env.CONCORD_DATA = dataFolder;
  process.env.CONCORD_E2E_SETUP = /http:\S+\/setup\/\S+/.exec(output)?.[0] ?? "";
  process.env.DATABASE_URL = (await findEmbedded(dataFolder)) ?? "";
  return async () => {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

function ready(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    server.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ctrl-C stops it")) resolve(output);
    });
    server.once("exit", (code) => reject(new Error(`Concord ended with code ${code} before it was ready:\n${output}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
