// Line 8: a judge run of both orders against a scripted endpoint, without faults and with them, its server killed three times.
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { printFigure, round } from "@/scripts/bench/figure";
import { cpuSeconds, endPrograms, residentMiB, startProgram } from "./programs";

const COMPARISONS = Number(process.env.BENCH_COMPARISONS ?? 10_000);
const CONCURRENCY = 50;
const LATENCY_MS = 200;
const KILLS = 3;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-judge-bench-"));
fs.chmodSync(folder, 0o755);
process.env.CONCORD_DATA = folder;
process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
const embedded = await startEmbedded(folder);
process.env.DATABASE_URL = embedded.url;
await migrate(embedded.url, path.join(process.cwd(), "prisma/migrations"));
const { pool } = await import("@/lib/db/pool");
const { closeDb } = await import("@/lib/db/client");
const { createJudgedProject } = await import("./judge-project");

try {
  await measure("without faults", { busy: 0, garbage: 0, kills: 0, target: 1.05 });
  if (!process.env.BENCH_PROFILE)
    await measure("5 % 429, 1 % garbage, 3 kills", { busy: 0.05, garbage: 0.01, kills: KILLS, target: 1.15 });
} finally {
  endPrograms();
  await closeDb();
  await embedded.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}

interface Counts {
  requests: number;
  busy: number;
  garbage: number;
  open: number;
  mostOpen: number;
  arrivals: number[];
}

interface Faults {
  busy: number;
  garbage: number;
  kills: number;
}

async function measure(name: string, { target, ...faults }: Faults & { target: number }): Promise<void> {
  const endpoint = await startProgram(
    "scripts/bench/judges/judge-endpoint.ts",
    ["0", LATENCY_MS, faults.busy, faults.garbage].map(String),
  );
  const url = `http://127.0.0.1:${endpoint.line}`;
  const project = await createJudgedProject(`${url}/v1`, COMPARISONS, CONCURRENCY);
  const { runId } = await project.start();
  const worked = await workUntilDone(runId, faults.kills);
  const saw = (await (await fetch(`${url}/counts`)).json()) as Counts;
  endpoint.child.kill("SIGKILL");
  report(name, target, worked, saw, await readBooks(runId, project));
}

interface Worked {
  killedAt: number[];
  endedAt: number;
  /** Calls that were open when a worker was killed. */
  inFlight: number;
  cpuSeconds: number;
  memoryMiB: number;
}

/** A worker on the run, killed and started again when a further part of the calls is done. */
async function workUntilDone(runId: string, kills: number): Promise<Worked> {
  const worked: Worked = { killedAt: [], endedAt: 0, inFlight: 0, cpuSeconds: 0, memoryMiB: 0 };
  let worker = await startProgram("lib/testing/judge-worker-process.ts", []);
  for (;;) {
    await sleep(100);
    worked.memoryMiB = Math.max(worked.memoryMiB, residentMiB(worker.child));
    const run = await readRun(runId);
    if (run.state === "DONE") break;
    if (run.state !== "RUNNING") throw new Error(`the run is ${run.state}`);
    if (worked.killedAt.length >= kills || run.done <= (2 * COMPARISONS * (worked.killedAt.length + 1)) / (kills + 1)) continue;
    worked.cpuSeconds += cpuSeconds(worker.child);
    worked.killedAt.push(Date.now());
    worker.child.kill("SIGKILL");
    await once(worker.child, "exit");
    worked.inFlight += await countSent(runId);
    worker = await startProgram("lib/testing/judge-worker-process.ts", []);
  }
  worked.endedAt = Date.now();
  worked.cpuSeconds += cpuSeconds(worker.child);
  worker.child.kill("SIGTERM");
  await once(worker.child, "exit");
  return worked;
}

/** Calls that had left and were not stored when their worker was killed. */
async function countSent(runId: string): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    `select count(*)::int as n from "JudgeTask" where "runId" = $1 and state = 'LEASED' and "sentAt" is not null`,
    [runId],
  );
  return rows[0]?.n ?? 0;
}

