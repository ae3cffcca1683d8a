import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { UserActor } from "@/lib/auth/types";
import { listAdjudications } from "@/lib/comparisons/queries";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { toStoredScale } from "@/lib/labels/round-facts";
import { getAdjudicated, listStillToLabel } from "./access";
import type { AdjudicationInput } from "./schema";
import type { AdjudicationOutcome } from "./types";

/**
 * Stores a person's final answer on a comparison; it stands until a newer one does, and none is ever changed or removed. The same id again
 * changes nothing. Who answers without having seen the newest answer is told of that one instead.
 *
 * @throws AppError `not_found` to who does not adjudicate there; `conflict` for a comparison that the person has still to label, and for a
 *   known id with another answer; `invalid` when the scale has no such answer.
 */
export async function saveAdjudication(
  actor: UserActor,
  idOrSlug: string,
  input: AdjudicationInput,
): Promise<AdjudicationOutcome> {
  const project = await getAdjudicated(actor, idOrSlug);
  if (!project.mayAnswer) {
    throw new AppError("forbidden", "You read this queue and do not adjudicate. An owner allows it on the members' page.");
  }
  await checkAnswer(project.id, input);
  if ((await listStillToLabel(project.id, actor.userId)).has(input.comparisonId)) {
    throw new AppError("conflict", "You have still to label this comparison. Label it first; then it comes before you here.");
  }
  const outcome = await db().$transaction(async (transaction) => {
    const target = await lockComparison(transaction, actor, project.id, input);
    const [known, newest] = await findGiven(transaction, input);
    if (known) {
      if (known.userId === actor.userId && isSame(known, input)) return "known" as const;
      throw new AppError("conflict", "An answer with this id was stored before, with another content. Load the page again.");
    }
    if ((newest?.id ?? null) !== input.seen) return "overtaken" as const;
    const { id, comparisonId, criterionId, answer, score, rationale, wantsSecond } = input;
    await transaction.adjudication.create({
      data: { id, comparisonId, criterionId, projectId: project.id, userId: actor.userId, answer, score, rationale, wantsSecond },
      select: { id: true },
    });
    const after = { criterion: target.criterion, answer, score, rationale, wantsSecond };
    await appendAudit(transaction, actor, { projectId: project.id, action: "adjudication.give", target: target.name, after });
    return "stored" as const;
  });
  if (outcome !== "overtaken") return { status: outcome };
  const [standing] = (await listAdjudications(project.id, input.comparisonId)).filter(
    ({ criterionId }) => criterionId === input.criterionId,
  );
  // What the sender had seen is not there: adjudications are never removed, so the id was made up.
  if (!standing) throw notFound("The answer that you saw");
  return { status: "overtaken", standing };
}

async function checkAnswer(projectId: string, { answer, score }: AdjudicationInput): Promise<void> {
  const version = await db().scaleVersion.findFirstOrThrow({ where: { projectId }, orderBy: { version: "desc" } });
  const scale = toStoredScale(version);
  const has =
    answer === "UNSURE" || (answer === "BOTH_BAD" ? scale.allowsBothBad : scale.buttons.some((button) => button.score === score));
  if (!has) throw new AppError("invalid", "The scale of this project has no such answer. Load the page again.");
}

/** One answer at a time on a comparison. The lock is the weakest that excludes itself: labels of it go on being stored. */
async function lockComparison(transaction: Transaction, actor: UserActor, projectId: string, input: AdjudicationInput) {
  const { comparisonId, criterionId } = input;
  await transaction.$queryRaw`select 1 from "Comparison" where id = ${comparisonId}::uuid for no key update`;
  const [comparison, criterion] = await Promise.all([
    transaction.comparison.findFirst({
      where: { id: comparisonId, projectId, project: projectsWhere(actor, "adjudicate") },
      select: { externalId: true, withdrawnAt: true },
    }),
    transaction.criterion.findFirst({ where: { id: criterionId, projectId }, select: { key: true } }),
  ]);
  if (!comparison || !criterion) throw notFound("The comparison");
  if (comparison.withdrawnAt) throw new AppError("conflict", "This comparison was withdrawn and needs no answer.");
  const { externalId } = comparison;
  return {
    criterion: criterion.key,
    name: externalId ? `Comparison ${externalId} (${comparisonId})` : `Comparison ${comparisonId}`,
  };
}

async function findGiven(transaction: Transaction, { id, comparisonId, criterionId }: AdjudicationInput) {
  const given = await transaction.adjudication.findMany({
    where: { comparisonId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, criterionId: true, userId: true, answer: true, score: true, rationale: true, wantsSecond: true },
  });
  return [given.find((each) => each.id === id), given.find((each) => each.criterionId === criterionId)] as const;
}

type Given = NonNullable<Awaited<ReturnType<typeof findGiven>>[0]>;

function isSame(given: Given, input: AdjudicationInput): boolean {
  const names = ["criterionId", "answer", "score", "rationale", "wantsSecond"] as const;
  return names.every((name) => given[name] === input[name]);
}
