import type { ExportField, ExportInput } from "@/lib/datasets/export-schema";
import { toConcordLine } from "@/lib/datasets/formats/concord-jsonl";
import { type Choice, choosePreferences, type Drop, type Preference } from "./choose-preferences";
import { unfit } from "./drop-reasons";
import { type MarginTables, marginOf } from "./margins";
import type { ExportedComparison } from "./read-comparisons";
import { type AnnotatorNames, toRecord } from "./to-record";
import type { ExportRow } from "./write/columns";
import { toFlatRows } from "./write/flat-rows";
import { toHelpsteerRow } from "./write/helpsteer-rows";
import { PREFERENCE_FORMATS, type PreferenceFormat } from "./write/preference-rows";
import { toTrlRow } from "./write/trl-rows";

/** What rows are made with. */
export interface RowContext {
  input: Pick<ExportInput, "format" | "ties" | "margin" | "marginTable" | "weights">;
  fields: readonly ExportField[];
  choice: Choice;
  margins: MarginTables;
  names: AnnotatorNames;
  /** Key of each criterion by its id. */
  criteria: ReadonlyMap<string, string>;
  drop: Drop;
}

/** A preference on its way into a row. */
export interface PlacedPreference extends Preference {
  margin: number;
  /** Of a tie: which response stands first. */
  chosenIsB: boolean;
  weight: number;
}

/** One row of the file, and the preference that it says. */
export interface MadeRow {
  row: ExportRow | string;
  /** Null where a row is no one preference: a label of a table, a comparison. */
  preference: PlacedPreference | null;
}

/** The rows that a comparison becomes: one or more a preference, one a label in a table, one in all for the canonical file and HelpSteer. */
export function toRows(comparison: ExportedComparison, context: RowContext): MadeRow[] {
  const { names, criteria, choice, drop } = context;
  const { format } = context.input;
  const plain = (row: ExportRow | string): MadeRow => ({ row, preference: null });
  if (format === "concord-jsonl") return [plain(toConcordLine(toRecord(comparison, names, criteria)))];
  if (format === "helpsteer") {
    const preferences = choosePreferences(comparison, { ...choice, ties: "keep" }, drop);
    return preferences.length === 0 ? [] : [plain(toHelpsteerRow(comparison, preferences))];
  }
  if (format === "trl") return choosePreferences(comparison, choice, drop).flatMap((each) => toTrl(comparison, each, context));
  if (!isPreferenceFormat(format)) return toFlatRows(comparison, names, criteria).map(plain);
  const writing: PreferenceFormat = PREFERENCE_FORMATS[format];
  const choiceHere = writing.withTies ? { ...choice, ties: "keep" as const } : choice;
  return choosePreferences(comparison, choiceHere, drop).flatMap((preference) => {
    const rows = writing.toRows(comparison, preference);
    const placed = place(preference, preference.score > 0, 1, comparison, context);
    if (typeof rows !== "string") return rows.map((row) => ({ row, preference: placed }));
    drop(unfit(rows));
    return [];
  });
}

function isPreferenceFormat(format: ExportInput["format"]): format is keyof typeof PREFERENCE_FORMATS {
  return format in PREFERENCE_FORMATS;
}

function toTrl(comparison: ExportedComparison, preference: Preference, context: RowContext): MadeRow[] {
  const isSplit = preference.score === 0 && context.input.ties === "both-orders";
  const orders = isSplit ? [false, true] : [preference.score > 0];
  return orders.map((chosenIsB) => {
    const placed = place(preference, chosenIsB, isSplit ? 0.5 : 1, comparison, context);
    return { row: toTrlRow(comparison, placed, context), preference: placed };
  });
}

function place(
  preference: Preference,
  chosenIsB: boolean,
  share: number,
  { inclusion }: ExportedComparison,
  { input, margins }: RowContext,
): PlacedPreference {
  const weight = share / (input.weights === "none" ? 1 : (inclusion ?? 1));
  return { ...preference, margin: marginOf(preference, input, margins), chosenIsB, weight };
}
