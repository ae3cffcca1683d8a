import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { requireOperator } from "./access";
import { forgetAttempts, limitAttempts } from "./limit-attempts";
import type { PasswordChangeInput } from "./schema";
import type { Actor, UserActor } from "./types";
import { createUserAccount, type NewUser, setPassword, verifyPassword } from "./user-accounts";

/** A user as the operator sees them. */
export interface UserRow {
  id: string;
  name: string;
  email: string;
  isOperator: boolean;
  disabledAt: Date | null;
  /** Their identity was taken out of the instance; a pseudonym stands in its place. */
  erasedAt: Date | null;
  createdAt: Date;
  /** Projects in which they are a member. */
  projects: number;
  /** When they last signed in somewhere that is still open. */
  lastSessionAt: Date | null;
}

/** All users of the instance, by name. @throws AppError `not_found` unless the actor runs the instance. */
export async function listUsers(actor: Actor): Promise<UserRow[]> {
  requireOperator(actor);
  const rows = await db().user.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      email: true,
      isOperator: true,
      disabledAt: true,
      erasedAt: true,
      createdAt: true,
      sessions: { orderBy: { createdAt: "desc" }, take: 1, select: { createdAt: true } },
      _count: { select: { memberships: { where: { removedAt: null } } } },
    },
  });
  return rows.map(({ sessions, _count, ...row }) => ({
    ...row,
    projects: _count.memberships,
    lastSessionAt: sessions[0]?.createdAt ?? null,
  }));
}

/** Makes a user with a password. @throws AppError `not_found` unless the actor runs the instance; as `createUserAccount`. */
export async function createUser(actor: Actor, input: NewUser): Promise<{ id: string }> {
  requireOperator(actor);
  return db().$transaction(async (transaction) => {
    const user = await createUserAccount(transaction, input);
    await appendAudit(transaction, actor, { action: "user.create", target: user.email, after: { isOperator: user.isOperator } });
    return { id: user.id };
  });
}

/**
 * Shuts an account, or opens it again. A disabled user is out at once: their sessions end and their API keys do not work.
 *
 * @throws AppError `not_found`; `conflict` for oneself and for the last operator.
 */
export async function setUserDisabled(actor: Actor, userId: string, disabled: boolean): Promise<void> {
  requireOperator(actor);
  if (disabled && actor.kind === "USER" && actor.userId === userId) {
    throw new AppError("conflict", "You cannot disable yourself. Another operator can.");
  }
  await db().$transaction(async (transaction) => {
    const user = await lockUser(transaction, userId);
    if ((user.disabledAt !== null) === disabled) return;
    if (disabled && user.isOperator) await requireAnotherOperator(transaction, userId);
    await transaction.user.update({
      where: { id: userId },
      data: { disabledAt: disabled ? new Date() : null },
      select: { id: true },
    });
    if (disabled) await transaction.session.deleteMany({ where: { userId } });
    await appendAudit(transaction, actor, { action: disabled ? "user.disable" : "user.enable", target: user.email });
  });
}

/**
 * Makes a user an operator of the instance, or no longer one. Their sessions end.
 *
 * @throws AppError `not_found`; `conflict` for the last operator.
 */
export async function setUserOperator(actor: Actor, userId: string, isOperator: boolean): Promise<void> {
  requireOperator(actor);
  await db().$transaction(async (transaction) => {
    const user = await lockUser(transaction, userId);
    if (user.isOperator === isOperator) return;
    if (!isOperator) await requireAnotherOperator(transaction, userId);
    await transaction.user.update({ where: { id: userId }, data: { isOperator }, select: { id: true } });
    await transaction.session.deleteMany({ where: { userId } });
    await appendAudit(transaction, actor, {
      action: "user.operator",
      target: user.email,
      before: { isOperator: user.isOperator },
      after: { isOperator },
    });
  });
}

/** Changes one's own name, as others see it. */
export async function changeOwnName(actor: UserActor, name: string): Promise<void> {
  await db().$transaction(async (transaction) => {
    await transaction.user.update({ where: { id: actor.userId }, data: { name }, select: { id: true } });
    await appendAudit(transaction, actor, {
      action: "user.name",
      target: actor.email,
      before: { name: actor.name },
      after: { name },
    });
  });
}

/**
 * Changes one's own password; every other session of the account ends.
 *
 * @throws AppError `invalid` when the current password is wrong or the new one short; `rate_limited` after five attempts in five minutes.
 */
export async function changeOwnPassword(actor: UserActor, input: PasswordChangeInput): Promise<void> {
  const key = `password:account:${actor.userId}`;
  await limitAttempts(key, 5, 300);
  if (!(await verifyPassword(db(), actor.userId, input.current))) {
    throw new AppError("invalid", "The current password is wrong.", {
      fields: [{ path: "current", message: "This is not your password." }],
    });
  }
  await db().$transaction(async (transaction) => {
    await setPassword(transaction, actor.userId, input.password, actor.sessionId);
    await appendAudit(transaction, actor, { action: "user.password", target: actor.email, after: { by: "its owner" } });
  });
  await forgetAttempts(key);
}

/** Reads a user with all operators' rows locked, so that the last one cannot be lost to two changes at the same moment. */
async function lockUser(transaction: Transaction, userId: string) {
  await transaction.$queryRaw`select id from "User" where "isOperator" or id = ${userId}::uuid order by id for update`;
  const user = await transaction.user.findUnique({
    where: { id: userId },
    select: { email: true, isOperator: true, disabledAt: true, erasedAt: true },
  });
  if (!user) throw notFound("The user");
  if (user.erasedAt) throw new AppError("conflict", "This person’s identity was erased, which cannot be undone.");
  return user;
}

async function requireAnotherOperator(transaction: Transaction, userId: string): Promise<void> {
  const others = await transaction.user.count({ where: { isOperator: true, disabledAt: null, id: { not: userId } } });
  if (others === 0)
    throw new AppError("conflict", "An instance has at least one operator who can sign in. Make someone else an operator first.");
}
