import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { AdjudicationRequest } from "./schema";

/** What became of the comparisons that were sent. */
export interface RequestOutcome {
  /** New in the adjudicators' list. */
  asked: number;
  /** Were sent before, and still wait. */
  known: number;
  /** Have a final answer, which stands: nothing is asked again. */
  settled: number;
}

/**
 * Puts comparisons before the adjudicators on one criterion, whatever the project's rule names. Sent again, it changes nothing.
 *
 * @throws AppError `not_found`; `conflict` when the project is archived; `invalid` for comparisons that are withdrawn or not of the project.
 */
export async function requestAdjudication(actor: Actor, idOrSlug: string, input: AdjudicationRequest): Promise<RequestOutcome> {
  const { criterion: key, comparisonIds } = AdjudicationRequest.parse(input);
  const project = await getProject(actor, idOrSlug, "research");
  const ids = [...new Set(comparisonIds)];
  return db().$transaction(async (transaction) => {
    const criterion = await transaction.criterion.findFirst({
      where: { projectId: project.id, key },
      select: { id: true },
    });
    if (!criterion) throw notFound("The criterion");
    const there = await transaction.comparison.count({ where: { projectId: project.id, id: { in: ids }, withdrawnAt: null } });
    if (there !== ids.length) {
      const message = `${ids.length - there} of ${ids.length} chosen comparisons are withdrawn or not in this project. Load the page again and choose anew.`;
      throw new AppError("invalid", message, { fields: [{ path: "comparisonIds", message }] });
    }
    const answered = await transaction.adjudication.findMany({
      where: { projectId: project.id, criterionId: criterion.id, comparisonId: { in: ids } },
      distinct: ["comparisonId"],
      select: { comparisonId: true },
    });
    const settled = new Set(answered.map(({ comparisonId }) => comparisonId));
    const open = ids.filter((id) => !settled.has(id));
    const { count: asked } = await transaction.adjudicationRequest.createMany({
      data: open.map((comparisonId) => ({
        comparisonId,
        criterionId: criterion.id,
        projectId: project.id,
        createdById: userIdOf(actor),
      })),
      skipDuplicates: true,
    });
    if (asked > 0) {
      await appendAudit(transaction, actor, {
        projectId: project.id,
        action: "adjudication.request",
        target: `${asked} on ${key}`,
        after: { criterion: key, comparisonIds: open },
      });
    }
    return { asked, known: open.length - asked, settled: settled.size };
  });
}
