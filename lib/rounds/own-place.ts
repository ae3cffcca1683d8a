import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { notFound } from "@/lib/errors";
import type { OwnPlace } from "./queue-items";

/** A person's membership of a round that is no draft, as a filter: what one may not see is not there. */
export function ownMembership(actor: Actor, userId: string, roundId: string): Prisma.RoundMemberWhereInput {
  return {
    roundId,
    removedAt: null,
    annotator: { userId },
    round: { state: { not: "DRAFT" }, project: projectsWhere(actor, "annotate") },
  };
}

/** Who the actor is in a round, under which versions. @throws AppError `not_found` when the round is a draft, or they are not in it. */
export async function getOwnPlace(actor: Actor, roundId: string): Promise<OwnPlace> {
  const userId = userIdOf(actor);
  const found =
    userId === null
      ? null
      : await db().roundMember.findFirst({
          where: ownMembership(actor, userId, roundId),
          select: {
            annotatorId: true,
            round: { select: { projectId: true, scaleVersionId: true, guidelineVersionId: true } },
          },
        });
  if (userId === null || !found) throw notFound("The round");
  return { userId, annotatorId: found.annotatorId, roundId, ...found.round };
}
