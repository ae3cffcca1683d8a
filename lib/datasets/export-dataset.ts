import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { systemActor, userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { exportFile, removeExportFiles } from "./export/jobs/lost-exports";
import { ExportStopped } from "./export/jobs/stopped";
import { type ExportWork, writeExport } from "./export/write-export";
import { ExportInput, type ExportInputDraft } from "./export-schema";
import type { ExportManifest } from "./export-types";

/** An export that is done. */
export interface ExportResult {
  id: string;
  /** Absolute path of the first file; the others are those of `manifest.files`, in `files`. */
  file: string;
  files: string[];
  manifest: ExportManifest;
}

/**
 * Writes a project's comparisons and preferences as files in the data folder, with a manifest, while the caller waits. Programs and pages use
 * `startExport`, which leaves it to a worker.
 *
 * @param options - `asOf`: the state of this moment is written, from the history, as a manifest says it.
 * @throws AppError `not_found`, `invalid` (no such criterion or judge), `limit_reached` (the disk is full).
 */
export async function exportDataset(
  actor: Actor,
  idOrSlug: string,
  draft: ExportInputDraft,
  options: { asOf?: string; onProgress?: ExportWork["onProgress"] } = {},
): Promise<ExportResult> {
  const input = ExportInput.parse(draft);
  const project = await getProject(actor, idOrSlug, "read");
  const id = newId();
  await db().export.create({
    data: { id, projectId: project.id, format: input.format, spec: toJson(input), createdById: userIdOf(actor) },
  });
  const onProgress = options.onProgress ?? (() => undefined);
  const manifest = await runExport({ id, project, input, asOf: options.asOf ?? null, onProgress }, actor);
  return { id, file: exportFile(id), files: manifest.files.map((_, place) => exportFile(id, place)), manifest };
}

/**
 * Writes an export that has its row, and stores how it ended. Of a failed or stopped one nothing is left.
 *
 * @throws What ended it; `ExportStopped` when it was cancelled meanwhile.
 */
export async function runExport(work: ExportWork, actor: Actor = systemActor("export worker")): Promise<ExportManifest> {
  const { id, project } = work;
  try {
    const manifest = await writeExport({ ...work, onProgress: (progress) => tell(work, progress) });
    await finish(actor, id, project.id, manifest);
    return manifest;
  } catch (error) {
    await removeExportFiles(id);
    if (error instanceof ExportStopped) throw error;
    const refusal = toRefusal(error);
    await db().export.updateMany({
      where: { id, state: "RUNNING" },
      data: {
        state: "FAILED",
        error: refusal?.message ?? "It could not be written. The server's log says why.",
        finishedAt: new Date(),
        release: null,
      },
    });
    throw refusal ?? error;
  }
}

async function tell({ id, onProgress }: ExportWork, progress: { seen: number; total: number; rows: number }): Promise<void> {
  const { count } = await db().export.updateMany({ where: { id, state: "RUNNING" }, data: progress });
  if (count === 0) throw new ExportStopped();
  await onProgress(progress);
}

function toRefusal(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code !== "ENOSPC" && code !== "EDQUOT") return null;
  return new AppError("limit_reached", "The disk of the data folder is full. Make room on it, and make the file again.", {
    cause: error,
  });
}

async function finish(actor: Actor, id: string, projectId: string, manifest: ExportManifest): Promise<void> {
  const { rows, comparisons } = manifest.counted;
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const { sha256 } = manifest.file;
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.export.updateMany({
      where: { id, state: "RUNNING" },
      data: {
        ...{ state: "DONE", rows, bytes: BigInt(bytes), sha256, seen: comparisons, manifest: toJson(manifest), error: null },
        finishedAt: new Date(),
      },
    });
    if (count === 0) throw new ExportStopped();
    await appendAudit(transaction, actor, {
      projectId,
      action: "export.finish",
      target: manifest.file.name,
      after: { format: manifest.format, rows, sha256 },
    });
  });
}

/** A plain document as Prisma takes JSON: what JSON would leave out is left out. */
export function toJson(value: ExportInput | ExportManifest): Prisma.InputJsonValue {
  const plain: Prisma.InputJsonValue = JSON.parse(JSON.stringify(value));
  return plain;
}
