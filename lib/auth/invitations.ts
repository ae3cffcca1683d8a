import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { db, type Transaction } from "@/lib/db/client";
import type { Role } from "@/lib/db/generated/client";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { getProject } from "./access";
import type { InvitationInput, NewAccountInput } from "./schema";
import { hashToken, newToken } from "./tokens";
import type { Actor, UserActor } from "./types";
import { createUserAccount } from "./user-accounts";
import { userIdOf } from "./user-id";

const DAY = 86_400_000;

/** An invitation as the people of the project see it. The link is not in it: only its hash is kept. */
export interface InvitationRow {
  id: string;
  role: Role;
  mayAdjudicate: boolean;
  note: string;
  createdByName: string | null;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  acceptedByName: string | null;
  revokedAt: Date | null;
}

/** What whoever holds an invitation's link is told before they accept it. */
export interface OpenInvitation {
  id: string;
  projectId: string;
  projectName: string;
  projectSlug: string;
  role: Role;
  mayAdjudicate: boolean;
  inviterName: string | null;
  expiresAt: Date;
}

/**
 * Makes an invitation by link. An owner invites anyone, a researcher annotators.
 *
 * @returns The token of the link, which is shown once and cannot be read again.
 * @throws AppError `not_found`, `forbidden` for a role above what the actor may give, `conflict` when the project is archived.
 */
export async function createInvitation(
  actor: Actor,
  project: string,
  input: InvitationInput,
): Promise<{ id: string; token: string }> {
  const { id: projectId, role } = await getProject(actor, project, "research");
  const asOwner = role === "OWNER" || actor.kind === "SYSTEM";
  if (!asOwner && (input.role !== "ANNOTATOR" || input.mayAdjudicate)) {
    throw new AppError(
      "forbidden",
      "A researcher invites annotators. For another role, or for adjudication, ask an owner of the project.",
    );
  }
  const id = newId();
  const token = newToken();
  const { days, ...rest } = input;
  await db().$transaction(async (transaction) => {
    const expiresAt = new Date(Date.now() + days * DAY);
    await transaction.invitation.create({
      data: { id, projectId, ...rest, tokenHash: hashToken(token), createdById: userIdOf(actor), expiresAt },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: "invitation.create",
      target: input.note || `an ${input.role.toLowerCase()}`,
      after: { id, role: input.role, mayAdjudicate: input.mayAdjudicate, expiresAt: expiresAt.toISOString() },
    });
  });
  return { id, token };
}

/** The invitations of a project, the newest first. @throws AppError `not_found`. */
export async function listInvitations(actor: Actor, project: string): Promise<InvitationRow[]> {
  const { id: projectId } = await getProject(actor, project, "read");
  const rows = await db().invitation.findMany({
    where: { projectId },
    orderBy: { createdAt: "desc" },
    take: 200,
    select: {
      id: true,
      role: true,
      mayAdjudicate: true,
      note: true,
      createdById: true,
      createdAt: true,
      expiresAt: true,
      acceptedAt: true,
      acceptedById: true,
      revokedAt: true,
    },
  });
  const people = [...new Set(rows.flatMap((row) => [row.createdById, row.acceptedById]).filter((id) => id !== null))];
  const users = await db().user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } });
  const names = new Map(users.map((user) => [user.id, user.name]));
  return rows.map(({ createdById, acceptedById, ...row }) => ({
    ...row,
    createdByName: createdById ? (names.get(createdById) ?? null) : null,
    acceptedByName: acceptedById ? (names.get(acceptedById) ?? null) : null,
  }));
}

/**
 * Makes an invitation's link useless. An owner revokes any, a researcher those of annotators. Revoked twice is revoked once.
 *
 * @throws AppError `not_found`, `conflict` when it was accepted already.
 */
