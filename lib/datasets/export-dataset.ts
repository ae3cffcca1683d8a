import "server-only";
import fs from "node:fs/promises";
import path from "node:path";
import { appendAudit } from "@/lib/audit/append";
import { getProject, type ProjectAccess } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { softwareVersion } from "@/lib/instance/software-version";
import { type FileSink, openFileSink } from "./export/file-sink";
import { inSnapshot } from "./export/in-snapshot";
import { exportFile, holdExport } from "./export/lost-exports";
import { countWithdrawn, readComparisons } from "./export/read-comparisons";
import { findSelection, type Selection } from "./export/selection";
import { createEncoder, createPreviewEncoder } from "./export/write/create-encoder";
import { toRows } from "./export/write-rows";
import { ExportInput, type ExportInputDraft, type ExportManifest, type ExportPreview } from "./export-schema";
import { WHOLE_FORMATS } from "./schema";

/** An export that is done. */
export interface ExportResult {
  id: string;
  /** Absolute path of the file. */
  file: string;
  manifest: ExportManifest;
}

const ENDINGS: Partial<Record<ExportInput["format"], string>> = {
  "concord-jsonl": "concord.jsonl",
  csv: "csv",
  "csv-spreadsheet": "spreadsheet.csv",
  tsv: "tsv",
  json: "json",
  jsonl: "jsonl",
  parquet: "parquet",
};

/** The end of a file's name: its format, how its rows stand in it, and how it is packed. */
function endingOf({ format, packing }: ExportInput): string {
  const ending = ENDINGS[format] ?? (packing === "parquet" ? `${format}.parquet` : `${format}.jsonl`);
  return packing === "gzip" ? `${ending}.gz` : ending;
}

/**
 * Writes a project's comparisons and preferences as a file in the data folder, with a manifest that says what was counted, left out and why.
 * One snapshot, whatever is labelled meanwhile; memory does not grow with the project; a file that is not complete is removed.
 *
 * @param own - The id that a program made, and whom to tell when the export stands in the list.
 * @throws AppError `not_found`, `invalid` (no such criterion or judge).
 */
export async function exportDataset(
  actor: Actor,
  idOrSlug: string,
  draft: ExportInputDraft,
  onProgress?: (rows: number) => void,
  own?: { id: string; onBegun: () => void },
): Promise<ExportResult> {
  const input = ExportInput.parse(draft);
  const project = await getProject(actor, idOrSlug, "read");
  const id = own?.id ?? newId();
  const file = exportFile(id);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await db().export.create({
    data: { id, projectId: project.id, format: input.format, spec: toJson(input), createdById: userIdOf(actor) },
  });
  own?.onBegun();
  try {
    const manifest = await inSnapshot(async (client) => {
      await holdExport(client, id);
      const selection = await findSelection(client, project.id, input);
      const withdrawn = await countWithdrawn(client, project.id);
      const comparisons = readComparisons(client, project.id, selection.criterionId);
      const sink = await openFileSink(file, input.packing === "gzip" ? "gzip" : "plain");
      return writeFile(sink, { project, input, selection, withdrawn, comparisons, onProgress }).finally(sink.discard);
    });
    await finish(actor, id, project, manifest);
    return { id, file, manifest };
  } catch (error) {
    await fs.rm(file, { force: true });
    const message =
      error instanceof Error && error.name === "AppError" ? error.message : "It could not be written. The server's log says why.";
    await db().export.update({ where: { id }, data: { state: "FAILED", error: message, finishedAt: new Date() } });
    throw error;
  }
}

/** So many comparisons are counted while somebody waits for a page. */
const LOOKED_AT = 2000;

/** The first rows that an export would have, and what it would leave out and why among its first comparisons. Stores nothing. */
export async function previewExport(actor: Actor, idOrSlug: string, draft: ExportInputDraft, rows = 10): Promise<ExportPreview> {
  const input = ExportInput.parse(draft);
  const project = await getProject(actor, idOrSlug, "read");
  return inSnapshot(async (client) => {
    const selection = await findSelection(client, project.id, input);
    const drops = startDrops(await countWithdrawn(client, project.id));
    const counted = { comparisons: 0, labels: 0, rows: 0 };
    const encoder = createPreviewEncoder(input);
    const lines: string[] = [];
    let complete = true;
    for await (const comparison of readComparisons(client, project.id, selection.criterionId)) {
      if (counted.comparisons === LOOKED_AT) {
        complete = false;
        break;
      }
      counted.comparisons++;
      counted.labels += comparison.labels.length;
      const made = toRows(comparison, { ...selection, format: input.format, drop: count(drops) });
      counted.rows += made.length;
      for (const row of made.slice(0, rows - lines.length)) lines.push(String(encoder.row(row)));
    }
    return { lines, counted, dropped: toDropped(drops), complete };
  });
}

