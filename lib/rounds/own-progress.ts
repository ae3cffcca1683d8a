import "server-only";
import { pool } from "@/lib/db/pool";
import type { OwnProgress } from "./types";

/**
 * How far a person is in a round, from their own assignments and labels alone. Comparisons that were withdrawn count neither as done nor as
 * to do. Seconds of a comparison are the active times of its answers together.
 */
export async function readOwnProgress({ annotatorId, roundId }: { annotatorId: string; roundId: string }): Promise<OwnProgress> {
  const { rows } = await pool().query<Omit<OwnProgress, "left">>({
    name: "own-progress",
    text: `
      with mine as (
        select a.state, a."completedAt" from "Assignment" a join "Comparison" c on c.id = a."comparisonId"
        where a."annotatorId" = $1 and a."roundId" = $2 and a.state in ('OPEN', 'DONE') and c."withdrawnAt" is null),
      times as (
        select sum(l."durationMs") as ms from "Label" l
        where l."annotatorId" = $1 and l."roundId" = $2 and l."durationMs" is not null
        group by l."comparisonId", l."repeatIndex")
      select count(*)::int as total, count(*) filter (where state = 'DONE')::int as done,
        count(*) filter (where state = 'DONE' and "completedAt" >= date_trunc('day', now(), 'UTC'))::int as today,
        (select percentile_cont(0.5) within group (order by ms) / 1000 from times)::float8 as "medianSeconds"
      from mine`,
    values: [annotatorId, roundId],
  });
  const { total = 0, done = 0, today = 0, medianSeconds = null } = rows[0] ?? {};
  return { total, done, left: total - done, today, medianSeconds };
}
