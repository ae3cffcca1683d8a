import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Member, Project, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { actorOf, createAnnotator, createMember, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { findProject } from "./access";
import { changeMember, listMembers, removeMember } from "./members";
import { newToken } from "./tokens";

const database = freshDatabase();
let project: Project;
let owner: User;
let researcher: User;
let annotator: User;
let ownerMember: Member;
let researcherMember: Member;
let annotatorMember: Member;

beforeAll(async () => {
  await database.open();
  [owner, researcher, annotator] = await Promise.all([createUser(), createUser(), createUser()]);
  project = await createProject();
  ownerMember = await createMember(project, owner, "OWNER");
  researcherMember = await createMember(project, researcher, "RESEARCHER");
  annotatorMember = await createMember(project, annotator, "ANNOTATOR");
});

async function openSession(user: User): Promise<string> {
  const id = newId();
  await db().session.create({ data: { id, userId: user.id, token: newToken(), expiresAt: new Date(Date.now() + 60_000) } });
  return id;
}

test("members are listed by role for those who read the project, and for nobody else", async () => {
  const rows = await listMembers(actorOf(researcher), project.slug);
  expect(rows.map((row) => [row.role, row.mayManage])).toEqual([
    ["OWNER", false],
    ["RESEARCHER", false],
    ["ANNOTATOR", true],
  ]);
  await expect(listMembers(actorOf(annotator), project.slug)).rejects.toMatchObject({ code: "not_found" });
  await expect(listMembers(actorOf(await createUser()), project.slug)).rejects.toMatchObject({ code: "not_found" });
});

test("a researcher and an annotator change nobody's role", async () => {
  const change = { role: "RESEARCHER", mayAdjudicate: true } as const;
  await expect(changeMember(actorOf(researcher), project.slug, ownerMember.id, change)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(
    changeMember(actorOf(researcher), project.slug, researcherMember.id, { role: "OWNER", mayAdjudicate: false }),
  ).rejects.toMatchObject({ code: "forbidden" });
  await expect(changeMember(actorOf(annotator), project.slug, annotatorMember.id, change)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a changed role ends the sessions of who had it, and adjudication alone does not", async () => {
  await openSession(researcher);
  await changeMember(actorOf(owner), project.slug, researcherMember.id, { role: "RESEARCHER", mayAdjudicate: true });
  expect(await db().session.count({ where: { userId: researcher.id } })).toBe(1);
  await changeMember(actorOf(owner), project.slug, researcherMember.id, { role: "ANNOTATOR", mayAdjudicate: true });
  expect(await db().session.count({ where: { userId: researcher.id } })).toBe(0);
  await changeMember(actorOf(owner), project.slug, researcherMember.id, { role: "RESEARCHER", mayAdjudicate: false });
});

test("the last owner stays, also when two owners go at once", async () => {
  await expect(removeMember(actorOf(owner), project.slug, ownerMember.id)).rejects.toMatchObject({ code: "conflict" });
  await expect(
    changeMember(actorOf(owner), project.slug, ownerMember.id, { role: "RESEARCHER", mayAdjudicate: false }),
  ).rejects.toMatchObject({ code: "conflict" });

  const [first, second] = await Promise.all([createUser(), createUser()]);
  const pair = await createProject();
  const members = await Promise.all([createMember(pair, first!, "OWNER"), createMember(pair, second!, "OWNER")]);
  const results = await Promise.allSettled([
    removeMember(actorOf(first!), pair.slug, members[0]!.id),
    removeMember(actorOf(second!), pair.slug, members[1]!.id),
  ]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(await db().member.count({ where: { projectId: pair.id, role: "OWNER", removedAt: null } })).toBe(1);
});

test("a disabled owner does not count as the owner that stays", async () => {
  const away = await createUser({ disabledAt: new Date() });
  const member = await createMember(project, away, "OWNER");
  await expect(removeMember(actorOf(owner), project.slug, ownerMember.id)).rejects.toMatchObject({ code: "conflict" });
  await removeMember(actorOf(owner), project.slug, member.id);
});

test("a removed member is out at once, and their annotator stays with their labels", async () => {
  const gone = await createUser();
  const member = await createMember(project, gone, "ANNOTATOR");
  const mark = await createAnnotator(project, { kind: "HUMAN", origin: "HERE", userId: gone.id, key: `user:${gone.id}` });
  await openSession(gone);
  await removeMember(actorOf(researcher), project.slug, member.id);
  expect(await db().session.count({ where: { userId: gone.id } })).toBe(0);
  expect(await findProject(actorOf(gone), project.slug, "annotate")).toBeNull();
  expect(await db().annotator.findUnique({ where: { id: mark.id } })).not.toBeNull();
  expect((await listMembers(actorOf(owner), project.slug)).some((row) => row.userId === gone.id)).toBe(false);
  await expect(removeMember(actorOf(owner), project.slug, member.id)).rejects.toMatchObject({ code: "not_found" });
});

test("a researcher removes no researcher and no owner, an annotator nobody but themselves", async () => {
  await expect(removeMember(actorOf(researcher), project.slug, ownerMember.id)).rejects.toMatchObject({ code: "forbidden" });
  const other = await createUser();
  const otherMember = await createMember(project, other, "ANNOTATOR");
  await expect(removeMember(actorOf(annotator), project.slug, otherMember.id)).rejects.toMatchObject({ code: "not_found" });
  await removeMember(actorOf(other), project.slug, otherMember.id);
  expect(await findProject(actorOf(other), project.slug, "annotate")).toBeNull();
});

test("a member is reached only through their own project", async () => {
  const stranger = await createUser();
  const other = await createProject({ owner: stranger });
  await expect(removeMember(actorOf(stranger), other.slug, annotatorMember.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(
    changeMember(actorOf(stranger), other.slug, annotatorMember.id, { role: "OWNER", mayAdjudicate: false }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("every change of a member stands in the audit trail", async () => {
  const rows = await db().auditEvent.findMany({
    where: { projectId: project.id },
    orderBy: { position: "asc" },
    select: { action: true },
  });
  expect(rows.map((row) => row.action)).toEqual([
    "member.change",
    "member.change",
    "member.change",
    "member.remove",
    "member.remove",
    "member.remove",
  ]);
});
