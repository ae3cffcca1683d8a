import "server-only";
import type { PoolClient } from "pg";
import { drawSample } from "@/lib/rounds/dealing/assign";
import { type Population, toPopulation } from "./population";

/**
 * Puts the comparisons of a run's scope into the temporary table `chosen`, for the rest of the caller's transaction. A random sample is
 * uniform, and the same for the same seed as long as the comparisons of the scope are the same.
 *
 * @returns How many there are.
 */
export async function chooseComparisons(client: PoolClient, scope: Population): Promise<number> {
  const { sql, values } = toPopulation(scope);
  const { sampling } = scope;
  await client.query("create temporary table chosen (id uuid primary key, place int not null) on commit drop");
  const numbered = `select id, row_number() over (order by id) as place from (${sql}) as population`;
  if (sampling.kind === "all") {
    const { rowCount } = await client.query(`insert into chosen ${numbered}`, values);
    return rowCount ?? 0;
  }
  const counted = await client.query<{ n: number }>(`select count(*)::int as n from (${sql}) as population`, values);
  const places = drawSample(counted.rows[0]?.n ?? 0, sampling.n, sampling.seed).map((index) => index + 1);
  const { rowCount } = await client.query(
    `insert into chosen select id, place from (${numbered}) as numbered where place = any($${values.length + 1}::int[])`,
    [...values, places],
  );
  return rowCount ?? 0;
}
