import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";

const TICKS_A_SECOND = 100;
const children: ChildProcess[] = [];
/** BENCH_PROFILE=folder writes a CPU profile of each process that ends by itself. */
const PROFILE = process.env.BENCH_PROFILE ? ["--cpu-prof", `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];

/** Ends what `startProgram` started. */
export function endPrograms(): void {
  for (const child of children) child.kill("SIGKILL");
}

/** Starts a program and waits for its first line. */
export async function startProgram(program: string, args: readonly string[]): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [...PROFILE, "--conditions=react-server", "--import", "tsx", program, ...args], {
    env: { ...process.env, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  if (!child.stdout) throw new Error("no output");
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  return { child, line: chunk.toString().trim() };
}

/** Seconds of CPU that a process has taken, its own and the system's for it. Linux alone. */
export function cpuSeconds({ pid }: ChildProcess): number {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** Resident memory of a process, MiB. Linux alone. */
export function residentMiB({ pid }: ChildProcess): number {
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
}
