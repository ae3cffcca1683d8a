import "server-only";
import { appendAudit } from "@/lib/audit/append";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { sealPresentation } from "@/lib/labels/presentation-token";
import { getOwnPlace } from "@/lib/rounds/own-place";
import type { OwnQuestion, OwnQuestions } from "./types";

interface Row extends Omit<OwnQuestion, "token" | "askedAt" | "answeredAt" | "seenAt"> {
  comparisonId: string;
  assignmentId: string;
  repeatIndex: number;
  swapped: boolean;
  askedAt: Date;
  answeredAt: Date | null;
  seenAt: Date | null;
}

// A comparison that was shown twice is opened at its first showing.
const OWN = `
  with mine as (
    select a.id, a."comparisonId", a."repeatIndex", a.swapped,
      case when a.state in ('OPEN', 'DONE') and c."withdrawnAt" is null
        then (row_number() over (partition by a.state in ('OPEN', 'DONE') and c."withdrawnAt" is null order by a.position, a.id))::int end as place
    from "Assignment" a join "Comparison" c on c.id = a."comparisonId"
    where a."annotatorId" = $1 and a."roundId" = $2)
  select q.id, q.text, q."createdAt" as "askedAt", q.answer, q."answeredAt", q."seenAt", q."comparisonId",
    m.id as "assignmentId", m."repeatIndex", m.swapped, m.place
  from "Question" q
  cross join lateral (select * from mine m where m."comparisonId" = q."comparisonId" order by m."repeatIndex" limit 1) m
  where q."annotatorId" = $1 and q."roundId" = $2
  order by q."createdAt" desc, q.id desc
  limit 200`;

/** What the person asked in a round, newest first, with the answers. @throws AppError `not_found` when they are not in it. */
export async function listOwnQuestions(actor: UserActor, roundId: string): Promise<OwnQuestions> {
  const { userId, ...place } = await getOwnPlace(actor, roundId);
  const { rows } = await pool().query<Row>({ name: "own-questions", text: OWN, values: [place.annotatorId, roundId] });
  return {
    questions: rows.map(({ comparisonId, assignmentId, repeatIndex, swapped, askedAt, answeredAt, seenAt, ...question }) => ({
      ...question,
      token: sealPresentation(userId, { ...place, comparisonId, assignmentId, repeatIndex, swapped }),
      askedAt: askedAt.toISOString(),
      answeredAt: answeredAt?.toISOString() ?? null,
      seenAt: seenAt?.toISOString() ?? null,
    })),
  };
}

/** Notes that the person has seen the answers to their questions in a round. @throws AppError `not_found` when they are not in it. */
export async function markAnswersSeen(actor: UserActor, roundId: string): Promise<void> {
  const { annotatorId, projectId } = await getOwnPlace(actor, roundId);
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.question.updateMany({
      where: { annotatorId, roundId, answeredAt: { not: null }, seenAt: null },
      data: { seenAt: new Date() },
    });
    if (count === 0) return;
    await appendAudit(transaction, actor, { projectId, action: "question.seen", target: `Round ${roundId}`, after: { count } });
  });
}
