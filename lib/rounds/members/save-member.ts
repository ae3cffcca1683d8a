import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { RoundMemberInput } from "@/lib/rounds/schema";

/**
 * Changes the group and the limit of one person in a round that was opened. A limit below what they have takes nothing away: they get no
 * more.
 *
 * @throws AppError `not_found`; `conflict` in a draft, whose form holds its people; `invalid`.
 */
export async function saveRoundMember(actor: Actor, roundId: string, input: RoundMemberInput): Promise<void> {
  const { annotatorId, group, limit } = RoundMemberInput.parse(input);
  await db().$transaction(async (transaction) => {
    const member = await transaction.roundMember.findFirst({
      where: { roundId, annotatorId, removedAt: null, round: { project: projectsWhere(actor, "research") } },
      select: {
        group: true,
        limit: true,
        annotator: { select: { name: true } },
        round: { select: { projectId: true, number: true, state: true } },
      },
    });
    if (!member) throw notFound("The person");
    if (member.round.state === "DRAFT")
      throw new AppError("conflict", "This round is a draft. Change its people in its settings.");
    const after = { group: group || null, limit };
    await transaction.roundMember.update({
      where: { roundId_annotatorId: { roundId, annotatorId } },
      data: after,
      select: { roundId: true },
    });
    await appendAudit(transaction, actor, {
      projectId: member.round.projectId,
      action: "round.saveMember",
      target: `${member.annotator.name}, round ${member.round.number}`,
      before: { group: member.group, limit: member.limit },
      after,
    });
  });
}
