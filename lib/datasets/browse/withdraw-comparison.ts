import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import type { RestoreInput, WithdrawInput } from "@/lib/datasets/browse-schema";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

/**
 * Takes a comparison out of every count, queue, judge run and export, with a reason. Nothing is deleted: its labels stay, and
 * `restoreComparison` takes it back in. The audit entry is what tells the label columns to read withdrawals again.
 *
 * @throws AppError `not_found`; `conflict` when the project is archived or the comparison withdrawn already.
 */
export async function withdrawComparison(actor: Actor, { project, comparisonId, reason }: WithdrawInput): Promise<void> {
  await change(actor, { project, comparisonId }, async (transaction, found) => {
    const { count } = await transaction.comparison.updateMany({
      where: { id: comparisonId, projectId: found.projectId, withdrawnAt: null },
      data: { withdrawnAt: new Date(), withdrawnFor: reason },
    });
    if (count === 0) throw new AppError("conflict", "This comparison is withdrawn already. Load the page again to see why.");
    return { action: "comparison.withdraw", after: { reason } };
  });
}

/**
 * Takes a withdrawn comparison back in, with all the labels that it had.
 *
 * @throws AppError `not_found`; `conflict` when the project is archived or the comparison not withdrawn.
 */
export async function restoreComparison(actor: Actor, input: RestoreInput): Promise<void> {
  await change(actor, input, async (transaction, found) => {
    const { count } = await transaction.comparison.updateMany({
      where: { id: input.comparisonId, projectId: found.projectId, withdrawnAt: { not: null } },
      data: { withdrawnAt: null, withdrawnFor: null },
    });
    if (count === 0) throw new AppError("conflict", "This comparison is not withdrawn. Load the page again.");
    return { action: "comparison.restore", before: { reason: found.withdrawnFor ?? "" } };
  });
}

interface Found {
  projectId: string;
  withdrawnFor: string | null;
}

type Done = { action: string; before?: { reason: string }; after?: { reason: string } };

async function change(
  actor: Actor,
  { project, comparisonId }: RestoreInput,
  work: (transaction: Transaction, found: Found) => Promise<Done>,
): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const found = await transaction.comparison.findFirst({
      where: { id: comparisonId, projectId, project: projectsWhere(actor, "research") },
      select: { projectId: true, externalId: true, withdrawnFor: true },
    });
    if (!found) throw notFound("The comparison");
    const done = await work(transaction, found);
    await appendAudit(transaction, actor, {
      projectId,
      target: found.externalId ? `Comparison ${found.externalId} (${comparisonId})` : `Comparison ${comparisonId}`,
      ...done,
    });
  });
}
