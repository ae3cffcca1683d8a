import "server-only";
import type { ExportDocument } from "@/lib/api/documents/export";
import { once } from "@/lib/api/once";
import { getExportDocument } from "@/lib/api/reads/exports";
import type { NewExport } from "@/lib/api/routes/exports";
import { getProject } from "@/lib/auth/access";
import type { KeyActor, UserActor } from "@/lib/auth/types";
import { startExport } from "@/lib/datasets/export/jobs/start-export";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/**
 * Orders an export under the caller's id, and answers as soon as it stands in the list.
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
    await startExport(actor, projectId, draft, { id });
    return { id };
  });
  return getExportDocument(actor, projectId, id);
}
