import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

/**
 * Notes that the person who acts has read the guidelines under which a round of theirs is labelled. Noted again, nothing changes.
 *
 * @param version - What they had before their eyes.
 * @throws AppError `not_found` when they are not in the round; `conflict` when the round has moved on to another version meanwhile.
 */
export async function recordReading(actor: Actor, roundId: string, version: number): Promise<void> {
  const userId = userIdOf(actor);
  if (userId === null) throw notFound("The round");
  const round = await db().round.findFirst({
    where: {
      id: roundId,
      state: { not: "DRAFT" },
      members: { some: { removedAt: null, annotator: { userId } } },
      project: projectsWhere(actor, "annotate"),
    },
    select: { guidelineVersionId: true, projectId: true },
  });
  if (!round?.guidelineVersionId) throw notFound("The round");
  const { guidelineVersionId, projectId } = round;
  const guidelines = await db().guidelineVersion.findUniqueOrThrow({
    where: { id: guidelineVersionId },
    select: { version: true },
  });
  if (guidelines.version !== version) {
    throw new AppError(
      "conflict",
      `The guidelines changed again while you read: version ${guidelines.version} holds. Read what changed.`,
    );
  }
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.guidelineReading.createMany({
      data: [{ guidelineVersionId, userId }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await appendAudit(transaction, actor, { projectId, action: "guidelines.read", target: `version ${version}` });
  });
}
