import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { agreement } from "@/lib/cli/agreement";
import type { CommandIo } from "@/lib/cli/io";
import { db } from "@/lib/db/client";
import type { Annotator, Comparison, Criterion, Project, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import {
  actorOf,
  createAnnotator,
  createComparison,
  createCriterion,
  createLabel,
  createMember,
  createProject,
  createUser,
} from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { findNeighbours, getAgreementReport, listBehind } from "./queries";
import { AgreementOptions, BehindQuery } from "./schema";

let owner: User;
let project: Project;
let criterion: Criterion;
let ann: Annotator;
let bob: Annotator;
let judge: Annotator;
let comparisons: Comparison[];

beforeAll(freshDatabase().open);
beforeAll(async () => {
  owner = await createUser();
  project = await createProject({ owner });
  criterion = await createCriterion(project);
  await createCriterion(project, { key: "harmless", position: 1 });
  ann = await createAnnotator(project, { name: "ann" });
  bob = await createAnnotator(project, { name: "bob" });
  judge = await createJudgeAnnotator(project);
  comparisons = [];
  // Ann, Bob, judge; the judge's orders in terms of A and B.
  const rows: [number, number, number, string][] = [
    [2, 3, 1, "BB"],
    [2, -1, 2, "BB"],
    [-3, -3, -4, "AA"],
    [-1, 0, -2, "AB"],
    [-2, 2, 2, "BA"],
  ];
  for (const [i, [byAnn, byBob, byJudge, orders]] of rows.entries()) {
    const comparison = await createComparison(project, { prompt: `Question ${i}`, externalId: `q${i}` });
    comparisons.push(comparison);
    await createLabel(comparison, criterion, ann, { score: byAnn });
    await createLabel(comparison, criterion, bob, { score: byBob });
    await createLabel(comparison, criterion, judge, { score: byJudge });
    await createCall(comparison, "AB", orders[0] === "A" ? 0.9 : 0.2);
    await createCall(comparison, "BA", orders[1] === "B" ? 0.8 : 0.3);
  }
});

async function createJudgeAnnotator(of: Project): Promise<Annotator> {
  const endpoint = await db().endpoint.create({
    data: { id: newId(), projectId: of.id, name: "local", baseUrl: "http://127.0.0.1:1", origin: "http://127.0.0.1:1" },
  });
  const made = await db().judge.create({ data: { id: newId(), projectId: of.id, name: "Heron" } });
  const version = await db().judgeVersion.create({
    data: {
      id: newId(),
      judgeId: made.id,
      version: 3,
      endpointId: endpoint.id,
      model: "heron-70b",
      spec: { tieBand: 0 },
      contentHash: "x",
    },
  });
  return createAnnotator(of, {
    kind: "AI",
    origin: "HERE",
    name: "Heron v3",
    key: `judge:${version.id}`,
    judgeVersionId: version.id,
  });
}

async function createCall(comparison: Comparison, order: "AB" | "BA", probabilityFirst: number): Promise<void> {
  await db().judgeCall.create({
    data: {
      id: newId(),
      comparisonId: comparison.id,
      judgeVersionId: judge.judgeVersionId!,
      criterionId: criterion.id,
      order,
      promptHash: "x",
      rawText: "1",
      probabilityFirst,
      method: "logprobs",
      latencyMs: 1,
    },
  });
}

const ask = (options: Record<string, unknown> = {}) => AgreementOptions.parse(options);
const behind = (query: Record<string, unknown>) => listBehind(actorOf(owner), project.slug, BehindQuery.parse(query));
const ids = (page: { comparisons: { externalId: string | null }[] }) => page.comparisons.map(({ externalId }) => externalId);

describe("getAgreementReport", () => {
  test("reports the labels of a project on its first criterion", async () => {
    const report = await getAgreementReport(actorOf(owner), project.slug, ask());
    expect(report).toMatchObject({
      project: project.slug,
      criterion: "helpful",
      round: null,
      ties: "exclude",
      categories: ["A", "B"],
      seed: 1,
    });
    expect(report.annotators.map(({ name, labels }) => [name, labels])).toEqual([
      ["ann", 5],
      ["bob", 4],
      ["Heron v3", 5],
    ]);
    expect(report.annotators[2]?.judge).toMatchObject({ name: "Heron", version: 3, model: "heron-70b" });
    // BB, BA, AA, AB: two of four agree.
    expect(report.groups[0]?.agreementPooled.estimate).toBe(1 / 2);
    // Judge B B A A B with ann BBAAA and bob BA·AB: 4 of 5 and 3 of 4.
    expect(report.judges[0]?.againstEachHuman.estimate).toBe(7 / 9);
  });

  test("reads the judge's two orders from its calls", async () => {
    const { position } = (await getAgreementReport(actorOf(owner), project.slug, ask())).judges[0]!;
    expect(position.consistent).toMatchObject({ estimate: 3 / 5, n: { comparisons: 5, clusters: 5 } });
    // q3: A when A is first, B when B is first. q4: B when A is first, A when B is first.
    expect(position.firstBiased.estimate).toBe(1 / 5);
    expect(position.secondBiased.estimate).toBe(1 / 5);
    // First named: q2 in AB, q0 and q1 in BA, q3 in both: 5 of 10.
    expect(position.firstShare.estimate).toBe(5 / 10);
  });

  test("is the same report until a label changes", async () => {
    const options = ask({ ties: "category", seed: 5 });
    const first = await getAgreementReport(actorOf(owner), project.slug, options);
    expect(await getAgreementReport(systemActor(), project.id, options)).toBe(first);
    const extra = await createComparison(project, { externalId: "extra" });
    const label = await createLabel(extra, criterion, ann, { score: 1 });
    const second = await getAgreementReport(actorOf(owner), project.slug, options);
    expect(second.annotators[0]?.labels).toBe(6);
    expect(second.labelsVersion).not.toBe(first.labelsVersion);
    await db().label.delete({ where: { comparisonId_id: { comparisonId: extra.id, id: label.id } } });
    expect((await getAgreementReport(actorOf(owner), project.slug, options)).annotators[0]?.labels).toBe(5);
  });

  test("has an empty report with reasons for a criterion without labels", async () => {
    const report = await getAgreementReport(actorOf(owner), project.slug, ask({ criterion: "harmless" }));
    expect(report.annotators).toEqual([]);
    expect(report.groups[0]?.agreement).toMatchObject({ estimate: null, reason: "no comparison has two labels" });
  });

  test("counts people's labels of one round and the judge's labels beside them", async () => {
    const other = await createProject({ owner });
    const helpful = await createCriterion(other);
    const person = await createAnnotator(other);
    const machine = await createAnnotator(other, { kind: "AI" });
    const scale = await db().scaleVersion.create({
      data: {
        id: newId(),
        projectId: other.id,
        version: 1,
        preset: "HH_HELPFUL",
        levelsPerSide: 4,
        allowsTie: false,
        allowsBothBad: false,
        levels: [],
      },
    });
    const rounds = [1, 2].map((number) => ({
      id: newId(),
      projectId: other.id,
      number,
      name: `Round ${number}`,
      scaleVersionId: scale.id,
      overlap: 1,
      sampling: { kind: "all" },
      order: "DATASET" as const,
      seed: 1,
    }));
    await db().round.createMany({ data: rounds });
    const [one, two] = [await createComparison(other), await createComparison(other)];
    await createLabel(one!, helpful, person, { score: 1, roundId: rounds[0]!.id });
    await createLabel(one!, helpful, person, { score: -2, roundId: rounds[1]!.id });
    await createLabel(two!, helpful, person, { score: 3, roundId: rounds[1]!.id });
    for (const comparison of [one!, two!]) await createLabel(comparison, helpful, machine, { score: 1 });
    const inRound = async (round: string) => (await getAgreementReport(actorOf(owner), other.id, ask({ round }))).judges[0]!;
    expect(await inRound("1")).toMatchObject({ comparisons: 1, againstEachHuman: { estimate: 1 }, shareB: { n: { labels: 1 } } });
    expect(await inRound("2")).toMatchObject({ comparisons: 2, againstEachHuman: { estimate: 1 / 2 } });
    expect(await inRound(rounds[1]!.id)).toMatchObject({ comparisons: 2 });
    await expect(inRound("3")).rejects.toMatchObject({ code: "not_found" });
  });

  test("is not found by those who may not read, and refuses an unknown criterion", async () => {
    const stranger = actorOf(await createUser());
    await expect(getAgreementReport(stranger, project.slug, ask())).rejects.toMatchObject({ code: "not_found" });
    await expect(listBehind(stranger, project.slug, BehindQuery.parse({}))).rejects.toMatchObject({ code: "not_found" });
    const annotator = await createUser();
    await createMember(project, annotator, "ANNOTATOR");
    await expect(getAgreementReport(actorOf(annotator), project.slug, ask())).rejects.toMatchObject({ code: "not_found" });
    await expect(listBehind(actorOf(annotator), project.slug, BehindQuery.parse({}))).rejects.toMatchObject({
      code: "not_found",
    });
    const wrong = getAgreementReport(actorOf(owner), project.slug, ask({ criterion: "honest" }));
    await expect(wrong).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("It has helpful, harmless.") });
  });
});

