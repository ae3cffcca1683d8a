import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { readVerdict } from "@/lib/judges/verdict";
import { checkLedger } from "@/lib/money/check-ledger";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { createJudgeFixture, startFixtureRun, untilRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { claimTasks, extendLeases } from "./claim-tasks";
import { controlRun } from "./control-run";
import { storeTurn } from "./engine/store-turn";
import { startJudgeWorker, stopJudgeWorker } from "./judge-worker";
import { getRunFacts } from "./run-facts";

const database = freshDatabase();
const processes: ChildProcess[] = [];
const servers: FaultServer[] = [];

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
});

afterEach(async () => {
  await stopJudgeWorker();
  for (const child of processes.splice(0)) child.kill("SIGKILL");
  for (const server of servers.splice(0)) await server.close();
});

async function serve(delayMs: number): Promise<FaultServer> {
  const server = await startFaultServer(() => ({ kind: "answer", text: "1", logprobs: { "1": -0.1, "2": -2.4 }, delayMs }));
  servers.push(server);
  return server;
}

async function startProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "lib/testing/judge-worker-process.ts"], {
    env: { ...process.env, DATABASE_URL: database.url() },
    stdio: ["ignore", "pipe", "inherit"],
  });
  processes.push(child);
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

/** What a crash costs in waiting: leases and the share of the limit end now instead of within seconds. */
async function endLeases(runId: string): Promise<void> {
  await db().workerShare.deleteMany({ where: { key: runId } });
  await db().judgeTask.updateMany({ where: { runId, state: "LEASED" }, data: { leaseUntil: new Date(Date.now() - 1_000) } });
}

async function expectOneAnswerEach(runId: string, comparisons: number): Promise<void> {
  const { rows } = await pool().query<{ n: number; most: number }>(
    `select count(*)::int as n, max(times)::int as most from (
       select count(*) as times from "JudgeCall" where "runId" = $1 group by "comparisonId", "order") as counted`,
    [runId],
  );
  expect(rows[0]).toEqual({ n: 2 * comparisons, most: 1 });
  expect(await db().label.count({ where: { annotator: { judgeVersion: { runs: { some: { id: runId } } } } } })).toBe(comparisons);
}

