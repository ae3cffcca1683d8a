import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { auth } from "./auth";
import { PASSWORD_MIN } from "./schema";

/** A person who shall be able to sign in. */
export interface NewUser {
  email: string;
  name: string;
  password: string;
  isOperator?: boolean;
}

/**
 * Makes a user who can sign in with a password. The caller has checked that its actor may.
 *
 * @throws AppError `invalid` for a short password, `conflict` when the address is taken.
 */
export async function createUserAccount(transaction: Transaction, input: NewUser): Promise<User> {
  checkPassword(input.password);
  const email = input.email.trim().toLowerCase();
  if (await transaction.user.findUnique({ where: { email }, select: { id: true } })) {
    throw new AppError("conflict", `There is already an account for ${email}. Sign in with it.`, {
      fields: [{ path: "email", message: "This address has an account already. Sign in with it." }],
    });
  }
  const id = newId();
  const user = await transaction.user.create({
    data: { id, email, name: input.name.trim(), isOperator: input.isOperator ?? false, emailVerified: true },
  });
  await transaction.account.create({
    data: { id: newId(), accountId: id, providerId: "credential", userId: id, password: await hashPassword(input.password) },
  });
  return user;
}

/**
 * Gives a user a new password and ends all their sessions, so that whoever held the old one is out.
 *
 * @param keepSessionId - The session that asked, which stays.
 * @throws AppError `invalid` for a short password.
 */
export async function setPassword(
  transaction: Transaction,
  userId: string,
  password: string,
  keepSessionId?: string,
): Promise<void> {
  checkPassword(password);
  const hash = await hashPassword(password);
  const { count } = await transaction.account.updateMany({
    where: { userId, providerId: "credential" },
    data: { password: hash },
  });
  if (count === 0)
    await transaction.account.create({
      data: { id: newId(), accountId: userId, providerId: "credential", userId, password: hash },
    });
  await transaction.session.deleteMany({ where: { userId, ...(keepSessionId ? { id: { not: keepSessionId } } : {}) } });
}

/** Whether `password` is the user's. Takes a third of a second on purpose. */
export async function verifyPassword(transaction: Transaction, userId: string, password: string): Promise<boolean> {
  const account = await transaction.account.findFirst({
    where: { userId, providerId: "credential" },
    select: { password: true },
  });
  const context = await auth().$context;
  return account?.password ? context.password.verify({ hash: account.password, password }) : false;
}

async function hashPassword(password: string): Promise<string> {
  return (await auth().$context).password.hash(password);
}

function checkPassword(password: string): void {
  if (password.length >= PASSWORD_MIN && password.length <= 256) return;
  throw new AppError("invalid", `A password has ${PASSWORD_MIN} to 256 characters.`, {
    fields: [{ path: "password", message: `Give ${PASSWORD_MIN} to 256 characters; this has ${password.length}.` }],
  });
}
