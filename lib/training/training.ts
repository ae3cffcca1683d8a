import "server-only";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { dealTraining } from "./deal-training";
import { getTrainingPlace } from "./find-place";
import { readStanding } from "./standing";
import type { TrainingState } from "./types";

/** How the person who asks stands in a training round, and what it opens. @throws AppError `not_found`. */
export async function getTraining(actor: Actor, roundId: string): Promise<TrainingState> {
  const { annotatorId, passMark } = await getTrainingPlace(actor, roundId);
  const [standing, opens] = await Promise.all([
    readStanding(annotatorId, roundId, passMark),
    db().round.findMany({
      where: { trainingRoundId: roundId, state: "OPEN", members: { some: { annotatorId, removedAt: null } } },
      orderBy: { number: "asc" },
      select: { id: true, name: true },
    }),
  ]);
  return { standing, opens };
}

/**
 * Gives the person who asks all comparisons of a training round once more, in another order and with sides drawn anew. What they answered
 * before is kept.
 *
 * @throws AppError `not_found`; `conflict` unless they have just failed it and it is open.
 */
export async function retryTraining(actor: Actor, roundId: string): Promise<void> {
  const { annotatorId, state, passMark } = await getTrainingPlace(actor, roundId);
  if (state !== "OPEN") throw new AppError("conflict", "This training round is not open now. Ask the researchers to open it.");
  await db().$transaction(async (transaction) => {
    // Two tabs that ask at once get one further try.
    const [round] = await transaction.$queryRaw<{ seed: number }[]>`
      select seed from "Round" where id = ${roundId}::uuid for update`;
    const { passed } = await readStanding(annotatorId, roundId, passMark);
    if (passed !== false) {
      throw new AppError(
        "conflict",
        passed ? "You have passed this training." : "Answer every comparison of the training first.",
      );
    }
    await transaction.assignment.updateMany({
      where: { roundId, annotatorId, state: { in: ["OPEN", "DONE"] } },
      data: { state: "WITHDRAWN" },
    });
    await dealTraining(transaction, { roundId, annotatorId, seed: round?.seed ?? 1 });
  });
}
