import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import type { PositionCounts } from "@/lib/judges/types";
import { mcnemarExact } from "@/lib/stats";

/**
 * What a judge version names when the two responses change places in its prompt, over all criteria: by the mean of an order's samples and
 * principles. Comparisons without a readable answer in either order are left out.
 *
 * @returns `bias` is the place that decides more often than chance allows (McNemar's exact test of the comparisons on which the place
 *   decided, p < 0.05); null where none does.
 * @throws AppError `not_found`.
 */
export async function countPositions(actor: Actor, project: string, judgeVersionId: string): Promise<PositionCounts> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<{ both: number; first: number; second: number }>(
    `select count(*)::int as both, count(*) filter (where ab > 0.5 and ba > 0.5)::int as first,
       count(*) filter (where ab < 0.5 and ba < 0.5)::int as second
     from (
       select avg(c."probabilityFirst") filter (where c."order" = 'AB') as ab, avg(c."probabilityFirst") filter (where c."order" = 'BA') as ba
       from "JudgeVersion" v join "Judge" j on j.id = v."judgeId" join "JudgeCall" c on c."judgeVersionId" = v.id
       where j."projectId" = $1 and v.id = $2 and c.step = 'VERDICT' and c."probabilityFirst" is not null
       group by c."comparisonId", c."criterionId") o
     where ab is not null and ba is not null`,
    [id, judgeVersionId],
  );
  const { both = 0, first = 0, second = 0 } = rows[0] ?? {};
  const isBiased = mcnemarExact(first, second) < 0.05;
  return { both, first, second, bias: isBiased ? (first > second ? "first" : "second") : null };
}
