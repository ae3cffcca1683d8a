import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { type ParsedFile, parseFile } from "./import/parse-file";
import { completeMap, missingFields } from "./mapping-schema";
import type { ComparisonRecord, LabelRecord } from "./record";
import { type ImportOptions, type ImportPreview, type PreviewColumn, type PreviewComparison, TABLE_FORMATS } from "./schema";
import type { ByteSource } from "./source/open-source";

/** So many rows are read, and so many comparisons shown. */
const ROWS = 200;
const SHOWN = 3;
const CHARACTERS = 1500;
const SAMPLE = 60;

/**
 * What the beginning of a file looks like, read as an import would read it and stored nowhere: its format, its columns, the first comparisons
 * as annotators will see them, and rows that would be refused.
 *
 * @throws AppError `not_found`, `conflict` (archived), `invalid` when the file as a whole cannot be read.
 */
export async function previewDataset(
  actor: Actor,
  project: string,
  source: ByteSource,
  options: Pick<ImportOptions, "fileName" | "format" | "annotatorName" | "map"> & { isPart?: boolean },
): Promise<ImportPreview> {
  await getProject(actor, project, "research");
  const file = await parseFile(source, { ...options, mayBeIncomplete: true });
  const preview: ImportPreview = {
    format: file.format.name,
    formatTitle: file.format.title,
    columns: Object.entries(file.firstRow).map(
      ([column, value]): PreviewColumn => ({
        column,
        ...file.format.describeColumn(column),
        sample: cut(toSample(value), SAMPLE),
      }),
    ),
    mapping: mappingOf(file, options),
    comparisons: [],
    rowsRead: 0,
    complete: true,
    refused: [],
    notices: [],
  };
  const seen = new Set<number>();
  for await (const batch of file.batches((row) => row)) {
    for (const { row, parsed } of batch) {
      seen.add(row);
      if (seen.size > ROWS) break;
      if (parsed.kind === "refused") preview.refused.push(...parsed.problems.map((problem) => ({ row, ...problem })));
      else preview.notices.push(...parsed.notices.map((message) => ({ row, message })));
      if (parsed.kind === "comparison" && preview.comparisons.length < SHOWN)
        preview.comparisons.push(toShown(row, parsed.record));
    }
    if (seen.size >= ROWS) {
      preview.complete = false;
      break;
    }
  }
  preview.rowsRead = Math.min(file.rowsRead(), ROWS);
  if (options.isPart) dropLastRow(preview, file.rowsRead());
  await file.close();
  return preview;
}

/** Of a table, which column each field is read from. */
function mappingOf(file: ParsedFile, { map }: Pick<ImportOptions, "map">): ImportPreview["mapping"] {
  if (!TABLE_FORMATS.some((name) => name === file.format.name)) return null;
  const complete = completeMap(Object.keys(file.firstRow), map);
  return { map: complete, missing: missingFields(complete) };
}

/** The beginning of a file was sent: its last row may have been cut, and says nothing about the file. */
function dropLastRow(preview: ImportPreview, rows: number): void {
  const last = preview.refused.at(-1)?.row;
  if (rows <= ROWS && last !== undefined) preview.refused = preview.refused.filter(({ row }) => row !== last);
}

function toShown(row: number, record: ComparisonRecord): PreviewComparison {
  return {
    row,
    prompt: record.prompt.map(({ role, content }) => ({ role, content: cut(content, CHARACTERS) })),
    responseA: cut(record.responseA, CHARACTERS),
    responseB: cut(record.responseB, CHARACTERS),
    flags: record.flags ?? [],
    labels: (record.labels ?? []).map(toWords),
  };
}

function toWords({ annotator, kind, score, strengthKnown, answer, probabilityB }: LabelRecord): string {
  const value = answer ?? (score === undefined ? `p(B) ${probabilityB}` : score === 0 ? "tie" : sideOf(score, strengthKnown));
  return `${annotator} (${kind}): ${value}`;
}

function sideOf(score: number, strengthKnown: boolean | undefined): string {
  const side = score > 0 ? "B" : "A";
  return strengthKnown === false ? side : `${side} by ${Math.abs(score)}`;
}

function toSample(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)} …` : text;
}
