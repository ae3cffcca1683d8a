import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Project, User } from "@/lib/db/generated/client";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { findProject } from "./access";
import {
  acceptInvitation,
  acceptInvitationAsNewUser,
  createInvitation,
  getOpenInvitation,
  listInvitations,
  revokeInvitation,
} from "./invitations";

const database = freshDatabase();
let project: Project;
let owner: User;
let researcher: User;
let annotator: User;
const input = { role: "ANNOTATOR", mayAdjudicate: false, days: 7, note: "Mara, second round" } as const;

beforeAll(async () => {
  await database.open();
  [owner, researcher, annotator] = await Promise.all([createUser(), createUser(), createUser()]);
  project = await createProject({ owner, name: "Household assistant" });
  await createMember(project, researcher, "RESEARCHER");
  await createMember(project, annotator, "ANNOTATOR");
});

test("an invitation tells its holder the project, the role and who invites, and nothing before it is accepted", async () => {
  const { token } = await createInvitation(actorOf(owner), project.slug, input);
  expect(await getOpenInvitation(token)).toMatchObject({
    projectName: "Household assistant",
    role: "ANNOTATOR",
    inviterName: owner.name,
  });
  const [row] = await listInvitations(actorOf(researcher), project.slug);
  expect(row).toMatchObject({ note: "Mara, second round", createdByName: owner.name, acceptedAt: null });
  expect(JSON.stringify(row)).not.toContain(token);
});

test("an accepted invitation makes a member once", async () => {
  const { token } = await createInvitation(actorOf(owner), project.slug, input);
  const [first, second] = await Promise.all([createUser(), createUser()]);
  const results = await Promise.allSettled([acceptInvitation(actorOf(first!), token), acceptInvitation(actorOf(second!), token)]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  const found = await Promise.all([first!, second!].map((user) => findProject(actorOf(user), project.slug, "annotate")));
  expect(found.filter(Boolean)).toHaveLength(1);
  await expect(getOpenInvitation(token)).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringContaining("used already"),
  });
});

test("an expired, a revoked, an unknown invitation and one of an archived project are refused", async () => {
  const guest = actorOf(await createUser());
  const expired = await createInvitation(actorOf(owner), project.slug, input);
  await db().invitation.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  await expect(acceptInvitation(guest, expired.token)).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringContaining("expired"),
  });

  const revoked = await createInvitation(actorOf(owner), project.slug, input);
  await revokeInvitation(actorOf(researcher), project.slug, revoked.id);
  await expect(acceptInvitation(guest, revoked.token)).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringContaining("taken back"),
  });

  await expect(acceptInvitation(guest, "x".repeat(43))).rejects.toMatchObject({ code: "not_found" });

  const archived = await createProject({ owner });
  const { token } = await createInvitation(actorOf(owner), archived.slug, input);
  await db().project.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
  await expect(acceptInvitation(guest, token)).rejects.toMatchObject({ code: "not_found" });
  await expect(createInvitation(actorOf(owner), archived.slug, input)).rejects.toMatchObject({ code: "conflict" });
});

test("an annotator and a stranger cannot invite, list or revoke", async () => {
  const { id } = await createInvitation(actorOf(owner), project.slug, input);
  for (const user of [annotator, await createUser()]) {
    const actor = actorOf(user);
    await expect(createInvitation(actor, project.slug, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(listInvitations(actor, project.slug)).rejects.toMatchObject({ code: "not_found" });
    await expect(revokeInvitation(actor, project.slug, id)).rejects.toMatchObject({ code: "not_found" });
  }
});

test("a researcher invites annotators and nobody above them, and revokes no owner's invitation", async () => {
  const actor = actorOf(researcher);
  await expect(createInvitation(actor, project.slug, { ...input, role: "RESEARCHER" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(createInvitation(actor, project.slug, { ...input, role: "OWNER" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(createInvitation(actor, project.slug, { ...input, mayAdjudicate: true })).rejects.toMatchObject({
    code: "forbidden",
  });
  const { id } = await createInvitation(actorOf(owner), project.slug, { ...input, role: "OWNER" });
  await expect(revokeInvitation(actor, project.slug, id)).rejects.toMatchObject({ code: "not_found" });
});

test("an invitation is revoked only through its own project", async () => {
  const other = await createProject({ owner: researcher });
  const { id } = await createInvitation(actorOf(owner), project.slug, input);
  await expect(revokeInvitation(actorOf(researcher), other.slug, id)).rejects.toMatchObject({ code: "not_found" });
});

test("an operator who reads a project revokes nothing in it", async () => {
  const operator = await createUser({ isOperator: true });
  await db().operatorAccess.create({
    data: {
      id: crypto.randomUUID(),
      projectId: project.id,
      userId: operator.id,
      reason: "asked",
      expiresAt: new Date(Date.now() + 60_000),
    },
  });
  const { id } = await createInvitation(actorOf(owner), project.slug, input);
  expect((await listInvitations(actorOf(operator), project.slug)).length).toBeGreaterThan(0);
  await expect(revokeInvitation(actorOf(operator), project.slug, id)).rejects.toMatchObject({ code: "not_found" });
});

test("a member keeps an invitation unused, and a removed one comes back by it", async () => {
  const { token } = await createInvitation(actorOf(owner), project.slug, { ...input, role: "RESEARCHER" });
  await expect(acceptInvitation(actorOf(annotator), token)).rejects.toMatchObject({ code: "conflict" });
  const back = await createUser();
  await createMember(project, back, "ANNOTATOR", { removedAt: new Date() });
  await acceptInvitation(actorOf(back), token);
  expect(await findProject(actorOf(back), project.slug, "research")).not.toBeNull();
});

test("an invitation makes an account and a member together, or neither", async () => {
  const { token } = await createInvitation(actorOf(owner), project.slug, input);
  const account = { email: "newcomer@example.org", name: "Newcomer", password: "correct horse battery" };
  await expect(acceptInvitationAsNewUser(token, { ...account, password: "short" })).rejects.toMatchObject({ code: "invalid" });
  await expect(acceptInvitationAsNewUser(token, { ...account, email: owner.email })).rejects.toMatchObject({ code: "conflict" });
  await acceptInvitationAsNewUser(token, account);
  const user = await db().user.findUniqueOrThrow({ where: { email: account.email } });
  expect(user.isOperator).toBe(false);
  expect(await findProject(actorOf(user), project.slug, "annotate")).toMatchObject({ role: "ANNOTATOR" });
  await expect(acceptInvitationAsNewUser(token, { ...account, email: "late@example.org" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await db().user.findUnique({ where: { email: "late@example.org" } })).toBeNull();
});
