import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { AppError } from "@/lib/errors";
import { type Binaries, closedFolder, copyBinaries, findBinaries } from "./embedded-binaries";

/** A running embedded PostgreSQL. */
export interface EmbeddedServer {
  /** Address with user and password: never log it. */
  url: string;
  /** True when the server was already running, left by a start that was killed or held by another process. */
  reused: boolean;
  /** Asks the server to stop and waits until it has. */
  stop: () => Promise<void>;
}

interface Place {
  binaries: Binaries;
  cluster: string;
  /** Who runs the server when this process is root, which PostgreSQL refuses. */
  owner: { uid: number; gid: number } | null;
}

const USER = "concord";
const DATABASE = "concord";
const LAUNCH_ATTEMPTS = 5;

/**
 * Starts the PostgreSQL that comes with the npm packages, its data in `dataFolder`/postgres, or takes over one that already runs there.
 * It listens on 127.0.0.1 alone, on a free port, with a password made once. As root it runs as `nobody`.
 *
 * @param settings - Server settings beside the defaults, for tests: {fsync: "off"}.
 * @throws AppError `unavailable` with a sentence that says what is in the way.
 */
export async function startEmbedded(
  dataFolder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedServer> {
  fs.mkdirSync(dataFolder, { recursive: true });
  const place = findPlace(path.resolve(dataFolder));
  const password = readOrMakePassword(dataFolder);
  const running = await findRunning(place.cluster, password);
  if (running) return { url: running.url, reused: true, stop: () => stopProcess(running.pid) };

  if (!fs.existsSync(path.join(place.cluster, "PG_VERSION"))) initialise(place, password);
  checkMajor(place);
  const { child, port } = await launchWithPatience(place, dataFolder, password, settings);
  const url = addressOf(port, password, DATABASE);
  await ensureDatabase(port, password);
  return { url, reused: false, stop: () => stopProcess(child.pid ?? 0) };
}

/** A server that was killed a moment ago may still hold its memory, and a new one then ends at once: asked again a few times. */
async function launchWithPatience(
  place: Place,
  dataFolder: string,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(place, dataFolder, password, settings);
    } catch (error) {
      if (attempt === LAUNCH_ATTEMPTS) throw error;
      await pause(1000);
    }
  }
}

async function launch(
  place: Place,
  dataFolder: string,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const log = fs.openSync(path.join(dataFolder, "postgres.log"), "a");
  const child = spawn(path.join(place.binaries.native, "bin", "postgres"), serverArguments(place.cluster, port, settings), {
    // A session of its own: Ctrl-C in the terminal must stop the app first, and the database after it.
    detached: true,
    stdio: ["ignore", log, log],
    env: {
      LD_LIBRARY_PATH: path.join(place.binaries.native, "lib"),
      LC_ALL: "C",
      PATH: process.env.PATH ?? "",
      NODE_ENV: process.env.NODE_ENV,
    },
    cwd: place.cluster,
    ...(place.owner ?? {}),
  });
  fs.closeSync(log);
  child.unref();
  await waitUntilReady(child, port, password, path.join(dataFolder, "postgres.log"));
  return { child, port };
}

/** The address of the embedded server that runs on `dataFolder`, or null when none answers. */
export async function findEmbedded(dataFolder: string): Promise<string | null> {
  const passwordFile = path.join(dataFolder, "secrets", "database-password");
  if (!fs.existsSync(passwordFile)) return null;
  const running = await findRunning(findPlace(path.resolve(dataFolder)).cluster, fs.readFileSync(passwordFile, "utf8").trim());
  return running?.url ?? null;
}

function findPlace(dataFolder: string): Place {
  const binaries = findBinaries();
  if (process.getuid?.() !== 0) return { binaries, cluster: path.join(dataFolder, "postgres"), owner: null };
  const owner = findUnprivileged();
  const closed = closedFolder(binaries.native) ?? closedFolder(dataFolder);
  if (closed === null) return { binaries, cluster: path.join(dataFolder, "postgres"), owner };
  // A private home (0700): the server's user can neither run the programs nor reach the data there, so both live in a system folder.
  const state = path.join("/var/lib/concord", createHash("sha256").update(dataFolder).digest("hex").slice(0, 12));
  fs.mkdirSync(state, { recursive: true, mode: 0o755 });
  fs.writeFileSync(path.join(dataFolder, "postgres-location.txt"), `${path.join(state, "postgres")}\n`);
  return { binaries: copyBinaries(binaries, state), cluster: path.join(state, "postgres"), owner };
}