async function readRun(runId: string): Promise<{ state: string; done: number }> {
  const { rows } = await pool().query<{ state: string; done: number }>(
    `select r.state::text, (select count(*)::int from "JudgeTask" t where t."runId" = r.id and t.state = 'DONE') as done from "JudgeRun" r where r.id = $1`,
    [runId],
  );
  return rows[0] ?? { state: "gone", done: 0 };
}

function report(name: string, target: number, worked: Worked, saw: Counts, books: Books): void {
  const calls = 2 * COMPARISONS;
  const restarts = worked.killedAt.map((at) => (saw.arrivals.find((arrival) => arrival > at + 150) ?? at) - at);
  const seconds = (worked.endedAt - (saw.arrivals[0] ?? 0) - restarts.reduce((sum, ms) => sum + ms, 0)) / 1_000;
  const limit = (calls * LATENCY_MS) / CONCURRENCY / 1_000;
  const seen = (calls * books.latency) / CONCURRENCY / 1_000;
  const extra = saw.requests - saw.busy - saw.garbage - calls;
  const common = { line: 8, runs: 1 };
  printFigure({
    ...common,
    name: `${COMPARISONS} comparisons × 2 orders, ${CONCURRENCY} in flight, ${name}: time less restarts`,
    value: round(seconds, 1),
    unit: "s",
    target: round(limit * target, 1),
    limit: round(limit, 1),
    ratio: round(seconds / limit, 3),
    answersEqual: books.labels === COMPARISONS && books.calls === calls,
    rssMiB: worked.memoryMiB,
    note: `restarts ${restarts.map((ms) => round(ms / 1_000, 1)).join(", ") || "none"} s; most open at once ${saw.mostOpen}; a call took ${round(books.latency, 0)} ms, and by that the ratio is ${round(seconds / seen, 3)}`,
  });
  const cpu = round((worked.cpuSeconds * 1_000) / COMPARISONS);
  printFigure({ ...common, name: `${name}: CPU of the worker a label, its starts included`, value: cpu, unit: "ms", target: 5 });
  printFigure({ ...common, name: `${name}: labels and answers stored twice`, value: books.duplicates, unit: "rows", target: 0 });
  printFigure({
    ...common,
    name: `${name}: calls beyond one each and those refused`,
    value: extra,
    unit: "calls",
    target: worked.inFlight,
  });
  printFigure({
    ...common,
    name: `${name}: attempts in the ledger`,
    value: books.attempts,
    unit: "calls",
    target: saw.requests,
    answersEqual: books.attempts === saw.requests && books.ledger === books.attempts,
    note: `lost ${books.lost}, answered late ${books.late}; the endpoint counted ${saw.requests}`,
  });
}

interface Books {
  attempts: number;
  lost: number;
  late: number;
  ledger: number;
  calls: number;
  duplicates: number;
  labels: number;
  /** Of an answered call, as the worker saw it, in milliseconds: above the endpoint's own by what the machine was short of. */
  latency: number;
}

async function readBooks(runId: string, { versionId, criterionId }: { versionId: string; criterionId: string }): Promise<Books> {
  const { rows } = await pool().query<Books>(
    `select (select count(*)::int from "JudgeAttempt" where "runId" = $1) as attempts,
      (select count(*)::int from "JudgeAttempt" where "runId" = $1 and outcome = 'lost') as lost,
      (select count(*)::int from "JudgeAttempt" where "runId" = $1 and outcome = 'answered_late') as late,
      (select coalesce(sum(attempts), 0)::int from "Spending" where "runId" = $1) as ledger,
      (select count(*)::int from "JudgeCall" where "judgeVersionId" = $2) as calls,
      (select (count(*) - count(distinct ("comparisonId", "order")))::int from "JudgeCall" where "judgeVersionId" = $2)
        + (select (count(*) - count(distinct e."labelId"))::int from "LabelEvent" e join "Label" l on l.id = e."labelId" where l."criterionId" = $3) as duplicates,
      (select count(*)::int from "Label" where "criterionId" = $3) as labels,
      (select avg("latencyMs")::float8 from "JudgeCall" where "judgeVersionId" = $2) as latency`,
    [runId, versionId, criterionId],
  );
  const [books] = rows;
  if (!books) throw new Error("no books");
  return books;
}
