import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { actorOf, createUser as createPerson, createProject } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { findProject } from "./access";
import { openOperatorAccess } from "./operator-access";
import { newToken } from "./tokens";
import { verifyPassword } from "./user-accounts";
import { changeOwnName, changeOwnPassword, createUser, listUsers, setUserDisabled, setUserOperator } from "./users";

const database = freshDatabase();
let operator: User;
let person: User;

beforeAll(async () => {
  await database.open();
  operator = await createPerson({ isOperator: true });
  person = await createPerson();
});

async function openSession(user: { id: string }, id = newId()): Promise<string> {
  await db().session.create({ data: { id, userId: user.id, token: newToken(), expiresAt: new Date(Date.now() + 60_000) } });
  return id;
}

test("only an operator lists, makes, disables and promotes users", async () => {
  const actor = actorOf(person);
  await expect(listUsers(actor)).rejects.toMatchObject({ code: "not_found" });
  await expect(createUser(actor, { email: "a@example.org", name: "A", password: "a long password" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(setUserDisabled(actor, operator.id, true)).rejects.toMatchObject({ code: "not_found" });
  await expect(setUserOperator(actor, person.id, true)).rejects.toMatchObject({ code: "not_found" });
  expect((await listUsers(actorOf(operator))).map((row) => row.id)).toContain(person.id);
});

test("a disabled user has no session, and comes back when enabled", async () => {
  await openSession(person);
  await setUserDisabled(actorOf(operator), person.id, true);
  expect(await db().session.count({ where: { userId: person.id } })).toBe(0);
  await setUserDisabled(actorOf(operator), person.id, false);
  expect((await db().user.findUniqueOrThrow({ where: { id: person.id } })).disabledAt).toBeNull();
});

test("the last operator stays, and nobody disables themselves", async () => {
  await expect(setUserDisabled(actorOf(operator), operator.id, true)).rejects.toMatchObject({ code: "conflict" });
  await expect(setUserOperator(actorOf(operator), operator.id, false)).rejects.toMatchObject({ code: "conflict" });
  await expect(setUserDisabled({ kind: "SYSTEM", name: "command line" }, operator.id, true)).rejects.toMatchObject({
    code: "conflict",
  });

  const second = await createPerson();
  await setUserOperator(actorOf(operator), second.id, true);
  const results = await Promise.allSettled([
    setUserOperator(actorOf(operator), second.id, false),
    setUserOperator(actorOf(second), operator.id, false),
  ]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  await setUserOperator({ kind: "SYSTEM", name: "command line" }, operator.id, true);
});

test("a change of password needs the old one, and ends every other session", async () => {
  const { id } = await createUser(actorOf(operator), { email: "mara@example.org", name: "Mara", password: "the first password" });
  const own = await openSession({ id });
  await openSession({ id });
  const actor = { kind: "USER", userId: id, name: "Mara", email: "mara@example.org", isOperator: false, sessionId: own } as const;
  await expect(changeOwnPassword(actor, { current: "wrong", password: "the second password" })).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(changeOwnPassword(actor, { current: "the first password", password: "short" })).rejects.toMatchObject({
    code: "invalid",
  });
  await changeOwnPassword(actor, { current: "the first password", password: "the second password" });
  expect(await verifyPassword(db(), id, "the second password")).toBe(true);
  expect((await db().session.findMany({ where: { userId: id } })).map((session) => session.id)).toEqual([own]);
});

test("a password is not guessed by changing it", async () => {
  const actor = actorOf(person);
  const tries = await Promise.allSettled(
    Array.from({ length: 7 }, () => changeOwnPassword(actor, { current: "guess", password: "a long password" })),
  );
  const codes = tries.map((result) => (result.status === "rejected" ? result.reason.code : "done"));
  expect(codes.filter((code) => code === "rate_limited")).toHaveLength(2);
});

test("a name is changed, and the trail says so", async () => {
  await changeOwnName(actorOf(person), "Ruth Okafor");
  expect((await db().user.findUniqueOrThrow({ where: { id: person.id } })).name).toBe("Ruth Okafor");
  expect(await db().auditEvent.count({ where: { action: "user.name", actorUserId: person.id } })).toBe(1);
});

test("an operator reads a project after saying why, for eight hours, and a person who runs nothing does not", async () => {
  const owner = await createPerson();
  const project = await createProject({ owner });
  const input = { projectId: project.id, reason: "the owner asked for help" };
  await expect(openOperatorAccess(actorOf(person), input)).rejects.toMatchObject({ code: "not_found" });
  expect(await findProject(actorOf(operator), project.slug, "read")).toBeNull();
  await openOperatorAccess(actorOf(operator), input);
  expect(await findProject(actorOf(operator), project.slug, "read")).not.toBeNull();
  expect(await findProject(actorOf(operator), project.slug, "own")).toBeNull();
  const entry = await db().auditEvent.findFirstOrThrow({ where: { projectId: project.id } });
  expect(entry).toMatchObject({ action: "project.operator-access", actorUserId: operator.id });
  await expect(openOperatorAccess(actorOf(operator), { ...input, projectId: newId() })).rejects.toMatchObject({
    code: "not_found",
  });
});
