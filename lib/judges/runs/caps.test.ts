import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { saveJudge } from "@/lib/judges/save-judge";
import { savePrice } from "@/lib/money/save-price";
import { getMoneySettings, saveMoneySettings } from "@/lib/money/settings";
import { type FaultServer, type Script, startFaultServer } from "@/lib/testing/fault-server";
import { createJudgeFixture, indexIn, type JudgeFixture, startFixtureRun, untilRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { controlRun } from "./control-run";
import { startJudgeWorker, stopJudgeWorker } from "./judge-worker";
import { getRunProgress } from "./run-progress";

const database = freshDatabase();
const actor = systemActor("test");
let server: FaultServer;

/** 1,000 tokens in and none out: at $10 a million, a cent a call. */
const cent: Script = () => ({ kind: "answer", text: "1", tokensIn: 1000, tokensOut: 0, delayMs: 20 });
const CENT = 10_000;

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
});

beforeEach(async () => {
  server = await startFaultServer(cent);
});

afterEach(async () => {
  await stopJudgeWorker();
  await server.close();
});

async function createPriced(comparisons: number, concurrency: number): Promise<JudgeFixture> {
  const fixture = await createJudgeFixture(server, { comparisons, document: { limits: { concurrency, attempts: 2 } } });
  await savePrice(actor, fixture.project.id, {
    model: "scripted-1",
    endpointId: null,
    inputMicroDollarsPerMillion: 10_000_000,
    outputMicroDollarsPerMillion: 0,
    validFrom: null,
  });
  return fixture;
}

async function spentBy(runId: string): Promise<number> {
  const { _sum } = await db().judgeAttempt.aggregate({ where: { runId }, _sum: { costMicroDollars: true } });
  return Number(_sum.costMicroDollars ?? 0);
}

function reserveOf(runId: string) {
  return db().judgeRun.findUniqueOrThrow({ where: { id: runId }, select: { callMicroDollars: true, pauseReason: true } });
}

describe("a run's cap", () => {
  test("is not passed while calls cost what was reserved for them, and is used up to less than one call", async () => {
    const fixture = await createPriced(40, 8);
    const runId = await startFixtureRun(fixture, { capMicroDollars: 20 * CENT, capCalls: null });
    const { callMicroDollars } = await reserveOf(runId);
    startJudgeWorker();
    await untilRun(runId, ["PAUSED"]);
    await untilStill(runId);
    const reserve = Number(callMicroDollars);
    // Without a measured call the estimate is the upper end of what the texts may be.
    expect(reserve).toBeGreaterThan(0);
    const spent = await spentBy(runId);
    const over = Math.max(0, CENT - reserve) * 8;
    expect(spent).toBeLessThanOrEqual(20 * CENT + over);
    expect(spent + Math.max(reserve, CENT)).toBeGreaterThan(20 * CENT - 8 * CENT);
    expect((await reserveOf(runId)).pauseReason).toMatch(
      /This run has cost \$0\.\d\d of its cap of \$0\.20, and a call may cost/,
    );
  });

  test("is passed by no more than the calls in flight when calls cost far more than was estimated", async () => {
    server.play(() => ({ kind: "answer", text: "1", tokensIn: 50_000, tokensOut: 0, delayMs: 20 }));
    const fixture = await createPriced(40, 4);
    const runId = await startFixtureRun(fixture, { capMicroDollars: 100 * CENT, capCalls: null });
    startJudgeWorker();
    await untilRun(runId, ["PAUSED"]);
    await untilStill(runId);
    expect(await spentBy(runId)).toBeLessThanOrEqual(100 * CENT + 4 * 50 * CENT);
    expect(await db().judgeAttempt.count({ where: { runId } })).toBeLessThan(10);
  });

  test("counts what was charged for a failed call, and what may have been by its estimate", async () => {
    const usage = { prompt_tokens: 1000, completion_tokens: 0 };
    server.play(({ prompt }) =>
      indexIn(prompt) === 0
        ? { kind: "body", body: JSON.stringify({ choices: [], usage }) }
        : { kind: "body", body: '{"choices":[]}' },
    );
    const fixture = await createPriced(2, 1);
    const runId = await startFixtureRun(fixture, { capCalls: null });
    startJudgeWorker();
    await untilRun(runId, ["DONE", "PAUSED"]);
    const attempts = await db().judgeAttempt.findMany({ where: { runId }, select: { outcome: true, costMicroDollars: true } });
    expect(attempts.filter(({ costMicroDollars }) => costMicroDollars === BigInt(CENT))).toHaveLength(4);
    expect(attempts.filter(({ costMicroDollars }) => costMicroDollars === null)).toHaveLength(4);
    const { _sum } = await db().spending.aggregate({
      where: { runId },
      _sum: { attempts: true, uncosted: true, microDollars: true, tokensIn: true },
    });
    expect(_sum).toEqual({ attempts: 8, uncosted: 4, microDollars: BigInt(4 * CENT), tokensIn: 4000n });
    expect(await getRunProgress(actor, runId)).toMatchObject({ costMicroDollars: 4 * CENT });
  });

  test("in calls is kept to the call, and a run that needs no more is done", async () => {
    server.play((request) => (request.index < 3 ? { kind: "status", status: 500 } : cent(request)));
    const fixture = await createJudgeFixture(server, { comparisons: 5, document: { limits: { concurrency: 4, attempts: 9 } } });
    const runId = await startFixtureRun(fixture, { capCalls: 7 });
    startJudgeWorker();
    await untilRun(runId, ["PAUSED"]);
    await untilStill(runId);
    expect(server.requests).toHaveLength(7);
    expect((await reserveOf(runId)).pauseReason).toContain("7 of the 7 calls");

    await db().judgeRun.update({ where: { id: runId }, data: { capCalls: 13 } });
    await controlRun(actor, runId, "resume");
    expect(await untilRun(runId, ["DONE"])).toBe("DONE");
    expect(server.requests).toHaveLength(13);
  });
});

