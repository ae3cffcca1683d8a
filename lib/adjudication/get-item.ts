import "server-only";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { listAdjudications, listFlags, listLabels } from "@/lib/comparisons/queries";
import { toMessages } from "@/lib/comparisons/to-messages";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { toStoredScale } from "@/lib/labels/round-facts";
import { listDisputes, placeOf } from "./queue";
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
  query: Pick<AdjudicateQuery, "criterion" | "show">,
): Promise<DisputedItem | "still-to-label"> {
  const { project, criterion, disputes, stillToLabel } = await listDisputes(actor, idOrSlug, query);
  const found = await db().comparison.findFirst({ where: { id: comparisonId, projectId: project.id }, select: SELECT });
  if (!found) throw notFound("The comparison");
  if (stillToLabel.has(comparisonId)) return "still-to-label";
  const [labels, flags, adjudications, own, scale, { question, polarity }] = await Promise.all([
    listLabels(project.id, comparisonId),
    listFlags(project.id, comparisonId),
    listAdjudications(project.id, comparisonId),
    findOwnAnnotator(project.id, userIdOf(actor)),
    db().scaleVersion.findFirstOrThrow({ where: { projectId: project.id }, orderBy: { version: "desc" } }),
    db().criterion.findUniqueOrThrow({ where: { id: criterion.id }, select: { question: true, polarity: true } }),
  ]);
  const at = disputes.findIndex(({ id }) => id === comparisonId);
  const dispute = disputes[at] ?? { id: comparisonId, size: 0, reasons: [] };
  // One that was settled meanwhile has left the list: the next is then the one that stands where it stood, or the first.
  const after = at < 0 ? placeOf(disputes, dispute) : at + 1;
  return {
    id: comparisonId,
    externalId: found.externalId,
    prompt: toMessages(found.prompt.messages),
    a: found.responseA.text,
    b: found.responseB.text,
    withdrawn: found.withdrawnAt !== null,
    criterion: { id: criterion.id, key: criterion.key, question, polarity },
    scale: toStoredScale(scale),
    reasons: dispute.reasons,
    size: dispute.size,
    labels: labels.filter(({ criterionId }) => criterionId === criterion.id),
    ownAnnotatorId: own,
    flags,
    adjudications: adjudications.filter(({ criterionId }) => criterionId === criterion.id),
    place: at < 0 ? null : at + 1,
    total: disputes.length,
    previous: disputes[(at < 0 ? after : at) - 1]?.id ?? null,
    next: disputes[after]?.id ?? null,
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
