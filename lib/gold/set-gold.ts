import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { toStoredScale } from "@/lib/labels/round-facts";
import type { GoldForm } from "./schema";

/**
 * Sets the answer that a comparison should get on a criterion, in place of the one before. Rounds that are open keep their comparisons; what
 * is right in a training round follows at once.
 *
 * @throws AppError `not_found` unless the actor researches in the project and both are in it; `invalid` when the scale has no such answer.
 */
export async function setGold(
  actor: Actor,
  { project, comparisonId, criterionId, answer, score, explanation }: GoldForm,
): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await checkAnswer(projectId, answer, score);
  await db().$transaction(async (transaction) => {
    const { before, target } = await findPlace(transaction, projectId, comparisonId, criterionId);
    const content = { answer, score, explanation, createdById: userIdOf(actor), createdAt: new Date() };
    await transaction.goldLabel.upsert({
      where: { comparisonId_criterionId: { comparisonId, criterionId } },
      create: { comparisonId, criterionId, projectId, ...content },
      update: content,
      select: { comparisonId: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: "gold.set",
      target,
      before,
      after: { answer, score, explanation },
    });
  });
}

/** Takes the gold answer of a comparison on a criterion away. @throws AppError `not_found` when there is none to the actor. */
export async function removeGold(
  actor: Actor,
  { project, comparisonId, criterionId }: Pick<GoldForm, "project" | "comparisonId" | "criterionId">,
): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const { before, target } = await findPlace(transaction, projectId, comparisonId, criterionId);
    if (!before) throw notFound("The gold answer");
    await transaction.goldLabel.delete({
      where: { comparisonId_criterionId: { comparisonId, criterionId } },
      select: { comparisonId: true },
    });
    await appendAudit(transaction, actor, { projectId, action: "gold.remove", target, before });
  });
}

async function findPlace(transaction: Transaction, projectId: string, comparisonId: string, criterionId: string) {
  const [comparison, criterion, before] = await Promise.all([
    transaction.comparison.findFirst({ where: { id: comparisonId, projectId }, select: { id: true, externalId: true } }),
    transaction.criterion.findFirst({ where: { id: criterionId, projectId }, select: { key: true } }),
    transaction.goldLabel.findFirst({
      where: { comparisonId, criterionId, projectId },
      select: { answer: true, score: true, explanation: true },
    }),
  ]);
  if (!comparison) throw notFound("The comparison");
  if (!criterion) throw notFound("The criterion");
  return { before: before ?? undefined, target: `comparison ${comparison.externalId ?? comparison.id}, ${criterion.key}` };
}

async function checkAnswer(projectId: string, answer: GoldForm["answer"], score: number | null): Promise<void> {
  const version = await db().scaleVersion.findFirstOrThrow({ where: { projectId }, orderBy: { version: "desc" } });
  const scale = toStoredScale(version);
  const isThere =
    answer === "PREFERENCE"
      ? scale.buttons.some((button) => button.score === score)
      : answer === "UNSURE" || (answer === "BOTH_BAD" && scale.allowsBothBad);
  if (isThere) return;
  throw new AppError("invalid", "The scale of this project has no such answer. Reload the page and choose again.", {
    fields: [{ path: "answer", message: "The scale has no such answer." }],
  });
}
