import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { parseFile } from "./import/parse-file";
import type { ComparisonRecord, LabelRecord } from "./record";
import type { ImportOptions, ImportPreview, PreviewColumn, PreviewComparison } from "./schema";
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
  options: Pick<ImportOptions, "fileName" | "format" | "annotatorName" | "map">,
): Promise<ImportPreview> {
  await getProject(actor, project, "research");
  const file = await parseFile(source, options);
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
    comparisons: [],
    rowsRead: 0,
    complete: true,
    refused: [],
    notices: [],
  };
  for await (const batch of file.batches((row) => row)) {
    for (const { row, parsed } of batch) {
      if (preview.rowsRead === ROWS) break;
      preview.rowsRead++;
      if (parsed.kind === "refused") preview.refused.push(...parsed.problems.map((problem) => ({ row, ...problem })));
      else preview.notices.push(...parsed.notices.map((message) => ({ row, message })));
      if (parsed.kind === "comparison" && preview.comparisons.length < SHOWN)
        preview.comparisons.push(toShown(row, parsed.record));
    }
    if (preview.rowsRead === ROWS) {
      preview.complete = false;
      break;
    }
  }
  await file.close();
  return preview;
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
