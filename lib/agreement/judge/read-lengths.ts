import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { checkedUuid, copyComparisons } from "@/lib/labels/columns/copy-comparisons";
import { createKeptFacts, fitArray } from "@/lib/labels/columns/kept-facts";
import type { LabelColumns } from "@/lib/labels/label-columns";

// Comparisons and their texts are fixed for ever.
const kept = createKeptFacts<Int8Array>();

/**
 * Which response of each comparison is longer, in characters: by number of the comparison −1 for A, 1 for B, 0 for neither. The first time one
 * pass over the project's comparisons, then only what is new. May be longer than there are comparisons.
 */
export function readLonger(projectId: string, columns: LabelColumns): Promise<Int8Array> {
  return kept.get(
    columns,
    () => new Int8Array(0),
    async (known, ids) => {
      const longer = fitArray(known, columns.comparisonCount, 0);
      const where = ids
        ? `c.id in (${ids.map((id) => `'${checkedUuid(id)}'`).join(", ")})`
        : `c."projectId" = '${checkedUuid(projectId)}'`;
      const client = await pool().connect();
      let broken: Error | undefined;
      try {
        await copyLengths(client, where, columns, longer);
        return longer;
      } catch (error) {
        broken = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        client.release(broken);
      }
    },
  );
}

function copyLengths(client: PoolClient, where: string, columns: LabelColumns, longer: Int8Array): Promise<void> {
  const select = `
    select c.id, sign(rb.length - ra.length)::int2
    from "Comparison" c join "Response" ra on ra.id = c."responseAId" join "Response" rb on rb.id = c."responseBId"
    where ${where}`;
  return copyComparisons(client, { select, fields: 2 }, columns, (comparison, { bytes, offsets }) => {
    longer[comparison] = bytes.readInt16BE(offsets[1] ?? 0);
  });
}
