import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Project, User } from "@/lib/db/generated/client";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { findProject } from "./access";
import { requireActor } from "./actor";
import { createApiKey, listApiKeys, revokeApiKey } from "./api-keys";
import { setUserDisabled } from "./users";

const database = freshDatabase();
let user: User;
let project: Project;
let other: Project;

beforeAll(async () => {
  await database.open();
  user = await createUser();
  project = await createProject({ owner: user, name: "First" });
  other = await createProject({ owner: user, name: "Second" });
});

function call(key: string, method = "GET"): Request {
  return new Request("http://localhost:3000/api/v1/projects", { method, headers: { authorization: `Bearer ${key}` } });
}

test("a key speaks for its owner, in its projects alone", async () => {
  const { key } = await createApiKey(actorOf(user), { name: "nightly", scope: "READ", projectIds: [project.id], days: 30 });
  const actor = await requireActor(call(key));
  expect(actor).toMatchObject({ kind: "KEY", userId: user.id, scope: "READ" });
  expect(await findProject(actor, project.slug, "read")).not.toBeNull();
  expect(await findProject(actor, other.slug, "read")).toBeNull();
  await expect(requireActor(call(key, "POST"))).rejects.toMatchObject({ code: "forbidden" });
});

test("a key is kept only as a hash, and listed without itself", async () => {
  const { id, key } = await createApiKey(actorOf(user), { name: "export", scope: "WRITE", projectIds: [], days: 0 });
  const row = await db().apiKey.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(key);
  const [listed] = await listApiKeys(actorOf(user));
  expect(listed).toMatchObject({ name: "export", scope: "WRITE", projectNames: [], expiresAt: null });
  expect(key.startsWith(listed!.prefix)).toBe(true);
});

test("a key for a project of someone else is refused", async () => {
  const foreign = await createProject({ owner: await createUser() });
  await expect(
    createApiKey(actorOf(user), { name: "x", scope: "READ", projectIds: [foreign.id], days: 30 }),
  ).rejects.toMatchObject({ code: "not_found" });
  const labelled = await createProject();
  await createMember(labelled, user, "ANNOTATOR");
  await expect(
    createApiKey(actorOf(user), { name: "x", scope: "READ", projectIds: [labelled.id], days: 30 }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("a revoked, an expired, an unknown key and one of a disabled user open nothing", async () => {
  const revoked = await createApiKey(actorOf(user), { name: "revoked", scope: "READ", projectIds: [], days: 30 });
  await revokeApiKey(actorOf(user), revoked.id);
  await expect(requireActor(call(revoked.key))).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(revokeApiKey(actorOf(user), revoked.id)).rejects.toMatchObject({ code: "not_found" });

  const expired = await createApiKey(actorOf(user), { name: "expired", scope: "READ", projectIds: [], days: 30 });
  await db().apiKey.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  await expect(requireActor(call(expired.key))).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(requireActor(call("concord_unknown-key-of-some-length"))).rejects.toMatchObject({ code: "unauthenticated" });

  const operator = actorOf(await createUser({ isOperator: true }));
  const leaver = await createUser();
  const { key } = await createApiKey(actorOf(leaver), { name: "old", scope: "READ", projectIds: [], days: 30 });
  await setUserDisabled(operator, leaver.id, true);
  await expect(requireActor(call(key))).rejects.toMatchObject({ code: "unauthenticated" });
});

test("nobody revokes or sees another person's key", async () => {
  const stranger = actorOf(await createUser());
  const { id } = await createApiKey(actorOf(user), { name: "mine", scope: "READ", projectIds: [], days: 30 });
  await expect(revokeApiKey(stranger, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await listApiKeys(stranger)).toEqual([]);
});
