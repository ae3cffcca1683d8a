import "server-only";
import * as z from "zod";
import { appendAudit } from "@/lib/audit/append";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { UserActor } from "@/lib/auth/types";
import type { ImportOptionsInput } from "@/lib/datasets/schema";
import type { ImportJobView } from "@/lib/datasets/upload-schema";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { wakeImportWorker } from "./import-worker";
import { getImportJob } from "./queries";
import { removeUpload } from "./upload-files";

/**
 * Has a file that was sent whole imported by this or another server process. Asked again, it changes nothing.
 *
 * @throws AppError `not_found` unless the upload is the actor's own; `conflict` while parts are missing, or when it was cancelled.
 */
export async function startImport(
  actor: UserActor,
  project: string,
  id: string,
  options: Omit<ImportOptionsInput, "fileName" | "dryRun">,
): Promise<ImportJobView> {
  const { id: projectId } = await getProject(actor, project, "research");
  const where = { id: z.uuid().parse(id), projectId, createdById: actor.userId, project: projectsWhere(actor, "research") };
  await db().$transaction(async (transaction) => {
    const job = await transaction.importJob.findFirst({
      where,
      select: { state: true, bytes: true, received: true, fileName: true },
    });
    if (!job) throw notFound("The upload");
    if (job.state === "CANCELLED") throw new AppError("conflict", "This import was cancelled. Choose the file again.");
    if (job.state !== "UPLOADING") return;
    if (job.received < job.bytes)
      throw new AppError("conflict", `The server has ${job.received} of the file's ${job.bytes} bytes. Send the rest first.`);
    const { count } = await transaction.importJob.updateMany({
      where: { ...where, state: "UPLOADING" },
      data: { state: "WAITING", options: { ...options, fileName: job.fileName }, touchedAt: new Date() },
    });
    if (count === 0) return;
    await appendAudit(transaction, actor, { projectId, action: "import.start", target: job.fileName, after: { jobId: id } });
  });
  wakeImportWorker();
  return getImportJob(actor, projectId, id);
}

/**
 * Ends an import, or the sending of its file: nothing of it is stored, and its file goes. Whoever may import may also end.
 *
 * @throws AppError `not_found`; `conflict` when it has ended by itself.
 */
export async function cancelImport(actor: UserActor, project: string, id: string): Promise<ImportJobView> {
  const { id: projectId } = await getProject(actor, project, "research");
  const job = await getImportJob(actor, projectId, z.uuid().parse(id));
  if (job.state === "CANCELLED") return job;
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.importJob.updateMany({
      where: {
        id,
        projectId,
        project: projectsWhere(actor, "research"),
        state: { in: ["UPLOADING", "WAITING", "RUNNING"] },
      },
      data: { state: "CANCELLED", touchedAt: new Date() },
    });
    if (count === 0) throw new AppError("conflict", "This import has ended already. Load the page to see its report.");
    await appendAudit(transaction, actor, { projectId, action: "import.cancel", target: job.fileName, after: { jobId: id } });
  });
  await removeUpload(id);
  return getImportJob(actor, projectId, id);
}
