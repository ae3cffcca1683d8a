import "server-only";
import { randomBytes } from "node:crypto";
import { appendAudit } from "@/lib/audit/append";
import { requireOperator } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { removeExportFiles } from "@/lib/datasets/export/jobs/lost-exports";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { forgetAnswers } from "@/lib/reckoning/reckon";
import { leaveOpenRounds } from "@/lib/rounds/members/change-members";

/**
 * Takes a person's identity out of the instance, for ever: name, address, password, sessions, keys and memberships. What they labelled,
 * asked and decided stays, under a pseudonym that is drawn and says nothing of them. Files that were exported from their projects are
 * removed, because they name them. The audit trail's earlier lines stay as they were: each holds the hash of the one before.
 *
 * @returns The pseudonym.
 * @throws AppError `not_found` unless the actor runs the instance; `conflict` for oneself, for who was erased before, and for the only owner of
 *   a project.
 */
export async function erasePerson(actor: Actor, userId: string): Promise<{ pseudonym: string }> {
  requireOperator(actor);
  if (actor.kind === "USER" && actor.userId === userId)
    throw new AppError("conflict", "You cannot erase yourself. Another operator can.");
  const { pseudonym, exports } = await db().$transaction(async (transaction) => {
    const { email, projectIds } = await lockPerson(transaction, userId);
    await requireOtherOwners(transaction, userId);
    for (const projectId of projectIds) await leaveOpenRounds(transaction, projectId, userId);
    const name = await drawPseudonym(transaction);
    await transaction.user.update({
      where: { id: userId },
      data: {
        name,
        // A domain that can never exist (RFC 2606).
        email: `erased-${userId}@erased.invalid`,
        emailVerified: false,
        image: null,
        isOperator: false,
        disabledAt: new Date(),
        erasedAt: new Date(),
      },
      select: { id: true },
    });
    await transaction.annotator.updateMany({ where: { userId }, data: { name } });
    await removeTraces(transaction, userId, email);
    await appendAudit(transaction, actor, { action: "user.erase", target: name, after: { labels: "kept" } });
    return { pseudonym: name, exports: await voidExports(transaction, projectIds) };
  });
  for (const id of exports) await removeExportFiles(id);
  forgetAnswers();
  return { pseudonym };
}

async function lockPerson(transaction: Transaction, userId: string) {
  await transaction.$queryRaw`select 1 from "User" where id = ${userId}::uuid for update`;
  const user = await transaction.user.findUnique({
    where: { id: userId },
    select: {
      email: true,
      erasedAt: true,
      memberships: { select: { projectId: true } },
      annotators: { select: { projectId: true } },
    },
  });
  if (!user) throw notFound("The user");
  if (user.erasedAt) throw new AppError("conflict", "This person was erased before. Load the page again.");
  const projects = [...user.memberships, ...user.annotators].map(({ projectId }) => projectId);
  return { email: user.email, projectIds: [...new Set(projects)].sort() };
}

async function requireOtherOwners(transaction: Transaction, userId: string): Promise<void> {
  const alone = await transaction.project.findFirst({
    where: {
      members: { some: { userId, role: "OWNER", removedAt: null } },
      NOT: { members: { some: { userId: { not: userId }, role: "OWNER", removedAt: null, user: { disabledAt: null } } } },
    },
    select: { name: true },
  });
  if (alone)
    throw new AppError(
      "conflict",
      `They are the only owner of ${alone.name}. Make someone else its owner first, then erase them.`,
    );
}

/** "Former annotator 4F2A", not in use. Drawn, so that it cannot be worked out from who the person was. */
async function drawPseudonym(transaction: Transaction): Promise<string> {
  for (let bytes = 2; ; bytes++) {
    const name = `Former annotator ${randomBytes(bytes).toString("hex").toUpperCase()}`;
    if ((await transaction.user.count({ where: { name } })) === 0) return name;
  }
}

/** Everything beside the user's own row by which they could be named or come in. */
async function removeTraces(transaction: Transaction, userId: string, email: string): Promise<void> {
  await transaction.session.deleteMany({ where: { userId } });
  await transaction.account.deleteMany({ where: { userId } });
  await transaction.apiKey.deleteMany({ where: { userId } });
  await transaction.accessLink.deleteMany({ where: { userId } });
  await transaction.operatorAccess.deleteMany({ where: { userId } });
  await transaction.member.updateMany({ where: { userId, removedAt: null }, data: { removedAt: new Date() } });
  // What an inviter wrote down for their own memory is, as a rule, a name.
  await transaction.invitation.updateMany({ where: { acceptedById: userId }, data: { note: "" } });
  await transaction.verification.deleteMany({ where: { identifier: email } });
  await transaction.rateLimit.deleteMany({
    where: { OR: [{ key: { endsWith: `:${email}` } }, { key: { endsWith: `:${userId}` } }] },
  });
}

/** Exports of their projects name their annotators; they can be made again, under the pseudonym. */
async function voidExports(transaction: Transaction, projectIds: readonly string[]): Promise<string[]> {
  const where = { projectId: { in: [...projectIds] }, state: "DONE" as const };
  const found = await transaction.export.findMany({ where, select: { id: true } });
  await transaction.export.updateMany({
    where,
    data: { state: "FAILED", error: "Removed, because a person’s identity was erased. Make it again." },
  });
  return found.map(({ id }) => id);
}
