import "server-only";
import { pool } from "@/lib/db/pool";

/** How many comparisons a project has; withdrawn ones are among all of them. */
export interface ComparisonCounts {
  all: number;
  withdrawn: number;
}

const NOTHING: ComparisonCounts = { all: 0, withdrawn: 0 };

/**
 * How many comparisons each of these projects has, as quickly for a million as for ten: imports note what they added (`Dataset.newCount`) in
 * the transaction that adds it, and comparisons are never deleted, so only those that came without a file are counted. `concord verify`
 * compares the notes with the rows.
 *
 * Access is the caller's duty.
 */
export async function countComparisonsOf(projectIds: readonly string[]): Promise<Map<string, ComparisonCounts>> {
  const { rows } = await pool().query<ComparisonCounts & { id: string }>({
    name: "count-comparisons",
    text: `
      select p.id,
        ((select coalesce(sum(d."newCount"), 0) from "Dataset" d where d."projectId" = p.id)
          + (select count(*) from "Comparison" c where c."projectId" = p.id and c."datasetId" is null))::int as "all",
        (select count(*)::int from "Comparison" c where c."projectId" = p.id and c."withdrawnAt" is not null) as withdrawn
      from unnest($1::uuid[]) as p(id)`,
    values: [[...projectIds]],
  });
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** As `countComparisonsOf`, of one project. */
export async function countComparisons(projectId: string): Promise<ComparisonCounts> {
  return (await countComparisonsOf([projectId])).get(projectId) ?? NOTHING;
}

/** Comparisons that were not withdrawn. */
export function toAvailable({ all, withdrawn }: ComparisonCounts = NOTHING): number {
  return all - withdrawn;
}
