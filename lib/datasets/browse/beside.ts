import "server-only";
import type { BrowsedComparison } from "@/lib/datasets/browse-types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { isData } from "@/lib/labels/data-labels";

/** How many labels people and judges gave to each of these comparisons, which the caller has read. Baselines are not counted. */
export async function listLabelCounts(ids: readonly string[]): Promise<Map<string, BrowsedComparison["labels"]>> {
  const { rows } = await pool().query<{ id: string; people: number; judges: number }>(
    `select l."comparisonId" as id, count(*) filter (where n.kind = 'HUMAN')::int as people,
       count(*) filter (where n.kind = 'AI')::int as judges
     from "Label" l join "Annotator" n on n.id = l."annotatorId"
     where l."comparisonId" = any($1::uuid[]) and ${isData("l")} group by 1`,
    [ids],
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** The kinds of flags on each of these comparisons that nobody has resolved. */
export async function listOpenFlags(projectId: string, ids: readonly string[]): Promise<Map<string, string[]>> {
  const flags = await db().comparisonFlag.findMany({
    where: { projectId, comparisonId: { in: [...ids] }, resolvedAt: null },
    orderBy: { createdAt: "asc" },
    select: { comparisonId: true, kind: true },
  });
  const kinds = new Map<string, string[]>();
  for (const { comparisonId, kind } of flags) {
    const known = kinds.get(comparisonId) ?? [];
    if (!known.includes(kind)) kinds.set(comparisonId, [...known, kind]);
  }
  return kinds;
}
