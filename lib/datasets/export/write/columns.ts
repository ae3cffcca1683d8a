/**
 * What a column of an exported file holds. Numbers that may have a fraction are written with a point, so that a loader that meets 3 before 2.5
 * does not settle on whole numbers. `prompt` is a conversation that a CSV writes as a text where it is one; `people` are HelpSteer's.
 */
export type ColumnType = "text" | "double" | "integer" | "boolean" | "time" | "json" | "messages" | "prompt" | "texts" | "people";

export interface ExportColumn {
  name: string;
  type: ColumnType;
}

/** One row, its values in the order of its format's columns; null where it has none. */
export type ExportRow = readonly unknown[];

/** Columns of one format, written as `name:type`. */
export function columns(...specs: readonly `${string}:${ColumnType}`[]): ExportColumn[] {
  return specs.map((spec) => {
    const at = spec.lastIndexOf(":");
    // The template's type says that what follows the last colon is one.
    return { name: spec.slice(0, at), type: spec.slice(at + 1) as ColumnType };
  });
}
