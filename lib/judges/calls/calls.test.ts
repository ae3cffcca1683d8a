import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { saveConstitution } from "@/lib/constitutions/save-constitution";
import { db } from "@/lib/db/client";
import { controlRun } from "@/lib/judges/runs/control-run";
import { startJudgeWorker, stopJudgeWorker } from "@/lib/judges/runs/judge-worker";
import { startJudgeRun } from "@/lib/judges/runs/start-run";
import { saveJudge } from "@/lib/judges/save-judge";
import { JudgeDocument } from "@/lib/judges/schema";
import { type FaultServer, type Reply, type Script, startFaultServer } from "@/lib/testing/fault-server";
import { createJudgeFixture, indexIn, isAB, type JudgeFixture, startFixtureRun, untilRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { principlesOf, toCallPlan } from "./call-plan";
import { getVerdicts } from "./get-verdicts";

const database = freshDatabase();
const actor = systemActor("test");
let server: FaultServer;

const forA: Script = ({ prompt }) => ({
  kind: "answer",
  text: isAB(prompt) ? "1" : "2",
  logprobs: isAB(prompt) ? { "1": -0.1, "2": -2.4 } : { "1": -2.4, "2": -0.1 },
});

const TEMPLATE = {
  kind: "multiple-choice",
  asks: "better",
  preamble: "",
  sample: "{{conversation}}\n{{principle}}\n({{first}}) {{response_1}}\n({{second}}) {{response_2}}",
  reasoning: "Let's think step by step:",
  ending: "The answer is:",
  answer: " ({{answer}})",
};

const PRINCIPLES = ["kind", "true", "safe"].map((key) => ({
  key,
  preferenceText: `Which is more ${key}?`,
  critiqueRequest: `How is it not ${key}?`,
  revisionRequest: `Make it ${key}.`,
  tags: [],
  weight: 1,
}));

beforeAll(async () => {
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

async function run(fixture: JudgeFixture): Promise<string> {
  const runId = await startFixtureRun(fixture);
  startJudgeWorker();
  await untilRun(runId, ["DONE", "PAUSED"]);
  return runId;
}

/** A fixture whose project has a constitution, with a judge that uses it. */
async function withConstitution(comparisons: number, use: object, document: object = {}): Promise<JudgeFixture> {
  const fixture = await createJudgeFixture(server, { comparisons });
  await saveConstitution(actor, fixture.project.id, { name: "Ours", principles: PRINCIPLES });
  const judge = await saveJudge(actor, fixture.project.id, {
    name: "By principle",
    endpoint: "Scripted server",
    model: "scripted-1",
    template: TEMPLATE,
    constitution: { name: "Ours", ...use },
    ...document,
  });
  return { ...fixture, judge };
}

function callsOf(runId: string) {
  return db().judgeCall.findMany({ where: { runId }, orderBy: { id: "asc" } });
}

async function labelsOf({ project }: JudgeFixture) {
  return db().label.findMany({ where: { projectId: project.id }, orderBy: { comparisonId: "asc" } });
}

describe("calls by principle", () => {
  test("one principle is drawn for each comparison, the same for both orders, and the database draws as the prompt does", async () => {
    const fixture = await withConstitution(12, { use: "random", seed: 5 });
    const version = await db().judgeVersion.findUniqueOrThrow({ where: { id: fixture.judge.versionId } });
    const principles = await db().principle.findMany({
      where: { constitutionVersionId: version.constitutionVersionId ?? "" },
      orderBy: { position: "asc" },
    });
    const calls = await callsOf(await run(fixture));
    expect(calls).toHaveLength(24);
    const {
      name: _name,
      endpoint: _endpoint,
      model: _model,
      ...spec
    } = JudgeDocument.parse({
      name: "By principle",
      endpoint: "Scripted server",
      model: "scripted-1",
      template: TEMPLATE,
      constitution: { name: "Ours", use: "random", seed: 5 },
    });
    const plan = toCallPlan(spec, principles);
    for (const { comparisonId, principleId } of calls) expect(principlesOf(plan, comparisonId)).toEqual([principleId]);
    expect(new Set(calls.map(({ principleId }) => principleId)).size).toBeGreaterThan(1);
    for (const { prompt } of server.requests) expect(prompt.match(/Which is more (kind|true|safe)\?/g)).toHaveLength(1);
    expect(await labelsOf(fixture)).toHaveLength(12);
    // The stored version does not follow a newer one of the constitution.
    expect(version.spec).toMatchObject({ constitution: { name: "Ours", version: 1, use: "random" } });
  });

  test("an ensemble asks by every principle and keeps each verdict; the label is their mean", async () => {
    const odds: Record<string, number> = { kind: 1, true: -0.5, safe: 2 };
    server.play(({ prompt }) => {
      const odd = odds[/Which is more (\w+)\?/.exec(prompt)?.[1] ?? ""] ?? 0;
      return { kind: "answer", text: "1", logprobs: { "1": isAB(prompt) ? -odd - 3 : -3, "2": isAB(prompt) ? -3 : -odd - 3 } };
    });
    const fixture = await withConstitution(2, { use: "ensemble" });
    const calls = await callsOf(await run(fixture));
    expect(calls).toHaveLength(2 * 2 * 3);
    const labels = await labelsOf(fixture);
    expect(labels).toHaveLength(2);
    const mean = Object.values(odds).reduce((sum, odd) => sum + 1 / (1 + Math.exp(-odd)), 0) / 3;
    for (const label of labels) {
      expect(label.callCount).toBe(6);
      expect(Math.abs((label.probabilityB ?? 0) - mean)).toBeLessThan(1e-12);
      expect(label.aggregation).toMatchObject({ principles: "ensemble", read: { logprobs: 6 } });
    }
    // The judge's page shows each principle's verdict in the constitution's order.
    const shown = await getVerdicts(actor, fixture.project.id, {
      judgeVersionId: fixture.judge.versionId,
      criterionId: fixture.criterion.id,
      comparisonId: fixture.comparisons[0]?.id ?? "",
    });
    expect(shown?.principles.map(({ principle, probabilityB }) => [principle?.key, probabilityB])).toEqual(
      Object.entries(odds).map(([key, odd]) => [key, expect.closeTo(1 / (1 + Math.exp(-odd)), 12)]),
    );
    expect(shown?.principles[0]?.samples.map(({ order }) => order)).toEqual(["AB", "BA"]);
    expect(shown?.label).toMatchObject({ probabilityB: expect.closeTo(mean, 12), orderConsistent: true });
  });

  test("all principles stand in one prompt in their order", async () => {
    const fixture = await withConstitution(1, { use: "all" });
    const calls = await callsOf(await run(fixture));
    expect(calls.map(({ principleId }) => principleId)).toEqual([null, null]);
    expect(server.requests[0]?.prompt).toContain("1. Which is more kind?\n2. Which is more true?\n3. Which is more safe?");
  });

  test("a constitution, version or principle that is not there is refused with what is", async () => {
    await expect(withConstitution(1, { name: "Theirs" })).rejects.toThrow(/no constitution "Theirs"/);
    await expect(withConstitution(1, { version: 7 })).rejects.toThrow(/no version 7/);
    await expect(withConstitution(1, { use: "fixed", principle: "brave" })).rejects.toThrow(/It has kind, true, safe/);
  });
});

describe("chains of thought", () => {
  const isRationale = (prompt: string): boolean => prompt.endsWith("Rationale:");
  const reasons: Script = (request) =>
    isRationale(request.prompt)
      ? { kind: "answer", text: `I weighed ${request.index}.`, tokensOut: 20 }
      : { ...(forA(request) as Extract<Reply, { kind: "answer" }>) };

  test("a rationale is written before each verdict and becomes part of its prompt", async () => {
    server.play(reasons);
    const fixture = await createJudgeFixture(server, {
      comparisons: 3,
      document: { chainOfThought: "two-step", rationaleTokens: 99, temperature: 0.7, samples: 2, seed: 40, topP: 0.9 },
    });
    const runId = await run(fixture);
    const calls = await callsOf(runId);
    expect(calls).toHaveLength(3 * 2 * 2 * 2);
    const rationales = calls.filter(({ step }) => step === "RATIONALE");
    expect(rationales).toHaveLength(12);
    for (const rationale of rationales) {
      expect(rationale).toMatchObject({ method: "rationale", probabilityFirst: null, logprobs: null });
      const verdict = calls.find(
        ({ step, comparisonId, order, sampleIndex }) =>
          step === "VERDICT" &&
          comparisonId === rationale.comparisonId &&
          order === rationale.order &&
          sampleIndex === rationale.sampleIndex,
      );
      expect(verdict?.method).toBe("logprobs");
      expect(server.requests.filter(({ prompt }) => prompt.includes(`Rationale: ${rationale.rawText}\n\n`))).toHaveLength(1);
    }
    const bodyOf = (step: boolean) =>
      server.requests.filter(({ prompt }) => isRationale(prompt) === step).map(({ body }) => body);
    expect(bodyOf(true).every((body) => body.max_tokens === 99 && body.temperature === 0.7 && body.top_p === 0.9)).toBe(true);
    expect(bodyOf(true).every((body) => !("logprobs" in body))).toBe(true);
    expect(new Set(bodyOf(true).map(({ seed }) => seed))).toEqual(new Set([40, 41]));
    expect(bodyOf(false).every((body) => body.temperature === 0 && body.logprobs === true)).toBe(true);
    expect(await labelsOf(fixture)).toMatchObject(Array.from({ length: 3 }, () => ({ callCount: 8, score: -4 })));
  });

  test("a chain that was stopped goes on where it was: no rationale is written twice", async () => {
    server.play((request) => (isRationale(request.prompt) ? reasons(request) : { kind: "status", status: 401 }));
    const fixture = await createJudgeFixture(server, {
      comparisons: 2,
      document: { chainOfThought: "two-step", limits: { concurrency: 1 } },
    });
    const first = await run(fixture);
    await controlRun(actor, first, "cancel");
    const before = server.requests.filter(({ prompt }) => isRationale(prompt)).length;
    expect(before).toBeGreaterThan(0);
    expect(await labelsOf(fixture)).toEqual([]);

    server.play(reasons);
    await run(fixture);
    expect(await labelsOf(fixture)).toHaveLength(2);
    const asked = server.requests.filter(({ prompt }) => isRationale(prompt)).map(({ prompt }) => prompt);
    expect(asked).toHaveLength(4);
    expect(new Set(asked).size).toBe(4);
  });

  test("a rationale that fails fails its verdict, nothing is guessed, and both are tried again together", async () => {
    server.play((request) =>
      isRationale(request.prompt) && indexIn(request.prompt) === 0 ? { kind: "status", status: 500 } : reasons(request),
    );
    const fixture = await createJudgeFixture(server, {
      comparisons: 2,
      document: { chainOfThought: "two-step", limits: { attempts: 1 } },
    });
    const runId = await run(fixture);
    expect(
      await db().judgeTask.groupBy({
        by: ["state", "step"],
        where: { runId },
        _count: true,
        orderBy: [{ state: "asc" }, { step: "asc" }],
      }),
    ).toEqual([
      { state: "DONE", step: "VERDICT", _count: 2 },
      { state: "DONE", step: "RATIONALE", _count: 2 },
      { state: "FAILED", step: "VERDICT", _count: 2 },
      { state: "FAILED", step: "RATIONALE", _count: 2 },
    ]);
    expect(await labelsOf(fixture)).toHaveLength(1);
    server.play(reasons);
    await controlRun(actor, runId, "retry");
    await untilRun(runId, ["DONE"]);
    expect(await labelsOf(fixture)).toHaveLength(2);
  });

  test("a rationale that fails counts once among the calls that are in vain", async () => {
    server.play(() => ({ kind: "status", status: 422, message: "unknown field messages" }));
    const fixture = await createJudgeFixture(server, {
      comparisons: 15,
      document: { chainOfThought: "two-step", limits: { concurrency: 2 } },
    });
    const runId = await run(fixture);
    expect(await db().judgeRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
      state: "PAUSED",
      pauseReason: expect.stringMatching(/first 20 calls all failed/),
    });
    const failed = await db().judgeTask.groupBy({ by: ["step"], where: { runId, state: "FAILED" }, _count: true });
    // Those that were open besides may have ended after it.
    for (const { _count } of failed) expect(_count).toBeGreaterThanOrEqual(20);
    expect(server.requests.length).toBeLessThanOrEqual(22);
  });

  test("the constitutional chain clamps its soft label and keeps the raw one", async () => {
    server.play((request) =>
      request.prompt.endsWith("step:")
        ? { kind: "answer", text: "Hm." }
        : { kind: "answer", text: "(A)", logprobs: { A: -0.01, B: -5 } },
    );
    const fixture = await withConstitution(
      1,
      { use: "random" },
      { chainOfThought: "constitutional", answers: { first: "A", second: "B" }, orders: "AB" },
    );
    await run(fixture);
    const raw = 1 / (1 + Math.exp(4.99));
    const [label] = await labelsOf(fixture);
    expect(label?.probabilityB).toBeCloseTo(raw, 12);
    expect(label?.probabilityBClamped).toBe(0.4);
    expect(server.requests.map(({ body }) => (body.messages as { role: string }[]).map(({ role }) => role))).toEqual([
      ["user"],
      ["user", "assistant", "user"],
    ]);
  });
});

describe("samples", () => {
  test("without log-probabilities the soft label is the share of answers, with its n", async () => {
    server.play(({ prompt, repeat }) => ({
      kind: "answer",
      text: isAB(prompt) ? (repeat < 3 ? "1" : "2") : repeat === 4 ? "?" : "2",
    }));
    const fixture = await createJudgeFixture(server, {
      comparisons: 1,
      document: { samples: 5, temperature: 1, softLabel: "parsed", hardening: "off", limits: { concurrency: 1 } },
    });
    const calls = await callsOf(await run(fixture));
    expect(calls.map(({ sampleIndex }) => sampleIndex).toSorted()).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    const [label] = await labelsOf(fixture);
    // AB: 3 of 5 for the first; BA: none of the 4 readable ones. p_A = (0.6 + 1) / 2.
    expect(label?.probabilityB).toBeCloseTo(0.2, 12);
    expect(label?.aggregation).toMatchObject({ samples: 5, read: { sampled: 9, invalid: 1 } });
  });
});

describe("direct scores", () => {
  test("each response is scored by itself and the label is of their difference", async () => {
    server.play(({ prompt }) => ({ kind: "answer", text: prompt.includes("reply A of") ? "4" : "8" }));
    const template = {
      kind: "score",
      asks: "better",
      preamble: "",
      sample: "{{conversation}}\n{{response}}",
      ending: "Score=",
    };
    const fixture = await createJudgeFixture(server, { comparisons: 1, document: { template } });
    const calls = await callsOf(await run(fixture));
    expect(calls.map(({ order, score, probabilityFirst }) => [order, score, probabilityFirst]).toSorted()).toEqual([
      ["AB", 4, null],
      ["BA", 8, null],
    ]);
    for (const { prompt } of server.requests) expect(prompt.match(/reply [AB] of/g)).toHaveLength(1);
    expect(await labelsOf(fixture)).toMatchObject([{ score: 2, probabilityB: 0.5 + 4 / 18, orderConsistent: null }]);
  });
});

describe("few-shot examples", () => {
  const example = (index: number, changes: object = {}) => ({
    conversation: `Question [${index}]`,
    responseA: `reply A of [${index}]`,
    responseB: `reply B of [${index}]`,
    preference: "A",
    ...changes,
  });

  test("comparisons that are examples of the judge are not judged by it, and the run says how many", async () => {
    const plain = await createJudgeFixture(server, { comparisons: 5 });
    const fewShot = [
      example(1),
      // Listed the other way round, and one that is named by its id alone.
      example(2, { responseA: "reply B of [2]", responseB: "reply A of [2]" }),
      example(3, { responseA: "shortened", comparisonId: plain.comparisons[3]?.id }),
      // The same responses to another question are another comparison.
      example(4, { conversation: "Another question" }),
    ];
    const judge = await saveJudge(actor, plain.project.id, {
      name: "Shown",
      endpoint: "Scripted server",
      model: "scripted-1",
      fewShot,
    });
    const started = await startJudgeRun(actor, plain.project.id, {
      judgeVersionId: judge.versionId,
      criterionId: plain.criterion.id,
      roundId: null,
      sampling: { kind: "all" },
      capCalls: 100,
    });
    expect(started).toMatchObject({ comparisons: 2, excludedExamples: 3, calls: 4 });
    startJudgeWorker();
    await untilRun(started.runId, ["DONE"]);
    expect((await labelsOf(plain)).map(({ comparisonId }) => comparisonId)).toEqual([
      plain.comparisons[0]?.id,
      plain.comparisons[4]?.id,
    ]);
    expect(await db().judgeRun.findUniqueOrThrow({ where: { id: started.runId } })).toMatchObject({
      comparisons: 2,
      excludedExamples: 3,
    });
  });
});
