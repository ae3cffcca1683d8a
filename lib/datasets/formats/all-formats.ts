import type { ImportFormatName } from "@/lib/datasets/schema";
import { AppError } from "@/lib/errors";
import { concordJsonl } from "./concord-jsonl";
import type { ImportFormat } from "./format";
import { hhRlhf } from "./hh-rlhf";
import { pandalm } from "./pandalm";

const FORMATS: readonly ImportFormat[] = [hhRlhf, concordJsonl, pandalm];

/** The format of a name. */
export function formatNamed(name: ImportFormatName): ImportFormat {
  const format = FORMATS.find((one) => one.name === name);
  if (!format) throw new Error(`no format ${name}`);
  return format;
}

/**
 * The format of a file, from its first readable rows. A format asked for by name must fit them.
 * @throws AppError `invalid` that says which columns were found and what they look like.
 */
export function chooseFormat(name: ImportFormatName | "auto", rows: readonly Record<string, unknown>[]): ImportFormat {
  const first = rows[0];
  if (first === undefined) {
    if (name !== "auto") return formatNamed(name);
    throw new AppError(
      "invalid",
      "No row of the file's beginning is a JSON object, so its format cannot be told. Correct the rows, or name the format.",
    );
  }
  const fitting = rows.map((row) => FORMATS.find((format) => format.recognises(row))).find((format) => format !== undefined);
  if (name === "auto" && fitting) return fitting;
  if (name !== "auto") {
    const asked = formatNamed(name);
    if (rows.some((row) => asked.recognises(row))) return asked;
    const looks = fitting ? ` They look like ${fitting.name}: choose that, or let the format be recognised.` : "";
    throw new AppError("invalid", `The rows are not ${asked.name}: they have the columns ${columnsOf(first)}.${looks}`);
  }
  throw new AppError("invalid", `The format is not recognised: the rows have the columns ${columnsOf(first)}. ${hintFor(first)}`);
}

function columnsOf(row: Record<string, unknown>): string {
  const columns = Object.keys(row);
  if (columns.length === 0) return "(none)";
  const shown = columns.slice(0, 12).map((column) => column.slice(0, 60));
  return `${shown.join(", ")}${columns.length > shown.length ? ", …" : ""}`;
}

function hintFor(row: Record<string, unknown>): string {
  if ("chosen" in row && "rejected" in row) {
    return 'HH-RLHF rows hold whole conversations as texts that begin with "\\n\\nHuman:"; rewrite these, or bring them as concord-jsonl.';
  }
  return "Known are hh-rlhf (chosen, rejected), concord-jsonl (prompt, responseA, responseB) and pandalm (idx, response1, response2, or a verdict).";
}