describe("listBehind", () => {
  test("lists the comparisons on which people agree or differ", async () => {
    expect(ids(await behind({ of: "humans", outcome: "agree" }))).toEqual(["q0", "q2"]);
    expect(ids(await behind({ of: "humans", outcome: "disagree" }))).toEqual(["q4", "q1"]);
    expect(ids(await behind({ of: "humans" }))).toEqual(["q4", "q1", "q0", "q2"]);
    expect(ids(await behind({ of: "humans", ties: "category", outcome: "disagree" }))).toEqual(["q4", "q1", "q3"]);
    expect(ids(await behind({ of: "humans", ties: "half", outcome: "disagree" }))).toEqual(["q4", "q1"]);
  });

  test("lists what stands behind a judge's cells, slices and orders", async () => {
    const of = { of: "judge", judge: judge.id };
    expect(ids(await behind({ ...of, rowScore: -3, columnScore: -4 }))).toEqual(["q2"]);
    // By the pairs that the cell counts: Bob −1 with 2 is three apart, Ann −2 with 2 is four.
    expect(ids(await behind({ ...of, row: "A", column: "B" }))).toEqual(["q4", "q1"]);
    expect(ids(await behind({ ...of, strength: 1 }))).toEqual(["q1", "q3"]);
    expect(ids(await behind({ ...of, position: "consistent" }))).toEqual(["q0", "q1", "q2"]);
    expect(ids(await behind({ ...of, position: "first" }))).toEqual(["q3"]);
  });

  test("lists what stands behind two annotators, whichever comes first", async () => {
    expect(ids(await behind({ of: "pair", a: ann.id, b: bob.id, row: "B", column: "A" }))).toEqual(["q1"]);
    expect(ids(await behind({ of: "pair", a: bob.id, b: ann.id, row: "B", column: "A" }))).toEqual(["q4"]);
    await expect(behind({ of: "pair", a: ann.id, b: newId() })).rejects.toMatchObject({ code: "not_found" });
  });

  test("counts as many comparisons as the report has in each cell", async () => {
    const report = await getAgreementReport(actorOf(owner), project.slug, ask());
    const [pair] = report.pairs;
    for (const [r, row] of report.categories.entries()) {
      for (const [c, column] of report.categories.entries()) {
        expect((await behind({ of: "pair", a: pair!.a, b: pair!.b, row, column })).total).toBe(pair!.confusion[r]![c]);
      }
    }
  });

  test("begins with people who are split where that is asked, and searches the texts", async () => {
    const split = await behind({ of: "humans", sort: "split", ties: "category" });
    expect(ids(split)).toEqual(["q1", "q3", "q4", "q0", "q2"]);
    const found = await behind({ of: "humans", q: "question 3", ties: "category" });
    expect(ids(found)).toEqual(["q3"]);
    expect(found.total).toBe(1);
    expect(ids(await behind({ of: "humans", q: "100% sure_" }))).toEqual([]);
    expect(() => BehindQuery.parse({ of: "humans", sort: "sure" })).toThrow("Only a judge is sure or not");
  });

  test("goes page by page and gives everyone's labels", async () => {
    // Steps between the two people: q4 four, q1 three, q0 one, q2 none.
    const first = await behind({ of: "humans", limit: 3 });
    expect(first).toMatchObject({ total: 4, criterion: { key: "helpful" }, next: `1.${comparisons[0]!.id}` });
    expect(first.comparisons[2]).toMatchObject({ excerpt: "Question 0" });
    expect(first.comparisons[2]?.labels.map(({ name, score }) => [name, score])).toEqual([
      ["ann", 2],
      ["bob", 3],
      ["Heron v3", 1],
    ]);
    const second = await behind({ of: "humans", limit: 3, after: first.next });
    expect(ids(second)).toEqual(["q2"]);
    expect(second.next).toBeNull();
    expect(ids(await behind({ of: "humans", after: `0.${comparisons[2]!.id}` }))).toEqual([]);
    // What ended the page before may have gone: the page goes on where it stood.
    expect(ids(await behind({ of: "humans", after: `1.${comparisons[4]!.id}` }))).toEqual(["q2"]);
  });

  test("knows the way back: the page before, and how many stand before this one", async () => {
    expect(await behind({ of: "humans", limit: 1 })).toMatchObject({ from: 0, previous: null });
    expect(await behind({ of: "humans", limit: 1, after: `4.${comparisons[4]!.id}` })).toMatchObject({ from: 1, previous: "" });
    expect(await behind({ of: "humans", limit: 1, after: `1.${comparisons[0]!.id}` })).toMatchObject({
      from: 3,
      previous: `3.${comparisons[1]!.id}`,
    });
  });
});

