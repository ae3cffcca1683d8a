import { beforeAll, expect, test } from "vitest";
import { createApiKey } from "@/lib/auth/api-keys";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";
import { callApi } from "@/lib/testing/call-api";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { importComparisons, listAnnotators, listComparisons, listLabels, writeLabels } from "./routes/data";

const database = freshDatabase();
let user: User;
let key: string;
let project: { id: string; slug: string };

const LINES = Array.from({ length: 7 }, (_, n) =>
  JSON.stringify({
    id: `q${n}`,
    prompt: `Question ${n}`,
    responseA: `First ${n}`,
    responseB: `Second ${n}`,
    modelA: "alpha",
    modelB: "beta",
    labels: [
      { annotator: "expert-1", kind: "HUMAN", score: n % 2 === 0 ? 3 : -1, submittedAt: "2026-05-01T10:00:00.000Z" },
      { annotator: "model", kind: "AI", probabilityB: 0.75 },
    ],
  }),
);
const BODY = `${LINES.join("\n")}\n`;

const newProject = (name: string) => createProject(actorOf(user), { name, scale: { preset: "HH_HELPFUL" } });
const send = (id: string, body: string, to = project.slug, more = "") =>
  callApi(importComparisons, { key, params: { project: to }, query: `id=${id}${more}`, body });
