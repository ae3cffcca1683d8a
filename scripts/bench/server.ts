import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { findEmbedded } from "@/lib/db/embedded";

/** A Concord started as the README says, for measuring. */
export interface BenchServer {
  url: string;
  databaseUrl: string;
  dataFolder: string;
  /** Process id of the launcher; its children are the server and the database. */
  pid: number;
  /** Seconds from the start of the command until it said that it serves. */
  startSeconds: number;
  stop: () => Promise<void>;
}

/** Starts the built app, on a free port unless one is given. Its data folder is temporary unless one is given. */
export async function startServer(
  options: { dataFolder?: string; port?: number; env?: Record<string, string> } = {},
): Promise<BenchServer> {
  const folder = options.dataFolder ?? makeFolder();
  const port = options.port ?? (await freePort());
  const begun = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      PORT: String(port),
      CONCORD_URL: "",
      CONCORD_DATA: folder,
      DATABASE_URL: "",
      LOG_LEVEL: "error",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await untilReady(child);
  const startSeconds = (performance.now() - begun) / 1000;
  const databaseUrl = await findEmbedded(folder);
  return {
    url: `http://localhost:${port}`,
    databaseUrl: databaseUrl ?? "",
    dataFolder: folder,
    pid: child.pid ?? 0,
    startSeconds,
    stop: async () => {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
      if (!options.dataFolder) fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Points this process's own `lib` rooms at the server's database, secret and address; call it before importing them. */
export function joinServer(server: BenchServer): void {
  process.env.DATABASE_URL = server.databaseUrl;
  process.env.CONCORD_DATA = server.dataFolder;
  process.env.CONCORD_URL = server.url;
  process.env.PORT = new URL(server.url).port;
}

/** Resident memory of the process and of all below it, MiB, by name. Linux alone. */
export function readMemory(pid: number): { name: string; pid: number; mib: number }[] {
  const own = readStatus(pid);
  const children = fs.existsSync(`/proc/${pid}/task/${pid}/children`)
    ? fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean)
    : [];
  return [...(own ? [own] : []), ...children.flatMap((child) => readMemory(Number(child)))];
}

function readStatus(pid: number): { name: string; pid: number; mib: number } | null {
  try {
    const text = fs.readFileSync(`/proc/${pid}/status`, "utf8");
    const name = /^Name:\s+(.+)$/m.exec(text)?.[1] ?? "?";
    const kib = Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0);
    return { name, pid, mib: Math.round(kib / 1024) };
  } catch {
    return null;
  }
}

function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-bench-"));
  fs.chmodSync(folder, 0o755);
  return folder;
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ctrl-C stops it")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`Concord ended with code ${code} before it served:\n${output}`)));
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
