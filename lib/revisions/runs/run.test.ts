import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { listPrinciples } from "@/lib/constitutions/queries";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { drawPrinciple } from "@/lib/revisions/chain/draw-principle";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import {
  askedFor,
  createRevisionFixture,
  type RevisionFixture,
  startFixtureRevisions,
  untilRevisionRun,
  writeSteps,
} from "@/lib/testing/revision-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { controlRevisionRun } from "./control-run";
import { listRevisionRuns } from "./list-runs";
import { startRevisionWorker, stopRevisionWorker } from "./revision-worker";
import { getRevisionProgress } from "./run-progress";
import { startRevisionRun } from "./start-run";

const database = freshDatabase();
const actor = systemActor("test");
let server: FaultServer;

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
});

beforeEach(async () => {
  server = await startFaultServer(writeSteps());
});

afterEach(async () => {
  await stopRevisionWorker();
  await server.close();
});

async function run(fixture: RevisionFixture, options: Parameters<typeof startFixtureRevisions>[1] = {}): Promise<string> {
  const runId = await startFixtureRevisions(fixture, options);
  startRevisionWorker();
  await untilRevisionRun(runId, ["DONE", "PAUSED"]);
  return runId;
}

async function stepsOf(runId: string) {
  return db().revisionStep.findMany({
    where: { chain: { runId } },
    orderBy: [{ chain: { place: "asc" } }, { revision: "asc" }, { kind: "asc" }],
    select: {
      kind: true,
      revision: true,
      rawText: true,
      principleId: true,
      resultResponseId: true,
      tokensOut: true,
      chain: { select: { place: true, responseId: true } },
    },
  });
}

async function addPrice(projectId: string, dollarsOut: number): Promise<void> {
  await db().modelPrice.create({
    data: {
      id: newId(),
      projectId,
      model: "scripted-1",
      inputMicroDollarsPerMillion: 0n,
      outputMicroDollarsPerMillion: BigInt(dollarsOut * 1_000_000),
      validFrom: new Date(0),
    },
  });
}

