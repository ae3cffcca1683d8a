import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/** Somebody's place in a training round. */
export interface TrainingPlace {
  userId: string;
  annotatorId: string;
  roundId: string;
  projectId: string;
  state: "DRAFT" | "OPEN" | "PAUSED" | "CLOSED";
  passMark: number;
}

/** The place of the person who asks in a training round. @throws AppError `not_found` for any other round, or when they are not in it. */
export async function getTrainingPlace(actor: Actor, roundId: string): Promise<TrainingPlace> {
  const userId = userIdOf(actor);
  const found =
    userId === null
      ? null
      : await db().roundMember.findFirst({
          where: {
            roundId,
            removedAt: null,
            annotator: { userId },
            round: { kind: "TRAINING", state: { not: "DRAFT" }, project: projectsWhere(actor, "annotate") },
          },
          select: { annotatorId: true, round: { select: { projectId: true, state: true, passMark: true } } },
        });
  if (!found || userId === null) throw notFound("The training round");
  const { projectId, state, passMark } = found.round;
  return { userId, annotatorId: found.annotatorId, roundId, projectId, state, passMark: passMark ?? 0 };
}
