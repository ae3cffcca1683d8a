import "server-only";
import type { PoolClient } from "pg";
import type { RunSampling } from "@/lib/judges/run-schema";
import { drawSample } from "@/lib/rounds/dealing/assign";

/** Which comparisons a run is about. */
export interface RunScope {
  projectId: string;
  roundId: string | null;
  sampling: RunSampling;
}

/** The comparisons of a scope, in the dataset's order. $1 project, $2 round or null. */
const POPULATION = `
  select c.id from "Comparison" c
  where c."projectId" = $1 and c."withdrawnAt" is null
    and ($2::uuid is null or exists (select 1 from "RoundItem" i where i."comparisonId" = c.id and i."roundId" = $2))
  order by c.id`;

/**
 * Puts the comparisons of a run's scope into the temporary table `chosen`, for the rest of the caller's transaction. A random sample is
 * uniform, and the same for the same seed as long as the comparisons are the same.
 *
 * @returns How many there are.
 */
export async function chooseComparisons(client: PoolClient, { projectId, roundId, sampling }: RunScope): Promise<number> {
  await client.query("create temporary table chosen (id uuid primary key, place int not null) on commit drop");
  if (sampling.kind === "all") {
    const { rowCount } = await client.query(
      `insert into chosen select id, row_number() over (order by id) from (${POPULATION}) as population`,
      [projectId, roundId],
    );
    return rowCount ?? 0;
  }
  const counted = await client.query<{ n: number }>(`select count(*)::int as n from (${POPULATION}) as population`, [
    projectId,
    roundId,
  ]);
  const places = drawSample(counted.rows[0]?.n ?? 0, sampling.n, sampling.seed).map((index) => index + 1);
  const { rowCount } = await client.query(
    `insert into chosen select id, place from (select id, row_number() over (order by id) as place from (${POPULATION}) as population) as numbered
     where place = any($3::int[])`,
    [projectId, roundId, places],
  );
  return rowCount ?? 0;
}
