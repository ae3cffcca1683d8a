import "server-only";
import { ExportDocument } from "@/lib/api/documents/export";
import { type Page, type PageQuery, toPage } from "@/lib/api/parts";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { endLostExports } from "@/lib/datasets/export/jobs/lost-exports";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

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

/** A page of the exports of a project, the newest first. @throws AppError `not_found`. */
export async function listExportPage(actor: Actor, project: string, { limit, after }: PageQuery): Promise<Page<ExportDocument>> {
  const { id: projectId } = await getProject(actor, project, "read");
  await endLostExports(projectId);
  const exports = await db().export.findMany({
    where: { projectId, ...(after === undefined ? {} : { id: { lt: after } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: SELECT,
  });
  return toPage(exports.map(toDocument), limit, (each) => each.id);
}

/** One export of a project. @throws AppError `not_found`. */
export async function getExportDocument(actor: Actor, project: string, exportId: string): Promise<ExportDocument> {
  const { id: projectId } = await getProject(actor, project, "read");
  await endLostExports(projectId);
  const found = await db().export.findFirst({ where: { id: exportId, projectId }, select: SELECT });
  if (!found) throw notFound("The export");
  return toDocument(found);
}

function toDocument({
  bytes,
  createdAt,
  manifest,
  ...rest
}: Omit<ExportDocument, "bytes" | "createdAt" | "manifest"> & {
  bytes: bigint;
  createdAt: Date;
  manifest: unknown;
}): ExportDocument {
  return {
    ...rest,
    bytes: Number(bytes),
    createdAt: createdAt.toISOString(),
    // Written by an export alone; one of an older version may lack what is described today.
    manifest: ExportDocument.shape.manifest.catch(null).parse(manifest),
  };
}