function findUnprivileged(): { uid: number; gid: number } {
  const line = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith("nobody:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  if (!uid || !gid) {
    throw new AppError(
      "unavailable",
      "PostgreSQL refuses to run as root, and there is no user `nobody` to run it as. Start Concord as another user, or set DATABASE_URL.",
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

function readOrMakePassword(dataFolder: string): string {
  const secrets = path.join(dataFolder, "secrets");
  const file = path.join(secrets, "database-password");
  fs.mkdirSync(secrets, { recursive: true, mode: 0o700 });
  try {
    fs.writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  }
  return fs.readFileSync(file, "utf8").trim();
}

function initialise(place: Place, password: string): void {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "concord-init-"));
  const passwordFile = path.join(scratch, "password");
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  fs.mkdirSync(place.cluster, { recursive: true, mode: 0o700 });
  fs.chmodSync(place.cluster, 0o700);
  if (place.owner) {
    for (const file of [scratch, passwordFile, place.cluster]) fs.chownSync(file, place.owner.uid, place.owner.gid);
  }
  const done = spawnSync(
    path.join(place.binaries.native, "bin", "initdb"),
    [
      "-D",
      place.cluster,
      "-U",
      USER,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--data-checksums",
    ],
    {
      encoding: "utf8",
      env: {
        LD_LIBRARY_PATH: path.join(place.binaries.native, "lib"),
        LC_ALL: "C",
        PATH: process.env.PATH ?? "",
        NODE_ENV: process.env.NODE_ENV,
      },
      cwd: place.cluster,
      ...(place.owner ?? {}),
    },
  );
  fs.rmSync(scratch, { recursive: true, force: true });
  if (done.status === 0) return;
  fs.rmSync(place.cluster, { recursive: true, force: true });
  throw new AppError(
    "unavailable",
    `The embedded database could not be made in ${place.cluster}: ${(done.stderr || done.error?.message || "initdb failed").trim()}`,
  );
}

function checkMajor(place: Place): void {
  const found = fs.readFileSync(path.join(place.cluster, "PG_VERSION"), "utf8").trim();
  const ours = place.binaries.version.split(".")[0] ?? "";
  if (found === ours) return;
  throw new AppError(
    "unavailable",
    `The data in ${place.cluster} was written by PostgreSQL ${found}, and this Concord brings ${ours}. Start the Concord that wrote it, export, and import here; or set DATABASE_URL to a PostgreSQL ${found}.`,
  );
}

function serverArguments(cluster: string, port: number, settings: Readonly<Record<string, string>>): string[] {
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: "128MB",
    max_wal_size: "2GB",
    log_min_messages: "warning",
    ...settings,
  };
  return ["-D", cluster, "-p", String(port), ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

async function findRunning(cluster: string, password: string): Promise<{ url: string; pid: number } | null> {
  const file = path.join(cluster, "postmaster.pid");
  if (!fs.existsSync(file)) return null;
  const [pid, , , port] = fs.readFileSync(file, "utf8").split("\n");
  if (!pid || !port || !isAlive(Number(pid))) return null;
  // It may still be starting or recovering: ask for a while before giving it up.
  for (let attempt = 0; attempt < 40 && isAlive(Number(pid)); attempt++) {
    if (await answers(Number(port), password)) return { url: addressOf(Number(port), password, DATABASE), pid: Number(pid) };
    await pause(250);
  }
  return null;
}

async function waitUntilReady(child: ChildProcess, port: number, password: string, log: string): Promise<void> {
  let failed: string | null = null;
  child.once("error", (error) => {
    failed = error.message;
  });
  child.once("exit", (code) => {
    failed = `it ended with code ${code}`;
  });
  for (let attempt = 0; attempt < 600; attempt++) {
    if (failed !== null)
      throw new AppError("unavailable", `The embedded database did not start (${failed}). The last lines of ${log} say why.`);
    if (await answers(port, password)) return;
    await pause(100);
  }
  throw new AppError("unavailable", `The embedded database did not answer within a minute. ${log} may say why.`);
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: addressOf(port, password, "postgres"), connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(port, password, "postgres") });
  await client.connect();
  const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
  if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  await client.end();
}

async function stopProcess(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  for (let attempt = 0; attempt < 300 && isAlive(pid); attempt++) await pause(50);
}

function isAlive(pid: number): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function addressOf(port: number, password: string, database: string): string {
  return `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