interface Work {
  project: ProjectAccess;
  input: ExportInput;
  selection: Selection;
  withdrawn: number;
  comparisons: ReturnType<typeof readComparisons>;
  onProgress: ((rows: number) => void) | undefined;
}

async function writeFile(sink: FileSink, work: Work): Promise<ExportManifest> {
  const { project, input, selection, withdrawn, comparisons, onProgress } = work;
  const drops = startDrops(withdrawn);
  const counted = { comparisons: 0, labels: 0, rows: 0 };
  const encoder = createEncoder(input);
  await sink.write(encoder.begin());
  for await (const comparison of comparisons) {
    counted.comparisons++;
    counted.labels += comparison.labels.length;
    for (const row of toRows(comparison, { ...selection, format: input.format, drop: count(drops) })) {
      counted.rows++;
      await sink.write(encoder.row(row));
    }
    if (counted.comparisons % 1000 === 0) onProgress?.(counted.rows);
  }
  await sink.write(encoder.end());
  const { bytes, sha256 } = await sink.finish();
  return {
    project: { slug: project.slug, name: project.name },
    format: input.format,
    selection: { ...input, criterion: selection.criterionKey, ...(selection.judge ? { judge: selection.judge } : {}) },
    method: methodOf(input),
    counted,
    dropped: toDropped(drops),
    versions: selection.versions,
    file: { name: `${project.slug}.${endingOf(input)}`, bytes, sha256 },
    createdAt: new Date().toISOString(),
    software: { name: "concord", version: softwareVersion() },
  };
}

const TIES: Partial<Record<ExportInput["format"], string>> = {
  helpsteer: "A comparison is one row with all preferences, ties included.",
  "alpaca-eval": "Ties are 1.5.",
  "mt-bench": "Ties are rows.",
};

function methodOf({ format, source, minStrength }: ExportInput): string {
  if (WHOLE_FORMATS.has(format)) return "Every comparison that is not withdrawn, with all its labels.";
  const weakest =
    minStrength === undefined
      ? format === "hh-rlhf"
        ? " People's labels at the weakest level of the scale are left out."
        : ""
      : ` People's labels weaker than ${minStrength} are left out.`;
  const whose = {
    human: "One row for each person's preference.",
    ai: "One row for each preference of the judge.",
    consensus: "One row a comparison: the adjudicator's answer, else the majority of people.",
  }[source];
  return `${whose} \`chosen\` is the better response, also where people were asked for the worse one. ${TIES[format] ?? "Ties become no row."}${weakest}`;
}

async function finish(actor: Actor, id: string, project: ProjectAccess, manifest: ExportManifest): Promise<void> {
  const { rows } = manifest.counted;
  const { bytes, sha256 } = manifest.file;
  await db().$transaction(async (transaction) => {
    await transaction.export.update({
      where: { id },
      data: {
        state: "DONE",
        rows,
        bytes: BigInt(bytes),
        sha256,
        manifest: toJson(manifest),
        error: null,
        finishedAt: new Date(),
      },
    });
    await appendAudit(transaction, actor, {
      projectId: project.id,
      action: "export.finish",
      target: manifest.file.name,
      after: { format: manifest.format, rows, sha256 },
    });
  });
}

/** A plain document as Prisma takes JSON: what JSON would leave out is left out. */
function toJson(value: ExportInput | ExportManifest): Prisma.InputJsonValue {
  const plain: Prisma.InputJsonValue = JSON.parse(JSON.stringify(value));
  return plain;
}

function startDrops(withdrawn: number): Map<string, number> {
  return new Map(withdrawn > 0 ? [["the comparison is withdrawn", withdrawn]] : []);
}

function count(drops: Map<string, number>): (reason: string) => void {
  return (reason) => void drops.set(reason, (drops.get(reason) ?? 0) + 1);
}

function toDropped(drops: ReadonlyMap<string, number>): ExportManifest["dropped"] {
  return [...drops].map(([reason, dropped]) => ({ reason, count: dropped })).sort((a, b) => b.count - a.count);
}
