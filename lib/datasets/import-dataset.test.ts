import { gzipSync } from "node:zlib";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyAudit } from "@/lib/audit/verify";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { Project } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { createProject as makeProject } from "@/lib/projects/create-project";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { importDataset } from "./import-dataset";
import type { ImportOptionsInput } from "./schema";
import type { ByteSource } from "./source/open-source";

const database = freshDatabase();
beforeAll(database.open);

let actor: UserActor;
let project: Pick<Project, "id" | "slug">;

async function newProject(scale: object = { preset: "ARENA" }) {
  return makeProject(actor, { name: "Study", description: "", scale: { preset: "ARENA", ...scale } } as never);
}

beforeEach(async () => {
  actor = actorOf(await createUser({ isOperator: true }));
  project = await newProject();
});

async function* bytesOf(content: string | Buffer): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let start = 0; start < bytes.length; start += 1000) yield new Uint8Array(bytes.subarray(start, start + 1000));
}

function load(content: string | Buffer | object[], options: ImportOptionsInput = {}, into = project) {
  const text = Array.isArray(content) ? content.map((row) => `${JSON.stringify(row)}\n`).join("") : content;
  return importDataset(actor, into.slug, bytesOf(text), options);
}

const pair = (name: string, more: object = {}) => ({
  prompt: `q ${name}`,
  responseA: `a ${name}`,
  responseB: `b ${name}`,
  ...more,
});
const hh = (name: string) => ({
  chosen: `\n\nHuman: ${name}\n\nAssistant: good`,
  rejected: `\n\nHuman: ${name}\n\nAssistant: bad`,
});

const counts = async () => ({
  prompts: await db().prompt.count({ where: { projectId: project.id } }),
  responses: await db().response.count({ where: { projectId: project.id } }),
  comparisons: await db().comparison.count({ where: { projectId: project.id } }),
  labels: await db().label.count({ where: { projectId: project.id } }),
  events: await db().labelEvent.count({ where: { projectId: project.id } }),
  datasets: await db().dataset.count({ where: { projectId: project.id } }),
});
const nothing = { prompts: 0, responses: 0, comparisons: 0, labels: 0, events: 0, datasets: 0 };

