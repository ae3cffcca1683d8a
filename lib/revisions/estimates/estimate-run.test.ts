import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { newRevisionTexts } from "@/lib/revisions/form-schema";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { createRevisionFixture, type RevisionFixture } from "@/lib/testing/revision-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { estimateRevisionRun } from "./estimate-run";

const database = freshDatabase();
const system = systemActor("test");
let server: FaultServer;
let fixture: RevisionFixture;
let form: Record<string, string>;

beforeAll(async () => {
  await database.open();
  server = await startFaultServer(() => ({ kind: "status", status: 500 }));
  fixture = await createRevisionFixture(server, { comparisons: 5 });
  const { name } = await db().constitution.findFirstOrThrow({ where: { projectId: fixture.project.id } });
  form = { ...newRevisionTexts(1), endpoint: "Scripted", constitution: `${name} v1`, "spec.withCritique": "on" };
});

afterAll(async () => {
  await server.close();
});

const ask = (texts: Record<string, string>) => estimateRevisionRun(system, fixture.project.id, { ...form, ...texts });

test("chains and calls are exact, nothing is stored, and no call is made", async () => {
  // 5 prompts: a response, then four critiques and revisions each.
  expect((await ask({})).estimate).toMatchObject({ chains: 5, calls: 5 * 9, from: "sizes", costMicroDollars: null });
  expect((await ask({ "spec.withCritique": "", "spec.revisions": "3" })).estimate?.calls).toBe(5 * 4);
  // Two responses of each comparison.
  expect((await ask({ begin: "responses" })).estimate).toMatchObject({ chains: 10, calls: 10 * 8 });
  const before = await db().prompt.count();
  expect((await ask({ begin: "texts", "spec.begin.texts": "One?\nTwo?\nOne?" })).estimate?.chains).toBe(2);
  expect(await db().prompt.count()).toBe(before);
  expect(server.requests).toHaveLength(0);
});

test("a cap of 0 and a price that is missing stand against the start at their fields", async () => {
  expect((await ask({ model: "m", capCalls: "0" })).fields.capCalls).toMatch(/cap of 0/);
  const unpriced = await ask({ model: "m" });
  expect(unpriced.estimate?.calls).toBe(45);
  expect(unpriced.fields.capCalls).toMatch(/no price/);
  expect((await ask({ model: "m", capCalls: "100" })).fields).toEqual({});
  expect((await ask({ constitution: "None v1" })).fields.constitution).toMatch(/no constitution "None"/);
});

test("annotators find nothing", async () => {
  const user = await createUser();
  await createMember(fixture.project, user, "ANNOTATOR");
  await expect(estimateRevisionRun(actorOf(user), fixture.project.id, form)).rejects.toMatchObject({ code: "not_found" });
});
