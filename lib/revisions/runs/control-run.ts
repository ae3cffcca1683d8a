import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import type { RunState } from "@/lib/db/generated/client";
import { AppError, notFound } from "@/lib/errors";
import type { RevisionAction, RevisionCaps } from "@/lib/revisions/schema";
import { wakeRevisionWorker } from "./revision-worker";

type Action = RevisionAction["action"];

const FROM: Readonly<Record<Action, readonly RunState[]>> = {
  pause: ["RUNNING"],
  resume: ["PAUSED"],
  cancel: ["RUNNING", "PAUSED"],
  retry: ["RUNNING", "PAUSED", "DONE"],
};

/**
 * Pauses, resumes or cancels a run, or lets it try its failed chains again. Calls in flight end and are kept. Doing again what is done already
 * changes nothing.
 *
 * @param caps - What it may spend from now on; left out, as before.
 * @throws AppError `not_found`, `conflict` when the run's state does not allow it, `invalid` for caps that nothing counts.
 */
export async function controlRevisionRun(actor: Actor, runId: string, action: Action, caps?: RevisionCaps): Promise<void> {
  await db().$transaction(async (transaction) => {
    const run = await transaction.revisionRun.findFirst({
      where: { id: runId, project: projectsWhere(actor, "research") },
      select: {
        id: true,
        state: true,
        projectId: true,
        name: true,
        capMicroDollars: true,
        capCalls: true,
        callMicroDollars: true,
      },
    });
    if (!run) throw notFound("The run");
    const reached = action === "pause" ? "PAUSED" : action === "cancel" ? "CANCELLED" : "RUNNING";
    if (run.state === reached && action !== "retry") return;
    if (!FROM[action].includes(run.state)) throw impossible(action, run.state);
    if (action === "retry") await retryFailed(transaction, runId);
    if (caps) refuseUncounted(caps, run.callMicroDollars !== null);
    await transaction.revisionRun.updateMany({
      where: { id: runId, state: run.state },
      data: {
        state: reached,
        pauseReason: action === "pause" ? `Paused by ${actor.name}.` : null,
        finishedAt: action === "cancel" ? new Date() : null,
        ...caps,
      },
    });
    await appendAudit(transaction, actor, {
      projectId: run.projectId,
      action: `revision-run.${action}`,
      target: run.name,
      before: { runId, state: run.state, ...(caps ? { ...toNumbers(run) } : {}) },
      after: { state: reached, ...caps },
    });
  });
  wakeRevisionWorker();
}

/** Something must count: money where the model had a price when the run began, else calls. */
function refuseUncounted({ capMicroDollars, capCalls }: RevisionCaps, hasPrice: boolean): void {
  if (hasPrice || (capMicroDollars === null && capCalls !== null)) return;
  throw new AppError(
    "invalid",
    "The model had no price when the run began, so it is counted in calls: give the most that it may make.",
    {
      fields: [{ path: "capCalls", message: "Give a number." }],
    },
  );
}

function toNumbers({ capMicroDollars, capCalls }: { capMicroDollars: bigint | null; capCalls: number | null }) {
  return { capMicroDollars: capMicroDollars === null ? null : Number(capMicroDollars), capCalls };
}

async function retryFailed(transaction: Transaction, runId: string): Promise<void> {
  const { count } = await transaction.revisionChain.updateMany({
    where: { runId, state: "FAILED" },
    data: { state: "WAITING", attempts: 0, notBefore: new Date() },
  });
  if (count === 0) throw new AppError("conflict", "This run has no failed chains to try again.");
}

function impossible(action: Action, state: RunState): AppError {
  const word = { RUNNING: "is running", PAUSED: "is paused", CANCELLED: "was cancelled", DONE: "is done" }[state];
  const what = { pause: "paused", resume: "resumed", cancel: "cancelled", retry: "tried again" }[action];
  return new AppError("conflict", `This run ${word} and cannot be ${what}. Start a new one for what is missing.`);
}
