import { beforeAll, expect, test } from "vitest";
import { createApiKey, revokeApiKey } from "@/lib/auth/api-keys";
import { db } from "@/lib/db/client";
import type { Project, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { createProject as makeProject } from "@/lib/projects/create-project";
import { callApi } from "@/lib/testing/call-api";
import { actorOf, createProject as addProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { changeProject, createProject, getProject, listProjects } from "./routes/projects";

const database = freshDatabase();
let user: User;
let first: { id: string; slug: string };
let others: Project;
let write: string;
let read: string;

const keyOf = (scope: "READ" | "WRITE", projectIds: string[] = []) =>
  createApiKey(actorOf(user), { name: scope, scope, projectIds, days: 30 });

beforeAll(async () => {
  await database.open();
  user = await createUser({ isOperator: true });
  first = await makeProject(actorOf(user), { name: "First", scale: { preset: "HH_HELPFUL" } });
  for (const name of ["Second", "Third"]) await makeProject(actorOf(user), { name, scale: { preset: "BINARY" } });
  others = await addProject({ owner: await createUser() });
  write = (await keyOf("WRITE")).key;
  read = (await keyOf("READ")).key;
});

test("a list is read page by page, without what the key may not see", async () => {
  const seen: string[] = [];
  let query = "limit=2";
  for (;;) {
    const answer = await callApi(listProjects, { key: read, query });
    expect(answer.status).toBe(200);
    const page = await answer.json();
    expect(page.data.length).toBeLessThanOrEqual(2);
    seen.push(...page.data.map((project: { name: string }) => project.name));
    if (page.next === null) break;
    query = `limit=2&after=${page.next}`;
  }
  expect(seen).toEqual(["First", "Second", "Third"]);
});

test("no key, an unknown, a revoked one and one of another scope or project are refused, each in its way", async () => {
  const refusal = async (key: string | undefined, route = getProject, project = first.slug, body?: unknown) => {
    const answer = await callApi(route, { key, params: { project }, body });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const { status, code, title } = await answer.json();
    expect(status).toBe(answer.status);
    expect(title).not.toBe("");
    return [status, code];
  };
  expect(await refusal(undefined)).toEqual([401, "unauthenticated"]);
  expect(await refusal("concord_unknown-key-of-some-length")).toEqual([401, "unauthenticated"]);
  const revoked = await keyOf("READ");
  await revokeApiKey(actorOf(user), revoked.id);
  expect(await refusal(revoked.key)).toEqual([401, "unauthenticated"]);
  // A read key writes nothing; a key of one project, and anybody's key, does not see another.
  const denied = await callApi(changeProject, { key: read, params: { project: first.slug }, body: { name: "No" } });
  expect([denied.status, (await denied.json()).code]).toEqual([403, "forbidden"]);
  expect(await refusal(read, getProject, others.slug)).toEqual([404, "not_found"]);
  const scoped = await keyOf("READ", [first.id]);
  expect((await callApi(getProject, { key: scoped.key, params: { project: first.id } })).status).toBe(200);
  expect(await refusal(scoped.key, getProject, "second")).toEqual([404, "not_found"]);
  expect((await (await callApi(listProjects, { key: scoped.key })).json()).data).toHaveLength(1);
});

test("what cannot be read is refused with the place that is wrong", async () => {
  const answer = await callApi(listProjects, { key: read, query: "limit=0&order=name" });
  expect(answer.status).toBe(422);
  const { errors } = await answer.json();
  expect(errors.map(({ path }: { path: string }) => path)).toEqual(["limit", ""]);
  expect(JSON.stringify(errors)).toContain("order");
});

test("a project is made once under its caller's id, and the id stands for nothing else", async () => {
  const body = { id: newId(), name: "By a program", scale: { preset: "ARENA" } };
  const made = await callApi(createProject, { key: write, body });
  expect(made.status).toBe(201);
  expect(await made.json()).toMatchObject({ id: body.id, slug: "by-a-program", preset: "ARENA" });
  const again = await callApi(createProject, { key: write, body });
  expect(again.status).toBe(201);
  expect(await db().project.count({ where: { name: body.name } })).toBe(1);
  const other = await callApi(createProject, { key: write, body: { ...body, name: "Another" } });
  expect([other.status, (await other.json()).code]).toEqual([409, "conflict"]);

  // Ten at once make one.
  const many = { id: newId(), name: "Ten at once", scale: { preset: "BINARY" } };
  const answers = await Promise.all(Array.from({ length: 10 }, () => callApi(createProject, { key: write, body: many })));
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
  for (const each of answers) if (each.status !== 201) expect([each.status, each.headers.get("retry-after")]).toEqual([409, "1"]);
  expect(await db().project.count({ where: { name: many.name } })).toBe(1);

  // Refused, it leaves its id free.
  const bad = { id: newId(), name: "", scale: { preset: "BINARY" } };
  expect((await callApi(createProject, { key: write, body: bad })).status).toBe(422);
  expect((await callApi(createProject, { key: write, body: { ...bad, name: "Mended" } })).status).toBe(201);
  // Of a project that the key does not see, the id is taken all the same.
  expect((await callApi(createProject, { key: write, body: { ...bad, id: others.id } })).status).toBe(422);
  expect((await callApi(createProject, { key: write, body: { ...bad, name: "Taken", id: others.id } })).status).toBe(409);
});

test("settings change alone where they are named, and never over what somebody else changed", async () => {
  const get = (headers: Record<string, string> = {}) =>
    callApi(getProject, { key: read, params: { project: first.slug }, headers });
  const read1 = await get();
  const tag = read1.headers.get("etag") ?? "";
  expect((await get({ "if-none-match": tag })).status).toBe(304);
  const before = await read1.json();
  const change = (body: unknown, headers: Record<string, string> = {}) =>
    callApi(changeProject, { key: write, params: { project: first.slug }, body, headers });

  const changed = await change({ description: "New.", labelling: { rationale: "required" } }, { "if-match": tag });
  expect(changed.status).toBe(200);
  expect(await changed.json()).toEqual({
    ...before,
    description: "New.",
    labelling: { ...before.labelling, rationale: "required" },
  });
  const late = await change({ description: "Over it." }, { "if-match": tag });
  expect([late.status, (await late.json()).code]).toEqual([412, "changed"]);
  expect((await get({ "if-none-match": tag })).status).toBe(200);

  expect((await change({ archived: true })).status).toBe(200);
  const [closed] = [await change({ name: "Closed" })];
  expect([closed.status, (await closed.json()).code]).toEqual([409, "conflict"]);
  expect((await (await change({ archived: false })).json()).archivedAt).toBeNull();
});
