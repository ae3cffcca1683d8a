import "server-only";
import { pool } from "@/lib/db/pool";
import { checkedUuid, copyComparisons } from "@/lib/labels/columns/copy-comparisons";
import type { LabelColumns } from "@/lib/labels/label-columns";
import type { ChosenComparisons } from "@/lib/ranking/beside-types";
import { styleContrast } from "@/lib/stats";
import type { ResponseLengths } from "./control-length";
import type { StyleContrasts } from "./report-style";

/** Characters of both responses of all comparisons with labels, one pass. */
export async function readLengths(projectId: string, columns: LabelColumns): Promise<ResponseLengths> {
  const lengths = { a: new Int32Array(columns.comparisonCount), b: new Int32Array(columns.comparisonCount) };
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    const select = `
      select c.id, ra.length::int4, rb.length::int4
      from "Comparison" c join "Response" ra on ra.id = c."responseAId" join "Response" rb on rb.id = c."responseBId"
      where c."projectId" = '${checkedUuid(projectId)}'`;
    await copyComparisons(client, { select, fields: 3 }, columns, (comparison, { bytes, offsets }) => {
      lengths.a[comparison] = bytes.readInt32BE(offsets[1] ?? 0);
      lengths.b[comparison] = bytes.readInt32BE(offsets[2] ?? 0);
    });
    return lengths;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Lists, bold words, headers and blocks of code, as Markdown writes them; `length` in characters. */
const COUNTS = {
  length: (of: string) => `${of}.length`,
  lists: (of: string) => `regexp_count(${of}.text, '^\\s*([-*+]|\\d+[.)])\\s', 1, 'n')`,
  bold: (of: string) => `regexp_count(${of}.text, '\\*\\*[^*\\n]+\\*\\*')`,
  headers: (of: string) => `regexp_count(${of}.text, '^#{1,6}\\s', 1, 'n')`,
  code: (of: string) => `regexp_count(${of}.text, '^\\s*\`\`\`', 1, 'n')`,
} as const;

const LOOKS = `
  select c.id::text, ${Object.entries(COUNTS)
    .map(([style, count]) => `${count("a")}::int as "${style}A", ${count("b")}::int as "${style}B"`)
    .join(", ")}
  from "Comparison" c join "Response" a on a.id = c."responseAId" join "Response" b on b.id = c."responseBId"
  where c."projectId" = $1::uuid and c.id = any($2::uuid[])`;

/** How far the responses of some comparisons differ in each style; of texts that are read whole, so of thousands and not of millions. */
export async function readContrasts(
  projectId: string,
  columns: LabelColumns,
  comparisons: readonly number[],
): Promise<StyleContrasts> {
  const ids = comparisons.map((comparison) => columns.comparisonId(comparison));
  const { rows } = await pool().query<Record<string, number> & { id: string }>(LOOKS, [projectId, ids]);
  return new Map(
    rows.map(({ id, ...counts }) => [
      columns.findComparison(id),
      Object.keys(COUNTS).map((style) => styleContrast(counts[`${style}A`] ?? 0, counts[`${style}B`] ?? 0)),
    ]),
  );
}

/** Which comparisons with labels of people in a round were chosen actively, or with unequal probabilities. */
export async function readChosen(projectId: string, criterionId: string): Promise<ChosenComparisons> {
  const { rows } = await pool().query<{ comparisons: number; active: number; unequal: number }>(
    `with items as (
       select i."comparisonId", i."selectionReason" = 'ACTIVE' as active, i."inclusionProbability" <> r.mode as unequal
       from "RoundItem" i
       join (select i."roundId", mode() within group (order by i."inclusionProbability") as mode from "RoundItem" i
             join "Round" r on r.id = i."roundId" where r."projectId" = $1::uuid group by i."roundId") r on r."roundId" = i."roundId"
       where i."selectionReason" in ('ALL', 'RANDOM', 'ACTIVE')
         and exists (select 1 from "Label" l where l."comparisonId" = i."comparisonId" and l."roundId" = i."roundId" and l."criterionId" = $2::uuid))
     select count(distinct "comparisonId")::int as comparisons,
       count(distinct "comparisonId") filter (where active)::int as active,
       count(distinct "comparisonId") filter (where unequal)::int as unequal
     from items`,
    [projectId, criterionId],
  );
  return rows[0] ?? { comparisons: 0, active: 0, unequal: 0 };
}
