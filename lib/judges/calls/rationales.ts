import "server-only";
import { db, type Transaction } from "@/lib/db/client";
import type { LeasedTask } from "@/lib/judges/runs/claim-tasks";
import type { RunFacts } from "@/lib/judges/runs/run-facts";
import { holdComparisons, PATIENT } from "./hold-comparison";

/** When a verdict that waits for its rationale may be claimed: not before the rationale is stored, which brings the time forward. */
export const AFTER_RATIONALE = new Date("9999-01-01T00:00:00Z");

/** The reasoning of a verdict's call; null while it is not stored. */
async function findRationale(transaction: Transaction, task: LeasedTask, facts: RunFacts): Promise<string | null> {
  const { comparisonId, order, principleId, sampleIndex } = task;
  const { judgeVersionId, criterionId } = facts;
  const found = await transaction.judgeCall.findFirst({
    where: { comparisonId, judgeVersionId, criterionId, order, principleId, sampleIndex, step: "RATIONALE" },
    select: { rawText: true },
  });
  return found?.rawText ?? null;
}

/** Lets the verdict of a stored rationale be claimed. */
export async function releaseVerdict(transaction: Transaction, task: LeasedTask): Promise<void> {
  await transaction.judgeTask.updateMany({ where: verdictOf(task), data: { notBefore: new Date() } });
}

/** A rationale that is given up takes its verdict with it, so that the run can end and both are tried again together. */
export async function failVerdict(transaction: Transaction, task: LeasedTask, errorKind: string): Promise<void> {
  await transaction.judgeTask.updateMany({
    where: { ...verdictOf(task), state: "WAITING" },
    data: { state: "FAILED", errorKind, errorMessage: "The reasoning before this answer failed." },
  });
}

/**
 * Puts a claimed verdict back until its rationale is stored: after failed calls are tried again, both wait side by side. The comparison is
 * held, so that a rationale that ends in this moment is either seen here or sees the verdict waiting.
 */
export async function awaitRationale(task: LeasedTask, facts: RunFacts): Promise<void> {
  await db().$transaction(async (transaction) => {
    await holdComparisons(transaction, [task.comparisonId], facts);
    const isThere = (await findRationale(transaction, task, facts)) !== null;
    await transaction.judgeTask.updateMany({
      where: { id: task.id, state: "LEASED", leaseToken: task.leaseToken },
      data: {
        state: "WAITING",
        leaseToken: null,
        leaseUntil: null,
        sentAt: null,
        notBefore: isThere ? new Date() : AFTER_RATIONALE,
        // What had failed was the rationale, which is tried again; this one only waits.
        errorKind: null,
        errorMessage: null,
      },
    });
  }, PATIENT);
}

function verdictOf({ runId, comparisonId, order, principleId, sampleIndex }: LeasedTask) {
  return { runId, comparisonId, order, principleId, sampleIndex, step: "VERDICT" as const };
}