describe("a judge run and crashes", () => {
  test("a worker killed in the middle, several times, leaves exactly one answer for each call and repeats no answered one", async () => {
    const server = await serve(40);
    const concurrency = 6;
    const comparisons = 60;
    const fixture = await createJudgeFixture(server, { comparisons, document: { limits: { concurrency } } });
    const runId = await startFixtureRun(fixture);

    let kills = 0;
    for (; kills < 3; kills++) {
      const child = await startProcess();
      const before = server.requests.length;
      while (server.requests.length < before + 20) await new Promise((settle) => setTimeout(settle, 5));
      child.kill("SIGKILL");
      await once(child, "exit");
      await endLeases(runId);
    }
    startJudgeWorker();
    await untilRun(runId, ["DONE"], 90_000);

    await expectOneAnswerEach(runId, comparisons);
    const asked = new Map<string, number>();
    for (const { prompt } of server.requests) asked.set(prompt, (asked.get(prompt) ?? 0) + 1);
    const extra = server.requests.length - 2 * comparisons;
    expect(asked.size).toBe(2 * comparisons);
    // A call beyond one each was in flight when a worker was killed.
    expect(extra).toBeLessThanOrEqual(kills * concurrency);
  }, 150_000);

  test("two servers share a run within its concurrency and answer each call once", async () => {
    const server = await serve(30);
    const fixture = await createJudgeFixture(server, { comparisons: 30, document: { limits: { concurrency: 4 } } });
    const runId = await startFixtureRun(fixture);
    await Promise.all([startProcess(), startProcess()]);
    startJudgeWorker();
    await untilRun(runId, ["DONE"], 90_000);
    await expectOneAnswerEach(runId, 30);
    expect(server.requests).toHaveLength(60);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(4);
  }, 150_000);

  test("an answer that comes after its lease was lost is not kept, and its cost is", async () => {
    const server = await serve(0);
    const fixture = await createJudgeFixture(server, { comparisons: 1, document: { limits: { concurrency: 1 } } });
    const runId = await startFixtureRun(fixture);
    const facts = await getRunFacts(runId);
    const [slow, other] = (await claimTasks(runId, 2)).tasks;
    if (!slow || !other) throw new Error("no task was leased");
    expect((await claimTasks(runId, 1)).tasks).toEqual([]);

    await endLeases(runId);
    const [quick] = (await claimTasks(runId, 1)).tasks;
    expect(quick).toMatchObject({ id: slow.id });
    expect(quick?.leaseToken).not.toBe(slow.leaseToken);
    // Its heartbeat does not take the lease back.
    await extendLeases([slow]);

    const completion = { text: "2", finishReason: "stop", positions: null, tokensIn: 9, tokensOut: 1, model: "m", latencyMs: 5 };
    const turn = await storeTurn(
      facts,
      [{ task: slow, completion, verdict: readVerdict(completion, facts.spec), promptHash: "late" }],
      [],
    );
    expect(turn.ended.size).toBe(0);
    expect(await db().judgeCall.count({ where: { runId } })).toBe(0);
    expect(await db().judgeTask.findUniqueOrThrow({ where: { id: slow.id } })).toMatchObject({
      state: "LEASED",
      leaseToken: quick?.leaseToken,
    });
    expect(await db().judgeAttempt.findMany({ where: { runId }, select: { outcome: true, tokensIn: true } })).toEqual([
      { outcome: "answered_late", tokensIn: 9 },
    ]);

    await endLeases(runId);
    startJudgeWorker();
    await untilRun(runId, ["DONE"]);
    expect(await db().judgeCall.count({ where: { runId, promptHash: { not: "late" } } })).toBe(2);
  });

  test("a run that is cancelled while its server dies gets the labels of its stored answers and its lost calls from the next one, once", async () => {
    const server = await serve(0);
    const fixture = await createJudgeFixture(server, { comparisons: 3, document: { limits: { concurrency: 4 } } });
    const runId = await startFixtureRun(fixture);
    const facts = await getRunFacts(runId);
    const tasks = (await claimTasks(runId, 4)).tasks;
    const answered = tasks.filter(({ comparisonId }) => comparisonId === tasks[0]?.comparisonId);
    const open = tasks.filter(({ comparisonId }) => comparisonId !== tasks[0]?.comparisonId);
    await storeTurn(facts, [], tasks);
    const completion = { text: "1", finishReason: "stop", positions: null, tokensIn: 9, tokensOut: 1, model: "m", latencyMs: 5 };
    const verdict = readVerdict(completion, facts.spec);
    // Stored, and the server ends before it makes the label; somebody cancels in this moment.
    await storeTurn(
      facts,
      answered.map((task) => ({ task, completion, verdict, promptHash: "p" })),
      [],
    );
    await controlRun(systemActor("test"), runId, "cancel");
    startJudgeWorker();
    // What somebody may still hold is waited for.
    await new Promise((settle) => setTimeout(settle, 300));
    expect(await db().judgeRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ settledAt: null });
    await stopJudgeWorker();

    await endLeases(runId);
    startJudgeWorker();
    while (!(await db().judgeRun.findFirst({ where: { id: runId, settledAt: { not: null } } }))) {
      await new Promise((settle) => setTimeout(settle, 10));
    }
    expect([answered.length, open.length]).toEqual([2, 2]);
    const labels = await db().label.findMany({ where: { annotatorId: facts.annotatorId }, select: { comparisonId: true } });
    expect(labels).toEqual([{ comparisonId: answered[0]?.comparisonId }]);
    expect(await db().judgeTask.groupBy({ by: ["state"], where: { runId }, _count: true, orderBy: { state: "asc" } })).toEqual([
      { state: "WAITING", _count: 4 },
      { state: "DONE", _count: 2 },
    ]);
    expect(await db().judgeAttempt.count({ where: { runId, outcome: "lost" } })).toBe(2);
    expect((await checkLedger(fixture.project.id)).breach).toBeNull();
    expect(server.requests).toHaveLength(0);
  });

  test("a worker that is stopped gives its calls back at once", async () => {
    const server = await serve(60_000);
    const fixture = await createJudgeFixture(server, { comparisons: 4, document: { limits: { concurrency: 4 } } });
    const runId = await startFixtureRun(fixture);
    startJudgeWorker();
    while (server.requests.length < 4) await new Promise((settle) => setTimeout(settle, 10));
    await stopJudgeWorker();
    expect(await db().judgeTask.count({ where: { runId, state: "WAITING", attempts: 0 } })).toBe(8);
    // They had left, and may be charged.
    expect(await db().judgeAttempt.groupBy({ by: ["outcome"], where: { runId }, _count: true })).toEqual([
      { outcome: "lost", _count: 4 },
    ]);
  });
});
