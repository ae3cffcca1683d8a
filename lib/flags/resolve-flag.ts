import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/**
 * Marks a flag as dealt with, or as open again. Nothing happens when it is so already.
 *
 * @throws AppError `not_found`, `conflict` when the project is archived.
 */
export async function resolveFlag(
  actor: Actor,
  project: string,
  { comparisonId, flagId, isResolved }: { comparisonId: string; flagId: string; isResolved: boolean },
): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const flag = await transaction.comparisonFlag.findFirst({
      where: { comparisonId, id: flagId, projectId },
      select: { kind: true },
    });
    if (!flag) throw notFound("The flag");
    const { count } = await transaction.comparisonFlag.updateMany({
      where: { comparisonId, id: flagId, resolvedAt: isResolved ? null : { not: null } },
      data: { resolvedAt: isResolved ? new Date() : null },
    });
    if (count === 0) return;
    const action = isResolved ? "flag.resolve" : "flag.reopen";
    await appendAudit(transaction, actor, { projectId, action, target: `Comparison ${comparisonId}, ${flag.kind}` });
  });
}