const lines = async (answer: Response) =>
  (await answer.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const NDJSON = { accept: "application/x-ndjson" };

beforeAll(async () => {
  await database.open();
  user = await createUser({ isOperator: true });
  project = await newProject("Data");
  key = (await createApiKey(actorOf(user), { name: "data", scope: "WRITE", projectIds: [], days: 30 })).key;
});

test("comparisons are sent once under their id: again they are acknowledged, other bytes are refused", async () => {
  const id = newId();
  const first = await send(id, BODY);
  expect(first.status).toBe(200);
  const report = await first.json();
  expect(report).toMatchObject({ rows: 7, new: 7, labels: { new: 14 }, refusedCount: 0, datasetId: id, stored: true });
  expect(await (await send(id, BODY)).json()).toEqual(report);
  const other = await send(id, `${LINES[0]}\n`);
  expect([other.status, (await other.json()).errors]).toEqual([409, [{ path: "id", message: "used before, with another body" }]]);
  expect(await db().dataset.count({ where: { projectId: project.id } })).toBe(1);
  const elsewhere = await newProject("Elsewhere");
  expect((await send(id, BODY, elsewhere.slug)).status).toBe(409);
});

test("lines that cannot be read are named and the rest is stored; strict stores nothing", async () => {
  const target = await newProject("Broken");
  const body = `${LINES[0]}\nnot json\n${JSON.stringify({ prompt: "x", responseA: "a" })}\n`;
  const strict = await (await send(newId(), body, target.slug, "&strict=1")).json();
  expect(strict).toMatchObject({ stored: false, refusedCount: 2, datasetId: null });
  const report = await (await send(newId(), body, target.slug)).json();
  expect(report).toMatchObject({ stored: true, new: 1, refusedCount: 2 });
  expect(report.refused.map(({ row, column }: { row: number; column: string }) => [row, column])).toEqual([
    [2, ""],
    [3, "responseB"],
  ]);
});

test("what is streamed out is what another project takes in, and comes out the same again", async () => {
  const read = (slug: string, query = "") => callApi(listComparisons, { key, params: { project: slug }, query, headers: NDJSON });
  const stream = await read(project.slug);
  expect(stream.headers.get("content-type")).toBe("application/x-ndjson");
  const text = await stream.text();
  const copy = await newProject("Copy");
  expect(await (await send(newId(), text, copy.slug)).json()).toMatchObject({ new: 7, labels: { new: 14 }, refusedCount: 0 });
  expect(await (await read(copy.slug)).text()).toBe(text);
  expect((await lines(await read(project.slug, "labels=0")))[0]).not.toHaveProperty("labels");
});

test("comparisons and labels come page by page, each once and in order", async () => {
  const walk = async (route: typeof listComparisons | typeof listLabels, limit: number) => {
    const seen: Record<string, unknown>[] = [];
    for (let query = `limit=${limit}`; ; ) {
      const page = await (await callApi(route, { key, params: { project: project.slug }, query })).json();
      expect(page.data.length).toBeLessThanOrEqual(limit);
      seen.push(...page.data);
      if (page.next === null) return seen;
      query = `limit=${limit}&after=${page.next}`;
    }
  };
  const comparisons = await walk(listComparisons, 3);
  expect(comparisons.map(({ id }) => id)).toEqual(["q0", "q1", "q2", "q3", "q4", "q5", "q6"]);
  const labels = await walk(listLabels, 4);
  expect(labels).toHaveLength(14);
  expect(labels.map(({ comparison }) => comparison)).toEqual(
    comparisons.flatMap((each) => [each.comparisonId, each.comparisonId]),
  );
});

test("labels are filtered, and a filter that names nothing is refused", async () => {
  const read = async (query: string) =>
    lines(await callApi(listLabels, { key, params: { project: project.slug }, query, headers: NDJSON }));
  const people = await read("kind=HUMAN&criterion=helpful&annotator=expert-1");
  expect(people.map(({ score }) => score)).toEqual([3, -1, 3, -1, 3, -1, 3]);
  expect(await read("kind=AI&annotator=model")).toHaveLength(7);
  expect((await read("since=2026-05-01T10:00:00.001Z")).every(({ kind }) => kind === "AI")).toBe(true);
  for (const [query, path] of [
    ["criterion=nope", "criterion"],
    ["annotator=nobody", "annotator"],
    ["round=9", "round"],
    ["after=x", "after"],
    ["since=yesterday", "since"],
  ]) {
    const refused = await callApi(listLabels, { key, params: { project: project.slug }, query, headers: NDJSON });
    expect([refused.status, (await refused.json()).errors[0].path]).toEqual([422, path]);
  }
});

test("a label is written once under its id, by external id or id, and each is answered by itself", async () => {
  const label = (changes: Record<string, unknown>) => ({
    id: newId(),
    externalId: "q0",
    annotator: "program",
    kind: "HUMAN",
    ...changes,
  });
  const write = async (labels: unknown[]) => callApi(writeLabels, { key, params: { project: project.slug }, body: { labels } });
  const [{ comparisonId }] = (
    await (await callApi(listComparisons, { key, params: { project: project.slug }, query: "limit=1" })).json()
  ).data;
  const one = label({ score: -4, rationale: "Clear." });
  const two = label({ externalId: "q1", score: 2, strengthKnown: false });
  const body = [
    one,
    two,
    label({ externalId: "none", score: 1 }),
    label({ externalId: "q2", score: 0 }),
    label({ criterion: "nope", score: 1 }),
  ];
  const { acknowledgements } = await (await write(body)).json();
  expect(acknowledgements.map(({ row, status, code }: Record<string, unknown>) => [row, status, code])).toEqual([
    [1, "stored", undefined],
    [2, "stored", undefined],
    [3, "refused", "not_found"],
    [4, "refused", "invalid"],
    [5, "refused", "invalid"],
  ]);
  // Again: known. With another body: a conflict. A new id for the same label changes it.
  const again = await (
    await write([one, { ...two, score: -2 }, label({ comparison: comparisonId, externalId: undefined, score: 1 })])
  ).json();
  expect(again.acknowledgements).toMatchObject([
    { status: "known" },
    { status: "refused", code: "conflict" },
    { status: "stored" },
  ]);
  const stored = await db().label.findMany({ where: { annotator: { name: "program" } }, orderBy: { comparisonId: "asc" } });
  expect(stored.map(({ score }) => score)).toEqual([1, 2]);
  expect(await db().labelEvent.count({ where: { annotatorId: stored[0]!.annotatorId } })).toBe(3);
  expect(await db().auditEvent.count({ where: { action: "annotator.add", target: "program", actorKind: "key" } })).toBe(1);

  const wrong = await write([label({ score: 9 }), label({ score: 1, rationale: "a\0b" }), label({})]);
  expect(wrong.status).toBe(422);
  expect((await wrong.json()).errors.map(({ path }: { path: string }) => path)).toEqual([
    "labels.0.score",
    "labels.1",
    "labels.2",
  ]);
});

test("labels as NDJSON are answered line by line, broken lines between good ones too", async () => {
  const good = (n: number) =>
    JSON.stringify({ id: newId(), externalId: `q${n}`, annotator: "stream", kind: "AI", probabilityB: n / 10 });
  const body = `${good(0)}\n{"id":\n\n${good(3)}\n${JSON.stringify({ id: "x", kind: "AI" })}\n`;
  const answer = await callApi(writeLabels, {
    key,
    params: { project: project.slug },
    body,
    headers: { "content-type": "application/x-ndjson" },
  });
  expect(answer.status).toBe(200);
  expect((await lines(answer)).map(({ row, status, code }) => [row, status, code])).toEqual([
    [1, "stored", undefined],
    [2, "refused", "invalid"],
    [4, "stored", undefined],
    [5, "refused", "invalid"],
  ]);
  const { data } = await (await callApi(listAnnotators, { key, params: { project: project.slug } })).json();
  expect(data.map(({ name, labels }: Record<string, unknown>) => [name, labels]).sort()).toEqual([
    ["expert-1", 7],
    ["model", 7],
    ["program", 2],
    ["stream", 2],
  ]);
});
