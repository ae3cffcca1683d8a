import "server-only";
import { db, type Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { backoffMs } from "@/lib/jobs/backoff";
import { PATIENT } from "@/lib/judges/calls/hold-comparison";
import { failVerdict } from "@/lib/judges/calls/rationales";
import type { ModelError } from "@/lib/llm/model-error";
import { costMicroDollars } from "@/lib/money/cost";
import { addToLedger } from "@/lib/money/ledger";
import { findPrice } from "@/lib/money/prices";
import type { LeasedTask } from "./claim-tasks";
import type { RunFacts } from "./run-facts";

/** A run whose first calls all end in vain is stopped for a person to look at. */
const VAIN_CALLS = 20;
/** "Fewer calls, please" is no failure of a call: it may be said this many times as often as a call may fail. */
const RATE_LIMIT_PATIENCE = 5;

/** A try that brought no answer. */
export interface FailedCall {
  error: ModelError;
  latencyMs: number;
  /** The endpoint refused a setting that the next try leaves out. */
  isDialect: boolean;
}

/**
 * Stores a try that failed and decides what happens next: another try later, a failed task, or a paused run when no call could do better
 * before somebody mends something. There is never a verdict in it.
 * A call that was given up had been sent, and is written down as lost.
 */
export async function finishFailed(task: LeasedTask, facts: RunFacts, failed: FailedCall): Promise<void> {
  const { error, latencyMs, isDialect } = failed;
  const next = nextStep(task, facts, failed);
  const outcome = error.kind === "aborted" ? "lost" : error.kind;
  const { tokensIn, tokensOut } = error.usage;
  const cost = costMicroDollars(tokensIn === null ? null : await findPrice(facts, facts.spec.price), tokensIn, tokensOut);
  await db().$transaction(async (transaction) => {
    await transaction.judgeAttempt.create({
      data: {
        comparisonId: task.comparisonId,
        id: newId(),
        taskId: task.id,
        runId: task.runId,
        outcome,
        httpStatus: error.httpStatus,
        message: error.kind === "aborted" ? GIVEN_UP : toMessage(error),
        tokensIn,
        tokensOut,
        costMicroDollars: cost,
        latencyMs,
      },
      select: { id: true },
    });
    const { count } = await transaction.judgeTask.updateMany({
      where: { id: task.id, state: "LEASED", leaseToken: task.leaseToken },
      data: {
        state: next.kind === "fail" ? "FAILED" : "WAITING",
        leaseToken: null,
        leaseUntil: null,
        sentAt: null,
        attempts: error.kind === "aborted" || next.kind === "pause" || isDialect ? task.attempts : task.attempts + 1,
        ...(next.kind === "wait" && next.ms > 0 ? { notBefore: new Date(Date.now() + next.ms) } : {}),
        ...(error.kind === "aborted" ? {} : { errorKind: error.kind, errorMessage: toMessage(error) }),
      },
    });
    if (count > 0 && next.kind === "pause") await pauseRun(transaction, task.runId, error.message);
    if (count > 0 && next.kind === "fail") {
      if (task.step === "RATIONALE") await failVerdict(transaction, task, error.kind);
      await pauseIfVain(transaction, task.runId, error);
    }
    const { projectId, runId } = facts;
    await addToLedger(transaction, { projectId, runId, outcome, tokensIn, tokensOut, costMicroDollars: cost });
  }, PATIENT);
}

const GIVEN_UP =
  "The server was stopped while this call was open. Whether the endpoint answered it is not known; it is asked again.";

/** Sentence, then what the endpoint said on a line of its own: readers who may not see the endpoint get the first line. */
function toMessage(error: ModelError): string {
  return error.endpointText === null ? error.message : `${error.message}\n${error.endpointText}`;
}

type NextStep = { kind: "wait"; ms: number } | { kind: "fail" } | { kind: "pause" };

function nextStep(task: LeasedTask, facts: RunFacts, { error, isDialect }: FailedCall): NextStep {
  if (error.kind === "aborted" || isDialect) return { kind: "wait", ms: 0 };
  if (error.isHopeless) return { kind: "pause" };
  const failures = task.attempts + 1;
  const limit = facts.spec.limits.attempts * (error.kind === "rate_limited" ? RATE_LIMIT_PATIENCE : 1);
  if (!error.isRetryable || failures >= limit) return { kind: "fail" };
  return { kind: "wait", ms: backoffMs(failures, error.retryAfterMs, Math.random()) };
}

async function pauseRun(transaction: Transaction, runId: string, reason: string): Promise<void> {
  await transaction.judgeRun.updateMany({
    where: { id: runId, state: "RUNNING" },
    data: { state: "PAUSED", pauseReason: reason },
  });
}

/** A verdict that failed with its rationale was never asked, and counts no call of its own. */
async function pauseIfVain(transaction: Transaction, runId: string, error: ModelError): Promise<void> {
  const [answered, failed] = await Promise.all([
    transaction.judgeTask.findFirst({ where: { runId, state: "DONE" }, select: { id: true } }),
    transaction.judgeTask.findMany({
      where: { runId, state: "FAILED", attempts: { gt: 0 } },
      take: VAIN_CALLS,
      select: { id: true },
    }),
  ]);
  if (answered || failed.length < VAIN_CALLS) return;
  await pauseRun(transaction, runId, `The first ${VAIN_CALLS} calls all failed, the last one so: ${error.message}`);
}
