import "server-only";
import { toExcerpt, toMessages } from "@/lib/comparisons/to-messages";
import { db } from "@/lib/db/client";
import { whereData } from "@/lib/labels/data-labels";
import type { Dispute } from "./measure-disputes";
import type { DisputedComparison } from "./types";

/** The comparisons of one page of the list with their labels and what stands, in a fixed number of reads. */
export async function readListed(
  projectId: string,
  criterionId: string,
  disputes: readonly Dispute[],
): Promise<DisputedComparison[]> {
  const ids = disputes.map(({ id }) => id);
  const data = await whereData(projectId);
  const [found, given] = await Promise.all([
    db().comparison.findMany({
      where: { id: { in: ids }, projectId },
      select: {
        id: true,
        externalId: true,
        prompt: { select: { messages: true } },
        labels: {
          where: { criterionId, repeatIndex: 0, ...data },
          orderBy: [{ submittedAt: "desc" }, { id: "desc" }],
          select: { score: true, annotator: { select: { id: true, name: true, kind: true } } },
        },
      },
    }),
    db().adjudication.findMany({
      where: { projectId, criterionId, comparisonId: { in: ids } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: {
        id: true,
        comparisonId: true,
        criterionId: true,
        userId: true,
        answer: true,
        score: true,
        rationale: true,
        wantsSecond: true,
        createdAt: true,
      },
    }),
  ]);
  const users = await db().user.findMany({
    where: { id: { in: given.map(({ userId }) => userId) } },
    select: { id: true, name: true },
  });
  return disputes.flatMap(({ id, size, reasons }) => {
    const comparison = found.find((each) => each.id === id);
    if (!comparison) return [];
    const newest = given.find(({ comparisonId }) => comparisonId === id);
    const name = users.find((user) => user.id === newest?.userId)?.name ?? "a former member";
    return {
      id,
      size,
      reasons,
      externalId: comparison.externalId,
      ...toExcerpt(toMessages(comparison.prompt.messages)),
      labels: toNewest(comparison.labels).map(({ score, annotator: { id: annotatorId, ...annotator } }) => ({
        annotatorId,
        ...annotator,
        score,
      })),
      standing: newest ? { ...newest, name, createdAt: newest.createdAt.toISOString() } : null,
    };
  });
}

/** One label an annotator, of which the newest comes first. */
function toNewest<T extends { annotator: { id: string } }>(labels: readonly T[]): T[] {
  const seen = new Set<string>();
  return labels.filter(({ annotator }) => !seen.has(annotator.id) && seen.add(annotator.id));
}
