import "server-only";
import { db } from "@/lib/db/client";
import { PATIENT } from "@/lib/judges/calls/hold-comparison";
import { labelComparisons } from "@/lib/judges/calls/label-comparison";
import { releaseVerdict } from "@/lib/judges/calls/rationales";
import type { LeasedTask } from "./claim-tasks";
import type { RunFacts } from "./run-facts";

/** Ends a task whose call was answered before, and does what that makes possible: the verdict after a rationale, or the label. */
export async function finishKnown(task: LeasedTask, facts: RunFacts): Promise<void> {
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.judgeTask.updateMany({
      where: { id: task.id, state: "LEASED", leaseToken: task.leaseToken },
      data: { state: "DONE", leaseToken: null, leaseUntil: null, sentAt: null, errorKind: null, errorMessage: null },
    });
    // Another server had taken it over.
    if (count === 0) return;
    await labelComparisons(transaction, [task.comparisonId], facts);
    if (task.step === "RATIONALE") await releaseVerdict(transaction, task);
  }, PATIENT);
}