describe("a run of critique and revision", () => {
  test("writes each prompt's first response, and revises it with a principle drawn for each revision by the seed", async () => {
    const fixture = await createRevisionFixture(server);
    const runId = await run(fixture, { spec: { seed: 7 } });
    const steps = await stepsOf(runId);
    expect(steps.map(({ kind, revision }) => `${kind} ${revision}`)).toEqual(
      Array(3).fill(["RESPONSE 0", "CRITIQUE 1", "REVISION 1", "CRITIQUE 2", "REVISION 2"]).flat(),
    );
    const principles = await listPrinciples(fixture.constitutionVersionId);
    for (const { kind, revision, principleId, chain } of steps) {
      const drawn = drawPrinciple(principles, { seed: 7, place: chain.place, revision });
      // Critique and revision of one pass are of one principle.
      expect(principleId).toBe(kind === "RESPONSE" ? null : drawn.id);
    }
    expect(server.requests).toHaveLength(15);
    // What was revised is what stood before, and the critique that was written is the one that is followed.
    const second = server.requests.find((seen) => askedFor(seen) === "revision" && seen.prompt.includes("revision of [1]"));
    expect(second?.prompt).toMatch(
      /^Question \[1\]\n\nrevision of \[1\], number \d+\n\n.*\n\ncritique of \[1\], number \d+\n\n/s,
    );
    expect(second?.body).toMatchObject({ temperature: 1, max_tokens: 512, seed: expect.any(Number) });

    const responses = await db().response.findMany({
      where: { projectId: fixture.project.id, model: { startsWith: "scripted-1" } },
    });
    expect(new Set(responses.map(({ model }) => model?.replace(/Run \w+/, "Run")))).toEqual(
      new Set(["scripted-1", "scripted-1, Run, revision 1", "scripted-1, Run, revision 2"]),
    );
    expect(responses.filter(({ authorId }) => authorId !== null)).toEqual([]);
    const first = steps.find(({ kind }) => kind === "RESPONSE");
    expect(first?.chain.responseId).toBe(first?.resultResponseId);
    expect(await getRevisionProgress(actor, runId)).toMatchObject({
      state: "DONE",
      chains: { total: 3, whole: 3, failed: 0 },
      steps: { total: 15, made: 15 },
      attempts: 15,
      costMicroDollars: null,
      errors: [],
    });
  });

  test("begins with the responses of a model, without critiques, from a seeded sample, and leaves out what the examples show", async () => {
    const fixture = await createRevisionFixture(server, { comparisons: 6 });
    const example = {
      prompt: "Question [2]",
      response: "r",
      critiqueRequest: "c?",
      critique: "c",
      revisionRequest: "v?",
      revision: "v",
    };
    const { runId, chains, calls, examples } = await startRevisionRun(actor, fixture.project.id, {
      name: "From responses",
      endpoint: "Scripted",
      model: "scripted-1",
      constitution: "Harmless",
      capCalls: 100,
      spec: {
        begin: { kind: "responses" },
        withCritique: false,
        revisions: 3,
        sampling: { kind: "random", n: 4, seed: 3 },
        fewShot: [example],
      },
    });
    expect({ chains, calls, examples }).toEqual({ chains: 4, calls: 12, examples: 2 });
    startRevisionWorker();
    await untilRevisionRun(runId, ["DONE"]);
    const steps = await stepsOf(runId);
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(["REVISION"]));
    expect(steps).toHaveLength(12);
    // The example stands before every prompt, as turns of its own.
    expect(server.requests.every(({ prompt }) => prompt.startsWith("Question [2]\n\nr\n\nc?\n\nc\n\nv?"))).toBe(true);
    expect(server.requests.filter(({ prompt }) => prompt.includes("reply A of [2]"))).toEqual([]);
  });

  test("takes prompts as texts, and writes a base model's transcript whose text ends at the next speaker", async () => {
    server.play(({ prompt }) => ({
      kind: "answer",
      text: ` ${/(\w+):$/.exec(prompt)?.[1]} text\n\nHuman: And now?`,
    }));
    const fixture = await createRevisionFixture(server, { comparisons: 0 });
    const spec = { begin: { kind: "texts", texts: ["How?", "Why?", "How?"] }, layout: "transcript", revisions: 1 };
    const runId = await run(fixture, { spec });
    expect(await db().prompt.count({ where: { projectId: fixture.project.id } })).toBe(2);
    const steps = await stepsOf(runId);
    expect(steps.map(({ rawText }) => rawText.includes("And now?"))).toEqual(Array(6).fill(true));
    const texts = await db().response.findMany({ where: { projectId: fixture.project.id }, select: { text: true } });
    expect(new Set(texts.map(({ text }) => text))).toEqual(new Set(["Assistant text", "Revision text"]));
    expect(server.requests[0]?.body).toMatchObject({ stop: expect.arrayContaining(["\n\nHuman:"]) });
  });

  test("is started by researchers alone, with what it needs", async () => {
    const fixture = await createRevisionFixture(server);
    const annotator = await createUser();
    await createMember(fixture.project, annotator, "ANNOTATOR");
    const runId = await startFixtureRevisions(fixture);
    for (const stranger of [actorOf(annotator), actorOf(await createUser())]) {
      await expect(startRevisionRun(stranger, fixture.project.id, await inputOf())).rejects.toMatchObject({ code: "not_found" });
      await expect(controlRevisionRun(stranger, runId, "pause")).rejects.toMatchObject({ code: "not_found" });
      await expect(getRevisionProgress(stranger, runId)).rejects.toMatchObject({ code: "not_found" });
      await expect(listRevisionRuns(stranger, fixture.project.id)).rejects.toMatchObject({ code: "not_found" });
    }
    const start = async (changes: Record<string, unknown>) =>
      startRevisionRun(actor, fixture.project.id, { ...(await inputOf()), ...changes });
    await expect(start({ endpoint: "None" })).rejects.toMatchObject({ code: "invalid", fields: [{ path: "endpoint" }] });
    await expect(start({ constitution: "None" })).rejects.toMatchObject({ fields: [{ path: "constitution" }] });
    await expect(start({ capCalls: null })).rejects.toMatchObject({ fields: [{ path: "capCalls" }] });
    await expect(start({ capMicroDollars: 5 })).rejects.toMatchObject({ fields: [{ path: "capMicroDollars" }] });
    await expect(start({ capCalls: 0 })).rejects.toMatchObject({ name: "ZodError" });
    await expect(start({ spec: { begin: { kind: "responses", model: "nobody" } } })).rejects.toMatchObject({ code: "invalid" });
    const { name } = await db().revisionRun.findUniqueOrThrow({ where: { id: runId } });
    await expect(start({ name })).rejects.toMatchObject({ code: "conflict" });
  });

  async function inputOf() {
    return {
      name: `Run ${newId().slice(-6)}`,
      endpoint: "Scripted",
      model: "scripted-1",
      constitution: "Harmless",
      capCalls: 10,
      spec: { begin: { kind: "prompts" } },
    };
  }
});

