import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { startJudgeWorker, stopJudgeWorker } from "@/lib/judges/runs/judge-worker";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { createJudgeFixture, indexIn, type JudgeFixture, startFixtureRun, untilRun } from "@/lib/testing/judge-fixtures";
import { createRevisionFixture, startFixtureRevisions } from "@/lib/testing/revision-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { checkLedger } from "./check-ledger";

const database = freshDatabase();
let server: FaultServer;
let fixture: JudgeFixture;
let runId = "";

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  // One comparison is answered in both orders, one fails without a known cost.
  server = await startFaultServer(({ prompt }) =>
    indexIn(prompt) === 0 ? { kind: "answer", text: "1", tokensIn: 700, tokensOut: 1 } : { kind: "body", body: "no JSON" },
  );
  fixture = await createJudgeFixture(server, {
    comparisons: 2,
    document: { limits: { attempts: 2 }, price: { inputMicroDollarsPerMillion: 1_000_000, outputMicroDollarsPerMillion: 0 } },
  });
  runId = await startFixtureRun(fixture);
  startJudgeWorker();
  await untilRun(runId, ["DONE"]);
  await stopJudgeWorker();
});

afterAll(async () => {
  await stopJudgeWorker();
  await server.close();
});

describe("the ledger and the attempts it was counted from", () => {
  test("agree after a run with failures, in its project, in all, and in a project without any", async () => {
    expect(await checkLedger(fixture.project.id)).toEqual({ rows: 6, breach: null });
    expect(await checkLedger(null)).toEqual({ rows: 6, breach: null });
    expect(await checkLedger(newId())).toEqual({ rows: 0, breach: null });
  });

  test.each(["attempts", "uncosted", "tokensIn", "tokensOut", "microDollars"] as const)(
    "a ledger in which %s was tampered with is named with its run, what it says and what the attempts come to",
    async (column) => {
      const row = await db().spending.findFirstOrThrow({ where: { runId } });
      const where = {
        projectId_runId_day_slot: { projectId: row.projectId, runId, day: row.day, slot: row.slot },
      };
      await db().spending.update({ where, data: { [column]: { increment: 1 } } });
      const { breach } = await checkLedger(fixture.project.id);
      expect(breach).toContain(`judge run ${runId} is in the ledger with`);
      expect(breach).toMatch(
        /its attempts come to 6 attempts \(4 without a known cost\), 1400 \+ 2 tokens and 1400 micro-dollars$/,
      );
      await db().spending.update({ where, data: { [column]: row[column] } });
      expect((await checkLedger(null)).breach).toBeNull();
    },
  );

  test("an attempt that is missing, and rows of a run that is not there, are named", async () => {
    const { comparisonId, id } = await db().judgeAttempt.findFirstOrThrow({ where: { runId } });
    const row = await db().judgeAttempt.delete({ where: { comparisonId_id: { comparisonId, id } } });
    expect((await checkLedger(null)).breach).toContain("its attempts come to 5 attempts");
    await db().judgeAttempt.create({ data: row });

    const ghost = newId();
    const spent = { projectId: fixture.project.id, runId: ghost, day: new Date(), slot: 0, attempts: 0, uncosted: 0 };
    await db().spending.create({ data: { ...spent, tokensIn: 0, tokensOut: 0, microDollars: 0 } });
    expect((await checkLedger(null)).breach).toContain(`run ${ghost}, which is not in the project of its rows`);
    await db().spending.deleteMany({ where: { runId: ghost } });
    expect((await checkLedger(null)).breach).toBeNull();
  });

  test("a revision chain's attempt that is not in the ledger is named", async () => {
    const revisions = await createRevisionFixture(server, { comparisons: 1 });
    const revisionRunId = await startFixtureRevisions(revisions);
    const chain = await db().revisionChain.findFirstOrThrow({ where: { runId: revisionRunId } });
    await db().revisionAttempt.create({
      data: {
        id: newId(),
        chainId: chain.id,
        outcome: "answered",
        tokensIn: 5,
        tokensOut: 6,
        costMicroDollars: 7n,
        latencyMs: 1,
      },
    });
    expect((await checkLedger(null)).breach).toBe(
      `revision run ${revisionRunId} is in the ledger with 0 attempts (0 without a known cost), 0 + 0 tokens and 0 micro-dollars, and its attempts come to 1 attempts (0 without a known cost), 5 + 6 tokens and 7 micro-dollars`,
    );
  });
});
