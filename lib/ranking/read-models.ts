import "server-only";
import { pool } from "@/lib/db/pool";
import { checkedUuid, copyComparisons } from "@/lib/labels/columns/copy-comparisons";
import type { LabelColumns } from "@/lib/labels/label-columns";

/** Whose responses the comparisons of some columns hold. */
export interface ComparedModels {
  names: readonly string[];
  /** By number of the comparison: number of the model in `names`; −1 where the source names none. */
  a: Int16Array;
  b: Int16Array;
}

/** The models of all comparisons that have labels, one pass over the project's comparisons. */
export async function readModels(projectId: string, columns: LabelColumns): Promise<ComparedModels> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const found = { a: new Int16Array(columns.comparisonCount).fill(-1), b: new Int16Array(columns.comparisonCount).fill(-1) };
  try {
    // One snapshot, so that the numbers of models are the same in both queries.
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<{ model: string }>({
      name: "ranking-models",
      text: `select distinct model from "Response" where "projectId" = $1 and model is not null order by model`,
      values: [projectId],
    });
    const project = checkedUuid(projectId);
    const select = `
      with m as (
        select model, (row_number() over (order by model) - 1)::int4 as place
        from (select distinct model from "Response" where "projectId" = '${project}' and model is not null) as named)
      select c.id, ma.place, mb.place
      from "Comparison" c
      join "Response" ra on ra.id = c."responseAId" join m as ma on ma.model = ra.model
      join "Response" rb on rb.id = c."responseBId" join m as mb on mb.model = rb.model
      where c."projectId" = '${project}'`;
    await copyComparisons(client, { select, fields: 3 }, columns, (comparison, { bytes, offsets }) => {
      found.a[comparison] = bytes.readInt32BE(offsets[1] ?? 0);
      found.b[comparison] = bytes.readInt32BE(offsets[2] ?? 0);
    });
    await client.query("commit");
    return { names: rows.map(({ model }) => model), ...found };
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
