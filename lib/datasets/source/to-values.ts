import { findBadText, type JsonRow, parseJsonRow } from "./parse-json-row";
import type { SourceRow } from "./source-row";

/** The values of a row by column, or what is wrong with it; whatever kind of file it comes from. */
export function toValues(row: SourceRow): JsonRow {
  if (row.problem !== undefined) return { ok: false, problem: row.problem };
  if (row.text !== undefined) return parseJsonRow(row.text);
  const problem = findBadText(row.values, "");
  return problem ? { ok: false, problem } : { ok: true, value: row.values };
}
