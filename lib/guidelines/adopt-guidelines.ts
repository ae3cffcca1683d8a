import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

/**
 * Moves an open round on to the project's newest guidelines. Its people are asked to read them before their next label; what they decided
 * before stays under the version that they had read.
 *
 * @returns The version that the round is now under.
 * @throws AppError `not_found`; `conflict` unless the round is open or paused and there is a newer version.
 */
export async function adoptGuidelines(actor: Actor, roundId: string): Promise<{ version: number }> {
  return db().$transaction(async (transaction) => {
    const round = await transaction.round.findFirst({
      where: { id: roundId, project: projectsWhere(actor, "research") },
      select: { projectId: true, number: true, name: true },
    });
    if (!round) throw notFound("The round");
    const [held] = await transaction.$queryRaw<{ state: string; guidelineVersionId: string | null }[]>`
      select state::text, "guidelineVersionId"::text from "Round" where id = ${roundId}::uuid for update`;
    if (held?.state !== "OPEN" && held?.state !== "PAUSED") {
      throw new AppError("conflict", "Only a round that is open or paused can take up new guidelines.");
    }
    const [before, newest] = await Promise.all([
      held.guidelineVersionId === null
        ? null
        : transaction.guidelineVersion.findUnique({ where: { id: held.guidelineVersionId }, select: { version: true } }),
      transaction.guidelineVersion.findFirst({
        where: { projectId: round.projectId },
        orderBy: { version: "desc" },
        select: { id: true, version: true },
      }),
    ]);
    if (!newest || newest.id === held.guidelineVersionId) {
      throw new AppError("conflict", "This round is under the newest guidelines already.");
    }
    await transaction.round.update({ where: { id: roundId }, data: { guidelineVersionId: newest.id }, select: { id: true } });
    await appendAudit(transaction, actor, {
      projectId: round.projectId,
      action: "round.adoptGuidelines",
      target: `Round ${round.number}, ${round.name}`,
      before: { version: before?.version ?? null },
      after: { version: newest.version },
    });
    return { version: newest.version };
  });
}
