import * as z from "zod";
import { ColumnMap } from "./mapping-schema";

/** The formats of published files and of Concord's own that can be read in, by the names that the command line and the page use. */
export const NAMED_FORMATS = [
  "concord-jsonl",
  "hh-rlhf",
  "hh-red-team",
  "trl",
  "trl-unpaired",
  "ultrafeedback",
  "nectar",
  "helpsteer",
  "shp",
  "safe-rlhf",
  "openassistant",
  "mt-bench",
  "arena",
  "annotated-pairs",
  "reward-bench",
  "alpaca-eval",
  "pandalm",
  "label-studio",
  "argilla",
] as const;
export type NamedFormatName = (typeof NAMED_FORMATS)[number];

/** Tables of any columns, read by a mapping of them to fields. */
export const TABLE_FORMATS = ["csv", "tsv", "json", "jsonl", "parquet"] as const;
export type TableFormatName = (typeof TABLE_FORMATS)[number];

/** All that can be read in. */
export const IMPORT_FORMATS = [...NAMED_FORMATS, ...TABLE_FORMATS] as const;
export type ImportFormatName = (typeof IMPORT_FORMATS)[number];

/** The formats that can be written. */
export const EXPORT_FORMATS = [
  "trl",
  "trl-unpaired",
  "hh-rlhf",
  "ultrafeedback",
  "helpsteer",
  "reward-bench",
  "alpaca-eval",
  "mt-bench",
  "concord-jsonl",
  "csv",
  "csv-spreadsheet",
  "tsv",
  "json",
  "jsonl",
  "parquet",
] as const;
export type ExportFormatName = (typeof EXPORT_FORMATS)[number];

/** Formats that hold every label of every comparison, whatever else is chosen. */
export const WHOLE_FORMATS: ReadonlySet<ExportFormatName> = new Set([
  "concord-jsonl",
  "csv",
  "csv-spreadsheet",
  "tsv",
  "json",
  "jsonl",
  "parquet",
]);

export const EXPORT_PACKINGS = ["plain", "gzip", "parquet"] as const;

/** What an import may be told. All of it can be left out. */
export const ImportOptions = z.strictObject({
  fileName: z.string().min(1).max(300).default("unnamed"),
  format: z.enum(["auto", ...IMPORT_FORMATS]).default("auto"),
  /** Names the annotator of the file's own labels where the file does not. */
  annotatorName: z.string().trim().min(1).max(200).optional(),
  /** Key of the criterion of labels that name none; default: the project's first. */
  criterion: z.string().trim().min(1).max(100).optional(),
  /** Leave the file's labels out: false. */
  withLabels: z.boolean().default(true),
  /** Reads, checks and counts everything, stores nothing. */
  dryRun: z.boolean().default(false),
  /** Stores nothing at all if any row is refused. */
  strict: z.boolean().default(false),
  /** FIELD → the column of the file that holds it. */
  map: ColumnMap.default({}),
});
export type ImportOptions = z.infer<typeof ImportOptions>;
export type ImportOptionsInput = z.input<typeof ImportOptions>;

/** One thing wrong with a row: where, what, and how to mend it. */
export interface RowProblem {
  /** The column or path, "" for the whole row. */
  column: string;
  reason: string;
  mend: string;
}

/** A row that was left out. `row` is the line (JSON Lines, CSV with its header as line 1), the element (JSON list) or the row (Parquet), from 1. */
export interface RefusedRow extends RowProblem {
  row: number;
}

/** A remark that refuses nothing. */
export interface RowNotice {
  row: number;
  message: string;
}

/** What an import did: the document of `concord import --json`. */
export interface ImportReport {
  format: ImportFormatName;
  rows: number;
  new: number;
  /** Comparisons that were there already, in the project or earlier in the file. */
  duplicate: number;
  /** Of these, the ones that stand earlier in the same file. */
  repeated: number;
  labels: { new: number; duplicate: number };
  /** The first 1,000; `refusedCount` counts all. */
  refused: RefusedRow[];
  refusedCount: number;
  notices: RowNotice[];
  noticeCount: number;
  /** Bytes of the file as it came, and after decompression. */
  bytes: number;
  textBytes: number;
  sha256: string;
  dryRun: boolean;
  /** False after a dry run and after a strict import with refused rows. */
  stored: boolean;
  datasetId: string | null;
}

/** How far a running import is. */
export interface ImportProgress {
  rows: number;
  bytes: number;
  new: number;
  duplicate: number;
  refused: number;
}

/** One line of the answer that the import route streams. */
export type ImportEvent =
  | ({ kind: "progress" } & ImportProgress)
  | { kind: "report"; report: ImportReport }
  | { kind: "error"; code: string; message: string };

/** One turn of a conversation as pages show it. */
export interface PreviewMessage {
  role: string;
  content: string;
}

/** A comparison of a preview, its texts cut to what a page needs. */
export interface PreviewComparison {
  row: number;
  prompt: PreviewMessage[];
  responseA: string;
  responseB: string;
  flags: string[];
  labels: string[];
}

/** What a file's first rows look like, before anything is stored. */
export interface ImportPreview {
  format: ImportFormatName;
  formatTitle: string;
  /** How each column is read. */
  columns: PreviewColumn[];
  /** Of a table that is read by a mapping: which column each field is read from, and the fields that still need one. */
  mapping: { map: ColumnMap; missing: string[] } | null;
  comparisons: PreviewComparison[];
  rowsRead: number;
  complete: boolean;
  refused: RefusedRow[];
  notices: RowNotice[];
}

/** A column of the file and what becomes of it. */
export interface PreviewColumn {
  column: string;
  becomes: string;
  how: string;
  sample: string;
}
