import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

/**
 * Puts a judge aside with all its versions, or takes it back: lists leave it out and no run starts, its labels and its page stay. Nothing
 * happens when it is so already.
 *
 * @throws AppError `not_found`; `conflict` while a run of it is open.
 */
export async function archiveJudge(actor: Actor, project: string, judgeId: string, archived: boolean): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    // Held, so that no version is saved and no run begins meanwhile.
    const rows = await transaction.$queryRaw<{ name: string; isArchived: boolean }[]>`
      select name, "archivedAt" is not null as "isArchived" from "Judge"
      where id = ${judgeId}::uuid and "projectId" = ${projectId}::uuid for update`;
    const [judge] = rows;
    if (!judge) throw notFound("The judge");
    if (judge.isArchived === archived) return;
    const open = await transaction.judgeRun.count({
      where: { judgeVersion: { judgeId }, state: { in: ["RUNNING", "PAUSED"] } },
    });
    if (archived && open > 0) {
      throw new AppError("conflict", "A run of this judge is not finished. Let it end or cancel it, then archive the judge.");
    }
    await transaction.judge.update({
      where: { id: judgeId },
      data: { archivedAt: archived ? new Date() : null },
      select: { id: true },
    });
    const action = archived ? "judge.archive" : "judge.restore";
    await appendAudit(transaction, actor, { projectId, action, target: judge.name });
  });
}
