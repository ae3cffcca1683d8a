import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { comparePrinciples } from "./compare-versions";
import { listPrinciples } from "./queries";
import type { ConstitutionDocument, PrincipleInput } from "./schema";
import type { ConstitutionRow, ConstitutionVersionEntry, PrincipleChange, PrincipleEntry } from "./types";

/** One constitution and one of its versions. */
export interface ConstitutionDetail {
  id: string;
  projectId: string;
  name: string;
  archivedAt: Date | null;
  versionId: string;
  version: number;
  isNewest: boolean;
  contentHash: string;
  principles: readonly PrincipleEntry[];
  /** The newest first. */
  versions: readonly ConstitutionVersionEntry[];
  /** From the version before; null for the first. */
  changes: { from: number; principles: readonly PrincipleChange[] } | null;
  /** The document that makes this very version again. */
  document: ConstitutionDocument;
}

/**
 * One constitution by id or name with one of its versions, the newest unless said otherwise; archived ones too.
 *
 * @throws AppError `not_found`.
 */
export async function getConstitution(
  actor: Actor,
  project: string,
  idOrName: string,
  version?: number,
): Promise<ConstitutionDetail> {
  const { id: projectId } = await getProject(actor, project, "read");
  const found = await db().constitution.findFirst({
    where: { projectId, ...(isUuid(idOrName) ? { OR: [{ id: idOrName }, { name: idOrName }] } : { name: idOrName }) },
    select: {
      id: true,
      name: true,
      archivedAt: true,
      versions: {
        orderBy: { version: "desc" },
        select: {
          id: true,
          version: true,
          contentHash: true,
          createdAt: true,
          createdById: true,
          _count: { select: { principles: true, revisionRuns: true } },
        },
      },
    },
  });
  const chosen = version === undefined ? found?.versions[0] : found?.versions.find((each) => each.version === version);
  if (!found || !chosen) throw notFound(version === undefined ? "The constitution" : `Version ${version} of the constitution`);
  const older = found.versions.find((each) => each.version < chosen.version);
  const [principles, before, judges, names] = await Promise.all([
    listPrinciples(chosen.id),
    older ? listPrinciples(older.id) : null,
    countJudges(found.versions.map(({ id }) => id)),
    namesOf(found.versions.flatMap(({ createdById }) => createdById ?? [])),
  ]);
  return {
    id: found.id,
    projectId,
    name: found.name,
    archivedAt: found.archivedAt,
    versionId: chosen.id,
    version: chosen.version,
    isNewest: chosen.id === found.versions[0]?.id,
    contentHash: chosen.contentHash,
    principles,
    versions: found.versions.map(({ id, createdById, _count, ...rest }) => ({
      ...rest,
      ..._count,
      authorName: createdById ? (names.get(createdById) ?? null) : null,
      judges: judges.get(id) ?? 0,
    })),
    changes:
      before && older
        ? { from: older.version, principles: comparePrinciples(before.map(toInput), principles.map(toInput)) }
        : null,
    document: { name: found.name, principles: principles.map(toInput) },
  };
}

/** Every constitution of a project as a list shows it, archived ones last. */
export async function listConstitutionRows(actor: Actor, project: string): Promise<ConstitutionRow[]> {
  const { id: projectId } = await getProject(actor, project, "read");
  const found = await db().constitution.findMany({
    where: { projectId },
    orderBy: [{ archivedAt: { sort: "asc", nulls: "first" } }, { name: "asc" }],
    select: {
      id: true,
      name: true,
      archivedAt: true,
      versions: {
        orderBy: { version: "desc" },
        select: { id: true, version: true, createdAt: true, _count: { select: { principles: true, revisionRuns: true } } },
      },
    },
  });
  const judges = await countJudges(found.flatMap(({ versions }) => versions.map(({ id }) => id)));
  return found.flatMap(({ versions, archivedAt, ...rest }) => {
    const [newest] = versions;
    if (!newest) return [];
    return [
      {
        ...rest,
        isArchived: archivedAt !== null,
        version: newest.version,
        principles: newest._count.principles,
        judges: versions.reduce((sum, { id }) => sum + (judges.get(id) ?? 0), 0),
        revisionRuns: versions.reduce((sum, { _count }) => sum + _count.revisionRuns, 0),
        savedAt: newest.createdAt.toISOString(),
      },
    ];
  });
}

async function countJudges(versionIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db().judgeVersion.groupBy({
    by: ["constitutionVersionId"],
    where: { constitutionVersionId: { in: [...versionIds] } },
    _count: { _all: true },
  });
  return new Map(rows.flatMap((row) => (row.constitutionVersionId ? [[row.constitutionVersionId, row._count._all]] : [])));
}

async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  const users = await db().user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

function toInput({ key, preferenceText, critiqueRequest, revisionRequest, tags, weight }: PrincipleEntry): PrincipleInput {
  return { key, preferenceText, critiqueRequest, revisionRequest, tags, weight };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
