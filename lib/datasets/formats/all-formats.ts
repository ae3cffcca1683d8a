import { type ColumnMap, completeMap, missingFields } from "@/lib/datasets/mapping-schema";
import { type ImportFormatName, type NamedFormatName, TABLE_FORMATS, type TableFormatName } from "@/lib/datasets/schema";
import type { RowLayout } from "@/lib/datasets/source/recognise-bytes";
import { AppError } from "@/lib/errors";
import { alpacaEval } from "./alpaca-eval";
import { annotatedPairs } from "./annotated-pairs";
import { arena } from "./arena";
import { argilla } from "./argilla";
import { concordJsonl } from "./concord-jsonl";
import type { ImportFormat } from "./format";
import { helpsteer } from "./helpsteer";
import { hhRedTeam } from "./hh-red-team";
import { hhRlhf } from "./hh-rlhf";
import { labelStudio } from "./label-studio";
import { createMapped } from "./mapped";
import { mtBench } from "./mt-bench";
import { nectar } from "./nectar";
import { openassistant } from "./openassistant";
import { pandalm } from "./pandalm";
import { renameColumns } from "./rename-columns";
import { rewardBench } from "./reward-bench";
import { safeRlhf } from "./safe-rlhf";
import { shp } from "./shp";
import { trl } from "./trl";
import { trlUnpaired } from "./trl-unpaired";
import { ultrafeedback } from "./ultrafeedback";

/** In the order in which rows are offered to them: a format whose columns are among another's comes after it. */
const FORMATS: readonly (ImportFormat & { name: ImportFormatName })[] = [
  hhRlhf,
  concordJsonl,
  pandalm,
  annotatedPairs,
  labelStudio,
  argilla,
  ultrafeedback,
  nectar,
  helpsteer,
  shp,
  safeRlhf,
  openassistant,
  mtBench,
  arena,
  rewardBench,
  alpacaEval,
  hhRedTeam,
  trlUnpaired,
  trl,
];

/** How the file was opened and what was said of its columns. */
export interface FormatChoice {
  layout: RowLayout;
  map: ColumnMap;
  /** Take a table whose columns do not say enough, to be told what they are. */
  mayBeIncomplete?: boolean | undefined;
  /** What is wrong with the first row, for where none can be read. */
  firstProblem?: string | undefined;
}

const TAB = 0x09;

/** The name of a table read by mapping, as the file is written. */
function tableName(layout: RowLayout): TableFormatName {
  if (layout.kind === "table") return layout.separator === TAB ? "tsv" : "csv";
  if (layout.kind === "parquet") return "parquet";
  return layout.kind === "lines" ? "jsonl" : "json";
}

/** The format of a name. */
function formatNamed(name: NamedFormatName): ImportFormat {
  const format = FORMATS.find((one) => one.name === name);
  if (!format) throw new Error(`no format ${name}`);
  return format;
}

/**
 * The format of a file, from its first readable rows. A format asked for by name must fit them. Rows of no known format are a table if their
 * columns say which is the prompt and which the responses, or the caller does.
 *
 * @throws AppError `invalid` that says which columns were found and what they look like.
 */
export function chooseFormat(
  name: ImportFormatName | "auto",
  rows: readonly Record<string, unknown>[],
  choice: FormatChoice,
): ImportFormat {
  const first = rows[0];
  const table = tableName(choice.layout);
  const asked = TABLE_FORMATS.find((each) => each === name);
  if (first === undefined) {
    if (name !== "auto" && asked === undefined) return formatNamed(name as NamedFormatName);
    const problem = choice.firstProblem === undefined ? "" : ` ${choice.firstProblem}`;
    const message =
      choice.layout.kind === "table" || choice.layout.kind === "parquet"
        ? "The table has no row that can be read. Choose a file with at least one row below its header."
        : "No row of the file's beginning is a JSON object, so its format cannot be told. Correct the rows, or name the format.";
    throw new AppError("invalid", message + problem);
  }
  if (asked !== undefined) return mapped(asked, table, first, choice);
  const fitting = fittingFormat(rows, choice.layout);
  if (name === "auto") return fitting ?? tableByColumns(rows, table, choice);
  const named = formatNamed(name as NamedFormatName);
  if (rows.some((row) => named.recognises(renameColumns(row, choice.map)))) return named;
  const looks = fitting ? ` They look like ${fitting.name}: choose that, or let the format be recognised.` : "";
  throw new AppError("invalid", `The rows are not ${named.name}: they have the columns ${columnsOf(first)}.${looks}`);
}

