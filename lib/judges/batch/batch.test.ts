import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import type { SourceRow } from "@/lib/datasets/source/source-row";
import { db } from "@/lib/db/client";
import { listRunningRuns } from "@/lib/judges/runs/claim-tasks";
import { controlRun } from "@/lib/judges/runs/control-run";
import { getRunProgress } from "@/lib/judges/runs/run-progress";
import { setRunCaps } from "@/lib/judges/runs/set-run-caps";
import { saveJudge } from "@/lib/judges/save-judge";
import { savePrice } from "@/lib/money/save-price";
import { saveMoneySettings } from "@/lib/money/settings";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { createJudgeFixture, isAB, type JudgeFixture, startFixtureRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { exportRequests } from "./export-requests";
import { importAnswers } from "./import-answers";

const database = freshDatabase();
const actor = systemActor("test");

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
});

interface Request {
  custom_id: string;
  method: string;
  url: string;
  body: { model: string; messages: { content: string }[]; logprobs?: boolean };
}

async function requestsOf(runId: string): Promise<Request[]> {
  const requests: Request[] = [];
  for await (const line of await exportRequests(actor, runId)) {
    expect(line.endsWith("\n")).toBe(true);
    requests.push(JSON.parse(line));
  }
  return requests;
}

/** Names A, with the log-probabilities that a live answer would have. */
function answer({ custom_id, body }: Request): string {
  const first = isAB(body.messages.map(({ content }) => content).join("\n"));
  const token = (text: string, logprob: number) => ({ token: text, logprob });
  const listed = first ? [token("1", -0.1), token("2", -2.4)] : [token("2", -0.1), token("1", -2.4)];
  return JSON.stringify({
    id: `batch_req_${custom_id}`,
    custom_id,
    response: {
      status_code: 200,
      request_id: "r",
      body: {
        model: "scripted-1-0613",
        choices: [
          {
            message: { role: "assistant", content: first ? "1" : "2" },
            finish_reason: "stop",
            logprobs: { content: [{ ...listed[0], top_logprobs: listed }] },
          },
        ],
        usage: { prompt_tokens: 1000, completion_tokens: 1 },
      },
    },
    error: null,
  });
}

async function* linesOf(...texts: string[]): AsyncGenerator<SourceRow[]> {
  yield texts.map((text, index) => ({ row: index + 1, text }));
}

async function startBatch(comparisons = 3): Promise<{ fixture: JudgeFixture; runId: string }> {
  const fixture = await createJudgeFixture({ baseUrl: "http://127.0.0.1:9/v1" }, { comparisons });
  await savePrice(actor, fixture.project.id, {
    model: "scripted-1",
    endpointId: null,
    inputMicroDollarsPerMillion: 1_000_000,
    outputMicroDollarsPerMillion: 0,
    validFrom: null,
  });
  return { fixture, runId: await startFixtureRun(fixture, { isBatch: true, capCalls: null }) };
}

