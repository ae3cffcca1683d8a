import "server-only";
import { appendAudit } from "@/lib/audit/append";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { Acknowledgement } from "@/lib/labels/types";
import { findShown, NOT_YOURS, OTHER_CONTENT, refuse } from "@/lib/notes/find-shown";
import type { QuestionNote } from "@/lib/notes/schema";

/** Stores what an annotator asks about a comparison of theirs, once for each event id. A closed round takes it too. */
export async function askQuestion(actor: UserActor, { eventId, token, text }: QuestionNote): Promise<Acknowledgement> {
  const shown = await findShown(actor, token);
  if (!shown) return refuse(eventId, NOT_YOURS);
  const { comparisonId, projectId, annotatorId, roundId } = shown;
  return db().$transaction(async (transaction) => {
    await transaction.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${eventId}, 0))::text`;
    const there = await transaction.question.findUnique({
      where: { id: eventId },
      select: { annotatorId: true, comparisonId: true, text: true },
    });
    if (there) {
      const isSame = there.annotatorId === annotatorId && there.comparisonId === comparisonId && there.text === text;
      return isSame ? { eventId, status: "known" } : refuse(eventId, OTHER_CONTENT);
    }
    await transaction.question.create({
      data: { id: eventId, projectId, comparisonId, roundId, annotatorId, text },
      select: { id: true },
    });
    const target = `Comparison ${comparisonId}`;
    await appendAudit(transaction, actor, { projectId, action: "question.ask", target, after: { text } });
    return { eventId, status: "stored" };
  });
}
