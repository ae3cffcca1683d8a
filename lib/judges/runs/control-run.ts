import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import type { RunState } from "@/lib/db/generated/client";
import { AppError, notFound } from "@/lib/errors";
import type { RunAction } from "@/lib/judges/run-schema";
import { wakeJudgeWorker } from "./judge-worker";

type Action = Exclude<RunAction["action"], "caps">;

const FROM: Readonly<Record<Action, readonly RunState[]>> = {
  pause: ["RUNNING"],
  resume: ["PAUSED"],
  cancel: ["RUNNING", "PAUSED"],
  retry: ["RUNNING", "PAUSED", "DONE"],
};

/**
 * Pauses, resumes or cancels a run, or lets it try its failed calls again. Calls in flight end and are kept. Doing again what is done
 * already changes nothing.
 *
 * @param kind - Of a retry: only the calls whose last try ended so.
 * @throws AppError `not_found`, `conflict` when the run's state does not allow it.
 */
export async function controlRun(actor: Actor, runId: string, action: Action, kind?: string): Promise<void> {
  await db().$transaction(async (transaction) => {
    const run = await transaction.judgeRun.findFirst({
      where: { id: runId, project: projectsWhere(actor, "research") },
      select: {
        id: true,
        state: true,
        projectId: true,
        judgeVersion: { select: { version: true, judge: { select: { name: true } } } },
      },
    });
    if (!run) throw notFound("The run");
    const reached = action === "pause" ? "PAUSED" : action === "cancel" ? "CANCELLED" : "RUNNING";
    if (run.state === reached && action !== "retry") return;
    if (!FROM[action].includes(run.state)) throw impossible(action, run.state);
    if (action === "retry") await retryFailed(transaction, runId, kind);
    await transaction.judgeRun.updateMany({
      where: { id: runId, state: run.state },
      data: {
        state: reached,
        pauseReason: action === "pause" ? `Paused by ${actor.name}.` : null,
        finishedAt: action === "cancel" ? new Date() : null,
      },
    });
    await appendAudit(transaction, actor, {
      projectId: run.projectId,
      action: `judge-run.${action}`,
      target: `${run.judgeVersion.judge.name} v${run.judgeVersion.version}`,
      before: { runId, state: run.state },
      after: { state: reached, ...(kind === undefined ? {} : { kind }) },
    });
  });
  wakeJudgeWorker();
}

async function retryFailed(transaction: Transaction, runId: string, kind: string | undefined): Promise<void> {
  const { count } = await transaction.judgeTask.updateMany({
    where: { runId, state: "FAILED", ...(kind === undefined ? {} : { errorKind: kind }) },
    data: { state: "WAITING", attempts: 0, notBefore: new Date() },
  });
  if (count === 0) throw new AppError("conflict", "This run has no failed calls to try again.");
}

function impossible(action: Action, state: RunState): AppError {
  const word = { RUNNING: "is running", PAUSED: "is paused", CANCELLED: "was cancelled", DONE: "is done" }[state];
  const what = { pause: "paused", resume: "resumed", cancel: "cancelled", retry: "tried again" }[action];
  return new AppError("conflict", `This run ${word} and cannot be ${what}. Start a new one to label what is missing.`);
}
