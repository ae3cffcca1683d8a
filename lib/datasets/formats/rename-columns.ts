import type { ColumnMap } from "@/lib/datasets/mapping-schema";

/** A row whose columns carry the names that a format knows. A field takes the place of a column of its own name. */
export function renameColumns(row: Record<string, unknown>, map: ColumnMap): Record<string, unknown> {
  const pairs = Object.entries(map);
  if (pairs.length === 0) return row;
  const renamed = new Map(Object.entries(row).filter(([column]) => !pairs.some(([, from]) => from === column)));
  for (const [field, from] of pairs) if (Object.hasOwn(row, from)) renamed.set(field, row[from]);
  return Object.fromEntries(renamed);
}