describe("importDataset", () => {
  test("stores comparisons in the order of the file, prompts and responses once each", async () => {
    const rows = [
      { ...pair("1"), prompt: "same", id: "x1", modelA: "m1", metadata: { kind: "code", n: 3 }, cluster: "c" },
      { ...pair("2"), prompt: "same", responseA: "a 1", turnIndex: 2, flags: ["odd"] },
      { ...pair("3"), responseA: "a 1", modelA: "m1" },
    ];
    const report = await load(rows, { fileName: "three.jsonl" });
    expect(report).toMatchObject({
      format: "concord-jsonl",
      rows: 3,
      new: 3,
      duplicate: 0,
      refused: [],
      stored: true,
      dryRun: false,
    });
    expect(await counts()).toMatchObject({ prompts: 2, responses: 5, comparisons: 3 });
    const stored = await db().comparison.findMany({
      where: { projectId: project.id },
      orderBy: { id: "asc" },
      include: { prompt: true, responseA: true, responseB: true },
    });
    expect(stored.map((one) => one.sourceRow)).toEqual([1, 2, 3]);
    expect(stored[0]).toMatchObject({
      externalId: "x1",
      identityKey: "id:x1",
      clusterKey: "cluster:c",
      metadata: { kind: "code", n: 3 },
      turnIndex: null,
      flags: [],
      datasetId: report.datasetId,
      prompt: { messages: [{ role: "user", content: "same" }] },
      responseA: { text: "a 1", model: "m1", length: 3 },
      responseB: { text: "b 1", model: null },
    });
    expect(stored[1]).toMatchObject({ turnIndex: 2, flags: ["odd"], externalId: null });
    expect(stored[1]?.clusterKey).toMatch(/^prompt:[0-9a-f]{64}$/);
    expect(stored[1]?.promptId).toBe(stored[0]?.promptId);
    expect(stored[2]?.responseAId).toBe(stored[0]?.responseAId);
    expect(stored[1]?.responseAId).not.toBe(stored[0]?.responseAId);
  });

  test("keeps any valid text as it is", async () => {
    const odd = ["\t\\N\\.\r\n\u0001\u007f", "𝒜 é 漢 \u2028 \ufeff", '"; drop table "Label"; --', "", " ", "x".repeat(2_000_000)];
    await load(odd.map((text, index) => ({ ...pair(String(index)), responseA: text })));
    const stored = await db().response.findMany({
      where: { projectId: project.id, text: { in: odd } },
      select: { text: true, length: true },
    });
    expect(new Set(stored.map(({ text }) => text))).toEqual(new Set(odd));
    for (const { text, length } of stored) expect(length).toBe([...text].length);
  });

  test("adds nothing when the same file comes again, and says so", async () => {
    const rows = [hh("1"), hh("2"), hh("3")];
    expect(await load(rows, { fileName: "a.jsonl" })).toMatchObject({ new: 3, labels: { new: 3, duplicate: 0 } });
    const before = await counts();
    expect(await load(rows, { fileName: "a.jsonl" })).toMatchObject({
      new: 0,
      duplicate: 3,
      labels: { new: 0, duplicate: 3 },
      refused: [],
    });
    expect(await counts()).toEqual({ ...before, datasets: 2 });
  });

  test("says, also in a dry run, when the same content comes under another name and its labels would count twice", async () => {
    const rows = [hh("1"), hh("2")];
    expect((await load(rows, { fileName: "a.jsonl" })).notices).toEqual([]);
    expect((await load(rows, { fileName: "a.jsonl" })).notices).toEqual([]);
    for (const dryRun of [true, false]) {
      const { notices, noticeCount, labels } = await load(rows, { fileName: "copy of a.jsonl", dryRun });
      expect(labels).toEqual({ new: 2, duplicate: 0 });
      expect(noticeCount).toBe(1);
      expect(notices[0]?.message).toContain("same content as “a.jsonl”");
      expect(notices[0]?.message).toContain("count a second time");
    }
    const named = await load(rows, { fileName: "third.jsonl", annotatorName: "a.jsonl" });
    expect(named.labels).toEqual({ new: 0, duplicate: 2 });
    expect(named.notices[0]?.message).not.toContain("count a second time");
  });

  test("keeps a known comparison and adds labels that are new", async () => {
    const label = (annotator: string, score: number) => ({ labels: [{ annotator, kind: "HUMAN", score }] });
    await load([pair("1", label("ann", 2))]);
    const report = await load([pair("1", label("bob", -2)), pair("1", label("ann", 2))]);
    expect(report).toMatchObject({ rows: 2, new: 0, duplicate: 2, labels: { new: 1, duplicate: 1 }, notices: [] });
    expect(await counts()).toMatchObject({ comparisons: 1, labels: 2, events: 2 });
  });

  test("keeps the stored label where another value comes, and remarks on it", async () => {
    await load([pair("1", { labels: [{ annotator: "ann", kind: "HUMAN", score: 2 }] })]);
    const report = await load([pair("1", { labels: [{ annotator: "ann", kind: "HUMAN", score: -2 }] })]);
    expect(report).toMatchObject({ labels: { new: 0, duplicate: 1 }, noticeCount: 1 });
    expect(await db().label.findMany({ where: { projectId: project.id }, select: { score: true } })).toEqual([{ score: 2 }]);
  });

  test("counts a comparison that stands twice in the file once, and takes both rows' labels", async () => {
    const report = await load([
      pair("1", { labels: [{ annotator: "ann", kind: "HUMAN", score: 2 }] }),
      pair("1", { labels: [{ annotator: "bob", kind: "HUMAN", score: 2 }] }),
    ]);
    expect(report).toMatchObject({ new: 1, duplicate: 1, repeated: 1, labels: { new: 2 } });
  });

  test("takes equal texts under other ids for other comparisons, and equal texts without ids for one", async () => {
    expect(await load([pair("1", { id: "x" }), pair("1", { id: "y" }), pair("1"), pair("1")])).toMatchObject({
      new: 3,
      duplicate: 1,
    });
    expect(await counts()).toMatchObject({ comparisons: 3, prompts: 1, responses: 2 });
  });

  test("takes a pair that comes the other way round for the same one, and turns its labels", async () => {
    const labels = [
      { annotator: "ann", kind: "HUMAN", score: -2 },
      { annotator: "j", kind: "AI", probabilityB: 0.25, order: "AB" },
    ];
    await load([{ prompt: "q", responseA: "x", responseB: "y", modelA: "mx", modelB: "my" }]);
    const report = await load([{ prompt: "q", responseA: "y", responseB: "x", modelA: "my", modelB: "mx", labels }]);
    expect(report).toMatchObject({ new: 0, duplicate: 1, labels: { new: 2 }, noticeCount: 1 });
    const stored = await db().label.findMany({ where: { projectId: project.id }, orderBy: { annotator: { name: "asc" } } });
    expect(stored.map(({ score, probabilityB, aggregation }) => ({ score, probabilityB, aggregation }))).toEqual([
      { score: 2, probabilityB: null, aggregation: null },
      { score: 2, probabilityB: 0.75, aggregation: { order: "BA" } },
    ]);
  });

  test("refuses an id that is there with other texts, in the project or the file, and stores the rest", async () => {
    await load([pair("1", { id: "x" })]);
    const report = await load([pair("other", { id: "x" }), pair("2", { id: "y" }), pair("3", { id: "y" }), pair("4")]);
    expect(report).toMatchObject({ new: 2, refusedCount: 2, stored: true });
    expect(report.refused.map(({ row, column, reason }) => [row, column, reason])).toEqual([
      [1, "id", 'A comparison with the id "x" is there already, with other texts or models.'],
      [3, "id", 'A comparison with the id "y" is there already, with other texts or models.'],
    ]);
    expect(await counts()).toMatchObject({ comparisons: 3, prompts: 3 });
  });

  test("refuses rows that cannot be read with number, column, reason and cure, and stores the rest", async () => {
    const text = [
      JSON.stringify(pair("1")),
      '{"prompt":"q","responseA":"a"',
      JSON.stringify({ prompt: "q", responseA: "a" }),
      '{"prompt":"q\\u0000","responseA":"a","responseB":"b"}',
      '{"prompt":"q","responseA":"\\ud800","responseB":"b"}',
      "",
      JSON.stringify(pair("2")),
    ].join("\n");
    const report = await load(text);
    expect(report).toMatchObject({ rows: 6, new: 2, refusedCount: 4, stored: true });
    expect(report.refused.map(({ row, column }) => [row, column])).toEqual([
      [2, ""],
      [3, "responseB"],
      [4, "prompt"],
      [5, "responseA"],
    ]);
    for (const { reason, mend } of report.refused)
      expect([reason, mend].every((sentence) => /\w.*\.$/.test(sentence))).toBe(true);
    expect(await db().dataset.findFirstOrThrow({ where: { id: report.datasetId ?? "" } })).toMatchObject({
      refusedCount: 4,
      newCount: 2,
      rows: 6,
    });
  });

  test("stores nothing when strict and a row is refused", async () => {
    expect(await load([pair("1"), { prompt: "q" }], { strict: true, format: "concord-jsonl" })).toMatchObject({
      new: 1,
      refusedCount: 1,
      stored: false,
      datasetId: null,
    });
    expect(await counts()).toEqual(nothing);
    expect(await load([pair("1")], { strict: true })).toMatchObject({ stored: true });
  });

  test("stores nothing in a dry run, and counts what an import would do", async () => {
    const rows = [hh("1"), hh("1"), hh("2"), { chosen: 1, rejected: 2 }];
    const dry = await load(rows, { dryRun: true });
    expect(dry).toMatchObject({
      dryRun: true,
      stored: false,
      new: 2,
      duplicate: 1,
      repeated: 1,
      refusedCount: 1,
      labels: { new: 2, duplicate: 1 },
    });
    expect(await counts()).toEqual(nothing);
    const real = await load(rows);
    expect(real).toMatchObject({ new: dry.new, duplicate: dry.duplicate, labels: dry.labels, refusedCount: dry.refusedCount });
  });

  test("takes unpacked and packed files alike", async () => {
    const text = [pair("1"), pair("2")].map((row) => JSON.stringify(row)).join("\n");
    const packed = gzipSync(text);
    expect(await load(packed)).toMatchObject({ new: 2, bytes: packed.length, textBytes: text.length });
    expect(await load(JSON.stringify([pair("1"), pair("3")]))).toMatchObject({ new: 1, duplicate: 1 });
  });

  test.each([
    ["an empty file", "", "empty"],
    ["HTML", "<html></html>", "HTML"],
    ["cut gzip", gzipSync(`${JSON.stringify(pair("1"))}\n`.repeat(3)).subarray(0, 60), "cut"],
    ["a cut list", JSON.stringify([pair("1"), pair("2")]).slice(0, -20), "not closed"],
    [
      "bytes that are not UTF-8",
      Buffer.concat([Buffer.from(`${JSON.stringify(pair("1"))}\n{"prompt":"`), Buffer.from([0xff, 0x22])]),
      "not UTF-8",
    ],
    ["an unknown format", '{"text":"x"}\n', "not recognised"],
  ])("leaves nothing of %s", async (_name, content, message) => {
    await expect(load(content)).rejects.toThrow(message);
    expect(await counts()).toEqual(nothing);
  });

  test("leaves nothing when the stream breaks in the middle, or is stopped", async () => {
    async function* broken(): ByteSource & AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 5000; index++) yield new Uint8Array(Buffer.from(`${JSON.stringify(pair(String(index)))}\n`));
      throw new Error("the browser went away");
    }
    await expect(importDataset(actor, project.id, broken(), {})).rejects.toThrow("the browser went away");
    expect(await counts()).toEqual(nothing);
    const stop = new AbortController();
    const rows = Array.from({ length: 5000 }, (_, index) => `${JSON.stringify(pair(String(index)))}\n`).join("");
    const stopped = importDataset(actor, project.id, bytesOf(rows), {}, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toThrow("The import was stopped");
    expect(await counts()).toEqual(nothing);
    expect(pool().waitingCount).toBe(0);
    expect(pool().totalCount - pool().idleCount).toBe(0);
  });

  test("lets two imports of one file at once store it once", async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => hh(String(index)));
    const reports = await Promise.all([load(rows), load(rows), load(rows)]);
    expect(reports.map((report) => report.new).toSorted((a, b) => a - b)).toEqual([0, 0, 3000]);
    expect(reports.map((report) => report.labels.new).toSorted((a, b) => a - b)).toEqual([0, 0, 3000]);
    expect(await counts()).toMatchObject({ comparisons: 3000, labels: 3000, events: 3000, datasets: 3 });
  });

  test("tells its progress batch by batch", async () => {
    const seen: number[] = [];
    const rows = Array.from({ length: 4500 }, (_, index) => `${JSON.stringify(pair(String(index)))}\n`).join("");
    await importDataset(actor, project.id, bytesOf(rows), {}, { onProgress: (progress) => seen.push(progress.rows) });
    expect(seen).toEqual([0, 2000, 4000, 4500]);
  });

  test("reads columns under other names where it is told", async () => {
    const rows = [{ asked: "q", one: "a", two: "b" }];
    await expect(load(rows)).rejects.toThrow("not recognised");
    const map = { prompt: "asked", responseA: "one", responseB: "two" };
    expect(await load(rows, { map })).toMatchObject({ new: 1, refused: [] });
  });

  test("leaves one audit entry an import, in an unbroken chain", async () => {
    const report = await load([pair("1")], { fileName: "one.jsonl" });
    await load([pair("2")], { dryRun: true });
    const entries = await db().auditEvent.findMany({ where: { projectId: project.id, action: "dataset.import" } });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      target: "one.jsonl",
      actorUserId: actor.userId,
      after: { rows: 1, new: 1, sha256: report.sha256 },
    });
    expect(await verifyAudit()).toMatchObject({ breach: null });
  });

  test("is for researchers and owners of the project alone", async () => {
    const annotator = await createUser();
    await createMember({ id: project.id } as Project, annotator, "ANNOTATOR");
    const stranger = await createUser();
    for (const user of [annotator, stranger]) {
      await expect(importDataset(actorOf(user), project.id, bytesOf("{}"), {})).rejects.toMatchObject({ code: "not_found" });
    }
    const researcher = await createUser();
    await createMember({ id: project.id } as Project, researcher, "RESEARCHER");
    expect(await importDataset(actorOf(researcher), project.id, bytesOf(JSON.stringify(pair("1"))), {})).toMatchObject({
      new: 1,
    });
  });
});

