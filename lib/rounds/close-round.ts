import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

/**
 * Closes an open round: no label enters it from then on. A label under way is waited for, so that each is clearly before or after.
 *
 * @throws AppError `not_found`; `conflict` unless the round is open.
 */
export async function closeRound(actor: Actor, roundId: string): Promise<void> {
  await change(actor, roundId, "OPEN", "CLOSED");
}

/**
 * Opens a closed round again, under the versions it had, for the assignments that were left.
 *
 * @throws AppError `not_found`; `conflict` unless the round is closed.
 */
export async function reopenRound(actor: Actor, roundId: string): Promise<void> {
  await change(actor, roundId, "CLOSED", "OPEN");
}

async function change(actor: Actor, roundId: string, from: "OPEN" | "CLOSED", to: "OPEN" | "CLOSED"): Promise<void> {
  await db().$transaction(async (transaction) => {
    const round = await transaction.round.findFirst({
      where: { id: roundId, project: projectsWhere(actor, "research") },
      select: { projectId: true, number: true, name: true, state: true },
    });
    if (!round) throw notFound("The round");
    const { count } = await transaction.round.updateMany({
      where: { id: roundId, state: from },
      data: { state: to, closedAt: to === "CLOSED" ? new Date() : null },
    });
    if (count === 0) {
      throw new AppError(
        "conflict",
        `This round is ${round.state.toLowerCase()}; only ${from === "OPEN" ? "an open" : "a closed"} round can be ${to === "OPEN" ? "opened again" : "closed"}.`,
      );
    }
    await appendAudit(transaction, actor, {
      projectId: round.projectId,
      action: to === "CLOSED" ? "round.close" : "round.reopen",
      target: `Round ${round.number}, ${round.name}`,
    });
  });
}
