import "server-only";
import * as z from "zod";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { countComparisons } from "@/lib/comparisons/count-comparisons";
import type { DatasetOverview, ImportedFile, RefusedRows } from "@/lib/datasets/browse-types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { countWithdrawnLabels } from "@/lib/labels/count-withdrawn";

const IMPORTS_SHOWN = 100;

/**
 * What a project's dataset is made of: how much, from which files, described how.
 *
 * @throws AppError `not_found` unless the actor may read the project.
 */
export async function getDatasetOverview(actor: Actor, project: string): Promise<DatasetOverview> {
  const { id } = await getProject(actor, project, "read");
  const [{ all, withdrawn }, withdrawnLabels, imports, importCount, metadata] = await Promise.all([
    countComparisons(id),
    countWithdrawnLabels(id),
    listImports(id),
    db().dataset.count({ where: { projectId: id } }),
    listMetadata(id),
  ]);
  return { comparisons: all, withdrawn, withdrawnLabels, imports, importCount, metadata };
}

async function listImports(projectId: string): Promise<ImportedFile[]> {
  const found = await db().dataset.findMany({
    where: { projectId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: IMPORTS_SHOWN,
    select: {
      id: true,
      fileName: true,
      format: true,
      bytes: true,
      rows: true,
      newCount: true,
      duplicateCount: true,
      refusedCount: true,
      labelsNew: true,
      labelsDuplicate: true,
      createdById: true,
      createdAt: true,
    },
  });
  const users = await db().user.findMany({
    where: { id: { in: found.flatMap((each) => each.createdById ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(users.map((user) => [user.id, user.name]));
  return found.map((each) => ({
    id: each.id,
    fileName: each.fileName,
    format: each.format,
    bytes: Number(each.bytes),
    rows: each.rows,
    new: each.newCount,
    duplicate: each.duplicateCount,
    refused: each.refusedCount,
    labels: { new: each.labelsNew, duplicate: each.labelsDuplicate },
    importedBy: each.createdById === null ? null : (names.get(each.createdById) ?? "a former member"),
    importedAt: each.createdAt.toISOString(),
  }));
}

/** What the newest thousand comparisons carry, where a name has few enough values to choose from. */
async function listMetadata(projectId: string): Promise<string[]> {
  const { rows } = await pool().query<{ name: string; values: string[] }>(
    `select e.key as name, array_agg(distinct e.value #>> '{}' order by e.value #>> '{}') as values
     from (select metadata from "Comparison" where "projectId" = $1 order by id desc limit 1000) c,
       jsonb_each(case jsonb_typeof(c.metadata) when 'object' then c.metadata else '{}' end) e
     where jsonb_typeof(e.value) in ('string', 'number', 'boolean') and position('=' in e.key) = 0
       and length(e.value #>> '{}') between 1 and 60
     group by 1 having count(distinct e.value #>> '{}') <= 20 order by 1 limit 20`,
    [projectId],
  );
  return rows.flatMap(({ name, values }) => values.map((value) => `${name}=${value}`));
}

const Refused = z.array(z.object({ row: z.number(), column: z.string(), reason: z.string(), mend: z.string() }));

/** The refused rows of one import. @throws AppError `not_found` when it is not there or its project not the actor's to read. */
export async function getRefusedRows(actor: Actor, projectId: string, datasetId: string): Promise<RefusedRows> {
  const found = await db().dataset.findFirst({
    where: { id: datasetId, projectId, project: projectsWhere(actor, "read") },
    select: { fileName: true, refused: true, refusedCount: true },
  });
  if (!found) throw notFound("The import");
  return { fileName: found.fileName, rows: Refused.parse(found.refused), count: found.refusedCount };
}
