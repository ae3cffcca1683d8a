import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { RunFacts } from "@/lib/judges/runs/run-facts";

/** An answer was paid for: it waits for a connection longer than a page would. In milliseconds. */
export const PATIENT = { maxWait: 30_000, timeout: 30_000 };

/** The calls of a comparison end one after the other, so that the last one sees the others and makes the label. */
export async function holdComparison(
  transaction: Transaction,
  comparisonId: string,
  { judgeVersionId, criterionId }: Pick<RunFacts, "judgeVersionId" | "criterionId">,
): Promise<void> {
  const key = `judge:${judgeVersionId}:${criterionId}:${comparisonId}`;
  await transaction.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
}