describe("importDataset on labels", () => {
  const labelled = (...labels: object[]) => [pair("1", { labels })];
  const stored = () =>
    db().label.findMany({
      where: { projectId: project.id },
      include: { annotator: true, criterion: true },
      orderBy: { id: "asc" },
    });

  test("stores all that a label says, with its event", async () => {
    await load(
      labelled({
        annotator: "ann",
        kind: "HUMAN",
        score: 2,
        rationale: "r",
        durationMs: 5,
        idleMs: 6,
        confidence: 4,
        submittedAt: "2026-05-01T12:00:00+02:00",
        metadata: { page: 1 },
      }),
      { fileName: "x.jsonl" },
    );
    const [label] = await stored();
    expect(label).toMatchObject({
      annotator: { name: "ann", kind: "HUMAN", origin: "IMPORTED", key: "import:HUMAN:ann", userId: null },
      answer: "PREFERENCE",
      score: 2,
      strengthKnown: true,
      rationale: "r",
      durationMs: 5,
      idleMs: 6,
      confidence: 4,
      roundId: null,
      metadata: { page: 1 },
      submittedAt: new Date("2026-05-01T10:00:00Z"),
    });
    expect(label?.scaleVersionId).toBeTruthy();
    const events = await db().labelEvent.findMany({ where: { labelId: label?.id ?? "" } });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      kind: "IMPORT",
      actorUserId: actor.userId,
      before: null,
      after: { answer: "PREFERENCE", score: 2, rationale: "r" },
    });
    expect(events[0]?.bodyHash).toHaveLength(32);
  });

  test("derives a judge's score from its probability, on the project's scale", async () => {
    project = await newProject({ preset: "HH_HELPFUL" });
    const judge = (annotator: string, probabilityB: number) => ({ annotator, kind: "AI", probabilityB });
    await load(
      labelled(judge("a", 0.5), judge("b", 0.51), judge("c", 0.83), judge("d", 0), {
        annotator: "e",
        kind: "AI",
        answer: "unsettled",
        probabilityB: 0.6,
      }),
    );
    expect((await stored()).map(({ score, answer, probabilityB }) => [answer, score, probabilityB])).toEqual([
      ["PREFERENCE", 0, 0.5],
      ["PREFERENCE", 1, 0.51],
      ["PREFERENCE", 3, 0.83],
      ["PREFERENCE", -4, 0],
      ["UNSETTLED", null, 0.6],
    ]);
  });

  test("refuses a row whose score is not on the scale, and takes ±2 of unknown strength on any", async () => {
    const human = (score: number, more: object = {}) =>
      pair(`${score}${JSON.stringify(more)}`, { labels: [{ annotator: "x", kind: "HUMAN", score, ...more }] });
    expect(await load([human(3), human(2), human(0)])).toMatchObject({
      new: 2,
      refusedCount: 1,
      refused: [{ row: 1, column: "labels.0" }],
    });
    project = await newProject({ preset: "CUSTOM", levelsPerSide: 3, allowsTie: false });
    const report = await load([human(3), human(4), human(0), human(2, { strengthKnown: false })]);
    expect(report).toMatchObject({ new: 2, refusedCount: 2 });
    expect(report.refused.map(({ row }) => row)).toEqual([2, 3]);
    expect(await counts()).toMatchObject({ comparisons: 2, labels: 2 });
  });

  test("makes criteria while the project has no labels, and refuses unknown ones afterwards", async () => {
    const on = (criterion: string, name: string) =>
      pair(name, { labels: [{ annotator: "x", kind: "HUMAN", score: 2, criterion }] });
    expect(await load([on("honest", "1"), on("overall", "2"), on("honest", "3")])).toMatchObject({ new: 3, refused: [] });
    const criteria = await db().criterion.findMany({ where: { projectId: project.id }, orderBy: { position: "asc" } });
    expect(criteria.slice(-1)).toMatchObject([{ key: expect.stringMatching(/honest|overall/), polarity: "BETTER" }]);
    const report = await load([on("funny", "4"), on("honest", "5")]);
    expect(report).toMatchObject({
      new: 1,
      refusedCount: 1,
      refused: [{ row: 1, column: "labels.0", reason: expect.stringContaining('"funny"') }],
    });
    expect(await db().criterion.count({ where: { projectId: project.id, key: "funny" } })).toBe(0);
  });

  test("gives labels without a criterion to the project's first, or to the one it is told", async () => {
    await load([hh("1")]);
    await load([hh("2")], { criterion: "harmless" }).then((report) => expect(report.refusedCount).toBe(1));
    project = await newProject();
    await load([hh("1")], { criterion: "harmless" });
    expect((await stored()).map((label) => label.criterion.key)).toEqual(["harmless"]);
  });

  test("leaves labels out where it is told", async () => {
    expect(await load([hh("1")], { withLabels: false })).toMatchObject({ new: 1, labels: { new: 0, duplicate: 0 } });
    expect(await counts()).toMatchObject({ comparisons: 1, labels: 0 });
  });

  test("keeps several numbered labels of one annotator", async () => {
    const again = (repeat: number) => ({ annotator: "x", kind: "HUMAN", score: 2, repeat });
    await load(labelled(again(0), again(1)));
    expect((await stored()).map((label) => label.repeatIndex)).toEqual([0, 1]);
  });

  test("adds a judge's verdicts to comparisons that are there, and refuses those of others", async () => {
    const row = {
      idx: 7,
      instruction: "i",
      input: "",
      response1: "a",
      response2: "b",
      cmp_key: "m_n",
      annotator1: 0,
      annotator2: 1,
    };
    expect(await load(JSON.stringify([row]))).toMatchObject({ format: "pandalm", new: 1, labels: { new: 2 } });
    const verdicts = [
      { idx: "7", gpt_result: "garbage", gpt_reason: "?" },
      { idx: 8, gpt_result: "1", gpt_reason: "" },
    ];
    const report = await load(verdicts, { fileName: "some-judge-testset.json" });
    expect(report).toMatchObject({ new: 0, duplicate: 1, labels: { new: 1 }, refused: [{ row: 2, column: "idx" }] });
    expect((await stored()).at(-1)).toMatchObject({
      answer: "INVALID",
      score: null,
      rationale: "?",
      annotator: { name: "some-judge", kind: "AI" },
    });
  });
});
