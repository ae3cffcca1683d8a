import "server-only";
import { createHash } from "node:crypto";
import type { ImportDocument } from "@/lib/api/documents/data";
import type { ImportOwnQuery } from "@/lib/api/routes/data";
import { getProject } from "@/lib/auth/access";
import type { KeyActor, UserActor } from "@/lib/auth/types";
import { importDataset } from "@/lib/datasets/import-dataset";
import { bodyOf } from "@/lib/datasets/import-request";
import type { ImportReport } from "@/lib/datasets/schema";
import type { ByteSource } from "@/lib/datasets/source/open-source";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/**
 * Imports what a request carries as the dataset of the caller's id. The same bytes under the same id again are acknowledged with what was
 * counted then, and store nothing.
 *
 * @throws AppError `not_found`; `conflict` for an id that was used for other bytes; `invalid` for a body that cannot be read as a whole.
 */
export async function importOwn(
  actor: UserActor | KeyActor,
  project: string,
  query: ImportOwnQuery,
  request: Request,
): Promise<ImportDocument> {
  const { id: projectId } = await getProject(actor, project, "research");
  const { id, fileName = `api ${id}`, annotatorName, criterion, ...options } = query;
  const body = bodyOf(request);
  const known = await findImport(id);
  if (known) {
    if (known.projectId !== projectId || known.report.sha256 !== (await hashOf(body))) throw usedBefore();
    return known.report;
  }
  const report = await importDataset(
    actor,
    projectId,
    body,
    { ...options, fileName, ...(annotatorName ? { annotatorName } : {}), ...(criterion ? { criterion } : {}) },
    { signal: request.signal, datasetId: id },
  );
  return toDocument(report);
}

function toDocument({ repeated, textBytes, ...report }: ImportReport): ImportDocument {
  return report;
}

async function findImport(id: string): Promise<{ projectId: string; report: ImportDocument } | null> {
  const found = await db().dataset.findUnique({ where: { id } });
  if (!found) return null;
  // Both were written by an import alone, as they are in its report.
  const refused = found.refused as unknown as ImportDocument["refused"];
  const notices = found.notices as unknown as ImportDocument["notices"];
  return {
    projectId: found.projectId,
    report: {
      format: found.format,
      rows: found.rows,
      new: found.newCount,
      duplicate: found.duplicateCount,
      labels: { new: found.labelsNew, duplicate: found.labelsDuplicate },
      refused,
      refusedCount: found.refusedCount,
      notices,
      noticeCount: notices.length,
      bytes: Number(found.bytes),
      sha256: found.fileHash,
      dryRun: false,
      stored: true,
      datasetId: found.id,
    },
  };
}

async function hashOf(body: ByteSource): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of body) hash.update(chunk);
  return hash.digest("hex");
}

function usedBefore(): AppError {
  return new AppError("conflict", "This id was used before, for other bytes. Make a new id (UUIDv7) for another import.", {
    fields: [{ path: "id", message: "used before, with another body" }],
  });
}
