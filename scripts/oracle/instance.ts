import fs from "node:fs";
import path from "node:path";
import { type BenchServer, startServer } from "@/scripts/bench/server";

/** What is killed: the launcher and the server, or the database first and those after it. */
export type Fault = "server" | "database";

/** A Concord that can be killed and started again on the same data and address. */
export class Instance {
  private server: BenchServer | null = null;

  constructor(
    readonly dataFolder: string,
    private port: number | undefined,
  ) {}

  /** Starts it, again and again while what was killed is still in the way. */
  async start(): Promise<BenchServer> {
    for (let attempt = 1; ; attempt++) {
      try {
        this.server = await startServer({ dataFolder: this.dataFolder, port: this.port, env: { LOG_LEVEL: "silent" } });
        this.port = Number(new URL(this.server.url).port);
        return this.server;
      } catch (error) {
        if (attempt === 5) throw error;
        await pause(500);
      }
    }
  }

  /** Kills without warning (SIGKILL). */
  async kill(fault: Fault, between: number): Promise<void> {
    if (!this.server) return;
    const postmaster = readPostmaster(this.dataFolder);
    const children = listChildren(this.server.pid).filter((pid) => pid !== postmaster);
    if (fault === "database" && postmaster) {
      process.kill(postmaster, "SIGKILL");
      // The server goes on without a database for a while: nothing it answers meanwhile may be a promise.
      await pause(between);
    }
    for (const pid of [this.server.pid, ...children]) killQuietly(pid);
    await pause(100);
    this.server = null;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    this.server = null;
    const postmaster = readPostmaster(this.dataFolder);
    if (postmaster) killQuietly(postmaster, "SIGINT");
  }
}

function readPostmaster(dataFolder: string): number | null {
  const moved = path.join(dataFolder, "postgres-location.txt");
  const cluster = fs.existsSync(moved) ? fs.readFileSync(moved, "utf8").trim() : path.join(dataFolder, "postgres");
  const file = path.join(cluster, "postmaster.pid");
  return fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8").split("\n")[0]) : null;
}

function listChildren(pid: number): number[] {
  const text = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return text === "" ? [] : text.split(" ").map(Number);
}

function killQuietly(pid: number, signal: NodeJS.Signals = "SIGKILL"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
