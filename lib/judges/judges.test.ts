import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/types";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { actorOf, createComparison, createMember, createUser } from "@/lib/testing/factories";
import { createJudgeFixture, type JudgeFixture, startFixtureRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { listBaselines, runBaseline } from "./baselines";
import { changeEndpoint, listEndpoints, openEndpoint } from "./endpoints";
import { estimateRun } from "./estimates/estimate-run";
import { previewPrompt } from "./preview-prompt";
import { getJudge, listJudges } from "./queries";
import { controlRun } from "./runs/control-run";
import { listRuns } from "./runs/list-runs";
import { getRunProgress } from "./runs/run-progress";
import { saveJudge } from "./save-judge";

const database = freshDatabase();
const system = systemActor("test");
const server = { baseUrl: "http://127.0.0.1:9/v1" };
let fixture: JudgeFixture;
let researcher: Actor;
let annotator: Actor;
let stranger: Actor;

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1:9,127.0.0.1:10";
  await database.open();
  fixture = await createJudgeFixture(server, { comparisons: 5, key: "sk-canary-0123456789" });
  const people = await Promise.all([createUser(), createUser(), createUser()]);
  const [one, other, third] = people.map(actorOf);
  await createMember(fixture.project, people[0], "RESEARCHER");
  await createMember(fixture.project, people[1], "ANNOTATOR");
  researcher = one!;
  annotator = other!;
  stranger = third!;
});

afterAll(() => {
  delete process.env.JUDGE_ALLOWED_HOSTS;
});

async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error("it was allowed"),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
}

const document = { name: "Scripted", endpoint: "Scripted server", model: "scripted-1" };

describe("saveJudge", () => {
  test("an equal document is the same version, a changed one a new version and a new annotator", async () => {
    const again = await saveJudge(researcher, fixture.project.id, document);
    expect(again).toEqual({ ...fixture.judge, outcome: "unchanged" });
    const changed = await saveJudge(researcher, fixture.project.slug, { ...document, temperature: 0.7 });
    expect(changed).toMatchObject({ judgeId: fixture.judge.judgeId, version: 2, outcome: "new version" });
    const annotators = await db().annotator.findMany({
      where: { projectId: fixture.project.id, kind: "AI" },
      orderBy: { name: "asc" },
    });
    expect(annotators.map(({ name, origin, judgeVersionId }) => [name, origin, judgeVersionId])).toEqual([
      ["Scripted v1", "HERE", fixture.judge.versionId],
      ["Scripted v2", "HERE", changed.versionId],
    ]);
    const judge = await getJudge(researcher, fixture.project.id, "Scripted");
    expect(judge.changes).toEqual([{ setting: "Temperature", before: "0", after: "0.7" }]);
    // The document of a version makes that version again.
    expect(await saveJudge(researcher, fixture.project.id, judge.document)).toMatchObject({
      versionId: changed.versionId,
      outcome: "unchanged",
    });
  });

  test("documents that are none are refused with a path and a way to mend it", async () => {
    const wrong: [object, string, RegExp][] = [
      [{ ...document, colour: "red" }, "", /colour/],
      [{ ...document, template: "rlaif" }, "template", /rlaif-base/],
      [
        { ...document, template: { asks: "better", preamble: "", sample: "{{response_1}}", ending: "" } },
        "template.sample",
        /\{\{conversation\}\}, \{\{response_2\}\}/,
      ],
      [
        {
          ...document,
          template: { asks: "better", preamble: "{{guide}}", sample: "{{conversation}}{{response_1}}{{response_2}}", ending: "" },
        },
        "template.preamble",
        /\{\{guide\}\}/,
      ],
      [{ ...document, answers: { first: "A", second: "a" } }, "answers", /differ/],
      [{ ...document, answers: { first: "one two", second: "2" } }, "answers.first", /one word/],
      [{ ...document, tieBand: 0.5 }, "tieBand", /0\.5/],
      [{ ...document, orders: "AA" }, "orders", /BA/],
      [{ ...document, limits: { concurrency: 0 } }, "limits.concurrency", /1/],
      [{ ...document, endpoint: { name: "x", baseUrl: "api.example.com" } }, "endpoint.baseUrl", /https:\/\//],
      [{ ...document, model: "m\0" }, "model", /cannot be stored/],
      [[], "", /object/],
    ];
    for (const [value, path, message] of wrong) {
      const error = await saveJudge(researcher, fixture.project.id, value).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        issues: expect.arrayContaining([expect.objectContaining({ message: expect.stringMatching(message) })]),
      });
      expect((error as { issues: { path: string[] }[] }).issues.map((issue) => issue.path.join("."))).toContain(path);
    }
    expect(
      (await refusalOf(saveJudge(researcher, fixture.project.id, { ...document, endpoint: "Nowhere" }))).fields[0]?.path,
    ).toBe("endpoint");
  });

  test("a private address that the operator has not listed is refused with the setting's name", async () => {
    const error = await refusalOf(
      saveJudge(researcher, fixture.project.id, {
        ...document,
        name: "Other",
        endpoint: { name: "Private", baseUrl: "http://192.168.1.5:8000/v1" },
      }),
    );
    expect(error.code).toBe("invalid");
    expect(error.message).toContain("JUDGE_ALLOWED_HOSTS");
    expect(await db().judge.count({ where: { name: "Other" } })).toBe(0);
  });
});

