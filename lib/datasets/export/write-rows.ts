import type { ExportInput } from "@/lib/datasets/export-schema";
import { toConcordLine } from "@/lib/datasets/formats/concord-jsonl";
import { type Choice, choosePreferences } from "./choose-preferences";
import type { ExportedComparison } from "./read-comparisons";
import { type AnnotatorNames, toRecord } from "./to-record";
import type { ExportRow } from "./write/columns";
import { toFlatRows } from "./write/flat-rows";
import { toHelpsteerRow } from "./write/helpsteer-rows";
import { PREFERENCE_FORMATS, type PreferenceFormat } from "./write/preference-rows";

/** What rows are made with. */
export interface RowContext {
  format: ExportInput["format"];
  choice: Choice;
  names: AnnotatorNames;
  /** Key of each criterion by its id. */
  criteria: ReadonlyMap<string, string>;
  drop: (reason: string) => void;
}

/** The rows that a comparison becomes: one or more a preference, one a label in a table, one in all for the canonical file and HelpSteer. */
export function toRows(comparison: ExportedComparison, context: RowContext): (ExportRow | string)[] {
  const { format, choice, names, criteria, drop } = context;
  if (format === "concord-jsonl") return [toConcordLine(toRecord(comparison, names, criteria))];
  if (format === "helpsteer") {
    const preferences = choosePreferences(comparison, choice, drop, true);
    return preferences.length === 0 ? [] : [toHelpsteerRow(comparison, preferences)];
  }
  if (!isPreferenceFormat(format)) return toFlatRows(comparison, names, criteria);
  const writing: PreferenceFormat = PREFERENCE_FORMATS[format];
  return choosePreferences(comparison, choice, drop, writing.withTies).flatMap((preference) => {
    const rows = writing.toRows(comparison, preference);
    if (typeof rows !== "string") return rows;
    drop(rows);
    return [];
  });
}

function isPreferenceFormat(format: ExportInput["format"]): format is keyof typeof PREFERENCE_FORMATS {
  return format in PREFERENCE_FORMATS;
}
