import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { inSnapshot } from "@/lib/datasets/export/in-snapshot";
import { findSelection } from "@/lib/datasets/export/selection";
import { toJson } from "@/lib/datasets/export-dataset";
import { ExportInput, type ExportInputDraft } from "@/lib/datasets/export-schema";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { wakeExportWorker } from "./export-worker";

/** Exports of one project that may wait or run at once. */
const MOST_AT_ONCE = 5;

/**
 * Orders an export: a worker writes it, and `getExport` says how far it is. What it names is checked before it is ordered.
 *
 * @param options - `id`: made by the caller (UUIDv7), so that sending it again orders nothing twice. `release`: it becomes the next version of
 *   the project's released dataset.
 * @throws AppError `not_found`, `invalid`, `limit_reached` while too many are under way.
 */
export async function startExport(
  actor: Actor,
  idOrSlug: string,
  draft: ExportInputDraft,
  options: { id?: string; release?: { note: string } } = {},
): Promise<{ id: string }> {
  const input = ExportInput.parse(draft);
  const project = await getProject(actor, idOrSlug, options.release ? "research" : "read");
  await inSnapshot((client) => findSelection(client, project.id, input));
  const id = options.id ?? newId();
  await db().$transaction(async (transaction) => {
    // One order at a time: the number of a release is the next, and the limit holds.
    await transaction.$queryRaw`select 1 as locked from "Project" where id = ${project.id}::uuid for update`;
    const under = await transaction.export.count({ where: { projectId: project.id, state: { in: ["WAITING", "RUNNING"] } } });
    if (under >= MOST_AT_ONCE)
      throw new AppError("limit_reached", `${under} exports of this project are under way. Wait for one, or cancel one.`);
    const last = await transaction.export.aggregate({ where: { projectId: project.id }, _max: { release: true } });
    const release = options.release ? (last._max.release ?? 0) + 1 : null;
    await transaction.export.create({
      data: {
        ...{
          id,
          projectId: project.id,
          format: input.format,
          spec: toJson(input),
          state: "WAITING",
          createdById: userIdOf(actor),
        },
        ...(release === null ? {} : { release, releaseNote: options.release?.note ?? "" }),
      },
    });
    await appendAudit(transaction, actor, {
      projectId: project.id,
      action: release === null ? "export.start" : "release.start",
      target: release === null ? id : `release ${release}`,
      after: JSON.parse(JSON.stringify(input)),
    });
  });
  wakeExportWorker();
  return { id };
}

/**
 * Stops an export that waits or runs; its writer ends within a second and leaves nothing.
 *
 * @throws AppError `not_found`; `conflict` when it has ended.
 */
export async function cancelExport(actor: Actor, idOrSlug: string, exportId: string): Promise<void> {
  const project = await getProject(actor, idOrSlug, "read");
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.export.updateMany({
      where: { id: exportId, projectId: project.id, state: { in: ["WAITING", "RUNNING"] } },
      data: { state: "CANCELLED", finishedAt: new Date(), release: null },
    });
    if (count === 0) {
      const found = await transaction.export.findFirst({
        where: { id: exportId, projectId: project.id },
        select: { state: true },
      });
      if (!found)
        throw new AppError("not_found", "The export was not found. It may have been removed, or this account may not see it.");
      throw new AppError("conflict", "The export has ended already.");
    }
    await appendAudit(transaction, actor, { projectId: project.id, action: "export.cancel", target: exportId });
  });
}