describe("endpoints", () => {
  test("a key is stored sealed, shown by its last four characters, and opened for its own address", async () => {
    const [endpoint] = await listEndpoints(researcher, fixture.project.id);
    expect(endpoint).toMatchObject({ name: "Scripted server", hasKey: true, keyLast4: "6789" });
    expect(JSON.stringify(endpoint)).not.toContain("canary");
    expect(await openEndpoint(endpoint?.id ?? "")).toMatchObject({
      provider: "OPENAI_COMPATIBLE",
      baseUrl: server.baseUrl,
      apiKey: "sk-canary-0123456789",
    });
    const stored = await db().endpoint.findMany({});
    expect(stored[0]).not.toHaveProperty("keyCiphertext");
  });

  test("another server needs the key again; another path on the same one does not", async () => {
    const [endpoint] = await listEndpoints(researcher, fixture.project.id);
    const id = endpoint?.id ?? "";
    const moved = await refusalOf(changeEndpoint(researcher, fixture.project.id, id, { baseUrl: "http://127.0.0.1:10/v1" }));
    expect(moved.fields[0]?.path).toBe("apiKey");
    expect(await openEndpoint(id)).toMatchObject({ baseUrl: server.baseUrl });

    await changeEndpoint(researcher, fixture.project.id, id, { baseUrl: "http://127.0.0.1:9/other/v1" });
    expect(await openEndpoint(id)).toMatchObject({
      provider: "OPENAI_COMPATIBLE",
      baseUrl: "http://127.0.0.1:9/other/v1",
      apiKey: "sk-canary-0123456789",
    });
    await changeEndpoint(researcher, fixture.project.id, id, { baseUrl: "http://127.0.0.1:10/v1", key: "sk-second-key-4321" });
    expect(await openEndpoint(id)).toMatchObject({
      provider: "OPENAI_COMPATIBLE",
      baseUrl: "http://127.0.0.1:10/v1",
      apiKey: "sk-second-key-4321",
    });
    // Sent in another header, the key is needed again too.
    const renamed = await refusalOf(changeEndpoint(researcher, fixture.project.id, id, { provider: "ANTHROPIC" }));
    expect(renamed.message).toContain('"x-api-key"');
    await changeEndpoint(researcher, fixture.project.id, id, { baseUrl: server.baseUrl, key: null });
    expect(await openEndpoint(id)).toMatchObject({ provider: "OPENAI_COMPATIBLE", baseUrl: server.baseUrl, apiKey: null });
  });

  test("a row whose address was changed behind the app's back does not open its key", async () => {
    const [endpoint] = await listEndpoints(researcher, fixture.project.id);
    const id = endpoint?.id ?? "";
    await changeEndpoint(researcher, fixture.project.id, id, { key: "sk-third-key-0000" });
    await db().endpoint.update({ where: { id }, data: { baseUrl: "https://evil.example/v1", origin: "http://127.0.0.1:9" } });
    await expect(openEndpoint(id)).rejects.toThrow(/does not belong/);
    await db().endpoint.update({ where: { id }, data: { baseUrl: server.baseUrl } });
  });

  test("audit entries hold no key", async () => {
    const events = await db().auditEvent.findMany({ where: { action: { startsWith: "endpoint." } } });
    expect(events.length).toBeGreaterThanOrEqual(4);
    expect(JSON.stringify(events, (_key, value) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(
      /sk-|canary/,
    );
  });
});

describe("startJudgeRun", () => {
  test("a random sample is the same for the same seed, and a second run of the version waits for the first", async () => {
    const runId = await startFixtureRun(fixture, { sampling: { kind: "random", n: 2, seed: 7 } });
    const tasks = await db().judgeTask.findMany({ where: { runId }, orderBy: { notBefore: "asc" } });
    expect(tasks.map(({ order }) => order)).toEqual(["AB", "BA", "AB", "BA"]);
    const chosen = [...new Set(tasks.map(({ comparisonId }) => comparisonId))];
    expect(chosen).toHaveLength(2);
    expect(chosen).toEqual(chosen.toSorted());
    expect((await refusalOf(startFixtureRun(fixture))).code).toBe("conflict");

    await controlRun(researcher, runId, "cancel");
    const again = await startFixtureRun(fixture, { sampling: { kind: "random", n: 2, seed: 7 } });
    const same = await db().judgeTask.findMany({ where: { runId: again }, orderBy: { notBefore: "asc" } });
    expect([...new Set(same.map(({ comparisonId }) => comparisonId))]).toEqual(chosen);
    await controlRun(researcher, again, "cancel");
  });

  test("withdrawn comparisons are left out, and nothing to do is said", async () => {
    const lonely = await createJudgeFixture(server, { comparisons: 1 });
    await db().comparison.updateMany({ where: { projectId: lonely.project.id }, data: { withdrawnAt: new Date() } });
    expect((await refusalOf(startFixtureRun(lonely))).message).toMatch(/no comparisons/);
    expect(await db().judgeRun.count({ where: { projectId: lonely.project.id } })).toBe(0);
  });

  test("a cap needs a price", async () => {
    expect((await refusalOf(startFixtureRun(fixture, { capMicroDollars: 1_000_000 }))).fields[0]?.path).toBe("capMicroDollars");
  });

  test("an estimate stores nothing and counts what a run would do", async () => {
    const runs = await db().judgeRun.count();
    const input = { judgeVersionId: fixture.judge.versionId, criterionId: fixture.criterion.id, roundId: null };
    const all = await estimateRun(researcher, fixture.project.id, { ...input, sampling: { kind: "all" } });
    expect(all).toMatchObject({ comparisons: 5, calls: 10, answered: 0, costMicroDollars: null, measuredCalls: 0 });
    expect(all.tokensIn).toBeGreaterThan(10 * 100);
    expect(
      await estimateRun(researcher, fixture.project.id, { ...input, sampling: { kind: "random", n: 3, seed: 1 } }),
    ).toMatchObject({ comparisons: 3, calls: 6 });
    expect(await db().judgeRun.count()).toBe(runs);
  });

  test("pause, resume and cancel are idempotent and refuse what cannot be", async () => {
    const runId = await startFixtureRun(fixture);
    await controlRun(researcher, runId, "pause");
    await controlRun(researcher, runId, "pause");
    expect(await getRunProgress(researcher, runId)).toMatchObject({
      state: "PAUSED",
      calls: { total: 10, waiting: 10 },
      perMinute: null,
    });
    expect((await refusalOf(controlRun(researcher, runId, "retry"))).code).toBe("conflict");
    await controlRun(researcher, runId, "resume");
    await controlRun(researcher, runId, "cancel");
    expect((await refusalOf(controlRun(researcher, runId, "resume"))).message).toMatch(/was cancelled/);
    const [latest] = await listRuns(researcher, fixture.project.id);
    expect(latest).toMatchObject({ id: runId, state: "CANCELLED", calls: 10, answered: 0 });
  });
});

describe("previewPrompt", () => {
  test("shows the very prompt of a call, with what fills the template told apart", async () => {
    const judge = await getJudge(researcher, fixture.project.id, fixture.judge.judgeId, 1);
    const [first, second] = fixture.comparisons;
    const preview = await previewPrompt(researcher, fixture.project.id, {
      judgeVersionId: fixture.judge.versionId,
      spec: judge.spec,
      criterionId: fixture.criterion.id,
      order: "BA",
    });
    expect(preview?.comparison).toMatchObject({ id: first?.id, name: "c0", previousId: null, nextId: second?.id });
    const filled = preview?.steps[0]?.messages[0]?.parts.filter(({ isFilled }) => isFilled).map(({ text }) => text);
    const mark = /<text-[0-9a-f]{12}>/.exec(filled?.[1] ?? "")?.[0] ?? "no mark";
    const bare = filled?.map((text) => text.replace(`${mark}\n`, "").replace(`\n${mark.replace("<", "</")}`, ""));
    expect(bare).toEqual([
      "Which response is more helpful?",
      "Human: Question [0]",
      "1",
      "reply B of [0]",
      "2",
      "reply A of [0]",
      "1",
      "2",
    ]);
  });
});

describe("baselines", () => {
  test("label by their rule, once, as baselines and with unknown strength", async () => {
    const project = fixture.project;
    await createComparison(project, { a: "short", b: "a longer response", externalId: "longer-b" });
    await createComparison(project, { a: "equal", b: "lengt", externalId: "equal" });
    expect(await runBaseline(researcher, project.id, "longer")).toEqual({ labels: 7 });
    expect(await runBaseline(researcher, project.id, "longer")).toEqual({ labels: 0 });
    await runBaseline(researcher, project.id, "first");
    const labels = await db().label.findMany({
      where: { projectId: project.id, annotator: { kind: "BASELINE" } },
      select: {
        score: true,
        strengthKnown: true,
        probabilityB: true,
        annotator: { select: { name: true, origin: true } },
        comparison: { select: { externalId: true } },
      },
    });
    expect(labels).toHaveLength(14);
    const of = (name: string, id: string) =>
      labels.find((label) => label.annotator.name === name && label.comparison.externalId === id);
    expect(of("Longer response", "longer-b")).toMatchObject({
      score: 2,
      strengthKnown: false,
      probabilityB: null,
      annotator: { origin: "HERE" },
    });
    expect(of("Longer response", "equal")?.score).toBe(0);
    expect(of("First listed", "longer-b")?.score).toBe(-2);
    expect(await listBaselines(researcher, project.id)).toMatchObject([
      { rule: "longer", labels: 7, missing: 0 },
      { rule: "first", labels: 7, missing: 0 },
    ]);
    // A judge's list has no baseline in it.
    expect((await listJudges(researcher, project.id)).map(({ name }) => name)).toEqual(["Scripted", "Scripted"]);
  });
});

describe("access", () => {
  test("annotators and strangers find nothing of judges, and change nothing", async () => {
    const { project, judge, criterion } = fixture;
    const [endpoint] = await listEndpoints(researcher, project.id);
    const run = await db().judgeRun.findFirstOrThrow({ where: { projectId: project.id } });
    const judgeDetail = await getJudge(researcher, project.id, judge.judgeId);
    const input = {
      judgeVersionId: judge.versionId,
      criterionId: criterion.id,
      roundId: null,
      sampling: { kind: "all" as const },
    };
    for (const actor of [annotator, stranger]) {
      const tries = [
        () => saveJudge(actor, project.id, document),
        () => getJudge(actor, project.id, judge.judgeId),
        () => listJudges(actor, project.id),
        () => listRuns(actor, project.id),
        () => estimateRun(actor, project.id, input),
        () => getRunProgress(actor, run.id),
        () => controlRun(actor, run.id, "cancel"),
        () => changeEndpoint(actor, project.id, endpoint?.id ?? "", { key: "sk-theirs" }),
        () =>
          previewPrompt(actor, project.id, {
            judgeVersionId: judge.versionId,
            spec: judgeDetail.spec,
            criterionId: criterion.id,
            order: "AB",
          }),
        () => listBaselines(actor, project.id),
        () => runBaseline(actor, project.id, "longer"),
      ];
      for (const attempt of tries) expect((await refusalOf(attempt())).code).toBe("not_found");
      expect(await listEndpoints(actor, project.id)).toEqual([]);
    }
  });

  test("ids of another project are not found", async () => {
    const other = await createJudgeFixture(server, { comparisons: 1 });
    const own = { judgeVersionId: fixture.judge.versionId, criterionId: fixture.criterion.id };
    for (const foreign of [
      { judgeVersionId: other.judge.versionId },
      { criterionId: other.criterion.id },
      { roundId: other.project.id },
    ]) {
      const error = await refusalOf(startFixtureRun(fixture, { ...own, ...foreign }));
      expect(error.code).toBe("not_found");
    }
    const judge = await getJudge(system, other.project.id, other.judge.judgeId);
    const preview = {
      judgeVersionId: fixture.judge.versionId,
      spec: judge.spec,
      criterionId: fixture.criterion.id,
      order: "AB" as const,
      comparisonId: other.comparisons[0]?.id,
    };
    expect((await refusalOf(previewPrompt(researcher, fixture.project.id, preview))).code).toBe("not_found");
  });
});
