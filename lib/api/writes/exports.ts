import "server-only";
import type { ExportDocument } from "@/lib/api/documents/export";
import { once } from "@/lib/api/once";
import { getExportDocument } from "@/lib/api/reads/exports";
import type { NewExport } from "@/lib/api/routes/exports";
import { getProject } from "@/lib/auth/access";
import type { KeyActor, UserActor } from "@/lib/auth/types";
import { inSnapshot } from "@/lib/datasets/export/in-snapshot";
import { findSelection } from "@/lib/datasets/export/selection";
import { exportDataset } from "@/lib/datasets/export-dataset";
import { ExportInput } from "@/lib/datasets/export-schema";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/**
 * Begins to write an export under the caller's id, and answers as soon as it stands in the list.
 *
 * @throws AppError `not_found`; `invalid` (no such criterion or judge); `conflict` for an id that is taken.
 */
export async function startOwnExport(actor: UserActor | KeyActor, project: string, body: NewExport): Promise<ExportDocument> {
  const { id: projectId } = await getProject(actor, project, "read");
  const { id, ...draft } = body;
  await once(actor, { id, operation: `startExport ${projectId}`, body }, async () => {
    const known = await db().export.findUnique({ where: { id }, select: { projectId: true } });
    if (known && known.projectId !== projectId) throw new AppError("conflict", "This id is taken. Make a new one (UUIDv7).");
    if (known) return { id };
    const input = ExportInput.parse(draft);
    await inSnapshot((client) => findSelection(client, projectId, input));
    await begin(actor, projectId, input, id);
    return { id };
  });
  return getExportDocument(actor, projectId, id);
}

/** Resolves when the export stands in the list; what comes of it is read there. */
function begin(actor: UserActor | KeyActor, projectId: string, input: ExportInput, id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    exportDataset(actor, projectId, input, undefined, { id, onBegun: resolve }).catch((error: unknown) => {
      if (!(error instanceof AppError)) log().error({ err: error }, "unexpected error in an export");
      reject(error);
    });
  });
}
