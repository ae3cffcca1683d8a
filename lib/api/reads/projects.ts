import "server-only";
import type { ProjectDocument, ProjectEntry } from "@/lib/api/documents/project";
import { type Page, type PageQuery, toPage } from "@/lib/api/parts";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { countProject, getDescription, getScale, listCriteria } from "@/lib/projects/queries";
import { getLabelling } from "@/lib/projects/save-labelling";

/** A page of the projects that the actor reads, the oldest first. */
export async function listProjectPage(actor: Actor, { limit, after }: PageQuery): Promise<Page<ProjectEntry>> {
  const projects = await db().project.findMany({
    where: { AND: [projectsWhere(actor, "read"), after === undefined ? {} : { id: { gt: after } }] },
    orderBy: { id: "asc" },
    take: limit + 1,
    select: {
      id: true,
      slug: true,
      name: true,
      preset: true,
      isDemo: true,
      archivedAt: true,
      createdAt: true,
      _count: { select: { comparisons: { where: { withdrawnAt: null } } } },
    },
  });
  const entries = projects.map(({ _count, archivedAt, createdAt, ...project }) => ({
    ...project,
    archivedAt: archivedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    comparisons: _count.comparisons,
  }));
  return toPage(entries, limit, ({ id }) => id);
}

/** A project whole. @throws AppError `not_found`. */
export async function getProjectDocument(actor: Actor, idOrSlug: string): Promise<ProjectDocument> {
  const { id, slug, name, preset, isDemo, archivedAt } = await getProject(actor, idOrSlug, "read");
  const [description, labelling, scale, criteria, counts] = await Promise.all([
    getDescription(actor, id),
    getLabelling(actor, id),
    getScale(actor, id),
    listCriteria(actor, id),
    countProject(actor, id),
  ]);
  return {
    id,
    slug,
    name,
    description,
    preset,
    isDemo,
    archivedAt: archivedAt?.toISOString() ?? null,
    labelling,
    scale: { ...scale, buttons: scale.buttons.map((button) => ({ ...button })) },
    criteria: criteria.map((criterion) => ({ ...criterion, archivedAt: criterion.archivedAt?.toISOString() ?? null })),
    counts: { ...counts },
  };
}
