import "server-only";
import { pool } from "@/lib/db/pool";
import type { LabelColumns } from "@/lib/labels/label-columns";
import type { JudgeOrders, OrderVerdict } from "./report-position";

/**
 * The verdicts of a project's judges in both prompt orders, by annotator id: on each comparison, the mean over samples and principles
 * of an order is a verdict for the response listed first or second, or a tie within the version's tie band. Comparisons without a
 * readable answer in either order are left out, and so are withdrawn ones and those without a label.
 */
export async function readJudgeOrders(
  projectId: string,
  criterionId: string,
  columns: LabelColumns,
): Promise<Map<string, JudgeOrders[]>> {
  const { rows } = await pool().query<[annotator: string, comparison: string, ab: number, ba: number, tieBand: number]>({
    text: `
      select a.id, c."comparisonId",
        avg(c."probabilityFirst") filter (where c."order" = 'AB'),
        avg(c."probabilityFirst") filter (where c."order" = 'BA'),
        coalesce((v.spec ->> 'tieBand')::float8, 0)
      from "Annotator" a
      join "JudgeVersion" v on v.id = a."judgeVersionId"
      join "JudgeCall" c on c."judgeVersionId" = v.id and c."criterionId" = $2
      where a."projectId" = $1 and c.step = 'VERDICT' and c."probabilityFirst" is not null
      group by a.id, c."comparisonId", v.id
      having count(distinct c."order") = 2`,
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
