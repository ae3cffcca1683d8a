import type { ExportField, ExportInput } from "@/lib/datasets/export-schema";
import type { ExportColumn, ExportRow } from "./columns";
import { ParquetEncoder } from "./encode-parquet";
import { encodeJsonLines, encodeJsonList, encodeTable, type TextEncoder } from "./encode-text";
import { FLAT_COLUMNS } from "./flat-rows";
import { HELPSTEER_COLUMNS } from "./helpsteer-rows";
import { PREFERENCE_FORMATS } from "./preference-rows";
import { trlColumns } from "./trl-rows";

/** Turns rows into the bytes of a file; a row that is a text already (the canonical file's) is written as it is. */
export interface Encoder {
  begin: () => string;
  row: (row: ExportRow | string) => string | Uint8Array;
  end: () => string | Uint8Array;
}

/** What decides of a file's bytes: the format, its packing, and the columns of TRL. */
export type Encoding = Pick<ExportInput, "format" | "packing"> & { fields: readonly ExportField[] };

/** The columns of a format; null for the canonical file, whose lines are made whole. */
function columnsOf({ format, fields }: Encoding): readonly ExportColumn[] | null {
  if (format === "trl") return trlColumns(fields);
  if (format === "concord-jsonl") return null;
  if (format === "helpsteer") return HELPSTEER_COLUMNS;
  return format in PREFERENCE_FORMATS ? PREFERENCE_FORMATS[format as keyof typeof PREFERENCE_FORMATS].columns : FLAT_COLUMNS;
}

/** How a format's rows become a file. Packing with gzip is the sink's. */
export function createEncoder(encoding: Encoding): Encoder {
  const { format, packing } = encoding;
  const columns = columnsOf(encoding);
  if (columns !== null && (format === "parquet" || packing === "parquet")) {
    const parquet = new ParquetEncoder(columns);
    return { begin: () => "", row: (row) => (typeof row === "string" ? row : parquet.row(row)), end: () => parquet.end() };
  }
  return toEncoder(textEncoder(format, columns ?? []));
}

/** The rows of a preview: what is no text is shown as JSON Lines. */
export function createPreviewEncoder(encoding: Encoding): Encoder {
  const isBinary = encoding.format === "parquet" || encoding.packing === "parquet";
  return isBinary ? toEncoder(encodeJsonLines(columnsOf(encoding) ?? [])) : createEncoder(encoding);
}

function textEncoder(format: ExportInput["format"], columns: readonly ExportColumn[]): TextEncoder {
  if (format === "csv" || format === "csv-spreadsheet") return encodeTable(columns, ",", format === "csv-spreadsheet");
  if (format === "tsv") return encodeTable(columns, "\t");
  return format === "json" ? encodeJsonList(columns) : encodeJsonLines(columns);
}

function toEncoder(text: TextEncoder): Encoder {
  let index = 0;
  return { begin: () => text.begin, row: (row) => (typeof row === "string" ? row : text.row(row, index++)), end: () => text.end };
}
