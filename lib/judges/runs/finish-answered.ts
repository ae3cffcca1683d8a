import "server-only";
import { db, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { holdComparison, PATIENT } from "@/lib/judges/calls/hold-comparison";
import { labelComparison } from "@/lib/judges/calls/label-comparison";
import { releaseVerdict } from "@/lib/judges/calls/rationales";
import type { Verdict } from "@/lib/judges/types";
import { answerTokens } from "@/lib/judges/verdict";
import type { Completion } from "@/lib/llm/types";
import { costMicroDollars } from "@/lib/money/cost";
import { addToLedger } from "@/lib/money/ledger";
import { findPrice } from "@/lib/money/prices";
import type { LeasedTask } from "./claim-tasks";
import type { RunFacts } from "./run-facts";

/** An answer that came, as it was read. */
export interface AnsweredCall {
  completion: Completion;
  /** Null for a rationale, which is kept as it was written. */
  verdict: Verdict | null;
  promptHash: string;
}

/**
 * Stores an answer, the end of its task and, when all calls of the comparison are answered, the judge's label, in one transaction. Whoever
 * lost the lease meanwhile stores nothing but the try and its cost: another server has the task.
 */
export async function finishAnswered(task: LeasedTask, facts: RunFacts, answered: AnsweredCall): Promise<void> {
  const { tokensIn, tokensOut, latencyMs } = answered.completion;
  const cost = costMicroDollars(await findPrice(facts, facts.spec.price), tokensIn, tokensOut);
  await db().$transaction(async (transaction) => {
    const isMine = await endTask(transaction, task);
    await holdComparison(transaction, task.comparisonId, facts);
    const isKept = isMine && (await keepCall(transaction, task, facts, { ...answered, cost }));
    const outcome = isKept ? "answered" : "answered_late";
    await transaction.judgeAttempt.create({
      data: {
        comparisonId: task.comparisonId,
        id: newId(),
        taskId: task.id,
        runId: task.runId,
        outcome,
        httpStatus: 200,
        message: isKept ? null : "Another server had taken this call over; its answer is the one that was kept.",
        tokensIn,
        tokensOut,
        costMicroDollars: cost,
        latencyMs,
      },
      select: { id: true },
    });
    if (isMine) await goOn(transaction, task, facts);
    const { projectId, runId } = facts;
    await addToLedger(transaction, { projectId, runId, outcome, tokensIn, tokensOut, costMicroDollars: cost });
  }, PATIENT);
}

/** Ends a task whose call was answered before. */
export async function finishKnown(task: LeasedTask, facts: RunFacts): Promise<void> {
  await db().$transaction(async (transaction) => {
    if (!(await endTask(transaction, task))) return;
    await holdComparison(transaction, task.comparisonId, facts);
    await goOn(transaction, task, facts);
  }, PATIENT);
}

/** What an answered call makes possible: the verdict after a rationale, or the label after the last verdict. */
async function goOn(transaction: Transaction, task: LeasedTask, facts: RunFacts): Promise<void> {
  if (task.step === "RATIONALE") await releaseVerdict(transaction, task);
  else await labelComparison(transaction, task.comparisonId, facts);
}

/** @returns Whether this process still held the lease. */
async function endTask(transaction: Transaction, task: LeasedTask): Promise<boolean> {
  const { count } = await transaction.judgeTask.updateMany({
    where: { id: task.id, state: "LEASED", leaseToken: task.leaseToken },
    data: { state: "DONE", leaseToken: null, leaseUntil: null, errorKind: null, errorMessage: null },
  });
  return count === 1;
}

type PricedCall = AnsweredCall & { cost: bigint | null };

async function keepCall(transaction: Transaction, task: LeasedTask, facts: RunFacts, answered: PricedCall): Promise<boolean> {
  const { completion, verdict, promptHash, cost } = answered;
  const { count } = await transaction.judgeCall.createMany({
    data: [
      {
        comparisonId: task.comparisonId,
        id: newId(),
        judgeVersionId: facts.judgeVersionId,
        criterionId: facts.criterionId,
        runId: task.runId,
        order: task.order,
        principleId: task.principleId,
        sampleIndex: task.sampleIndex,
        step: task.step,
        promptHash,
        rawText: completion.text,
        finishReason: completion.finishReason,
        logprobs: verdict === null ? undefined : toLogprobs(completion),
        probabilityFirst: verdict?.probabilityFirst,
        score: verdict?.score,
        coverage: verdict?.coverage,
        method: verdict?.method ?? "rationale",
        modelReported: completion.model,
        tokensIn: completion.tokensIn,
        tokensOut: completion.tokensOut,
        costMicroDollars: cost,
        latencyMs: completion.latencyMs,
      },
    ],
    // The unique key of answered calls: the first answer stands.
    skipDuplicates: true,
  });
  return count === 1;
}

/** The answer token's list as it came. JSON knows no infinity; a probability of 0 is null. */
function toLogprobs({ positions }: Completion): Prisma.InputJsonValue | undefined {
  if (positions === null) return undefined;
  return answerTokens(positions).map(({ token, logprob }) => ({ token, logprob: Number.isFinite(logprob) ? logprob : null }));
}
