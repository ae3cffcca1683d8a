import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db, type Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { ensureAnnotators } from "./ensure-annotators";
import { getDraft } from "./get-draft";
import { type NewRound, RoundInput } from "./schema";

/**
 * Makes a round as a draft: nobody sees it and nothing is assigned before it is opened.
 *
 * @throws AppError `not_found` unless the actor researches in the project, `conflict` when it is archived, `invalid`.
 */
export async function createRound(actor: Actor, project: string, input: NewRound): Promise<{ id: string; number: number }> {
  const settings = RoundInput.parse(input);
  const { id: projectId } = await getProject(actor, project, "research");
  return db().$transaction(async (transaction) => {
    // Rounds of one project are numbered one after the other.
    await transaction.$queryRaw`select id::text from "Project" where id = ${projectId}::uuid for update`;
    const last = await transaction.round.findFirst({
      where: { projectId },
      orderBy: { number: "desc" },
      select: { number: true },
    });
    const round = { id: newId(), number: (last?.number ?? 0) + 1 };
    const scale = await transaction.scaleVersion.findFirstOrThrow({
      where: { projectId },
      orderBy: { version: "desc" },
      select: { id: true },
    });
    await transaction.round.create({
      data: { ...round, projectId, scaleVersionId: scale.id, createdById: userIdOf(actor), ...toColumns(settings) },
      select: { id: true },
    });
    await saveParts(transaction, projectId, round.id, settings);
    await appendAudit(transaction, actor, {
      projectId,
      action: "round.create",
      target: `Round ${round.number}, ${settings.name}`,
      after: settings,
    });
    return round;
  });
}

/**
 * Replaces the settings of a draft.
 *
 * @throws AppError `not_found`, `conflict` once the round was opened, `invalid`.
 */
export async function saveRound(actor: Actor, roundId: string, input: NewRound): Promise<void> {
  const settings = RoundInput.parse(input);
  await db().$transaction(async (transaction) => {
    const draft = await getDraft(transaction, actor, roundId);
    await transaction.round.update({ where: { id: roundId }, data: toColumns(settings), select: { id: true } });
    await transaction.roundCriterion.deleteMany({ where: { roundId } });
    await transaction.roundMember.deleteMany({ where: { roundId } });
    await saveParts(transaction, draft.projectId, roundId, settings);
    await appendAudit(transaction, actor, {
      projectId: draft.projectId,
      action: "round.save",
      target: `Round ${draft.number}, ${settings.name}`,
      after: settings,
    });
  });
}

/** Throws a draft away. @throws AppError `not_found`, `conflict` once the round was opened: its labels must stay. */
export async function deleteRound(actor: Actor, roundId: string): Promise<void> {
  await db().$transaction(async (transaction) => {
    const draft = await getDraft(transaction, actor, roundId);
    await transaction.round.delete({ where: { id: roundId }, select: { id: true } });
    await appendAudit(transaction, actor, {
      projectId: draft.projectId,
      action: "round.delete",
      target: `Round ${draft.number}, ${draft.name}`,
    });
  });
}

function toColumns(settings: RoundInput) {
  const { name, overlap, sampling, order, seed, kind, goldShare, repeatShare, passMark, trainingRoundId } = settings;
  const { dealing, reservationMinutes, perPersonLimit } = settings;
  const columns = { name, overlap, sampling, order, seed, kind, goldShare, repeatShare, passMark, trainingRoundId };
  return { ...columns, dealing, reservationMinutes, perPersonLimit };
}

/** @throws AppError `invalid` when everybody is to label everything, and yet comparisons are dealt as people ask. */
function checkDealing({ kind, dealing }: RoundInput): void {
  if (dealing === "PLANNED" || kind === "LABELLING") return;
  throw new AppError("invalid", "A training round is planned when it opens. Choose that its comparisons are planned.", {
    fields: [{ path: "dealing", message: "A training round is planned when it opens." }],
  });
}

/** @throws AppError `invalid` unless the round that must be passed first is a training round of the project. */
async function checkTraining(transaction: Transaction, projectId: string, { trainingRoundId }: RoundInput): Promise<void> {
  if (trainingRoundId === null) return;
  const training = await transaction.round.count({ where: { id: trainingRoundId, projectId, kind: "TRAINING" } });
  if (training === 1) return;
  throw new AppError("invalid", "The round that must be passed first is no training round of this project. Choose another.", {
    fields: [{ path: "trainingRoundId", message: "This is no training round of this project." }],
  });
}

/** @throws AppError `invalid` when chosen comparisons are not of the project. */
async function checkChosen(transaction: Transaction, projectId: string, { sampling }: RoundInput): Promise<void> {
  if (sampling.kind !== "chosen") return;
  const ids = [...new Set(sampling.comparisonIds)];
  const there = await transaction.comparison.count({ where: { projectId, id: { in: ids } } });
  if (there === ids.length) return;
  const message = `${ids.length - there} of ${ids.length} chosen comparisons are not in this project. Choose them again in its list of disagreements.`;
  throw new AppError("invalid", message, { fields: [{ path: "sampling", message }] });
}

async function saveParts(transaction: Transaction, projectId: string, roundId: string, settings: RoundInput): Promise<void> {
  const userIds = [...new Set(settings.userIds)];
  await checkTraining(transaction, projectId, settings);
  await checkChosen(transaction, projectId, settings);
  checkDealing(settings);
  if (settings.kind === "LABELLING" && settings.overlap > userIds.length) {
    throw new AppError(
      "invalid",
      `An overlap of ${settings.overlap} needs ${settings.overlap} people, and ${userIds.length} are chosen. Choose more people or a smaller overlap.`,
      { fields: [{ path: "overlap", message: `That is more than the ${userIds.length} people chosen.` }] },
    );
  }
  const criterionIds = [...new Set(settings.criterionIds)];
  const criteria = await transaction.criterion.count({ where: { projectId, id: { in: criterionIds }, archivedAt: null } });
  if (criteria !== criterionIds.length) {
    throw new AppError("invalid", "One of the chosen criteria is not asked in this project. Reload the page and choose again.", {
      fields: [{ path: "criterionIds", message: "One of these is not asked in this project." }],
    });
  }
  await transaction.roundCriterion.createMany({
    data: criterionIds.map((criterionId, position) => ({ roundId, criterionId, position, required: true })),
  });
  const annotators = await ensureAnnotators(transaction, projectId, userIds);
  const own = new Map(settings.members.map((member) => [member.userId, member]));
  await transaction.roundMember.createMany({
    data: annotators.map((annotatorId, index) => {
      const { group = "", limit = null } = own.get(userIds[index] ?? "") ?? {};
      return { roundId, annotatorId, group: group || null, limit };
    }),
  });
}