export async function revokeInvitation(actor: Actor, project: string, invitationId: string): Promise<void> {
  const { id: projectId, role } = await getProject(actor, project, "read");
  const writes = role !== null || actor.kind === "SYSTEM";
  const asOwner = role === "OWNER" || actor.kind === "SYSTEM";
  await db().$transaction(async (transaction) => {
    const where = { id: invitationId, projectId, ...(asOwner ? {} : { role: "ANNOTATOR" as const }) };
    const found = writes
      ? await transaction.invitation.findFirst({ where, select: { acceptedAt: true, note: true, role: true } })
      : null;
    if (!found) throw notFound("The invitation");
    if (found.acceptedAt) throw new AppError("conflict", "This invitation was accepted already. To undo it, remove the member.");
    const { count } = await transaction.invitation.updateMany({
      where: { ...where, revokedAt: null, acceptedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return;
    await appendAudit(transaction, actor, {
      projectId,
      action: "invitation.revoke",
      target: found.note || `an ${found.role.toLowerCase()}`,
      before: { id: invitationId },
    });
  });
}

/**
 * What an invitation's link leads to, for anyone who holds it.
 *
 * @throws AppError `not_found` with the reason: used, revoked, expired, unknown. None of them says which project it was.
 */
export async function getOpenInvitation(token: string, transaction: Transaction = db()): Promise<OpenInvitation> {
  const found = await transaction.invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      id: true,
      projectId: true,
      role: true,
      mayAdjudicate: true,
      createdById: true,
      expiresAt: true,
      acceptedAt: true,
      revokedAt: true,
      project: { select: { name: true, slug: true, archivedAt: true } },
    },
  });
  const again = "Ask the person who sent it for a new one.";
  if (!found)
    throw new AppError("not_found", `This invitation is not known. Check that the link is whole, or ask for a new one.`);
  if (found.acceptedAt)
    throw new AppError(
      "not_found",
      `This invitation was used already; each works once. If it was you, sign in; otherwise ask the person who sent it for a new one.`,
    );
  if (found.revokedAt) throw new AppError("not_found", `This invitation was taken back. ${again}`);
  if (found.expiresAt <= new Date()) throw new AppError("not_found", `This invitation has expired. ${again}`);
  if (found.project.archivedAt)
    throw new AppError("not_found", "The project of this invitation is archived, and nobody can join it now.");
  const inviter = found.createdById
    ? await transaction.user.findUnique({ where: { id: found.createdById }, select: { name: true } })
    : null;
  return {
    id: found.id,
    projectId: found.projectId,
    projectName: found.project.name,
    projectSlug: found.project.slug,
    role: found.role,
    mayAdjudicate: found.mayAdjudicate,
    inviterName: inviter?.name ?? null,
    expiresAt: found.expiresAt,
  };
}

/**
 * Makes `actor` a member by an invitation's link. The link is used up in the same transaction, so that two at once make one member.
 *
 * @throws AppError `not_found` as `getOpenInvitation`, `conflict` when they are a member already.
 */
export async function acceptInvitation(actor: UserActor, token: string, outer?: Transaction): Promise<OpenInvitation> {
  const accept = async (transaction: Transaction) => {
    const invitation = await getOpenInvitation(token, transaction);
    const { count } = await transaction.invitation.updateMany({
      where: { id: invitation.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
      data: { acceptedAt: new Date(), acceptedById: actor.userId },
    });
    if (count === 0) throw new AppError("not_found", "This invitation was used a moment ago; each works once.");
    await joinProject(transaction, actor, invitation);
    return invitation;
  };
  return outer ? accept(outer) : db().$transaction(accept);
}

/**
 * Makes an account and, by the same invitation, a member: both or neither.
 *
 * @throws AppError as `acceptInvitation` and `createUserAccount`.
 */
export async function acceptInvitationAsNewUser(token: string, input: NewAccountInput): Promise<OpenInvitation> {
  return db().$transaction(async (transaction) => {
    await getOpenInvitation(token, transaction);
    const user = await createUserAccount(transaction, input);
    const actor: UserActor = {
      kind: "USER",
      userId: user.id,
      name: user.name,
      email: user.email,
      isOperator: false,
      sessionId: "",
    };
    await appendAudit(transaction, actor, { action: "user.create", target: user.email, after: { by: "invitation" } });
    return acceptInvitation(actor, token, transaction);
  });
}

async function joinProject(transaction: Transaction, actor: UserActor, invitation: OpenInvitation): Promise<void> {
  const { projectId, role, mayAdjudicate } = invitation;
  const where = { projectId_userId: { projectId, userId: actor.userId } };
  const member = await transaction.member.findUnique({ where, select: { removedAt: true, role: true } });
  if (member && member.removedAt === null) {
    throw new AppError(
      "conflict",
      `You are a member of ${invitation.projectName} already, as ${member.role.toLowerCase()}. The invitation stays open for someone else.`,
    );
  }
  await transaction.member.upsert({
    where,
    create: { id: newId(), projectId, userId: actor.userId, role, mayAdjudicate },
    update: { role, mayAdjudicate, removedAt: null },
    select: { id: true },
  });
  await appendAudit(transaction, actor, {
    projectId,
    action: "member.join",
    target: actor.email,
    after: { role, mayAdjudicate, invitation: invitation.id },
  });
}
