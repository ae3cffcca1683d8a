import "server-only";
import { db, type Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { backoffMs } from "@/lib/jobs/backoff";
import { PATIENT } from "@/lib/judges/calls/hold-comparison";
import type { ModelError } from "@/lib/llm/model-error";
import { costMicroDollars } from "@/lib/money/cost";
import { addToLedger } from "@/lib/money/ledger";
import { findPrice } from "@/lib/money/prices";
import type { LeasedChain } from "./claim-chains";
import type { RevisionFacts } from "./run-facts";

/** A run whose first chains all end in vain is stopped for a person to look at. */
const VAIN_CHAINS = 10;
/** "Fewer calls, please" is no failure of a call: it may be said this many times as often as a call may fail. */
const RATE_LIMIT_PATIENCE = 5;

/** A try that brought no text. */
export interface FailedStep {
  error: ModelError;
  latencyMs: number;
  /** The endpoint refused a setting that the next try leaves out. */
  isDialect: boolean;
}

/**
 * Stores a try that failed and decides what happens next: another try later, a failed chain, or a paused run when no call could do better
 * before somebody mends something. The steps that the chain has stay.
 *
 * @returns When no call of this run should be made before, in milliseconds since 1970; 0 when any time is fine.
 */
export async function finishFailed(chain: LeasedChain, facts: RevisionFacts, failed: FailedStep): Promise<number> {
  const { error } = failed;
  const next = nextAfter(chain, facts, failed);
  const isCounted = error.kind !== "aborted";
  const { tokensIn, tokensOut } = error.usage;
  const cost = costMicroDollars(tokensIn === null ? null : await findPrice(facts), tokensIn, tokensOut);
  await db().$transaction(async (transaction) => {
    if (isCounted) await recordAttempt(transaction, chain, failed, cost);
    const { count } = await transaction.revisionChain.updateMany({
      where: { id: chain.id, state: "LEASED", leaseToken: chain.leaseToken },
      data: {
        state: next.kind === "fail" ? "FAILED" : "WAITING",
        leaseToken: null,
        leaseUntil: null,
        attempts: isCounted && next.kind !== "pause" && !failed.isDialect ? chain.attempts + 1 : chain.attempts,
        ...(next.kind === "wait" && next.ms > 0 ? { notBefore: new Date(Date.now() + next.ms) } : {}),
        ...(isCounted ? { errorKind: error.kind, errorMessage: toMessage(error) } : {}),
      },
    });
    if (count > 0 && next.kind === "pause") await pauseRun(transaction, chain.runId, error.message);
    if (count > 0 && next.kind === "fail") await pauseIfVain(transaction, chain.runId, error);
    if (isCounted) {
      const { projectId, runId } = facts;
      await addToLedger(transaction, {
        projectId,
        runId,
        outcome: error.kind,
        tokensIn,
        tokensOut,
        costMicroDollars: cost,
      });
    }
  }, PATIENT);
  return error.kind === "rate_limited" && next.kind === "wait" ? Date.now() + next.ms : 0;
}

async function recordAttempt(
  transaction: Transaction,
  chain: LeasedChain,
  { error, latencyMs }: FailedStep,
  cost: bigint | null,
): Promise<void> {
  await transaction.revisionAttempt.create({
    data: {
      id: newId(),
      chainId: chain.id,
      outcome: error.kind,
      httpStatus: error.httpStatus,
      message: toMessage(error),
      ...error.usage,
      costMicroDollars: cost,
      latencyMs,
    },
    select: { id: true },
  });
}

/** Sentence, then what the endpoint said on a line of its own: readers who may not see the endpoint get the first line. */
function toMessage(error: ModelError): string {
  return error.endpointText === null ? error.message : `${error.message}\n${error.endpointText}`;
}

type After = { kind: "wait"; ms: number } | { kind: "fail" } | { kind: "pause" };

function nextAfter(chain: LeasedChain, facts: RevisionFacts, { error, isDialect }: FailedStep): After {
  if (error.kind === "aborted" || isDialect) return { kind: "wait", ms: 0 };
  if (error.isHopeless) return { kind: "pause" };
  const failures = chain.attempts + 1;
  const limit = facts.spec.limits.attempts * (error.kind === "rate_limited" ? RATE_LIMIT_PATIENCE : 1);
  if (!error.isRetryable || failures >= limit) return { kind: "fail" };
  return { kind: "wait", ms: backoffMs(failures, error.retryAfterMs, Math.random()) };
}

async function pauseRun(transaction: Transaction, runId: string, reason: string): Promise<void> {
  await transaction.revisionRun.updateMany({
    where: { id: runId, state: "RUNNING" },
    data: { state: "PAUSED", pauseReason: reason },
  });
}

async function pauseIfVain(transaction: Transaction, runId: string, error: ModelError): Promise<void> {
  const [made, failed] = await Promise.all([
    transaction.revisionStep.findFirst({ where: { chain: { runId } }, select: { id: true } }),
    transaction.revisionChain.findMany({ where: { runId, state: "FAILED" }, take: VAIN_CHAINS, select: { id: true } }),
  ]);
  if (made || failed.length < VAIN_CHAINS) return;
  await pauseRun(transaction, runId, `The first ${VAIN_CHAINS} chains all failed, the last one so: ${error.message}`);
}
