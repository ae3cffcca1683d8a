import "server-only";
import fs from "node:fs";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import type { ExportEntry, ExportManifest } from "@/lib/datasets/export-types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { endLostExports, exportFile } from "./jobs/lost-exports";

const SELECT = {
  ...{ id: true, format: true, state: true, seen: true, total: true, rows: true, bytes: true, sha256: true, error: true },
  ...{ release: true, releaseNote: true, createdAt: true, startedAt: true, manifest: true },
} as const;

/** The exports of a project, the latest first. Those whose writer is gone are marked as failed, or wait to be begun anew. */
export async function listExports(actor: Actor, projectId: string, most = 50): Promise<ExportEntry[]> {
  await endLostExports(projectId);
  const exports = await db().export.findMany({
    where: { projectId, project: projectsWhere(actor, "read") },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: most,
    select: SELECT,
  });
  return exports.map(toEntry);
}

/**
 * One export, with how far it is.
 *
 * @throws AppError `not_found`.
 */
export async function getExport(actor: Actor, project: string, exportId: string): Promise<ExportEntry> {
  const found = await db().export.findFirst({ where: whereExport(actor, project, exportId), select: SELECT });
  if (!found) throw notFound("The export");
  return toEntry(found);
}

/** A row of the database as `SELECT` reads it. */
interface StoredExport extends Omit<ExportEntry, "bytes" | "createdAt" | "startedAt" | "manifest"> {
  bytes: bigint;
  createdAt: Date;
  startedAt: Date | null;
  manifest: unknown;
}

function toEntry({ bytes, createdAt, startedAt, manifest, ...rest }: StoredExport): ExportEntry {
  return {
    ...rest,
    bytes: Number(bytes),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    manifest: toManifest(manifest),
  };
}

/** A file of an export that is whole. */
export interface ExportFile {
  file: string;
  bytes: number;
  sha256: string;
  name: string;
  manifest: ExportManifest;
}

/**
 * A file of an export.
 *
 * @param place - Of the manifest's files; the first by default.
 * @throws AppError `not_found`; `unavailable` when its file is gone from the data folder, or is not what was written.
 */
export async function getExportFile(actor: Actor, project: string, exportId: string, place = 0): Promise<ExportFile> {
  const found = await db().export.findFirst({
    where: { ...whereExport(actor, project, exportId), state: "DONE" },
    select: { id: true, manifest: true },
  });
  const manifest = toManifest(found?.manifest);
  const written = manifest?.files[place];
  if (!found || !manifest || !written) throw notFound("The export");
  const file = exportFile(found.id, place);
  const stored = fs.existsSync(file) ? fs.statSync(file).size : null;
  if (stored === null)
    throw new AppError("unavailable", "The file of this export is no longer in the data folder. Make it again.");
  if (stored !== written.bytes)
    throw new AppError("unavailable", "The file of this export is not as it was written: its size differs. Make it again.");
  return { file, bytes: stored, sha256: written.sha256, name: written.name, manifest };
}

function whereExport(actor: Actor, project: string, exportId: string) {
  const named = [{ slug: project }, ...(isUuid(project) ? [{ id: project }] : [])];
  return { id: exportId, project: { AND: [projectsWhere(actor, "read"), { OR: named }] } };
}

/** What the column holds was written by `exportDataset` alone; one of before manifests had files has its only one. */
function toManifest(value: unknown): ExportManifest | null {
  if (typeof value !== "object" || value === null || !("counted" in value)) return null;
  const manifest = value as ExportManifest;
  if (Array.isArray(manifest.files)) return manifest;
  const { file, counted } = manifest;
  return {
    ...manifest,
    files: [{ ...file, split: null, rows: counted.rows }],
    stages: [],
    figures: { chosenIsA: 0, chosenIsLonger: 0, differInLength: 0, ties: 0, meanMargin: null, prompts: 0 },
    leaks: null,
  };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
