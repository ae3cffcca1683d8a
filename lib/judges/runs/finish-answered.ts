import "server-only";
import { systemActor } from "@/lib/auth/user-id";
import { db, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { aggregateCalls, type CallVerdict } from "@/lib/judges/aggregate";
import type { Verdict } from "@/lib/judges/types";
import { answerTokens } from "@/lib/judges/verdict";
import { recordLabels } from "@/lib/labels/record-labels";
import type { JudgeLabelInput } from "@/lib/labels/schema";
import type { Completion } from "@/lib/llm/types";
import type { LeasedTask } from "./claim-tasks";
import { costMicroDollars } from "./cost";
import type { RunFacts } from "./run-facts";

/** An answer that came, as it was read. */
export interface AnsweredCall {
  completion: Completion;
  verdict: Verdict;
  promptHash: string;
}

/** An answer was paid for: it waits for a connection longer than a page would. In milliseconds. */
export const PATIENT = { maxWait: 30_000, timeout: 30_000 };

/**
 * Stores an answer, the end of its task and, when all orders of the comparison are answered, the judge's label, in one transaction. Whoever
 * lost the lease meanwhile stores nothing but the try and its cost: another server has the task.
 */
export async function finishAnswered(task: LeasedTask, facts: RunFacts, answered: AnsweredCall): Promise<void> {
  await db().$transaction(async (transaction) => {
    const isMine = await endTask(transaction, task);
    await holdComparison(transaction, task, facts);
    const isKept = isMine && (await keepCall(transaction, task, facts, answered));
    const { tokensIn, tokensOut, latencyMs } = answered.completion;
    await transaction.judgeAttempt.create({
      data: {
        comparisonId: task.comparisonId,
        id: newId(),
        taskId: task.id,
        runId: task.runId,
        outcome: isKept ? "answered" : "answered_late",
        httpStatus: 200,
        message: isKept ? null : "Another server had taken this call over; its answer is the one that was kept.",
        tokensIn,
        tokensOut,
        costMicroDollars: costMicroDollars(facts.spec.price, tokensIn, tokensOut),
        latencyMs,
      },
      select: { id: true },
    });
    if (isMine) await labelComparison(transaction, task.comparisonId, facts);
  }, PATIENT);
}

/** Ends a task whose call was answered before. */
export async function finishKnown(task: LeasedTask, facts: RunFacts): Promise<void> {
  await db().$transaction(async (transaction) => {
    if (!(await endTask(transaction, task))) return;
    await holdComparison(transaction, task, facts);
    await labelComparison(transaction, task.comparisonId, facts);
  }, PATIENT);
}

/** @returns Whether this process still held the lease. */
async function endTask(transaction: Transaction, task: LeasedTask): Promise<boolean> {
  const { count } = await transaction.judgeTask.updateMany({
    where: { id: task.id, state: "LEASED", leaseToken: task.leaseToken },
    data: { state: "DONE", leaseToken: null, leaseUntil: null, errorKind: null, errorMessage: null },
  });
  return count === 1;
}

/** The two orders of a comparison end one after the other, so that the second one sees the first and makes the label. */
async function holdComparison(transaction: Transaction, task: LeasedTask, facts: RunFacts): Promise<void> {
  const key = `judge:${facts.judgeVersionId}:${facts.criterionId}:${task.comparisonId}`;
  await transaction.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
}

async function keepCall(transaction: Transaction, task: LeasedTask, facts: RunFacts, answered: AnsweredCall): Promise<boolean> {
  const { completion, verdict, promptHash } = answered;
  const { count } = await transaction.judgeCall.createMany({
    data: [
      {
        comparisonId: task.comparisonId,
        id: newId(),
        judgeVersionId: facts.judgeVersionId,
        criterionId: facts.criterionId,
        runId: task.runId,
        order: task.order,
        sampleIndex: task.sampleIndex,
        promptHash,
        rawText: completion.text,
        finishReason: completion.finishReason,
        logprobs: toLogprobs(completion),
        probabilityFirst: verdict.probabilityFirst,
        coverage: verdict.coverage,
        method: verdict.method,
        modelReported: completion.model,
        tokensIn: completion.tokensIn,
        tokensOut: completion.tokensOut,
        costMicroDollars: costMicroDollars(facts.spec.price, completion.tokensIn, completion.tokensOut),
        latencyMs: completion.latencyMs,
      },
    ],
    // The unique key of answered calls: the first answer stands.
    skipDuplicates: true,
  });
  return count === 1;
}

/** Makes the label once every order has its answer; before that there is nothing to say. */
async function labelComparison(transaction: Transaction, comparisonId: string, facts: RunFacts): Promise<void> {
  const { judgeVersionId, criterionId } = facts;
  const calls = await transaction.judgeCall.findMany({
    where: { comparisonId, judgeVersionId, criterionId, step: "VERDICT" },
    select: { order: true, probabilityFirst: true, latencyMs: true },
  });
  const label = toJudgeLabel(facts, comparisonId, calls);
  if (!label) return;
  const [acknowledgement] = await recordLabels(systemActor("judge worker"), [label], { transaction });
  if (acknowledgement?.status === "refused") throw new Error(`the label of a judge was refused: ${acknowledgement.message}`);
}

/** A comparison's answered calls as the label that they make; null before every order has its answer. */
export function toJudgeLabel(
  facts: RunFacts,
  comparisonId: string,
  calls: readonly (CallVerdict & { latencyMs: number })[],
): JudgeLabelInput | null {
  const { criterionId, spec, polarity, strengths } = facts;
  const { orders, tieBand, onContradiction } = spec;
  const label = aggregateCalls(calls, { orders, tieBand, onContradiction, polarity, strengths });
  if (!label) return null;
  return {
    kind: "JUDGE",
    eventId: newId(),
    comparisonId,
    criterionId,
    annotatorId: facts.annotatorId,
    roundId: facts.roundId,
    scaleVersionId: facts.scaleVersionId,
    ...label,
    callCount: calls.length,
    durationMs: calls.reduce((sum, { latencyMs }) => sum + latencyMs, 0),
    aggregation: { method: "mean over orders", orders, tieBand, onContradiction, polarity },
  };
}

/** The answer token's list as it came. JSON knows no infinity; a probability of 0 is null. */
function toLogprobs({ positions }: Completion): Prisma.InputJsonValue | undefined {
  if (positions === null) return undefined;
  return answerTokens(positions).map(({ token, logprob }) => ({ token, logprob: Number.isFinite(logprob) ? logprob : null }));
}
