import "server-only";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";

/**
 * The annotators of members of a project, made where a person labels for the first time.
 *
 * @returns Annotator ids in the order of `userIds`.
 * @throws AppError `invalid` when one of them is no member.
 */
export async function ensureAnnotators(
  transaction: Transaction,
  projectId: string,
  userIds: readonly string[],
): Promise<string[]> {
  const members = await transaction.member.findMany({
    where: { projectId, userId: { in: [...userIds] }, removedAt: null },
    select: { userId: true, user: { select: { name: true } } },
  });
  const nameOf = new Map(members.map((member) => [member.userId, member.user.name]));
  if (userIds.some((userId) => !nameOf.has(userId))) {
    throw new AppError("invalid", "One of the chosen people is no member of this project. Invite them first.", {
      fields: [{ path: "userIds", message: "One of these people is no member of this project." }],
    });
  }
  await transaction.annotator.createMany({
    data: userIds.map((userId) => ({
      id: newId(),
      projectId,
      kind: "HUMAN" as const,
      origin: "HERE" as const,
      name: nameOf.get(userId) ?? "",
      key: `user:${userId}`,
      userId,
    })),
    skipDuplicates: true,
  });
  const annotators = await transaction.annotator.findMany({
    where: { projectId, key: { in: userIds.map((userId) => `user:${userId}`) } },
    select: { id: true, userId: true },
  });
  const idOf = new Map(annotators.map((annotator) => [annotator.userId, annotator.id]));
  return userIds.flatMap((userId) => idOf.get(userId) ?? []);
}
