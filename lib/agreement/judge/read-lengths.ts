import "server-only";
import { to as copyTo } from "pg-copy-streams";
import { pool } from "@/lib/db/pool";
import { readCopyRows } from "@/lib/labels/columns/copy-reader";
import type { LabelColumns } from "@/lib/labels/label-columns";

/**
 * Which response of each comparison is longer, in characters: by number of the comparison −1 for A, 1 for B, 0 for neither. One pass
 * over the project's comparisons.
 */
export async function readLonger(projectId: string, columns: LabelColumns): Promise<Int8Array> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(projectId)) throw new Error("a project's id is a UUID");
  const longer = new Int8Array(columns.comparisonCount);
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    // COPY takes no parameters.
    const select = `
      select c.id, sign(rb.length - ra.length)::int2
      from "Comparison" c join "Response" ra on ra.id = c."responseAId" join "Response" rb on rb.id = c."responseBId"
      where c."projectId" = '${projectId}'`;
    await readCopyRows(client.query(copyTo(`copy (${select}) to stdout (format binary)`)), 2, ({ bytes, offsets }) => {
      const id = bytes.subarray(offsets[0] ?? 0, (offsets[0] ?? 0) + 16).toString("hex");
      const comparison = columns.findComparison(
        `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
      );
      if (comparison >= 0) longer[comparison] = bytes.readInt16BE(offsets[1] ?? 0);
    });
    return longer;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
