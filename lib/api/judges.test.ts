import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createApiKey } from "@/lib/auth/api-keys";
import { startExportWorker, stopExportWorker } from "@/lib/datasets/export/jobs/export-worker";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { stopJudgeWorker } from "@/lib/judges/runs/judge-worker";
import { createProject } from "@/lib/projects/create-project";
import { callApi } from "@/lib/testing/call-api";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { importComparisons } from "./routes/data";
import { getExport, getExportFile, listExports, startExport } from "./routes/exports";
import {
  controlJudgeRun,
  createJudge,
  createJudgeVersion,
  getJudge,
  getJudgeRun,
  listJudgeRuns,
  listJudges,
  listJudgeVersions,
  startJudgeRun,
} from "./routes/judges";

const database = freshDatabase();
let user: User;
let key: string;
let project: string;

const JUDGE = { name: "Local", endpoint: { name: "here", baseUrl: "https://models.example/v1" }, model: "tiny" };

beforeAll(async () => {
  await database.open();
  user = await createUser({ isOperator: true });
  ({ slug: project } = await createProject(actorOf(user), { name: "Judged", scale: { preset: "HH_HELPFUL" } }));
  key = (await createApiKey(actorOf(user), { name: "judges", scope: "WRITE", projectIds: [], days: 30 })).key;
  const line = (n: number) =>
    JSON.stringify({
      id: `q${n}`,
      prompt: `Q ${n}`,
      responseA: "a",
      responseB: `b ${n}`,
      labels: [{ annotator: "x", kind: "HUMAN", score: 2 }],
    });
  const body = `${line(1)}\n${line(2)}\n${line(3)}\n`;
  await callApi(importComparisons, { key, params: { project }, query: `id=${newId()}`, body });
});

afterAll(() => stopJudgeWorker());

const post = async (route: typeof createJudge, body: unknown, query = `id=${newId()}`, more: Record<string, string> = {}) => {
  const answer = await callApi(route, { key, params: { project, ...more }, query, body });
  return { status: answer.status, json: await answer.json() };
};

test("a judge is made from its document, once, and gets versions", async () => {
  const id = newId();
  const made = await post(createJudge, JUDGE, `id=${id}`);
  expect(made).toMatchObject({ status: 201, json: { version: 1, outcome: "created" } });
  expect((await post(createJudge, JUDGE, `id=${id}`)).json).toEqual(made.json);
  expect((await post(createJudge, { ...JUDGE, model: "other" }, `id=${id}`)).status).toBe(409);
  const next = { ...JUDGE, endpoint: "here", temperature: 0.5 };
  expect((await post(createJudgeVersion, next, undefined, { judge: "Local" })).json).toMatchObject({
    version: 2,
    outcome: "new version",
  });
  const misnamed = await post(createJudgeVersion, { ...next, name: "Other" }, undefined, { judge: "Local" });
  expect([misnamed.status, misnamed.json.errors[0].path]).toEqual([422, "name"]);
  expect((await post(createJudgeVersion, next, undefined, { judge: "Nobody" })).status).toBe(404);

  const get = async (route: typeof getJudge | typeof listJudges, params = {}, query = "") =>
    (await callApi(route, { key, params: { project, ...params }, query })).json();
  expect((await get(listJudges)).data).toMatchObject([{ name: "Local", versions: 2, latest: { version: 2, endpoint: "here" } }]);
  expect(await get(getJudge, { judge: "Local" }, "version=1")).toMatchObject({
    version: 1,
    versions: [1, 2],
    document: { model: "tiny" },
  });
  const { data } = await (
    await callApi(listJudgeVersions, { key, params: { project, judge: "Local" }, query: "limit=1" })
  ).json();
  expect(data).toMatchObject([{ version: 1 }]);
  // What is read makes the same version again.
  const { document } = await get(getJudge, { judge: "Local" });
  expect((await post(createJudge, document)).json).toMatchObject({ version: 2, outcome: "unchanged" });
});

