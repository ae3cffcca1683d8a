import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { requireOperator } from "./access";
import type { NewAccountInput } from "./schema";
import { hashToken, newToken } from "./tokens";
import type { Actor, UserActor } from "./types";
import { createUserAccount, setPassword } from "./user-accounts";

/** Hours for which a reset link works. */
const RESET_HOURS = 24;

/** Number of the advisory lock under which the first operator is made. */
const SETUP_LOCK = 7_226_039;

/** Whether anyone can sign in at all. */
export async function hasUsers(transaction: Transaction = db()): Promise<boolean> {
  return (await transaction.user.findFirst({ select: { id: true } })) !== null;
}

/**
 * Checks a set-up link before its page is shown.
 *
 * @throws AppError `not_found` with what to do.
 */
export async function checkSetupLink(token: string): Promise<void> {
  await getLink(db(), token, "SETUP");
}

/**
 * Makes the first operator by the one-time link that the server printed, and uses the link up.
 *
 * @throws AppError `not_found` when the link is used, expired or unknown, or when there is a user already; `invalid` for the password.
 */
export async function redeemSetupLink(token: string, input: NewAccountInput): Promise<UserActor> {
  return db().$transaction(async (transaction) => {
    await transaction.$queryRaw`select pg_advisory_xact_lock(${SETUP_LOCK}::bigint)::text`;
    const link = await getLink(transaction, token, "SETUP");
    if (await hasUsers(transaction)) throw used();
    const user = await createUserAccount(transaction, { ...input, isOperator: true });
    await spend(transaction, link.id);
    const actor: UserActor = {
      kind: "USER",
      userId: user.id,
      name: user.name,
      email: user.email,
      isOperator: true,
      sessionId: "",
    };
    await appendAudit(transaction, actor, { action: "instance.setup", target: user.email, after: { isOperator: true } });
    return actor;
  });
}

/**
 * Makes a link by which a user can set a new password, for an operator to hand over. Links made before for the same user are void.
 *
 * @returns The token of the link, which is shown once.
 * @throws AppError `not_found` unless the actor runs the instance and the user exists; `conflict` when the account is disabled.
 */
export async function createResetLink(actor: Actor, userId: string): Promise<{ token: string; expiresAt: Date }> {
  requireOperator(actor);
  const token = newToken();
  const expiresAt = new Date(Date.now() + RESET_HOURS * 3_600_000);
  await db().$transaction(async (transaction) => {
    const user = await transaction.user.findUnique({ where: { id: userId }, select: { email: true, disabledAt: true } });
    if (!user) throw notFound("The user");
    if (user.disabledAt) throw new AppError("conflict", `${user.email} is disabled. Enable the account first.`);
    await transaction.accessLink.updateMany({ where: { userId, kind: "RESET", usedAt: null }, data: { usedAt: new Date() } });
    await transaction.accessLink.create({
      data: { id: newId(), kind: "RESET", tokenHash: hashToken(token), userId, expiresAt },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      action: "user.reset-link",
      target: user.email,
      after: { expiresAt: expiresAt.toISOString() },
    });
  });
  return { token, expiresAt };
}

/**
 * Whose password a reset link sets.
 *
 * @throws AppError `not_found` with what to do.
 */
export async function getResetLink(token: string): Promise<{ email: string }> {
  const link = await getLink(db(), token, "RESET");
  return { email: link.email };
}

/**
 * Sets a new password by a reset link, ends all sessions of the user and uses the link up.
 *
 * @throws AppError `not_found` when the link is used, expired or unknown; `invalid` for the password.
 */
export async function redeemResetLink(token: string, password: string): Promise<{ email: string }> {
  return db().$transaction(async (transaction) => {
    const link = await getLink(transaction, token, "RESET");
    if (!link.user) throw used();
    await spend(transaction, link.id);
    await setPassword(transaction, link.user.id, password);
    const { id: userId, name, email, isOperator } = link.user;
    await appendAudit(
      transaction,
      { kind: "USER", userId, name, email, isOperator, sessionId: "" },
      { action: "user.password", target: email, after: { by: "reset link" } },
    );
    return { email };
  });
}

async function getLink(transaction: Transaction, token: string, kind: "SETUP" | "RESET") {
  const link = await transaction.accessLink.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      id: true,
      kind: true,
      expiresAt: true,
      usedAt: true,
      user: { select: { id: true, name: true, email: true, isOperator: true, disabledAt: true } },
    },
  });
  if (!link || link.kind !== kind) throw new AppError("not_found", "This link is not known. Check that it is whole.");
  if (link.usedAt || (kind === "RESET" && (!link.user || link.user.disabledAt))) throw used();
  if (link.expiresAt <= new Date()) {
    const again =
      kind === "SETUP" ? "Start Concord again: it prints a new one." : "Ask the person who runs this server for a new one.";
    throw new AppError("not_found", `This link has expired. ${again}`);
  }
  return { ...link, email: link.user?.email ?? "" };
}

async function spend(transaction: Transaction, id: string): Promise<void> {
  const { count } = await transaction.accessLink.updateMany({ where: { id, usedAt: null }, data: { usedAt: new Date() } });
  if (count === 0) throw used();
}

function used(): AppError {
  return new AppError(
    "not_found",
    "This link was used already, or a newer one took its place; each works once. Sign in, or ask for another.",
  );
}
