import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { AdjudicationRule, toAdjudicationRule } from "./schema";

/**
 * Says which comparisons come before the adjudicators from now on. Answers that were given stay.
 *
 * @throws AppError `not_found`; `conflict` when the project is archived; `invalid` for a judge that the project does not have.
 */
export async function saveAdjudicationRule(actor: Actor, idOrSlug: string, input: AdjudicationRule): Promise<void> {
  const rule = AdjudicationRule.parse(input);
  const project = await getProject(actor, idOrSlug, "research");
  await db().$transaction(async (transaction) => {
    if (rule.judge !== "none" && rule.judge !== "any") {
      const judge = await transaction.annotator.findFirst({
        where: { id: rule.judge, projectId: project.id, kind: "AI" },
        select: { id: true },
      });
      const message = "This project has no such judge. Load the page again to get its judges.";
      if (!judge) throw new AppError("invalid", message, { fields: [{ path: "judge", message }] });
    }
    const { adjudication } = await transaction.project.findUniqueOrThrow({
      where: { id: project.id },
      select: { adjudication: true },
    });
    await transaction.project.update({ where: { id: project.id }, data: { adjudication: rule }, select: { id: true } });
    await appendAudit(transaction, actor, {
      projectId: project.id,
      action: "adjudication.rule",
      target: project.name,
      before: toAdjudicationRule(adjudication),
      after: rule,
    });
  });
}
