import "server-only";
import * as z from "zod";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { CriterionInput } from "./schema";

const MOST_CRITERIA = 12;

/** Adds a criterion at the end. Rounds made from now on may ask it. @throws AppError `not_found`, `conflict`, `invalid` when its name is taken. */
export async function addCriterion(actor: Actor, project: string, input: CriterionInput): Promise<{ id: string }> {
  const criterion = CriterionInput.parse(input);
  const { id: projectId } = await getProject(actor, project, "research");
  return db().$transaction(async (transaction) => {
    await holdProject(transaction, projectId);
    const others = await transaction.criterion.findMany({
      where: { projectId },
      select: { key: true, position: true, archivedAt: true },
    });
    checkKey(others, criterion.key);
    if (others.filter((each) => !each.archivedAt).length >= MOST_CRITERIA) {
      throw new AppError("conflict", `A project asks at most ${MOST_CRITERIA} criteria. Put one aside first.`);
    }
    const id = newId();
    const position = Math.max(-1, ...others.map((each) => each.position)) + 1;
    await transaction.criterion.create({ data: { id, projectId, position, ...criterion }, select: { id: true } });
    await appendAudit(transaction, actor, { projectId, action: "criterion.add", target: criterion.key, after: criterion });
    return { id };
  });
}

/**
 * Changes a criterion's name, question and polarity, while nobody was asked it.
 *
 * @throws AppError `not_found`; `conflict` once it has a label or a round that asks it was opened: what people answered must stay what
 *   they were asked; `invalid`.
 */
export async function editCriterion(actor: Actor, project: string, criterionId: string, input: CriterionInput): Promise<void> {
  const criterion = CriterionInput.parse(input);
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    await holdProject(transaction, projectId);
    const before = await getCriterion(transaction, projectId, criterionId);
    if (await isAsked(transaction, criterionId)) {
      throw new AppError(
        "conflict",
        `The question of “${before.key}” is fixed, because people or judges were asked it. Add a new criterion instead.`,
      );
    }
    const others = await transaction.criterion.findMany({
      where: { projectId, id: { not: criterionId } },
      select: { key: true },
    });
    checkKey(others, criterion.key);
    await transaction.criterion.update({ where: { id: criterionId }, data: criterion, select: { id: true } });
    const { key, question, polarity } = before;
    await appendAudit(transaction, actor, {
      projectId,
      action: "criterion.edit",
      target: key,
      before: { key, question, polarity },
      after: criterion,
    });
  });
}

/** Puts a criterion aside, or takes it back: its labels stay, new rounds cannot ask it. @throws AppError `not_found`, `conflict`. */
export async function archiveCriterion(actor: Actor, project: string, criterionId: string, archived: boolean): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    await holdProject(transaction, projectId);
    const { key } = await getCriterion(transaction, projectId, criterionId);
    const left = await transaction.criterion.count({ where: { projectId, archivedAt: null, id: { not: criterionId } } });
    if (archived && left === 0) throw new AppError("conflict", "A project needs at least one criterion. Add another first.");
    await transaction.criterion.update({
      where: { id: criterionId },
      data: { archivedAt: archived ? new Date() : null },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: archived ? "criterion.archive" : "criterion.restore",
      target: key,
    });
  });
}

/** Which criteria of a project can still be changed: those that nobody was asked. */
export async function listUnasked(projectId: string): Promise<Set<string>> {
  const criteria = await db().criterion.findMany({ where: { projectId }, select: { id: true } });
  const asked = await Promise.all(criteria.map(({ id }) => isAsked(db(), id)));
  return new Set(criteria.filter((_, index) => !asked[index]).map(({ id }) => id));
}

async function isAsked(transaction: Pick<Transaction, "label" | "round" | "judgeRun">, criterionId: string): Promise<boolean> {
  const label = await transaction.label.findFirst({ where: { criterionId }, select: { id: true } });
  if (label) return true;
  const round = await transaction.round.findFirst({
    where: { state: { not: "DRAFT" }, criteria: { some: { criterionId } } },
    select: { id: true },
  });
  return round !== null || (await transaction.judgeRun.findFirst({ where: { criterionId }, select: { id: true } })) !== null;
}

async function getCriterion(transaction: Transaction, projectId: string, criterionId: string) {
  const found = z.uuid().safeParse(criterionId).success
    ? await transaction.criterion.findFirst({
        where: { id: criterionId, projectId },
        select: { key: true, question: true, polarity: true },
      })
    : null;
  if (!found) throw notFound("The criterion");
  return found;
}

async function holdProject(transaction: Transaction, projectId: string): Promise<void> {
  await transaction.$queryRaw`select id::text from "Project" where id = ${projectId}::uuid for update`;
}

function checkKey(others: readonly { key: string }[], key: string): void {
  if (!others.some((other) => other.key === key)) return;
  throw new AppError("invalid", `There is already a criterion “${key}”.`, {
    fields: [{ path: "key", message: "There is already a criterion of this name." }],
  });
}