describe("a project's cap", () => {
  test("holds over two judges at once, and the day's begins anew", async () => {
    const fixture = await createPriced(30, 6);
    const { project } = fixture;
    await saveMoneySettings(actor, project.id, {
      capMicroDollars: null,
      dailyCapMicroDollars: 25 * CENT,
      hourlyRateMicroDollars: null,
    });
    const yesterday = new Date(Date.now() - 86_400_000);
    await db().spending.create({
      data: {
        projectId: project.id,
        runId: newId(),
        day: yesterday,
        slot: 0,
        attempts: 1,
        uncosted: 0,
        tokensIn: 0,
        tokensOut: 0,
        microDollars: 1000 * CENT,
      },
    });
    const second = await saveJudge(actor, project.id, {
      name: "Second",
      endpoint: "Scripted server",
      model: "scripted-1",
      limits: { concurrency: 6 },
    });
    const runs = [
      await startFixtureRun(fixture, { capCalls: null }),
      await startFixtureRun({ ...fixture, judge: second }, { capCalls: null }),
    ];
    startJudgeWorker();
    for (const runId of runs) await untilRun(runId, ["PAUSED"]);
    for (const runId of runs) await untilStill(runId);
    const { spentTodayMicroDollars, spentMicroDollars } = await getMoneySettings(actor, project.id);
    const reserve = Number((await reserveOf(runs[0] ?? "")).callMicroDollars);
    expect(spentTodayMicroDollars).toBeLessThanOrEqual(25 * CENT + 12 * Math.max(0, CENT - reserve));
    expect(spentTodayMicroDollars).toBeGreaterThan(10 * CENT);
    expect(spentMicroDollars).toBe(1000 * CENT + spentTodayMicroDollars);
    for (const runId of runs) {
      expect((await reserveOf(runId)).pauseReason).toMatch(/^Today \(UTC\) the project has spent .* Raise the cap and resume\.$/);
    }

    await saveMoneySettings(actor, project.id, {
      capMicroDollars: null,
      dailyCapMicroDollars: null,
      hourlyRateMicroDollars: null,
    });
    for (const runId of runs) await controlRun(actor, runId, "resume");
    for (const runId of runs) expect(await untilRun(runId, ["DONE"])).toBe("DONE");
  });
});

describe("a model without a price", () => {
  test("is run only with a cap in calls, and never under a cap in dollars", async () => {
    const fixture = await createJudgeFixture(server, { comparisons: 2 });
    const start = (input: Parameters<typeof startFixtureRun>[1]) => startFixtureRun(fixture, { capCalls: null, ...input });
    await expect(start({})).rejects.toMatchObject({ code: "invalid", fields: [{ path: "capCalls" }] });
    await expect(start({ capMicroDollars: 1, capCalls: 5 })).rejects.toThrow(/A cap on the cost needs the model's price/);
    await expect(start({ capCalls: 0 })).rejects.toThrow(/A cap of 0/);
    await expect(start({ capMicroDollars: 0 })).rejects.toThrow(/A cap of 0/);
    await saveMoneySettings(actor, fixture.project.id, {
      capMicroDollars: CENT,
      dailyCapMicroDollars: null,
      hourlyRateMicroDollars: null,
    });
    await expect(start({ capCalls: 5 })).rejects.toThrow(/The project's cap on the cost needs the model's price/);
    expect(server.requests).toHaveLength(0);
    expect(await db().judgeRun.count({ where: { projectId: fixture.project.id } })).toBe(0);
  });
});

/** Waits until the calls in flight of a paused run have ended. */
async function untilStill(runId: string): Promise<void> {
  for (;;) {
    if ((await db().judgeTask.count({ where: { runId, state: "LEASED" } })) === 0) return;
    await new Promise((settle) => setTimeout(settle, 20));
  }
}
