import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Project, User } from "@/lib/db/generated/client";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { appendAudit } from "./append";
import { listInstanceAudit, listProjectAudit } from "./queries";
import { verifyAudit } from "./verify";

const database = freshDatabase();
let owner: User;
let project: Project;

beforeAll(async () => {
  await database.open();
  owner = await createUser();
  project = await createProject({ owner, name: "Household assistant" });
  for (let i = 1; i <= 60; i++) {
    await db().$transaction((transaction) =>
      appendAudit(transaction, actorOf(owner), {
        projectId: i % 3 === 0 ? undefined : project.id,
        action: i % 2 === 0 ? "round.open" : "project.rename",
        target: `thing ${i}`,
        before: { secret: i },
        after: { nested: { b: [1, null, "ü"], a: i / 3 } },
      }),
    );
  }
});

test("an untouched trail is found whole", async () => {
  const check = await verifyAudit();
  expect(check).toMatchObject({ entries: 60, breach: null });
  expect(check.head).toMatch(/^[0-9a-f]{64}$/);
});

test("an edited, a missing and a re-hashed entry are found at their place", async () => {
  const row = await db().auditEvent.findFirstOrThrow({ where: { position: 20n } });
  await db().auditEvent.update({ where: { id: row.id }, data: { target: "another thing" } });
  expect((await verifyAudit()).breach).toEqual({ position: 20, reason: expect.stringContaining("edited") });
  await db().auditEvent.update({
    where: { id: row.id },
    data: { target: row.target, after: { nested: { b: [1, null, "ü"], a: 20 } } },
  });
  expect((await verifyAudit()).breach?.position).toBe(20);
  await db().auditEvent.update({ where: { id: row.id }, data: { after: row.after ?? undefined } });
  expect((await verifyAudit()).breach).toBeNull();

  const last = await db().auditEvent.findFirstOrThrow({ where: { position: 41n } });
  await db().auditEvent.delete({ where: { id: last.id } });
  expect((await verifyAudit()).breach).toEqual({ position: 41, reason: expect.stringContaining("missing") });
  await db().auditEvent.create({
    data: { ...last, before: last.before ?? undefined, after: last.after ?? undefined, previousHash: "0".repeat(64) },
  });
  expect((await verifyAudit()).breach).toEqual({ position: 41, reason: expect.stringContaining("follow") });
  await db().auditEvent.update({ where: { id: last.id }, data: { previousHash: last.previousHash } });
  expect((await verifyAudit()).breach).toBeNull();
});

test("a project's trail is paged, filtered, and read by its researchers alone", async () => {
  const researcher = await createUser();
  const annotator = await createUser();
  await createMember(project, researcher, "RESEARCHER");
  await createMember(project, annotator, "ANNOTATOR");
  const all = await listProjectAudit(actorOf(researcher), project.slug, {});
  expect(all).toMatchObject({ total: 40, next: null, actions: ["project.rename", "round.open"] });
  expect(all.rows[0]).toMatchObject({ position: 59, action: "project.rename", before: '{"secret":59}' });
  const opened = await listProjectAudit(actorOf(researcher), project.slug, { action: "round.open" });
  expect(opened.rows.every((row) => row.action === "round.open")).toBe(true);
  expect(opened.total).toBe(20);
  await expect(listProjectAudit(actorOf(annotator), project.slug, {})).rejects.toMatchObject({ code: "not_found" });
  await expect(listProjectAudit(actorOf(await createUser()), project.slug, {})).rejects.toMatchObject({ code: "not_found" });
});

test("the instance's trail is the operator's, and shows no content of projects", async () => {
  const operator = actorOf(await createUser({ isOperator: true }));
  const first = await listInstanceAudit(operator, {});
  expect(first.rows).toHaveLength(50);
  expect(first.next).toBe("11");
  const second = await listInstanceAudit(operator, { before: first.next ?? undefined });
  expect(second.rows.map((row) => row.position)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(second.next).toBeNull();
  for (const row of first.rows) {
    if (row.projectName) expect(row).toMatchObject({ projectName: "Household assistant", target: "", before: null, after: null });
    else expect(row.before).not.toBeNull();
  }
  await expect(listInstanceAudit(actorOf(owner), {})).rejects.toMatchObject({ code: "not_found" });
});
