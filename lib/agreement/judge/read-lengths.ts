import "server-only";
import { pool } from "@/lib/db/pool";
import { checkedUuid, copyComparisons } from "@/lib/labels/columns/copy-comparisons";
import type { LabelColumns } from "@/lib/labels/label-columns";

/**
 * Which response of each comparison is longer, in characters: by number of the comparison −1 for A, 1 for B, 0 for neither. One pass
 * over the project's comparisons.
 */
export async function readLonger(projectId: string, columns: LabelColumns): Promise<Int8Array> {
  const longer = new Int8Array(columns.comparisonCount);
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    const select = `
      select c.id, sign(rb.length - ra.length)::int2
      from "Comparison" c join "Response" ra on ra.id = c."responseAId" join "Response" rb on rb.id = c."responseBId"
      where c."projectId" = '${checkedUuid(projectId)}'`;
    await copyComparisons(client, { select, fields: 2 }, columns, (comparison, { bytes, offsets }) => {
      longer[comparison] = bytes.readInt16BE(offsets[1] ?? 0);
    });
    return longer;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
