import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { openPresentation, type Presentation } from "@/lib/labels/presentation-token";
import type { Acknowledgement, Refusal } from "@/lib/labels/types";

/** What a token of the actor's own queue presents; null when it is not theirs, or they may not annotate in its project any more. */
export async function findShown(actor: UserActor, token: string): Promise<Presentation | null> {
  const shown = openPresentation(actor.userId, token);
  if (!shown) return null;
  const { assignmentId: id, comparisonId, annotatorId, roundId } = shown;
  const assignment = await db().assignment.findFirst({
    where: {
      id,
      comparisonId,
      annotatorId,
      roundId,
      annotator: { userId: actor.userId },
      round: { project: projectsWhere(actor, "annotate") },
    },
    select: { id: true },
  });
  return assignment && shown;
}

/** The refusal of what is not the actor's, or not there. */
export const NOT_YOURS: Refusal = {
  code: "not_found",
  message: "This comparison was not found among yours. Open the round again to get your queue.",
};

/** The refusal of an id that was used for something else. */
export const OTHER_CONTENT: Refusal = {
  code: "conflict",
  message: "A note with this event id was stored before, with another content. The first one stands.",
};

/** A refusal as the answer to one note. */
export function refuse(eventId: string, { code, message }: Refusal): Acknowledgement {
  return { eventId, status: "refused", code, message };
}
