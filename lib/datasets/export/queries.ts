import "server-only";
import fs from "node:fs";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import type { ExportEntry, ExportManifest } from "@/lib/datasets/export-schema";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { endLostExports, exportFile } from "./lost-exports";

const SELECT = {
  id: true,
  format: true,
  state: true,
  rows: true,
  bytes: true,
  sha256: true,
  error: true,
  createdAt: true,
  manifest: true,
} as const;

/** The exports of a project, the latest first. Those whose writer is gone are marked as failed. */
export async function listExports(actor: Actor, projectId: string, most = 50): Promise<ExportEntry[]> {
  await endLostExports(projectId);
  const exports = await db().export.findMany({
    where: { projectId, project: projectsWhere(actor, "read") },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: most,
    select: SELECT,
  });
  return exports.map(({ bytes, createdAt, manifest, ...rest }) => ({
    ...rest,
    bytes: Number(bytes),
    createdAt: createdAt.toISOString(),
    manifest: toManifest(manifest),
  }));
}

/**
 * The file of an export.
 *
 * @throws AppError `not_found`; `unavailable` when its file is gone from the data folder.
 */
export async function getExportFile(
  actor: Actor,
  project: string,
  exportId: string,
): Promise<{ file: string; bytes: number; manifest: ExportManifest }> {
  const found = await db().export.findFirst({
    where: {
      id: exportId,
      state: "DONE",
      project: {
        AND: [projectsWhere(actor, "read"), { OR: [{ slug: project }, ...(isUuid(project) ? [{ id: project }] : [])] }],
      },
    },
    select: { id: true, manifest: true },
  });
  const manifest = toManifest(found?.manifest);
  if (!found || !manifest) throw notFound("The export");
  const file = exportFile(found.id);
  if (!fs.existsSync(file))
    throw new AppError("unavailable", "The file of this export is no longer in the data folder. Make it again.");
  return { file, bytes: fs.statSync(file).size, manifest };
}

/** What the column holds was written by `exportDataset` alone. */
function toManifest(value: unknown): ExportManifest | null {
  return typeof value === "object" && value !== null && "counted" in value ? (value as ExportManifest) : null;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
