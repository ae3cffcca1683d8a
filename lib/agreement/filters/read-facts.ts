import "server-only";
import { pool } from "@/lib/db/pool";
import { checkedUuid, copyComparisons } from "@/lib/labels/columns/copy-comparisons";
import type { LabelColumns } from "@/lib/labels/label-columns";

/** The key of metadata by which comparisons are told apart unless another one is named. */
export const CATEGORY_KEY = "category";

/** What is known of the comparisons that have labels, by their numbers in the columns. */
export interface ComparisonFacts {
  /** How many comparisons are known. */
  count: number;
  /** Values of one key of metadata, and each comparison's place among them; −1 without one. */
  values: readonly string[];
  value: Int32Array;
  /** Place in the conversation from 1; 0 where it is not known. */
  turn: Int16Array;
}

/** By the columns' numbering, then by key of metadata; gone with the columns. */
const kept = new WeakMap<object, Map<string, ComparisonFacts>>();
/** Keys of one project; the one asked for longest ago goes first. */
const KEPT_KEYS = 8;
/** Below this many new comparisons they are read by their ids, above it the whole project is read in one go. */
const READ_BY_ID_BELOW = 5000;

/**
 * The facts, if they are at hand for all comparisons of the columns: then nothing was waited for, and the columns are as they were. Comparisons never
 * change, so that facts stay true.
 */
export function findFacts({ numbering, comparisonCount }: LabelColumns, key: string): ComparisonFacts | null {
  const known = kept.get(numbering)?.get(key);
  return known && known.count >= comparisonCount ? known : null;
}

/** Reads the facts of all comparisons with labels that are not known yet: the first time one pass over the project's comparisons. */
export async function readFacts(projectId: string, columns: LabelColumns, key: string): Promise<void> {
  const { numbering, comparisonCount: count } = columns;
  const known = kept.get(numbering)?.get(key) ?? { count: 0, values: [], value: new Int32Array(0), turn: new Int16Array(0) };
  const places = new Map(known.values.map((value, place) => [value, place]));
  const value = new Int32Array(count).fill(-1);
  const turn = new Int16Array(count);
  value.set(known.value.subarray(0, count));
  turn.set(known.turn.subarray(0, count));
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    const select = `select c.id, c.metadata ->> ${client.escapeLiteral(key)}, least(coalesce(c."turnIndex", 0), 32767)::int2
      from "Comparison" c where ${whereOf(projectId, columns, known.count)}`;
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
  keep(numbering, key, { count, values: [...places.keys()], value, turn });
}

function whereOf(projectId: string, columns: LabelColumns, from: number): string {
  const fresh = columns.comparisonCount - from;
  if (from === 0 || fresh >= READ_BY_ID_BELOW) return `c."projectId" = '${checkedUuid(projectId)}'`;
  const ids = Array.from({ length: fresh }, (_, i) => `'${checkedUuid(columns.comparisonId(from + i))}'`);
  return `c.id in (${ids.join(", ")})`;
}

function keep(numbering: object, key: string, facts: ComparisonFacts): void {
  const keys = kept.get(numbering) ?? new Map<string, ComparisonFacts>();
  kept.set(numbering, keys);
  keys.delete(key);
  keys.set(key, facts);
  const [oldest] = keys.keys();
  if (keys.size > KEPT_KEYS && oldest !== undefined) keys.delete(oldest);
}