describe("a run of critique and revision in trouble", () => {
  test.each([401, 402])("pauses once with the reason at %i, and goes on where it was when it is resumed", async (status) => {
    const fixture = await createRevisionFixture(server);
    server.play((seen) => (seen.index < 4 ? writeSteps()(seen) : { kind: "status", status }));
    const runId = await run(fixture, { concurrency: 1 });
    const paused = await getRevisionProgress(actor, runId);
    expect(paused).toMatchObject({ state: "PAUSED", pauseReason: expect.stringContaining(`(${status})`), steps: { made: 4 } });
    expect(server.requests).toHaveLength(5);
    server.play(writeSteps());
    await controlRevisionRun(actor, runId, "resume");
    await untilRevisionRun(runId, ["DONE"]);
    expect(server.requests).toHaveLength(16);
    expect(await getRevisionProgress(actor, runId)).toMatchObject({ steps: { made: 15 }, attempts: 16 });
  });

  test("tries again what may succeed, gives up what cannot, and lets it be tried again by hand", async () => {
    const fixture = await createRevisionFixture(server);
    server.play((seen) => {
      if (seen.prompt.includes("[1]") && askedFor(seen) === "critique")
        return { kind: "status", status: 400, message: "too long" };
      if (seen.repeat === 0 && askedFor(seen) === "response") return { kind: "status", status: 500 };
      return writeSteps()(seen);
    });
    const runId = await run(fixture);
    const progress = await getRevisionProgress(actor, runId);
    expect(progress).toMatchObject({ state: "DONE", chains: { whole: 2, failed: 1 }, steps: { made: 11 } });
    expect(progress.errors).toMatchObject([
      { kind: "bad_request", failed: 1, endpointText: "too long" },
      { kind: "server_error", attempts: 3, failed: 0 },
    ]);
    server.play(writeSteps());
    await controlRevisionRun(actor, runId, "retry");
    await untilRevisionRun(runId, ["DONE"]);
    expect((await getRevisionProgress(actor, runId)).steps).toEqual({ total: 15, made: 15 });
  });

  test("takes nothing for no text: an empty revision is an error and never a response", async () => {
    const fixture = await createRevisionFixture(server, { comparisons: 1 });
    server.play((seen) => (askedFor(seen) === "revision" ? { kind: "answer", text: "  \n" } : writeSteps()(seen)));
    const runId = await run(fixture, { spec: { limits: { attempts: 1 } } });
    expect(await getRevisionProgress(actor, runId)).toMatchObject({
      chains: { failed: 1 },
      errors: [{ kind: "empty", message: "The model wrote nothing." }],
      // It is charged for all the same.
      attempts: 3,
      tokensOut: 9 + 9 + 1,
    });
  });

  test("stops at its cap in calls, and at its cap in money before it would pass it", async () => {
    const calls = await createRevisionFixture(server);
    const capped = await run(calls, { capCalls: 7 });
    expect(server.requests).toHaveLength(7);
    expect(await getRevisionProgress(actor, capped)).toMatchObject({
      state: "PAUSED",
      pauseReason: expect.stringContaining("7 of the 7 calls"),
    });
    await expect(controlRevisionRun(actor, capped, "resume", { capCalls: null, capMicroDollars: null })).rejects.toMatchObject({
      code: "invalid",
    });
    await controlRevisionRun(actor, capped, "resume", { capCalls: 15, capMicroDollars: null });
    await untilRevisionRun(capped, ["DONE"]);
    expect(server.requests).toHaveLength(15);

    const money = await createRevisionFixture(server);
    // 9 tokens a call at $1,000 a million: 9,000 micro-dollars; at most 16 × 1,000 by the estimate.
    await addPrice(money.project.id, 1_000);
    const spec = { maxTokens: 16 };
    const priced = await run(money, { capCalls: null, capMicroDollars: 50_000, spec });
    const progress = await getRevisionProgress(actor, priced);
    expect(progress).toMatchObject({ state: "PAUSED", pauseReason: expect.stringContaining("cap") });
    // With k calls done, another one is made while 9,000 k + 16,000 ≤ 50,000: k = 0 to 3.
    expect(progress.costMicroDollars).toBe(4 * 9_000);
    const spent = await db().spending.aggregate({ where: { runId: priced }, _sum: { microDollars: true, attempts: true } });
    expect(spent._sum).toEqual({ microDollars: 36_000n, attempts: 4 });
  });

  test("a run that its last calls bring to the cap is done, not paused", async () => {
    const fixture = await createRevisionFixture(server, { comparisons: 1 });
    const runId = await run(fixture, { capCalls: 5 });
    expect(await getRevisionProgress(actor, runId)).toMatchObject({ state: "DONE", steps: { made: 5 } });
  });

  test("pauses, and is cancelled for good", async () => {
    const fixture = await createRevisionFixture(server);
    const runId = await startFixtureRevisions(fixture);
    await controlRevisionRun(actor, runId, "pause");
    await controlRevisionRun(actor, runId, "pause");
    startRevisionWorker();
    await controlRevisionRun(actor, runId, "cancel");
    await expect(controlRevisionRun(actor, runId, "resume")).rejects.toMatchObject({ code: "conflict" });
    expect(server.requests).toHaveLength(0);
    const actions = await db().auditEvent.findMany({
      where: { projectId: fixture.project.id, action: { startsWith: "revision-run." } },
      orderBy: { position: "asc" },
    });
    expect(actions.map(({ action }) => action)).toEqual(["revision-run.start", "revision-run.pause", "revision-run.cancel"]);
  });
});
