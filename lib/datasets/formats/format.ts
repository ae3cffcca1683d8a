import { ComparisonRecord, type LabelRecord, toRowProblems } from "@/lib/datasets/record";
import type { ImportFormatName, RowProblem } from "@/lib/datasets/schema";

/**
 * What a row of a file, or a part of one, turned out to be. Labels that name no criterion mean the one the importer chose. `labelColumns` says
 * in which column of the file each label stands, where that is not `labels.0`, `labels.1`, ….
 */
export type ParsedPart =
  | { kind: "comparison"; record: ComparisonRecord; notices: string[]; labelColumns?: readonly string[] }
  /** Labels of a comparison that is in the project already. */
  | { kind: "labels"; externalId: string; labels: LabelRecord[]; notices: string[]; labelColumns?: readonly string[] }
  | { kind: "refused"; problems: RowProblem[] };

/** What a row turned out to be: one thing, or as many as it holds, such as the pairs of a ranking. */
export type ParsedRow = ParsedPart | { kind: "several"; parts: ParsedPart[] };

/** A part with the number of the row it comes from. */
export interface NumberedRow {
  row: number;
  parsed: ParsedPart;
}

export interface ParseContext {
  /** Names the annotator of labels whose file does not name one. */
  annotatorName: string | undefined;
  fileName: string;
  /** What a document says beside its rows. */
  document?: ReadonlyMap<string, unknown>;
}

/** Reads rows that only make sense together, one after another. */
export interface RowReader {
  read(row: Record<string, unknown>, number: number): NumberedRow[];
  /** What was still waiting for another row. */
  end(): NumberedRow[];
}

/** A column and what becomes of it, for the preview. */
export interface ColumnUse {
  becomes: string;
  how: string;
}

/** A format that can be read. */
export interface ImportFormat {
  name: ImportFormatName;
  /** For people: "HH-RLHF: a chosen and a rejected conversation a row". */
  title: string;
  /** Whether an object looks like a row of this format. */
  recognises(row: Record<string, unknown>): boolean;
  parse(row: Record<string, unknown>, context: ParseContext): ParsedRow;
  /** Where comparisons lie over several rows: reads them, in place of `parse`. */
  open?(context: ParseContext): RowReader;
  describeColumn(column: string): ColumnUse;
}

/** The reader of a format, be its rows each whole or not. */
export function openFormat(format: ImportFormat, context: ParseContext): RowReader {
  return (
    format.open?.(context) ?? {
      read: (row, number) => toParts(format.parse(row, context)).map((parsed) => ({ row: number, parsed })),
      end: () => [],
    }
  );
}

/** The parts of a row. */
export function toParts(parsed: ParsedRow): ParsedPart[] {
  return parsed.kind === "several" ? parsed.parts : [parsed];
}

/** A comparison as a row's result, once it is seen to be a canonical record; else the row's problems. */
export function checked(candidate: unknown, notices: string[], labelColumns?: readonly string[]): ParsedPart {
  const parsed = ComparisonRecord.safeParse(candidate);
  if (!parsed.success) return { kind: "refused", problems: toRowProblems(parsed.error) };
  return { kind: "comparison", record: parsed.data, notices, ...(labelColumns && { labelColumns }) };
}

/** Refuses a row for one reason. */
export function refuse(column: string, reason: string, mend: string): ParsedPart {
  return { kind: "refused", problems: [{ column, reason, mend }] };
}

/**
 * A value that should be a text. JSON's true, false and numbers become their text, with a notice; anything else is no text.
 * @returns null if the value is no text.
 */
export function toText(value: unknown, column: string, notices: string[]): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "number") {
    notices.push(`${column} is the JSON value ${String(value)}, not a text; taken as the text "${String(value)}".`);
    return String(value);
  }
  return null;
}

/** An id as text. Numbers keep their digits: those beyond a double arrive quoted (`scanJson`). */
export function toId(value: unknown): string | null {
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number") return String(value);
  return null;
}
