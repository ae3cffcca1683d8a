import "server-only";
import { appendAudit } from "@/lib/audit/append";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { createRound } from "@/lib/rounds/create-round";
import { openRound } from "@/lib/rounds/open-round";

const COMPARISONS = 20;
const LARGEST_SEED = 2_147_483_647;

/**
 * Gives whoever opens the demo a place in it, and an open round of twenty comparisons of their own, once. The command line does it for
 * the demo's owner. Who was removed from the demo by its owner stays out.
 */
export async function welcomeToDemo(actor: Actor, projectId: string): Promise<void> {
  const project = await db().project.findUniqueOrThrow({
    where: { id: projectId },
    select: { archivedAt: true, members: { select: { userId: true, role: true, removedAt: true } } },
  });
  if (project.archivedAt) return;
  const present = project.members.filter((member) => member.removedAt === null);
  const owner = present.find((member) => member.role === "OWNER");
  const userId = userIdOf(actor) ?? owner?.userId;
  if (!userId) return;
  const own = project.members.find((member) => member.userId === userId);
  if (own?.removedAt) return;
  if (!own) await join(actor, projectId, userId, owner ? "RESEARCHER" : "OWNER");
  if (own?.role === "ANNOTATOR") return;
  if (!(await hasRound(projectId, userId))) await openOwnRound(actor, projectId, userId);
}

async function join(actor: Actor, projectId: string, userId: string, role: "OWNER" | "RESEARCHER"): Promise<void> {
  await db().$transaction(async (transaction) => {
    const user = await transaction.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
    await transaction.member.create({ data: { id: newId(), projectId, userId, role }, select: { id: true } });
    await appendAudit(transaction, actor, {
      projectId,
      action: "member.join",
      target: user.email,
      after: { role, by: "opening the demo" },
    });
  });
}

async function hasRound(projectId: string, userId: string): Promise<boolean> {
  const found = await db().roundMember.findFirst({
    where: { round: { projectId }, annotator: { userId } },
    select: { roundId: true },
  });
  return found !== null;
}

async function openOwnRound(actor: Actor, projectId: string, userId: string): Promise<void> {
  const user = await db().user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId, key: "helpful" }, select: { id: true } });
  const { id } = await createRound(actor, projectId, {
    name: `Try it yourself: ${user.name}`.slice(0, 120),
    criterionIds: [criterion.id],
    userIds: [userId],
    overlap: 1,
    sampling: { kind: "random", n: COMPARISONS },
    order: "RANDOM",
    // Everyone gets a sample of their own.
    seed: Number.parseInt(userId.slice(-8), 16) % LARGEST_SEED,
  });
  await openRound(actor, id);
}
