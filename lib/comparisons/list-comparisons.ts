import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { whereData } from "@/lib/labels/data-labels";
import { toExcerpt, toMessages } from "./to-messages";
import type { ListedComparison } from "./types";

/**
 * The comparisons with these ids as a list shows them, in the order of the ids; what is not in the project or not the actor's to read is
 * left out. Meant for one page: it reads every prompt.
 */
export async function listComparisons(
  actor: Actor,
  projectId: string,
  options: { ids: readonly string[]; criterionId: string },
): Promise<ListedComparison[]> {
  const { ids, criterionId } = options;
  const data = await whereData(projectId);
  const found = await db().comparison.findMany({
    where: { id: { in: [...ids] }, projectId, project: projectsWhere(actor, "read") },
    select: {
      id: true,
      externalId: true,
      withdrawnAt: true,
      prompt: { select: { messages: true } },
      responseA: { select: { model: true } },
      responseB: { select: { model: true } },
      labels: {
        where: { criterionId, ...data },
        orderBy: [{ annotator: { kind: "asc" } }, { annotator: { name: "asc" } }, { id: "asc" }],
        select: { answer: true, score: true, annotator: { select: { id: true, name: true, kind: true } } },
      },
    },
  });
  const byId = new Map(found.map((comparison) => [comparison.id, comparison]));
  return ids.flatMap((id) => {
    const comparison = byId.get(id);
    if (!comparison) return [];
    return {
      id,
      externalId: comparison.externalId,
      ...toExcerpt(toMessages(comparison.prompt.messages)),
      models: [comparison.responseA.model, comparison.responseB.model],
      withdrawn: comparison.withdrawnAt !== null,
      labels: comparison.labels.map(({ answer, score, annotator }) => ({
        annotatorId: annotator.id,
        name: annotator.name,
        kind: annotator.kind,
        answer,
        score,
      })),
    };
  });
}
