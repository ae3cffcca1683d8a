import "server-only";
import { pool } from "@/lib/db/pool";
import { checkedUuid, copyComparisons } from "@/lib/labels/columns/copy-comparisons";
import type { LabelColumns } from "@/lib/labels/label-columns";

/** The key of metadata by which comparisons are told apart unless another one is named. */
export const CATEGORY_KEY = "category";

/** What is known of the comparisons that have labels, by their numbers in the columns. */
export interface ComparisonFacts {
  /** The numbers are those of these columns. */
  numbering: object;
  /** How many comparisons are known. */
  count: number;
  /** Values of one key of metadata, and each comparison's place among them; −1 without one. */
  values: readonly string[];
  value: Int32Array;
  /** Place in the conversation from 1; 0 where it is not known. */
  turn: Int16Array;
}

declare global {
  var concordComparisonFacts: Map<string, ComparisonFacts> | undefined;
}

/** Facts kept in one process; those asked for longest ago go first. Six bytes a comparison. */
const KEPT = 8;

/**
 * The facts, if they are at hand for all comparisons of the columns: then nothing was waited for, and the columns are as they were. Comparisons never
 * change, so that facts stay true.
 */
export function findFacts(projectId: string, columns: LabelColumns, key: string): ComparisonFacts | null {
  const known = globalThis.concordComparisonFacts?.get(nameOf(projectId, key));
  return known && known.numbering === columns.numbering && known.count >= columns.comparisonCount ? known : null;
}

/** Reads the facts of all comparisons with labels, in one pass over the project's comparisons. */
export async function readFacts(projectId: string, columns: LabelColumns, key: string): Promise<void> {
  const { numbering, comparisonCount: count } = columns;
  const places = new Map<string, number>();
  const value = new Int32Array(count).fill(-1);
  const turn = new Int16Array(count);
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    const select = `select c.id, c.metadata ->> ${client.escapeLiteral(key)}, coalesce(c."turnIndex", 0)::int2
      from "Comparison" c where c."projectId" = '${checkedUuid(projectId)}'`;
    await copyComparisons(client, { select, fields: 3 }, columns, (comparison, { bytes, offsets, lengths }) => {
      if (comparison >= count) return;
      const at = offsets[1] ?? 0;
      const length = lengths[1] ?? -1;
      if (length > 0) {
        const text = bytes.toString("utf8", at, at + length);
        const place = places.get(text) ?? places.size;
        places.set(text, place);
        value[comparison] = place;
      }
      turn[comparison] = bytes.readInt16BE(offsets[2] ?? 0);
    });
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
  keep(nameOf(projectId, key), { numbering, count, values: [...places.keys()], value, turn });
}

function keep(name: string, facts: ComparisonFacts): void {
  globalThis.concordComparisonFacts ??= new Map();
  const all = globalThis.concordComparisonFacts;
  all.delete(name);
  all.set(name, facts);
  const [oldest] = all.keys();
  if (all.size > KEPT && oldest !== undefined) all.delete(oldest);
}

function nameOf(projectId: string, key: string): string {
  return `${projectId} ${key}`;
}
