import "server-only";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { reckon } from "@/lib/reckoning/reckon";
import { getAdjudicated } from "./access";
import { readListed } from "./list-page";
import type { AdjudicateQuery } from "./schema";
import type { DisputedPage } from "./types";

/**
 * One page of what comes before an adjudicator, those comparisons whose labels part most first.
 *
 * @throws AppError `not_found`; `invalid` for an unknown criterion.
 */
export async function getDisputedPage(actor: Actor, idOrSlug: string, query: AdjudicateQuery): Promise<DisputedPage> {
  const { id: projectId } = await getAdjudicated(actor, idOrSlug);
  const { criterion, show, after } = query;
  const { criterionId, shown, ...page } = await reckon("disputedPage", {
    projectId,
    userId: userIdOf(actor),
    query: { criterion, show },
    after,
  });
  const { key, question, polarity } = await db().criterion.findUniqueOrThrow({
    where: { id: criterionId },
    select: { key: true, question: true, polarity: true },
  });
  return {
    criterion: { id: criterionId, key, question, polarity },
    comparisons: await readListed(projectId, criterionId, shown),
    ...page,
  };
}
