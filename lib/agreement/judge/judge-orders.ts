import "server-only";
import { pool } from "@/lib/db/pool";
import type { LabelColumns } from "@/lib/labels/label-columns";
import type { JudgeOrders, OrderVerdict } from "./report-position";

/**
 * The verdicts of a project's judges in both prompt orders, by annotator id: on each comparison, the mean of an order over
 * samples, and then over principles by their weights as its label has it, is a verdict for the response listed first or second, or a tie
 * within the version's tie band. A principle without a readable answer in either order is left out, as in the label. Comparisons without a
 * readable answer in either order are left out, and so are withdrawn ones and those without a label.
 */
export async function readJudgeOrders(
  projectId: string,
  criterionId: string,
  columns: LabelColumns,
): Promise<Map<string, JudgeOrders[]>> {
  const { rows } = await pool().query<[annotator: string, comparison: string, ab: number, ba: number, tieBand: number]>({
    text: `
      with asked as (
        select a.id, c."comparisonId", c."judgeVersionId", c."principleId",
          avg(c."probabilityFirst") filter (where c."order" = 'AB') as ab,
          avg(c."probabilityFirst") filter (where c."order" = 'BA') as ba
        from "Annotator" a
        join "JudgeCall" c on c."judgeVersionId" = a."judgeVersionId" and c."criterionId" = $2
        where a."projectId" = $1 and c.step = 'VERDICT' and c."probabilityFirst" is not null
        group by a.id, c."comparisonId", c."judgeVersionId", c."principleId"
      ), weighed as (
        -- One principle has nothing to be weighed against, and a weight would only bring its rounding in.
        select asked.*, case when count(*) over (partition by asked.id, "comparisonId") = 1 then 1 else coalesce(p.weight, 1) end as weight
        from asked left join "Principle" p on p.id = asked."principleId" where ab is not null and ba is not null
      )
      select w.id, w."comparisonId", sum(w.ab * w.weight) / sum(w.weight), sum(w.ba * w.weight) / sum(w.weight), coalesce((v.spec ->> 'tieBand')::float8, 0)
      from weighed w join "JudgeVersion" v on v.id = w."judgeVersionId"
      group by w.id, w."comparisonId", v.id having sum(w.weight) > 0`,
    values: [projectId, criterionId],
    rowMode: "array",
  });
  const orders = new Map<string, JudgeOrders[]>();
  for (const [annotator, id, ab, ba, tieBand] of rows) {
    const comparison = columns.findComparison(id);
    if (comparison < 0 || columns.withdrawn[comparison] === 1) continue;
    const list = orders.get(annotator) ?? [];
    orders.set(annotator, list);
    list.push({
      comparison,
      cluster: columns.clusters[comparison] ?? 0,
      ab: toVerdict(ab, tieBand),
      ba: toVerdict(ba, tieBand),
    });
  }
  return orders;
}

function toVerdict(probabilityFirst: number, tieBand: number): OrderVerdict {
  if (Math.abs(probabilityFirst - 0.5) <= tieBand) return "tie";
  return probabilityFirst > 0.5 ? "first" : "second";
}
