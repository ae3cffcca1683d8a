import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { RoundState } from "./types";

/**
 * Closes a round: no label enters it from then on. A label under way is waited for, so that each is clearly before or after.
 *
 * @throws AppError `not_found`; `conflict` unless the round is open or paused.
 */
export async function closeRound(actor: Actor, roundId: string): Promise<void> {
  await change(actor, roundId, "close");
}

/**
 * Opens a closed round again, under the versions it had, for what was left. What was reserved keeps its whole time.
 *
 * @throws AppError `not_found`; `conflict` unless the round is closed.
 */
export async function reopenRound(actor: Actor, roundId: string): Promise<void> {
  await change(actor, roundId, "reopen");
}

/**
 * Pauses an open round: nothing is served until it is resumed. What people have on their screens is still taken, and so are changes.
 *
 * @throws AppError `not_found`; `conflict` unless the round is open.
 */
export async function pauseRound(actor: Actor, roundId: string): Promise<void> {
  await change(actor, roundId, "pause");
}

/**
 * Resumes a paused round. What was reserved keeps its whole time.
 *
 * @throws AppError `not_found`; `conflict` unless the round is paused.
 */
export async function resumeRound(actor: Actor, roundId: string): Promise<void> {
  await change(actor, roundId, "resume");
}

const CHANGES = {
  close: { from: ["OPEN", "PAUSED"], to: "CLOSED", refusal: "only an open or a paused round can be closed" },
  reopen: { from: ["CLOSED"], to: "OPEN", refusal: "only a closed round can be opened again" },
  pause: { from: ["OPEN"], to: "PAUSED", refusal: "only an open round can be paused" },
  resume: { from: ["PAUSED"], to: "OPEN", refusal: "only a paused round can be resumed" },
} as const satisfies Record<string, { from: readonly RoundState[]; to: RoundState; refusal: string }>;

async function change(actor: Actor, roundId: string, action: keyof typeof CHANGES): Promise<void> {
  const { from, to, refusal } = CHANGES[action];
  await db().$transaction(async (transaction) => {
    const round = await transaction.round.findFirst({
      where: { id: roundId, project: projectsWhere(actor, "research") },
      select: { projectId: true, number: true, name: true, state: true },
    });
    if (!round) throw notFound("The round");
    const { count } = await transaction.round.updateMany({
      where: { id: roundId, state: { in: [...from] } },
      data: { state: to, closedAt: to === "CLOSED" ? new Date() : null },
    });
    if (count === 0) throw new AppError("conflict", `This round is ${round.state.toLowerCase()}; ${refusal}.`);
    if (to === "OPEN") await startClocks(transaction, roundId);
    await appendAudit(transaction, actor, {
      projectId: round.projectId,
      action: `round.${action}`,
      target: `Round ${round.number}, ${round.name}`,
    });
  });
}

// Nobody could label meanwhile: nothing runs out because of it, and nobody was away.
async function startClocks(transaction: Transaction, roundId: string): Promise<void> {
  await transaction.$executeRaw`
    update "Assignment" a set "reservedUntil" = now() + make_interval(mins => r."reservationMinutes")
    from "Round" r where r.id = ${roundId}::uuid and a."roundId" = r.id and a.state = 'OPEN' and a."reservedUntil" is not null`;
  await transaction.roundMember.updateMany({ where: { roundId, removedAt: null }, data: { seenAt: new Date() } });
}
