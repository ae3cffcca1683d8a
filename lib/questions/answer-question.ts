import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { QuestionText } from "@/lib/notes/schema";

/**
 * Answers an annotator's question; an answer that is there is replaced, and is new to the annotator again.
 *
 * @throws AppError `not_found`, `conflict` when the project is archived; ZodError for an empty answer or one that is too long.
 */
export async function answerQuestion(actor: Actor, project: string, questionId: string, text: string): Promise<void> {
  const answer = QuestionText.parse(text);
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const question = await transaction.question.findFirst({
      where: { id: questionId, projectId },
      select: { comparisonId: true, answer: true },
    });
    if (!question) throw notFound("The question");
    if (question.answer === answer) return;
    await transaction.question.update({
      where: { id: questionId },
      data: { answer, answeredById: userIdOf(actor), answeredAt: new Date(), seenAt: null },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: "question.answer",
      target: `Comparison ${question.comparisonId}`,
      before: { answer: question.answer ?? "" },
      after: { answer },
    });
  });
}