test("an endpoint's key is taken in a header, and never read back", async () => {
  const secret = "sk-never-shown-again";
  const answer = await callApi(createJudge, {
    key,
    params: { project },
    query: `id=${newId()}`,
    body: { ...JUDGE, name: "Keyed", endpoint: { name: "keyed", baseUrl: "https://keyed.example/v1" } },
    headers: { "concord-endpoint-key": secret },
  });
  expect(answer.status).toBe(201);
  expect(await db().endpoint.findFirst({ where: { name: "keyed" }, select: { keyLast4: true } })).toEqual({ keyLast4: "gain" });
  const written = JSON.stringify([await db().apiWrite.findMany(), await db().auditEvent.findMany({ select: { after: true } })]);
  expect(written).not.toContain(secret);
  expect(await (await callApi(getJudge, { key, params: { project, judge: "Keyed" } })).text()).not.toContain(secret);
});

test("a run is started once, watched, paused, resumed and cancelled", async () => {
  const body = {
    id: newId(),
    judge: "Local",
    version: 1,
    criterion: "helpful",
    sampling: { kind: "random", n: 2, seed: 7 },
    capCalls: 10,
  };
  const started = await callApi(startJudgeRun, { key, params: { project }, body });
  expect([started.status, await started.json()]).toMatchObject([
    201,
    { id: body.id, comparisons: 2, calls: { total: 4 }, capCalls: 10 },
  ]);
  expect((await callApi(startJudgeRun, { key, params: { project }, body })).status).toBe(201);
  expect(await db().judgeRun.count()).toBe(1);
  const second = await callApi(startJudgeRun, { key, params: { project }, body: { ...body, id: newId() } });
  expect(second.status).toBe(409);
  const wrong = await callApi(startJudgeRun, { key, params: { project }, body: { ...body, id: newId(), criterion: "nope" } });
  expect([wrong.status, (await wrong.json()).errors[0].path]).toEqual([422, "criterion"]);

  for (const [action, state] of [
    ["pause", "PAUSED"],
    ["pause", "PAUSED"],
    ["resume", "RUNNING"],
    ["cancel", "CANCELLED"],
  ]) {
    const answer = await callApi(controlJudgeRun, { key, params: { project, run: body.id, action: action ?? "" } });
    expect([action, answer.status, (await answer.json()).state]).toEqual([action, 200, state]);
  }
  expect((await callApi(controlJudgeRun, { key, params: { project, run: body.id, action: "resume" } })).status).toBe(409);
  expect((await callApi(getJudgeRun, { key, params: { project, run: newId() } })).status).toBe(404);
  const list = await (await callApi(listJudgeRuns, { key, params: { project }, query: "judge=Local" })).json();
  expect(list).toMatchObject({ data: [{ id: body.id, state: "CANCELLED", judge: { name: "Local", version: 1 } }], next: null });
});

test("an export is begun once, watched, and downloaded whole or from where it broke off", async () => {
  startExportWorker();
  onTestFinished(stopExportWorker);
  const body = { id: newId(), format: "concord-jsonl" };
  const begun = await callApi(startExport, { key, params: { project }, body });
  expect(begun.status).toBe(202);
  const params = { project, export: body.id };
  let state = "RUNNING";
  for (let i = 0; i < 100 && (state === "RUNNING" || state === "WAITING"); i++) {
    await sleep(50);
    ({ state } = await (await callApi(getExport, { key, params })).json());
  }
  expect(state).toBe("DONE");
  expect((await callApi(startExport, { key, params: { project }, body })).status).toBe(202);
  expect((await callApi(startExport, { key, params: { project }, body: { ...body, format: "trl" } })).status).toBe(409);
  expect((await (await callApi(listExports, { key, params: { project } })).json()).data).toHaveLength(1);

  const whole = await callApi(getExportFile, { key, params });
  const text = await whole.text();
  expect(text.trim().split("\n")).toHaveLength(3);
  const { sha256, manifest } = await (await callApi(getExport, { key, params })).json();
  expect(manifest.counted).toEqual({ comparisons: 3, labels: 3, rows: 3 });
  expect(whole.headers.get("etag")).toBe(`"${sha256}"`);
  const rest = await callApi(getExportFile, { key, params, headers: { range: "bytes=100-" } });
  expect([rest.status, await rest.text()]).toEqual([206, text.slice(100)]);

  const unknown = await callApi(startExport, {
    key,
    params: { project },
    body: { id: newId(), format: "trl", criterion: "nope" },
  });
  expect([unknown.status, (await unknown.json()).errors[0].path]).toEqual([422, "criterion"]);
});
