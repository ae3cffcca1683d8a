import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { db, type Transaction } from "@/lib/db/client";
import type { Role } from "@/lib/db/generated/client";
import { AppError, notFound } from "@/lib/errors";
import { getProject, type ProjectAccess } from "./access";
import type { MemberChangeInput } from "./schema";
import type { Actor } from "./types";

/** A member as the page of members shows them. */
export interface MemberRow {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  mayAdjudicate: boolean;
  createdAt: Date;
  /** Whether the account can sign in. */
  isDisabled: boolean;
  /** Whether the actor may change or remove this member. */
  mayManage: boolean;
}

/** The members of a project: owners first, then researchers, then annotators, each by name. @throws AppError `not_found`. */
export async function listMembers(actor: Actor, project: string): Promise<MemberRow[]> {
  const access = await getProject(actor, project, "read");
  const rows = await db().member.findMany({
    where: { projectId: access.id, removedAt: null },
    orderBy: [{ role: "asc" }, { user: { name: "asc" } }],
    select: {
      id: true,
      userId: true,
      role: true,
      mayAdjudicate: true,
      createdAt: true,
      user: { select: { name: true, email: true, disabledAt: true } },
    },
  });
  return rows.map(({ user, ...row }) => ({
    ...row,
    name: user.name,
    email: user.email,
    isDisabled: user.disabledAt !== null,
    mayManage: mayManage(actor, access, row.role),
  }));
}

/**
 * Changes what a member is in a project. Owners only. Their sessions end, so that no open page goes on under the old role; the actor's own stays.
 *
 * @throws AppError `not_found`; `forbidden` for a researcher; `conflict` when the project would have no owner.
 */
export async function changeMember(actor: Actor, project: string, memberId: string, change: MemberChangeInput): Promise<void> {
  const access = await getProject(actor, project, "research");
  requireOwner(actor, access);
  await db().$transaction(async (transaction) => {
    const member = await lockMember(transaction, access, memberId);
    if (member.role === change.role && member.mayAdjudicate === change.mayAdjudicate) return;
    if (member.role === "OWNER" && change.role !== "OWNER") await requireAnotherOwner(transaction, access.id, member.id);
    await transaction.member.update({ where: { id: member.id }, data: change, select: { id: true } });
    if (member.role !== change.role) await endSessions(transaction, actor, member.userId);
    await appendAudit(transaction, actor, {
      projectId: access.id,
      action: "member.change",
      target: member.user.email,
      before: { role: member.role, mayAdjudicate: member.mayAdjudicate },
      after: change,
    });
  });
}

/**
 * Takes a member out of a project: their sessions end, their labels stay. An owner removes anyone, a researcher annotators, everyone themselves.
 *
 * @param also - What rooms above do in the same transaction; the members' page comes by `removeProjectMember`.
 * @throws AppError `not_found`; `forbidden`; `conflict` when the project would have no owner.
 */
export async function removeMember(
  actor: Actor,
  project: string,
  memberId: string,
  also?: (transaction: Transaction, left: { projectId: string; userId: string }) => Promise<void>,
): Promise<void> {
  const access = await getProject(actor, project, "annotate");
  await db().$transaction(async (transaction) => {
    const member = await lockMember(transaction, access, memberId);
    const isSelf = actor.kind === "USER" && actor.userId === member.userId;
    if (!isSelf && !mayManage(actor, access, member.role)) {
      if (access.role === "ANNOTATOR") throw notFound("The member");
      throw new AppError("forbidden", "A researcher removes annotators. For anyone else, ask an owner of the project.");
    }
    if (member.role === "OWNER") await requireAnotherOwner(transaction, access.id, member.id);
    await transaction.member.update({ where: { id: member.id }, data: { removedAt: new Date() }, select: { id: true } });
    await also?.(transaction, { projectId: access.id, userId: member.userId });
    await endSessions(transaction, actor, member.userId);
    await appendAudit(transaction, actor, {
      projectId: access.id,
      action: "member.remove",
      target: member.user.email,
      before: { role: member.role, mayAdjudicate: member.mayAdjudicate },
    });
  });
}

function mayManage(actor: Actor, access: ProjectAccess, role: Role): boolean {
  if (access.archivedAt) return false;
  if (actor.kind === "SYSTEM" || access.role === "OWNER") return true;
  return access.role === "RESEARCHER" && role === "ANNOTATOR";
}

function requireOwner(actor: Actor, access: ProjectAccess): void {
  if (actor.kind === "SYSTEM" || access.role === "OWNER") return;
  throw new AppError("forbidden", "Only an owner of the project changes what members are.");
}

/** Reads a member with the project's row locked, so that two owners cannot take each other's place away at the same moment. */
async function lockMember(transaction: Transaction, access: ProjectAccess, memberId: string) {
  await transaction.$queryRaw`select id from "Project" where id = ${access.id}::uuid for update`;
  const member = await transaction.member.findFirst({
    where: { id: memberId, projectId: access.id, removedAt: null },
    select: { id: true, userId: true, role: true, mayAdjudicate: true, user: { select: { email: true } } },
  });
  if (!member) throw notFound("The member");
  return member;
}

async function requireAnotherOwner(transaction: Transaction, projectId: string, memberId: string): Promise<void> {
  const others = await transaction.member.count({
    where: { projectId, role: "OWNER", removedAt: null, id: { not: memberId }, user: { disabledAt: null } },
  });
  if (others === 0) throw new AppError("conflict", "A project has at least one owner. Make someone else an owner first.");
}

async function endSessions(transaction: Transaction, actor: Actor, userId: string): Promise<void> {
  const own = actor.kind === "USER" && actor.userId === userId ? actor.sessionId : null;
  await transaction.session.deleteMany({ where: { userId, ...(own ? { id: { not: own } } : {}) } });
}
