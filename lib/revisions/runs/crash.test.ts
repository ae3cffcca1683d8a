import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { createRevisionFixture, startFixtureRevisions, untilRevisionRun, writeSteps } from "@/lib/testing/revision-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { claimChains, extendLeases } from "./claim-chains";
import { finishStep } from "./finish-step";
import { startRevisionWorker, stopRevisionWorker } from "./revision-worker";
import { getRevisionFacts } from "./run-facts";
import { getRevisionProgress } from "./run-progress";

const database = freshDatabase();
const processes: ChildProcess[] = [];
const servers: FaultServer[] = [];

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
});

afterEach(async () => {
  await stopRevisionWorker();
  for (const child of processes.splice(0)) child.kill("SIGKILL");
  for (const server of servers.splice(0)) await server.close();
});

async function serve(delayMs: number): Promise<FaultServer> {
  const server = await startFaultServer(writeSteps(delayMs));
  servers.push(server);
  return server;
}

async function startProcess(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "lib/testing/revision-worker-process.ts"],
    {
      env: { ...process.env, DATABASE_URL: database.url() },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  processes.push(child);
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

/** What a crash costs in waiting: leases end now instead of in half a minute. */
async function endLeases(runId: string): Promise<void> {
  await db().revisionChain.updateMany({ where: { runId, state: "LEASED" }, data: { leaseUntil: new Date(Date.now() - 1_000) } });
}

describe("revision chains and crashes", () => {
  test("a worker killed in the middle, several times, repeats no step that was made, and writes down what was lost", async () => {
    const server = await serve(40);
    const concurrency = 4;
    const comparisons = 12;
    const fixture = await createRevisionFixture(server, { comparisons });
    const runId = await startFixtureRevisions(fixture, { concurrency, spec: { revisions: 4 } });

    let kills = 0;
    for (; kills < 3; kills++) {
      const child = await startProcess();
      const before = server.requests.length;
      while (server.requests.length < before + 18) await new Promise((settle) => setTimeout(settle, 5));
      child.kill("SIGKILL");
      await once(child, "exit");
      await endLeases(runId);
    }
    startRevisionWorker();
    await untilRevisionRun(runId, ["DONE"], 30_000);

    const total = comparisons * 9;
    const progress = await getRevisionProgress(systemActor("test"), runId);
    expect(progress).toMatchObject({ chains: { whole: comparisons, failed: 0 }, steps: { total, made: total } });
    const extra = server.requests.length - total;
    // A call beyond one each was in flight when a worker was killed, and all of them are listed.
    expect(extra).toBeLessThanOrEqual(kills * concurrency);
    const lost = progress.errors.find(({ kind }) => kind === "lost")?.attempts ?? 0;
    expect(lost).toBeGreaterThanOrEqual(extra);
    expect(lost).toBeLessThanOrEqual(kills * concurrency);
    expect(progress.attempts).toBe(total + lost);
    // Each chain is one line of texts: every revision was made of the one before it.
    const revisions = server.requests.filter(({ prompt }) => prompt.includes("critique of"));
    for (const { prompt } of revisions) expect(new Set(prompt.match(/\[\d+\]/g)).size).toBe(1);
  }, 60_000);

  test("two servers share a run within its concurrency and make each step once", async () => {
    const server = await serve(20);
    const fixture = await createRevisionFixture(server, { comparisons: 8 });
    const runId = await startFixtureRevisions(fixture, { concurrency: 3 });
    await Promise.all([startProcess(), startProcess()]);
    startRevisionWorker();
    await untilRevisionRun(runId, ["DONE"], 30_000);
    expect(server.requests).toHaveLength(40);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(3);
  }, 60_000);

  test("an answer that comes after its lease was lost is not kept, and its cost is", async () => {
    const server = await serve(0);
    const fixture = await createRevisionFixture(server, { comparisons: 1 });
    const runId = await startFixtureRevisions(fixture);
    const facts = await getRevisionFacts(runId);
    const [slow] = await claimChains(runId, 1);
    if (!slow) throw new Error("no chain was leased");
    expect(await claimChains(runId, 1)).toEqual([]);
    await endLeases(runId);
    const [quick] = await claimChains(runId, 1);
    expect(quick).toMatchObject({ id: slow.id });
    // Its heartbeat does not take the lease back.
    await extendLeases([slow]);

    const completion = {
      text: "late",
      finishReason: "stop",
      positions: null,
      tokensIn: 9,
      tokensOut: 1,
      model: "m",
      latencyMs: 5,
    };
    await finishStep(slow, facts, {
      step: { kind: "RESPONSE", revision: 0, response: null, critique: null },
      principleId: null,
      promptHash: "late",
      completion,
      standingResponseId: null,
    });
    expect(await db().revisionStep.count({ where: { chain: { runId } } })).toBe(0);
    expect(await db().revisionChain.findUniqueOrThrow({ where: { id: slow.id } })).toMatchObject({
      state: "LEASED",
      leaseToken: quick?.leaseToken,
      responseId: null,
    });
    const attempts = await db().revisionAttempt.findMany({ where: { chainId: slow.id }, orderBy: { createdAt: "asc" } });
    expect(attempts.map(({ outcome, tokensIn }) => [outcome, tokensIn])).toEqual([
      ["lost", null],
      ["answered_late", 9],
    ]);
  });

  test("a worker that is stopped gives its chains back at once", async () => {
    const server = await serve(60_000);
    const fixture = await createRevisionFixture(server, { comparisons: 4 });
    const runId = await startFixtureRevisions(fixture, { concurrency: 4 });
    startRevisionWorker();
    while (server.requests.length < 4) await new Promise((settle) => setTimeout(settle, 10));
    await stopRevisionWorker();
    expect(await db().revisionChain.count({ where: { runId, state: "WAITING", attempts: 0 } })).toBe(4);
    expect(await db().revisionAttempt.count({ where: { chain: { runId } } })).toBe(0);
  });
});
