import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import pg from "pg";
import { openDatabase } from "@/lib/db/open";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
// Plain JavaScript, because it also runs before anything is installed.
import { ensureBuilt } from "./build.mjs";

const root = path.dirname(import.meta.dirname);

/** Opens the database, migrates, builds if needed, serves until told to stop, then stops server and database in this order. */
export async function serve({ dev }: { dev: boolean }): Promise<void> {
  const { port, url, host } = readSettings();
  await ensurePortIsFree(host, port);
  const dataFolder = path.resolve(process.env.CONCORD_DATA || path.join(root, "data"));
  const database = await openDatabase({
    databaseUrl: process.env.DATABASE_URL || undefined,
    dataFolder,
    migrations: path.join(root, "prisma/migrations"),
  });
  if (!dev && !isBuilt()) console.error("Building (about half a minute, once per version) …");
  if (!dev) ensureBuilt();

  const server = startServer(dev, { port, host, url, dataFolder, databaseUrl: database.url });
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    server.kill("SIGTERM");
    await exited(server, 8000);
    await database.close();
    process.exit(code);
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));
  server.once("exit", (code) => void stop(code ?? 1));

  await waitForHealth(`http://127.0.0.1:${port}/api/health`, url, server);
  console.log(
    `\n  Concord is at ${url}\n  Data in ${dataFolder}${process.env.DATABASE_URL ? ", database by DATABASE_URL" : ", embedded PostgreSQL"}`,
  );
  const setup = await makeSetupLink(database.url, url);
  if (setup) console.log(`\n  There is no user yet. Make the first operator here (once, within 24 hours):\n  ${setup}`);
  console.log("\n  Ctrl-C stops it.\n");
}

function readSettings(): { port: number; url: string; host: string } {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new AppError("invalid", `PORT is ${process.env.PORT}: it must be a number from 1 to 65535.`);
  const url = (process.env.CONCORD_URL || `http://localhost:${port}`).replace(/\/+$/, "");
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new AppError("invalid", `CONCORD_URL is ${url}: it must be an address such as https://concord.example.org.`);
  }
  const isLocal = parsed.hostname === "localhost" || parsed.hostname === "127.0.0.1";
  if (parsed.protocol !== "https:" && !isLocal && process.env.CONCORD_INSECURE_HTTP !== "1") {
    throw new AppError(
      "invalid",
      `CONCORD_URL is ${url}: plain http on an address that is not this machine's would send cookies in the clear. Use https, or set CONCORD_INSECURE_HTTP=1 if you mean it.`,
    );
  }
  // With its default address Concord is for this machine alone; behind a name of its own it listens to the network, or to the proxy in front.
  return { port, url, host: process.env.CONCORD_HOST || (isLocal ? "127.0.0.1" : "0.0.0.0") };
}

function startServer(
  dev: boolean,
  {
    port,
    host,
    url,
    dataFolder,
    databaseUrl,
  }: { port: number; host: string; url: string; dataFolder: string; databaseUrl: string },
): ChildProcess {
  const program = dev
    ? [path.join(root, "node_modules/next/dist/bin/next"), "dev", "-p", String(port), "-H", host]
    : [...beforeServer("peer-address.mjs"), ...beforeServer("precompressed.mjs"), path.join(root, ".next/standalone/server.js")];
  return spawn(process.execPath, program, {
    cwd: root,
    stdio: ["ignore", dev ? "inherit" : "ignore", "inherit"],
    // Ctrl-C reaches this process alone, which stops the server and then the database.
    detached: true,
    env: {
      ...process.env,
      NODE_ENV: dev ? "development" : "production",
      PORT: String(port),
      HOSTNAME: host,
      CONCORD_URL: url,
      CONCORD_DATA: dataFolder,
      DATABASE_URL: databaseUrl,
      CONCORD_EMBEDDED: process.env.DATABASE_URL ? "0" : "1",
      KEEP_ALIVE_TIMEOUT: "65000",
      CONCORD_LAUNCHED: dev ? "0" : "1",
    },
  });
}

function beforeServer(file: string): string[] {
  return ["--import", path.join(import.meta.dirname, file)];
}

function isBuilt(): boolean {
  return fs.existsSync(path.join(root, ".next/standalone/server.js"));
}

async function waitForHealth(address: string, url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 1200; attempt++) {
    if (server.exitCode !== null) return;
    try {
      const answer = await fetch(address, { headers: { host: new URL(url).host } });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new AppError("unavailable", "The server did not answer within a minute. Its lines above may say why.");
}

async function makeSetupLink(databaseUrl: string, url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ users: string }>('select count(*) as users from "User"');
    if (Number(rows[0]?.users) > 0) return null;
    const token = randomBytes(32).toString("base64url");
    // A link printed by an earlier start is void from now on.
    await client.query(`update "AccessLink" set "usedAt" = now() where kind = 'SETUP' and "usedAt" is null`);
    await client.query(
      `insert into "AccessLink" (id, kind, "tokenHash", "expiresAt") values ($1, 'SETUP', $2, now() + interval '24 hours')`,
      [newId(), createHash("sha256").update(token).digest("hex")],
    );
    return `${url}/setup/${token}`;
  } finally {
    await client.end();
  }
}

function ensurePortIsFree(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", () =>
      reject(
        new AppError(
          "unavailable",
          `Port ${port} is taken, perhaps by a Concord that is running. Stop it, or set PORT to another number.`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function exited(child: ChildProcess, milliseconds: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      resolve();
    }, milliseconds);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
