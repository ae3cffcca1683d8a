import "server-only";
import { pool } from "@/lib/db/pool";
import { isData } from "./data-labels";
import type { WithdrawnLabels } from "./types";

const COUNT = `
  select count(*)::int as labels, count(*) filter (where l."roundId" is not null and l."submittedAt" > c."withdrawnAt")::int as late
  from "Comparison" c join "Label" l on l."comparisonId" = c.id
  where c."projectId" = $1 and c."withdrawnAt" is not null and ($2::uuid is null or l."roundId" = $2) and ${isData("l")}`;

/**
 * The labels that are kept and count nowhere, because their comparisons were withdrawn: of a project, or of one of its rounds.
 *
 * Access is the caller's duty.
 */
export async function countWithdrawnLabels(projectId: string, roundId: string | null = null): Promise<WithdrawnLabels> {
  const { rows } = await pool().query<WithdrawnLabels>({ name: "withdrawn-labels", text: COUNT, values: [projectId, roundId] });
  return rows[0] ?? { labels: 0, late: 0 };
}
