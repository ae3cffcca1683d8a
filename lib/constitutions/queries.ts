import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { ConstitutionEntry, PrincipleEntry } from "./types";

const PRINCIPLE = {
  id: true,
  position: true,
  key: true,
  preferenceText: true,
  critiqueRequest: true,
  revisionRequest: true,
  tags: true,
  weight: true,
} as const;

/** The principles of a version in their order. Versions never change. The caller has checked that they may. */
export async function listPrinciples(constitutionVersionId: string): Promise<PrincipleEntry[]> {
  return db().principle.findMany({
    where: { constitutionVersionId },
    orderBy: { position: "asc" },
    select: PRINCIPLE,
  });
}

/** The constitutions of a project by name, each with its versions, the newest first. Archived ones come when asked for. */
export async function listConstitutions(
  actor: Actor,
  project: string,
  { withArchived = false }: { withArchived?: boolean } = {},
): Promise<ConstitutionEntry[]> {
  const { id: projectId } = await getProject(actor, project, "read");
  const found = await db().constitution.findMany({
    where: { projectId, ...(withArchived ? {} : { archivedAt: null }) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      archivedAt: true,
      createdAt: true,
      versions: {
        orderBy: { version: "desc" },
        select: { id: true, version: true, _count: { select: { principles: true } } },
      },
    },
  });
  return found.map(({ versions, ...constitution }) => ({
    ...constitution,
    versions: versions.map(({ id, version, _count }) => ({ versionId: id, version, principles: _count.principles })),
  }));
}

/**
 * The version of a constitution of this project that a document names, the newest unless a number is given; null when there is none. The
 * caller has checked that they may.
 */
export async function findVersionByName(
  projectId: string,
  name: string,
  version?: number,
): Promise<{ id: string; version: number } | null> {
  return db().constitutionVersion.findFirst({
    where: { constitution: { projectId, name, archivedAt: null }, version },
    orderBy: { version: "desc" },
    select: { id: true, version: true },
  });
}