describe("a batch run", () => {
  test("leaves as a file, comes back in parts, and makes the labels and the ledger of live answers, once", async () => {
    const { fixture, runId } = await startBatch();
    // No worker takes it up.
    expect((await listRunningRuns()).map(({ id }) => id)).not.toContain(runId);
    const requests = await requestsOf(runId);
    expect(requests).toHaveLength(6);
    for (const request of requests)
      expect(request).toMatchObject({
        method: "POST",
        url: "/v1/chat/completions",
        body: { model: "scripted-1", logprobs: true },
      });
    // Made again, it is the same file.
    expect(await requestsOf(runId)).toEqual(requests);

    const lines = requests.map(answer);
    expect(await importAnswers(actor, runId, linesOf(...lines.slice(0, 4)))).toMatchObject({
      lines: 4,
      stored: 4,
      known: 0,
      refusedCount: 0,
    });
    expect(await requestsOf(runId)).toHaveLength(2);
    expect(await importAnswers(actor, runId, linesOf(...lines, ...lines))).toMatchObject({ lines: 12, stored: 2, known: 10 });
    expect(await importAnswers(actor, runId, linesOf(...lines))).toMatchObject({ stored: 0, known: 6 });

    const labels = await db().label.findMany({ where: { projectId: fixture.project.id } });
    expect(labels).toHaveLength(3);
    for (const label of labels) expect(label).toMatchObject({ score: -4, orderConsistent: true, callCount: 2 });
    expect(await getRunProgress(actor, runId)).toMatchObject({
      state: "DONE",
      attempts: 6,
      costMicroDollars: 6000,
      calls: { answered: 6, failed: 0, waiting: 0 },
    });
  });

  test("tells errors by the line, keeps the rest, and takes a failed call's answer later", async () => {
    const { runId } = await startBatch(2);
    const requests = await requestsOf(runId);
    const [one, two, three, four] = requests as [Request, Request, Request, Request];
    const failed = JSON.stringify({
      custom_id: one.custom_id,
      response: { status_code: 500, body: { error: { message: "overloaded" } } },
    });
    const expired = JSON.stringify({
      custom_id: two.custom_id,
      response: null,
      error: { code: "batch_expired", message: "not in time" },
    });
    const report = await importAnswers(
      actor,
      runId,
      linesOf(
        failed,
        expired,
        answer(three),
        "{",
        JSON.stringify({ custom_id: "7" }),
        answer({ ...four, custom_id: crypto.randomUUID() }),
      ),
    );
    expect(report).toMatchObject({ lines: 6, stored: 1, failed: 2, refusedCount: 3 });
    expect(report.refused.map(({ line }) => line)).toEqual([4, 5, 6]);
    expect(report.refused[0]?.reason).toContain("no JSON");
    const progress = await getRunProgress(actor, runId);
    expect(progress).toMatchObject({ state: "RUNNING", calls: { answered: 1, failed: 2, waiting: 1 } });
    expect(progress.errors.map(({ endpointText }) => endpointText)).toContain("not in time");

    await controlRun(actor, runId, "retry");
    expect(await requestsOf(runId)).toHaveLength(3);
    expect(await importAnswers(actor, runId, linesOf(...requests.map(answer)))).toMatchObject({ stored: 3, known: 1 });
    expect(await getRunProgress(actor, runId)).toMatchObject({ state: "DONE", calls: { answered: 4, failed: 0 } });
  });

  test("refuses another run's file, a run that makes its calls itself, and who may not research", async () => {
    const { fixture, runId } = await startBatch(1);
    const other = await startBatch(1);
    const foreign = (await requestsOf(other.runId)).map(answer);
    await expect(importAnswers(actor, runId, linesOf(...foreign))).rejects.toThrow(/answers another run/);
    expect(await db().judgeCall.count({ where: { runId: { in: [runId, other.runId] } } })).toBe(0);

    const annotator = await createUser();
    await createMember(fixture.project, annotator, "ANNOTATOR");
    await expect(exportRequests(actorOf(annotator), runId)).rejects.toMatchObject({ code: "not_found" });
    await expect(importAnswers(actorOf(annotator), runId, linesOf(...foreign))).rejects.toMatchObject({ code: "not_found" });
    await controlRun(actor, runId, "cancel");
    const live = await startFixtureRun(fixture, {});
    await expect(exportRequests(actor, live)).rejects.toMatchObject({ code: "conflict" });
    await expect(exportRequests(actor, runId)).rejects.toThrow(/was cancelled/);
  });

  test("is refused when its file would pass a cap", async () => {
    const { fixture, runId } = await startBatch(2);
    await controlRun(actor, runId, "cancel");
    await expect(startFixtureRun(fixture, { isBatch: true, capCalls: 3 })).rejects.toThrow(/would hold 4 calls/);
    await expect(startFixtureRun(fixture, { isBatch: true, capCalls: null, capMicroDollars: 10 })).rejects.toThrow(
      /above the cap/,
    );
  });
  test("is refused over the cap of its project or of the day, when it is started and when its file is made", async () => {
    const { fixture, runId } = await startBatch(2);
    const { callMicroDollars } = await db().judgeRun.findUniqueOrThrow({ where: { id: runId } });
    const file = 4 * Number(callMicroDollars);
    const cap = (capMicroDollars: number | null, dailyCapMicroDollars: number | null) =>
      saveMoneySettings(actor, fixture.project.id, { capMicroDollars, dailyCapMicroDollars, hourlyRateMicroDollars: null });

    await cap(file, file);
    expect(await requestsOf(runId)).toHaveLength(4);
    await cap(file - 1, null);
    await expect(exportRequests(actor, runId)).rejects.toThrow(
      /The file may cost up to .* is left of the .* that the project may spend\. Raise/,
    );
    await cap(null, file - 1);
    await expect(exportRequests(actor, runId)).rejects.toThrow(/that the project may spend in a day \(UTC\)\. Raise/);
    await controlRun(actor, runId, "cancel");
    const again = () => startFixtureRun(fixture, { isBatch: true, capCalls: null });
    await expect(again()).rejects.toThrow(/in a day \(UTC\)\. Choose fewer comparisons/);
    await cap(null, file);
    const second = await again();

    // What was spent today counts, of other files too.
    const spent = { day: new Date(), slot: 0, attempts: 1, uncosted: 0, tokensIn: 0, tokensOut: 0, microDollars: 1 };
    await db().spending.create({ data: { ...spent, projectId: fixture.project.id, runId } });
    await expect(exportRequests(actor, second)).rejects.toThrow(/in a day/);
    await cap(null, file + 1);
    expect(await requestsOf(second)).toHaveLength(4);
    const other = await saveJudge(actor, fixture.project.id, { name: "Other", endpoint: "Scripted server", model: "scripted-1" });
    await expect(startFixtureRun({ ...fixture, judge: other }, { isBatch: true, capCalls: null })).rejects.toThrow(
      /: \$0\.0+ is left of/,
    );
  });

  test("is refused over its own caps when these were lowered after it was started", async () => {
    const { runId } = await startBatch(2);
    await setRunCaps(actor, runId, { capMicroDollars: null, capCalls: 3 });
    await expect(exportRequests(actor, runId)).rejects.toThrow(/would hold 4 calls, and the cap is 3\. Raise the cap/);
    await setRunCaps(actor, runId, { capMicroDollars: 10, capCalls: null });
    await expect(exportRequests(actor, runId)).rejects.toThrow(/that this run may spend/);
  });
});