describe("findNeighbours", () => {
  const around = (index: number) =>
    findNeighbours(actorOf(owner), project.slug, BehindQuery.parse({ of: "humans" }), comparisons[index]!.id);

  test("goes through the comparisons behind a number one by one", async () => {
    // Behind all pairs of people stand q4, q1, q0 and q2, furthest apart first.
    expect(await around(4)).toEqual({ total: 4, place: 1, previous: null, next: comparisons[1]!.id });
    expect(await around(0)).toEqual({ total: 4, place: 3, previous: comparisons[1]!.id, next: comparisons[2]!.id });
    expect(await around(2)).toEqual({ total: 4, place: 4, previous: comparisons[0]!.id, next: null });
  });

  test("leads on from a comparison that is not among them", async () => {
    expect(await around(3)).toEqual({ total: 4, place: null, previous: comparisons[2]!.id, next: comparisons[4]!.id });
  });

  test("refuses a query that does not say whose labels it means", () => {
    expect(BehindQuery.safeParse({ of: "judge" }).error?.issues[0]?.path).toEqual(["judge"]);
    expect(BehindQuery.safeParse({ of: "pair", a: ann.id }).error?.issues[0]?.path).toEqual(["b"]);
    expect(BehindQuery.safeParse({ of: "humans", position: "first" }).success).toBe(false);
    expect(BehindQuery.safeParse({ ties: "maybe" }).success).toBe(false);
    expect(BehindQuery.safeParse({ unknown: 1 }).success).toBe(false);
  });
});

describe("the agreement command", () => {
  test("prints the report as a document and as text", async () => {
    const run = async (...words: string[]) => {
      const printed: string[] = [];
      const documents: unknown[] = [];
      const io = { print: (line: string) => printed.push(line), document: (value: unknown) => documents.push(value) };
      const code = await agreement.parse(words)({ kind: "SYSTEM", name: "test" }, io as unknown as CommandIo);
      return { code, text: printed.join("\n"), document: documents[0] };
    };
    const { code, text, document } = await run("--project", project.slug, "--ties", "category", "--seed", "9");
    expect(code).toBe(0);
    expect(document).toBe(await getAgreementReport(systemActor(), project.id, ask({ ties: "category", seed: 9 })));
    expect(text).toContain("People with people (5 comparisons, 5 pairs)");
    expect(text).toMatch(/Heron v3 with people[\s\S]*agreement 0\.70 \[/);
    await expect(run("--project", project.slug, "--ties", "maybe")).rejects.toThrow(/must be one of exclude, half, category/);
    await expect(run()).rejects.toThrow(/--project is missing/);
    await expect(run("--project", "nowhere")).rejects.toMatchObject({ code: "not_found" });
  });
});
