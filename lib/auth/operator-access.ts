import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { requireOperator } from "./access";
import type { OperatorAccessInput } from "./schema";
import type { UserActor } from "./types";

/** Hours for which an operator reads a project. */
export const OPERATOR_ACCESS_HOURS = 8;

/**
 * Lets an operator read one project for eight hours. It stands in the project's audit trail with its reason.
 *
 * @returns The project's slug.
 * @throws AppError `not_found` unless the actor runs the instance and the project exists; `conflict` when they read it as a member anyway.
 */
export async function openOperatorAccess(
  actor: UserActor,
  { projectId, reason }: OperatorAccessInput,
): Promise<{ slug: string }> {
  requireOperator(actor);
  const expiresAt = new Date(Date.now() + OPERATOR_ACCESS_HOURS * 3_600_000);
  return db().$transaction(async (transaction) => {
    const project = await transaction.project.findUnique({
      where: { id: projectId },
      select: {
        slug: true,
        members: { where: { userId: actor.userId, removedAt: null, role: { not: "ANNOTATOR" } }, select: { id: true } },
      },
    });
    if (!project) throw notFound("The project");
    if (project.members.length > 0) throw new AppError("conflict", "You are a member of this project and can read it as it is.");
    await transaction.operatorAccess.create({
      data: { id: newId(), projectId, userId: actor.userId, reason, expiresAt },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: "project.operator-access",
      target: actor.email,
      after: { reason, expiresAt: expiresAt.toISOString() },
    });
    return { slug: project.slug };
  });
}

/** Until when an operator reads a project in which they are no member; null when they do not. */
export async function findOperatorAccess(actor: UserActor, projectId: string): Promise<Date | null> {
  if (!actor.isOperator) return null;
  const access = await db().operatorAccess.findFirst({
    where: { userId: actor.userId, projectId, expiresAt: { gt: new Date() } },
    orderBy: { expiresAt: "desc" },
    select: { expiresAt: true },
  });
  return access?.expiresAt ?? null;
}
