import "server-only";
import { appendAudit } from "@/lib/audit/append";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { getOwnPlace } from "@/lib/rounds/own-place";
import { leaveOpenRounds } from "./change-members";

/**
 * Takes the person who acts out of a round of theirs, by their own wish. What they labelled stays; what waits for them goes to the others. A
 * researcher can take them in again.
 *
 * @throws AppError `not_found` when they are not in it.
 */
export async function leaveRound(actor: UserActor, roundId: string): Promise<void> {
  const { projectId } = await getOwnPlace(actor, roundId);
  await db().$transaction(async (transaction) => {
    await leaveOpenRounds(transaction, projectId, actor.userId, roundId);
    const round = await transaction.round.findUniqueOrThrow({ where: { id: roundId }, select: { number: true, name: true } });
    const target = `Round ${round.number}, ${round.name}`;
    await appendAudit(transaction, actor, { projectId, action: "round.leave", target });
  });
}
