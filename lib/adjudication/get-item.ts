import "server-only";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { listAdjudications, listFlags, listLabels } from "@/lib/comparisons/queries";
import { toMessages } from "@/lib/comparisons/to-messages";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { toStoredScale } from "@/lib/labels/round-facts";
import { reckon } from "@/lib/reckoning/reckon";
import { getAdjudicated } from "./access";
import type { AdjudicateQuery } from "./schema";
import type { DisputedItem } from "./types";

/**
 * One comparison with everyone's labels on a criterion, for who adjudicates or researches. Models are not named: a final answer is given
 * without knowing whose response is whose.
 *
 * @returns `still-to-label` in place of it to a person who has yet to label it, so that their label stays their own.
 * @throws AppError `not_found`; `invalid` for an unknown criterion.
 */
export async function getDisputedItem(
  actor: Actor,
  idOrSlug: string,
  comparisonId: string,
  { criterion: wanted, show }: Pick<AdjudicateQuery, "criterion" | "show">,
): Promise<DisputedItem | "still-to-label"> {
  const project = await getAdjudicated(actor, idOrSlug);
  const { criterionId, isStillToLabel, dispute, ...place } = await reckon("disputedPlace", {
    projectId: project.id,
    userId: userIdOf(actor),
    query: { criterion: wanted, show },
    comparisonId,
  });
  const found = await db().comparison.findFirst({ where: { id: comparisonId, projectId: project.id }, select: SELECT });
  if (!found) throw notFound("The comparison");
  if (isStillToLabel) return "still-to-label";
  const [labels, flags, adjudications, own, scale, { key, question, polarity }] = await Promise.all([
    listLabels(project.id, comparisonId),
    listFlags(project.id, comparisonId),
    listAdjudications(project.id, comparisonId),
    findOwnAnnotator(project.id, userIdOf(actor)),
    db().scaleVersion.findFirstOrThrow({ where: { projectId: project.id }, orderBy: { version: "desc" } }),
    db().criterion.findUniqueOrThrow({ where: { id: criterionId }, select: { key: true, question: true, polarity: true } }),
  ]);
  return {
    id: comparisonId,
    externalId: found.externalId,
    prompt: toMessages(found.prompt.messages),
    a: found.responseA.text,
    b: found.responseB.text,
    withdrawn: found.withdrawnAt !== null,
    criterion: { id: criterionId, key, question, polarity },
    scale: toStoredScale(scale),
    reasons: dispute.reasons,
    size: dispute.size,
    labels: labels.filter((label) => label.criterionId === criterionId),
    ownAnnotatorId: own,
    flags,
    adjudications: adjudications.filter((adjudication) => adjudication.criterionId === criterionId),
    ...place,
  };
}

const SELECT = {
  externalId: true,
  withdrawnAt: true,
  prompt: { select: { messages: true } },
  responseA: { select: { text: true } },
  responseB: { select: { text: true } },
} as const;

async function findOwnAnnotator(projectId: string, userId: string | null): Promise<string | null> {
  if (userId === null) return null;
  const found = await db().annotator.findFirst({ where: { projectId, userId }, select: { id: true } });
  return found?.id ?? null;
}
