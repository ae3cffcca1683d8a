import type { MessageRecord } from "@/lib/datasets/record";
import type { ColumnType, ExportColumn, ExportRow } from "./columns";
import { toPromptCell } from "./prompt-text";

/** Turns rows into the text of a file. */
export interface TextEncoder {
  begin: string;
  row: (row: ExportRow, index: number) => string;
  end: string;
}

/** JSON Lines: every row has the same keys in the same order, so that equal rows are equal bytes. */
export function encodeJsonLines(columns: readonly ExportColumn[]): TextEncoder {
  return { begin: "", row: (row) => `${toJson(columns, row)}\n`, end: "" };
}

/** One JSON list, a row a line. */
export function encodeJsonList(columns: readonly ExportColumn[]): TextEncoder {
  return { begin: "[", row: (row, index) => `${index === 0 ? "\n" : ",\n"}${toJson(columns, row)}`, end: "\n]\n" };
}

function toJson(columns: readonly ExportColumn[], row: ExportRow): string {
  return `{${columns.map(({ name, type }, index) => `${JSON.stringify(name)}:${toJsonValue(type, row[index])}`).join(",")}}`;
}

function toJsonValue(type: ColumnType, value: unknown): string {
  if (value === null || value === undefined) return "null";
  return type === "double" && typeof value === "number" ? asDouble(value) : JSON.stringify(value);
}

/** Written with a point, so that a loader that meets 3 before 2.5 does not settle on whole numbers. */
function asDouble(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** The column of a spreadsheet's CSV that names the cells which were changed. */
export const ESCAPED_COLUMN = "concord_escaped";

/**
 * Separated values as RFC 4180 has them, byte for byte what was stored. Ends of lines are LF.
 *
 * @param forSpreadsheet - Cells that a spreadsheet would run as a formula get an apostrophe before them, and the last column names them, so
 *   that it can be undone: quotes alone do not keep a spreadsheet from running them.
 */
export function encodeTable(columns: readonly ExportColumn[], separator: "," | "\t", forSpreadsheet = false): TextEncoder {
  const names = columns.map(({ name }) => name);
  const line = (cells: readonly string[]) => `${cells.map((cell) => quote(cell, separator)).join(separator)}\n`;
  return {
    begin: line(forSpreadsheet ? [...names, ESCAPED_COLUMN] : names),
    row: (row) => {
      const cells = columns.map(({ type }, index) => toCell(type, row[index]));
      if (!forSpreadsheet) return line(cells);
      const escaped = names.filter((_, index) => isFormula(cells[index] ?? ""));
      return line([...cells.map((cell) => (isFormula(cell) ? `'${cell}` : cell)), escaped.join(" ")]);
    },
    end: "",
  };
}

/** What a spreadsheet takes for the beginning of a formula; an apostrophe too, or undoing could not tell ours from theirs. */
function isFormula(cell: string): boolean {
  return /^[=+\-@\t\r\0']/.test(cell);
}

function quote(cell: string, separator: string): string {
  return cell.includes('"') || cell.includes(separator) || cell.includes("\n") || cell.includes("\r")
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

function toCell(type: ColumnType, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return type === "double" ? asDouble(value) : String(value);
  if (typeof value === "boolean") return String(value);
  // A column of this type holds the messages of a prompt.
  return type === "prompt" ? toPromptCell(value as MessageRecord[]) : JSON.stringify(value);
}
