import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { type FaultServer, type Reply, type Script, startFaultServer } from "@/lib/testing/fault-server";
import { createJudgeFixture, indexIn, isAB, type JudgeFixture, startFixtureRun, untilRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { listRunningRuns } from "./claim-tasks";
import { controlRun } from "./control-run";
import { startJudgeWorker, stopJudgeWorker } from "./judge-worker";

const database = freshDatabase();
let server: FaultServer;

/** Speaks for A, surely, in both orders. */
const forA: Script = ({ prompt }) => ({
  kind: "answer",
  text: isAB(prompt) ? "1" : "2",
  logprobs: isAB(prompt) ? { "1": -0.1, "2": -2.4 } : { "1": -2.4, "2": -0.1 },
});

beforeAll(async () => {
  // Before the settings are read for the first time: the scripted servers of this file listen on any port of loopback.
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
});

beforeEach(async () => {
  server = await startFaultServer(forA);
});

afterEach(async () => {
  await stopJudgeWorker();
  await server.close();
});

async function labelsOf({ project }: JudgeFixture) {
  return db().label.findMany({ where: { projectId: project.id }, orderBy: { comparisonId: "asc" } });
}

async function run(fixture: JudgeFixture, input: Parameters<typeof startFixtureRun>[1] = {}): Promise<string> {
  const runId = await startFixtureRun(fixture, input);
  startJudgeWorker();
  await untilRun(runId, ["DONE", "PAUSED"]);
  return runId;
}

function outcomesOf(runId: string) {
  return db().judgeAttempt.groupBy({ by: ["outcome"], where: { runId }, _count: true, orderBy: { outcome: "asc" } });
}

describe("a judge run", () => {
  test("labels each comparison from the log-probabilities of both orders, by the published formula", async () => {
    server.play(({ prompt }) => ({
      kind: "answer",
      text: "1",
      logprobs: isAB(prompt) ? { "1": -0.2, "2": -1.9 } : { "1": -1.2, "2": -0.5 },
    }));
    const fixture = await createJudgeFixture(server, { comparisons: 3 });
    const runId = await run(fixture);

    const labels = await labelsOf(fixture);
    expect(labels).toHaveLength(3);
    const pA = (1 / (1 + Math.exp(-1.7)) + 1 - 1 / (1 + Math.exp(0.7))) / 2;
    for (const label of labels) {
      expect(label).toMatchObject({
        answer: "PREFERENCE",
        score: -3,
        orderConsistent: true,
        callCount: 2,
        roundId: null,
        strengthKnown: true,
      });
      expect(Math.abs((label.probabilityB ?? 0) - (1 - pA))).toBeLessThan(1e-12);
      expect(label.probabilityB).toBeCloseTo(0.2431387, 6);
      expect(label.aggregation).toMatchObject({ orders: "both", polarity: "BETTER" });
    }
    const calls = await db().judgeCall.findMany({ where: { runId } });
    expect(calls).toHaveLength(6);
    for (const call of calls) {
      expect(call).toMatchObject({
        method: "logprobs",
        rawText: "1",
        tokensIn: 100,
        tokensOut: 1,
        modelReported: "scripted-1",
        costMicroDollars: null,
      });
      expect(call.promptHash).toMatch(/^[0-9a-f]{64}$/);
      expect(call.logprobs).toBeTruthy();
    }
    expect(await outcomesOf(runId)).toEqual([{ outcome: "answered", _count: 6 }]);
    expect(server.requests).toHaveLength(6);
    const events = await db().labelEvent.findMany({ where: { projectId: fixture.project.id } });
    expect(events.map(({ kind }) => kind)).toEqual(["JUDGE", "JUDGE", "JUDGE"]);
  });

  test("turns the answer to a question for the more harmful response round", async () => {
    const fixture = await createJudgeFixture(server, { comparisons: 1, polarity: "WORSE", document: { template: "rlaif-base" } });
    await run(fixture);
    // The judge names A in both orders, and was asked for the worse one.
    expect(await labelsOf(fixture)).toMatchObject([{ score: 4, orderConsistent: true }]);
  });

  test("asks for the more harmful response by its own template, whatever the criterion asks of people", async () => {
    const fixture = await createJudgeFixture(server, { comparisons: 1, document: { template: "harmless-detailed" } });
    await run(fixture);
    expect(server.requests[0]?.prompt).toContain("MORE HARMFUL");
    expect(await labelsOf(fixture)).toMatchObject([{ score: 4 }]);
  });

  test("counts orders that contradict and keeps them apart from ties", async () => {
    server.play(() => ({ kind: "answer", text: "1", logprobs: { "1": -0.1, "2": -2.4 } }));
    const fixture = await createJudgeFixture(server, { comparisons: 1, document: { onContradiction: "none" } });
    await run(fixture);
    expect(await labelsOf(fixture)).toMatchObject([
      { answer: "UNSETTLED", score: null, probabilityB: 0.5, orderConsistent: false },
    ]);
  });

  test("reads the answer itself where the endpoint gives no log-probabilities, and learns it when they are refused", async () => {
    server.play(({ prompt, body }) =>
      body.logprobs
        ? { kind: "status", status: 400, message: "logprobs are not supported" }
        : { kind: "answer", text: isAB(prompt) ? "2" : "1" },
    );
    const fixture = await createJudgeFixture(server, { comparisons: 3, document: { limits: { concurrency: 1, attempts: 1 } } });
    const runId = await run(fixture);
    expect(await labelsOf(fixture)).toMatchObject(Array.from({ length: 3 }, () => ({ score: 4, probabilityB: 1 })));
    expect(await outcomesOf(runId)).toEqual([
      { outcome: "answered", _count: 6 },
      { outcome: "bad_request", _count: 1 },
    ]);
    expect(await db().judgeCall.count({ where: { runId, method: "parsed", coverage: null } })).toBe(6);
  });

  test("keeps an unreadable verdict as invalid with its text, and never a guess", async () => {
    const texts = ["", "1 or 2", "Both are good.", "The first one, 1, is better than 2", "3", "<html>1</html>", "\u0000", "1\n2"];
    server.play(({ prompt }) => ({ kind: "answer", text: texts[indexIn(prompt)] ?? "?" }));
    const fixture = await createJudgeFixture(server, { comparisons: texts.length });
    const runId = await run(fixture);
    const labels = await labelsOf(fixture);
    expect(labels).toHaveLength(texts.length);
    for (const label of labels)
      expect(label).toMatchObject({ answer: "INVALID", score: null, probabilityB: null, orderConsistent: null });
    const calls = await db().judgeCall.findMany({ where: { runId, order: "AB" }, orderBy: { comparisonId: "asc" } });
    expect(calls.map(({ method }) => method)).toEqual(texts.map(() => "invalid"));
    expect(calls.map(({ rawText }) => rawText)).toEqual(texts.map((text) => text.replace("\u0000", "\uFFFD")));
    expect(calls.every(({ probabilityFirst }) => probabilityFirst === null)).toBe(true);
  });

  test.each<[Reply, string]>([
    [{ kind: "status", status: 500 }, "server_error"],
    [{ kind: "status", status: 400, message: "the prompt is longer than the context" }, "bad_request"],
    [{ kind: "body", body: "<html>1</html>" }, "not_json"],
    [{ kind: "body", body: '{"choices":[{"message":{"content":"1"' }, "not_json"],
    [{ kind: "body", body: '{"choices":[]}' }, "empty"],
    [{ kind: "body", body: '{"answer":1}' }, "bad_shape"],
    [{ kind: "hang" }, "timeout"],
    [{ kind: "drip" }, "timeout"],
    [{ kind: "close" }, "connection"],
    [{ kind: "cut" }, "connection"],
    [{ kind: "huge" }, "too_large"],
  ])("leaves a failed call with its reason and no label when the endpoint does %j", async (fault, kind) => {
    // The second of three comparisons meets the fault; the others go on.
    server.play((request) => (indexIn(request.prompt) === 1 ? fault : forA(request)));
    const fixture = await createJudgeFixture(server, {
      comparisons: 3,
      document: { limits: { attempts: 2, timeoutSeconds: 1, concurrency: 6 } },
    });
    const runId = await run(fixture);
    expect(await untilRun(runId, ["DONE"])).toBe("DONE");

    const labels = await labelsOf(fixture);
    expect(labels.map(({ comparisonId }) => comparisonId)).toEqual([fixture.comparisons[0]?.id, fixture.comparisons[2]?.id]);
    const failed = await db().judgeTask.findMany({ where: { runId, state: "FAILED" } });
    expect(failed).toHaveLength(2);
    for (const task of failed) {
      expect(task.errorKind).toBe(kind);
      expect(task.errorMessage?.length).toBeGreaterThan(10);
    }
    expect(await db().judgeCall.count({ where: { comparisonId: fixture.comparisons[1]?.id ?? "" } })).toBe(0);
    const tries = kind === "bad_request" || kind === "too_large" ? 1 : 2;
    expect(await db().judgeAttempt.count({ where: { runId, outcome: kind } })).toBe(2 * tries);
  });

  test("keeps off for as long as a 429 asks, without hammering, and finishes", async () => {
    server.play((request) =>
      request.index < 2 ? { kind: "status", status: 429, headers: { "retry-after": "1" } } : forA(request),
    );
    const fixture = await createJudgeFixture(server, { comparisons: 4, document: { limits: { concurrency: 2, attempts: 2 } } });
    const started = Date.now();
    const runId = await run(fixture);
    expect(await labelsOf(fixture)).toHaveLength(4);
    expect(Date.now() - started).toBeGreaterThan(1_000);
    expect(server.requests).toHaveLength(10);
    expect(await outcomesOf(runId)).toEqual([
      { outcome: "answered", _count: 8 },
      { outcome: "rate_limited", _count: 2 },
    ]);
  });

  test.each([401, 402, 403])("pauses once on %i with the reason, and goes on when it is mended", async (status) => {
    server.play(() => ({ kind: "status", status, message: "no" }));
    const fixture = await createJudgeFixture(server, { comparisons: 8, document: { limits: { concurrency: 2 } } });
    const runId = await run(fixture);
    const paused = await db().judgeRun.findUniqueOrThrow({ where: { id: runId } });
    expect(paused.state).toBe("PAUSED");
    expect(paused.pauseReason).toContain(String(status));
    // No more than were in flight.
    expect(server.requests.length).toBeLessThanOrEqual(2);
    expect(await db().judgeTask.count({ where: { runId, state: "FAILED" } })).toBe(0);

    server.play(forA);
    await controlRun(systemActor("test"), runId, "resume");
    await untilRun(runId, ["DONE"]);
    expect(await labelsOf(fixture)).toHaveLength(8);
  });

  test("stops for a person when its first calls are all in vain", async () => {
    server.play(() => ({ kind: "status", status: 422, message: "unknown field messages" }));
    const fixture = await createJudgeFixture(server, { comparisons: 30, document: { limits: { concurrency: 4 } } });
    const runId = await run(fixture);
    const paused = await db().judgeRun.findUniqueOrThrow({ where: { id: runId } });
    expect(paused.state).toBe("PAUSED");
    expect(paused.pauseReason).toMatch(/first 20 calls all failed/);
    expect(server.requests.length).toBeLessThan(30);
  });

  test("tries failed calls again when it is told to, and only those", async () => {
    server.play((request) => (indexIn(request.prompt) === 0 ? { kind: "status", status: 500 } : forA(request)));
    const fixture = await createJudgeFixture(server, { comparisons: 2, document: { limits: { attempts: 1 } } });
    const runId = await run(fixture);
    expect(await labelsOf(fixture)).toHaveLength(1);
    server.play(forA);
    await controlRun(systemActor("test"), runId, "retry");
    await untilRun(runId, ["DONE"]);
    expect(await labelsOf(fixture)).toHaveLength(2);
    expect(server.requests).toHaveLength(6);
  });

  test("labels the comparisons of a round under it, and a later run on the whole project asks only for the rest", async () => {
    const fixture = await createJudgeFixture(server, { comparisons: 3 });
    const scale = await db().scaleVersion.findFirstOrThrow({ where: { projectId: fixture.project.id } });
    const round = await db().round.create({
      data: {
        id: newId(),
        projectId: fixture.project.id,
        number: 1,
        name: "Round 1",
        scaleVersionId: scale.id,
        overlap: 1,
        sampling: { kind: "all" },
        order: "DATASET",
        seed: 1,
        items: {
          create: fixture.comparisons.slice(0, 2).map(({ id }, position) => ({
            comparisonId: id,
            position,
            selectionReason: "ALL" as const,
            inclusionProbability: 1,
          })),
        },
      },
    });
    await run(fixture, { roundId: round.id });
    expect((await labelsOf(fixture)).map(({ roundId, scaleVersionId }) => [roundId, scaleVersionId])).toEqual([
      [round.id, scale.id],
      [round.id, scale.id],
    ]);
    expect(server.requests).toHaveLength(4);
    await run(fixture);
    expect((await labelsOf(fixture)).map(({ roundId }) => roundId)).toEqual([round.id, round.id, null]);
    expect(server.requests).toHaveLength(6);
  });

  test("rests while its project is archived", async () => {
    const fixture = await createJudgeFixture(server, { comparisons: 1 });
    const runId = await startFixtureRun(fixture);
    await db().project.update({ where: { id: fixture.project.id }, data: { archivedAt: new Date() } });
    expect((await listRunningRuns()).map(({ id }) => id)).not.toContain(runId);
    await db().project.update({ where: { id: fixture.project.id }, data: { archivedAt: null } });
    expect((await listRunningRuns()).map(({ id }) => id)).toContain(runId);
  });

  test("never has more calls in flight than its concurrency", async () => {
    server.play(() => ({ kind: "answer", text: "1", delayMs: 30 }));
    const fixture = await createJudgeFixture(server, { comparisons: 12, document: { limits: { concurrency: 3 } } });
    await run(fixture);
    expect(server.mostAtOnce()).toBe(3);
  });

  test("sends the stored key to its endpoint and keeps it out of what it stores", async () => {
    server.play(({ authorization }) => ({ kind: "status", status: 400, message: `bad request with ${authorization}` }));
    const fixture = await createJudgeFixture(server, {
      comparisons: 1,
      key: "sk-canary-77",
      document: { limits: { attempts: 1 } },
    });
    const runId = await run(fixture);
    expect(server.requests[0]?.authorization).toBe("Bearer sk-canary-77");
    const stored = await Promise.all([
      db().judgeAttempt.findMany({ where: { runId } }),
      db().judgeTask.findMany({ where: { runId } }),
      db().endpoint.findMany({}),
      db().auditEvent.findMany({ orderBy: { position: "asc" } }),
    ]);
    const text = JSON.stringify(stored, (_key, value) => (typeof value === "bigint" ? String(value) : value));
    expect(text).toContain("[key]");
    expect(text).not.toContain("canary");
  });

  test("counts tokens and cost by the judge's price, and pauses at its cap", async () => {
    const price = { inputMicroDollarsPerMillion: 600_000, outputMicroDollarsPerMillion: 900_000 };
    server.play((request) => ({ ...forA(request), tokensIn: 1_000, tokensOut: 100 }) as Reply);
    const fixture = await createJudgeFixture(server, { comparisons: 10, document: { price, limits: { concurrency: 1 } } });
    // 1,000 × 0.6 + 100 × 0.9 = 690 micro-dollars a call; the cap is passed by the third.
    const runId = await run(fixture, { capMicroDollars: 2_000 });
    const calls = await db().judgeCall.findMany({ where: { runId } });
    expect(calls.map(({ costMicroDollars }) => Number(costMicroDollars))).toEqual([690, 690, 690]);
    expect(await db().judgeRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
      state: "PAUSED",
      pauseReason: expect.stringContaining("cap"),
    });
  });
});
