// The libraries that a researcher would use instead, run on the same file: beside lines 5, 6 and 7 where they are to be had.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** What one library took and answered. */
export interface PeerRun {
  library: string;
  what: string;
  seconds: number;
  answer: unknown;
}

/**
 * Runs the peers of a task on rows of a CSV file. CONCORD_PEERS names the program.
 *
 * @returns null, after a sentence that says why, where they are missing or fail.
 */
export async function runPeers(
  task: "agreement" | "bradley-terry" | "dawid-skene",
  header: string,
  rows: Iterable<string>,
  resamples = 0,
): Promise<PeerRun[] | null> {
  const program = process.env.CONCORD_PEERS ?? "";
  if (!existsSync(program)) {
    console.error("No peers: CONCORD_PEERS names no program that is there.");
    return null;
  }
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "concord-bench-"));
  try {
    const file = path.join(folder, "input.csv");
    await fs.writeFile(file, `${header}\n${[...rows].join("\n")}\n`);
    const { stdout } = await promisify(execFile)(program, [task, file, "--resamples", String(resamples)], { maxBuffer: 2 ** 28 });
    const { peers }: { peers: PeerRun[] } = JSON.parse(stdout);
    return peers;
  } catch (error) {
    console.error(`No peers: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    return null;
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** The shortest of several runs in milliseconds, and what the last one returned. */
export function fastest<T>(runs: number, work: () => T): { milliseconds: number; result: T } {
  let best = Number.POSITIVE_INFINITY;
  let result = work();
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    result = work();
    best = Math.min(best, performance.now() - began);
  }
  return { milliseconds: best, result };
}