/** Of a table whose columns are named as the canonical file's fields, the others are metadata and no mistakes, so it is read by its columns. */
function fittingFormat(rows: readonly Record<string, unknown>[], layout: RowLayout): ImportFormat | undefined {
  const isTable = layout.kind === "table" || layout.kind === "parquet";
  const offered = FORMATS.filter((format) => !(isTable && format === concordJsonl));
  return rows.map((row) => offered.find((format) => format.recognises(row))).find((format) => format !== undefined);
}

/** What rows of no known format are: a table whose columns say enough, or another format's rows under other names. */
function tableByColumns(rows: readonly Record<string, unknown>[], table: TableFormatName, choice: FormatChoice): ImportFormat {
  const [first = {}] = rows;
  const map = completeMap(columnsIn(rows), choice.map);
  if (missingFields(map).length === 0 && holdsTexts(first, map)) return createMapped(table, map);
  const renamed = fittingFormat(
    rows.map((row) => renameColumns(row, choice.map)),
    choice.layout,
  );
  if (renamed) return renamed;
  if (choice.mayBeIncomplete) return createMapped(table, map);
  throw new AppError(
    "invalid",
    `The format is not recognised: the rows have the columns ${columnsOf(first)}. ${hintFor(first, missingFields(map))}`,
  );
}

/** The columns of a table by what was said of them, and by their names. */
function mapped(
  asked: TableFormatName,
  table: TableFormatName,
  first: Record<string, unknown>,
  { map, mayBeIncomplete }: FormatChoice,
): ImportFormat {
  if (asked !== table)
    throw new AppError("invalid", `The file is ${table}, not ${asked}: choose that, or let the format be recognised.`);
  const strange = Object.entries(map).find(([, column]) => column !== "" && !(column in first));
  if (strange)
    throw new AppError(
      "invalid",
      `There is no column ${JSON.stringify(strange[1])} for ${strange[0]}: the rows have the columns ${columnsOf(first)}.`,
    );
  const complete = completeMap(Object.keys(first), map);
  const missing = missingFields(complete);
  if (missing.length > 0 && !mayBeIncomplete) {
    throw new AppError(
      "invalid",
      `No column is known to hold ${missing.join(" and ")}: the rows have the columns ${columnsOf(first)}. ${mapHint(missing)}`,
    );
  }
  return createMapped(table, complete);
}

/** Whether the columns of the responses hold texts, where nobody said that they are responses. */
function holdsTexts(row: Record<string, unknown>, map: ColumnMap): boolean {
  return ["responseA", "responseB", "chosen", "rejected"].every((field) => !map[field] || typeof row[map[field]] === "string");
}

function columnsIn(rows: readonly Record<string, unknown>[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function columnsOf(row: Record<string, unknown>): string {
  const columns = Object.keys(row);
  if (columns.length === 0) return "(none)";
  const shown = columns.slice(0, 12).map((column) => column.slice(0, 60));
  return `${shown.join(", ")}${columns.length > shown.length ? ", …" : ""}`;
}

function mapHint(missing: readonly string[]): string {
  if (missing.length === 0)
    return "Its responses are no texts. Say which columns hold them, by --map FIELD=COLUMN or on the import page.";
  return `Say which: ${missing.map((field) => `--map ${field}=COLUMN`).join(" ")}, or on the import page.`;
}

function hintFor(row: Record<string, unknown>, missing: readonly string[]): string {
  if ("chosen" in row && "rejected" in row) {
    return "TRL rows hold texts or messages that end with the assistant's turn; HH-RLHF rows hold whole conversations as texts.";
  }
  return mapHint(missing);
}
