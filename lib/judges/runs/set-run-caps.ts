import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { type RunCaps, RunCaps as Schema } from "@/lib/judges/run-schema";

/**
 * Gives a run other caps; it sees them at its next call. A paused run stays paused until it is resumed.
 *
 * @throws AppError `not_found`, `conflict` for a run that has ended, `invalid` without a cap in calls where the model had no price.
 */
export async function setRunCaps(actor: Actor, runId: string, input: RunCaps): Promise<void> {
  const caps = Schema.parse(input);
  await db().$transaction(async (transaction) => {
    const run = await transaction.judgeRun.findFirst({
      where: { id: runId, project: projectsWhere(actor, "research") },
      select: {
        projectId: true,
        state: true,
        capMicroDollars: true,
        capCalls: true,
        callMicroDollars: true,
        judgeVersion: { select: { version: true, judge: { select: { name: true } } } },
      },
    });
    if (!run) throw notFound("The run");
    if (run.state === "CANCELLED" || run.state === "DONE")
      throw new AppError("conflict", "This run has ended; its caps are history.");
    if (run.callMicroDollars === null && (caps.capCalls === null || caps.capMicroDollars !== null)) {
      throw new AppError(
        "invalid",
        "The model had no price when this run began: it needs a cap in calls and cannot have one in dollars.",
        {
          fields: [{ path: "capCalls", message: "Give the most calls." }],
        },
      );
    }
    await transaction.judgeRun.update({ where: { id: runId }, data: caps, select: { id: true } });
    await appendAudit(transaction, actor, {
      projectId: run.projectId,
      action: "judge-run.caps",
      target: `${run.judgeVersion.judge.name} v${run.judgeVersion.version}`,
      before: {
        runId,
        capMicroDollars: run.capMicroDollars === null ? null : Number(run.capMicroDollars),
        capCalls: run.capCalls,
      },
      after: caps,
    });
  });
}
