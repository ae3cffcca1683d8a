// Line 8: the memory of a judge's worker stays flat over a long run, with many calls stored before it.
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { median, printFigure, round } from "@/scripts/bench/figure";
import { endPrograms, residentMiB, startProgram } from "./programs";

const COMPARISONS = Number(process.env.BENCH_COMPARISONS ?? 50_000);
const STORED = Number(process.env.BENCH_STORED ?? 1_000_000);
const LATENCY_MS = 20;
const GROWTH = 1.2;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-judge-memory-"));
fs.chmodSync(folder, 0o755);
process.env.CONCORD_DATA = folder;
process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
const embedded = await startEmbedded(folder);
process.env.DATABASE_URL = embedded.url;
await migrate(embedded.url, path.join(process.cwd(), "prisma/migrations"));
const { pool } = await import("@/lib/db/pool");
const { closeDb } = await import("@/lib/db/client");
const { createJudgedProject, storeEarlierCalls } = await import("./judge-project");

try {
  const endpoint = await startProgram("scripts/bench/judges/judge-endpoint.ts", ["0", String(LATENCY_MS)]);
  const project = await createJudgedProject(`http://127.0.0.1:${endpoint.line}/v1`, COMPARISONS, 50);
  const stored = await storeEarlierCalls(project.projectId, project.criterionId, STORED);
  const { runId } = await project.start();
  const samples = await watch(runId);
  // After its start, when code is compiled and caches fill.
  const early = median(samples.filter(({ done }) => done > 0.2 && done <= 0.4).map(({ mib }) => mib));
  const late = median(samples.filter(({ done }) => done > 0.8).map(({ mib }) => mib));
  printFigure({
    line: 8,
    name: `${2 * COMPARISONS} calls with ${stored} stored before: memory of the worker in the last fifth of the run against the second fifth`,
    value: late,
    unit: "MiB",
    target: round(early * GROWTH, 0),
    limit: early,
    ratio: round(late / early),
    rssMiB: Math.max(...samples.map(({ mib }) => mib)),
    runs: 1,
  });
} finally {
  endPrograms();
  await closeDb();
  await embedded.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}

/** The worker's memory, with the share of the calls that is done, until the run is over. */
async function watch(runId: string): Promise<{ done: number; mib: number }[]> {
  const worker = await startProgram("lib/testing/judge-worker-process.ts", []);
  const samples: { done: number; mib: number }[] = [];
  for (;;) {
    await sleep(500);
    const { rows } = await pool().query<{ state: string; done: number }>(
      `select r.state::text, (select count(*)::float8 from "JudgeTask" t where t."runId" = r.id and t.state = 'DONE') as done from "JudgeRun" r where r.id = $1`,
      [runId],
    );
    const [run] = rows;
    if (run?.state === "DONE") break;
    if (run?.state !== "RUNNING") throw new Error(`the run is ${run?.state}`);
    samples.push({ done: run.done / (2 * COMPARISONS), mib: residentMiB(worker.child) });
  }
  worker.child.kill("SIGTERM");
  await once(worker.child, "exit");
  return samples;
}
