import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";

/** A question as researchers read it. */
export interface QuestionEntry {
  id: string;
  comparisonId: string;
  /** The source's own id of the comparison, where it has one. */
  externalId: string | null;
  annotator: string;
  text: string;
  askedAt: Date;
  answer: string | null;
  answeredAt: Date | null;
  seenAt: Date | null;
}

/** The questions of a project, those without an answer first, then the newest. @param take - At most so many. */
export async function listQuestions(actor: Actor, projectId: string, take = 200): Promise<QuestionEntry[]> {
  const questions = await db().question.findMany({
    where: { projectId, project: projectsWhere(actor, "read") },
    orderBy: [{ answeredAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }, { id: "desc" }],
    take,
    select: {
      id: true,
      comparisonId: true,
      annotatorId: true,
      text: true,
      createdAt: true,
      answer: true,
      answeredAt: true,
      seenAt: true,
    },
  });
  const [annotators, comparisons] = await Promise.all([
    db().annotator.findMany({
      where: { projectId, id: { in: questions.map(({ annotatorId }) => annotatorId) } },
      select: { id: true, name: true },
    }),
    db().comparison.findMany({
      where: { projectId, id: { in: questions.map(({ comparisonId }) => comparisonId) } },
      select: { id: true, externalId: true },
    }),
  ]);
  return questions.map(({ annotatorId, createdAt, ...question }) => ({
    ...question,
    annotator: annotators.find(({ id }) => id === annotatorId)?.name ?? "an annotator",
    externalId: comparisons.find(({ id }) => id === question.comparisonId)?.externalId ?? null,
    askedAt: createdAt,
  }));
}

/** How many questions of a project wait for an answer. */
export async function countOpenQuestions(actor: Actor, projectId: string): Promise<number> {
  return db().question.count({ where: { projectId, answeredAt: null, project: projectsWhere(actor, "read") } });
}
