import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { RunFacts } from "@/lib/judges/runs/run-facts";

/** An answer was paid for: it waits for a connection longer than a page would. In milliseconds. */
export const PATIENT = { maxWait: 30_000, timeout: 30_000 };

type Version = Pick<RunFacts, "judgeVersionId" | "criterionId">;

/** What names a comparison of a judge version in advisory locks. In one order for all, so that nobody waits in a circle. */
export function toHoldKeys(comparisonIds: readonly string[], { judgeVersionId, criterionId }: Version): string[] {
  return comparisonIds.map((id) => `judge:${judgeVersionId}:${criterionId}:${id}`).sort();
}

/** The calls of a comparison are labelled by one server at a time, so that the last one sees the others and makes the label. */
export async function holdComparisons(
  transaction: Transaction,
  comparisonIds: readonly string[],
  version: Version,
): Promise<void> {
  const keys = toHoldKeys(comparisonIds, version);
  await transaction.$queryRaw`select pg_advisory_xact_lock(hashtextextended(key, 0))::text from unnest(${keys}::text[]) as key`;
}
