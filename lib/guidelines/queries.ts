import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/** A version of the guidelines with its text. */
export interface Guidelines {
  id: string;
  version: number;
  markdown: string;
  createdAt: Date;
}

/** A version in the list: whose it is and which rounds were labelled under it. */
export interface GuidelinesEntry {
  version: number;
  createdAt: Date;
  authorName: string | null;
  rounds: number[];
}

/** A version of the guidelines, the newest unless a number is given. @throws AppError `not_found`. */
export async function getGuidelines(actor: Actor, projectId: string, version?: number): Promise<Guidelines> {
  const found = await db().guidelineVersion.findFirst({
    where: { projectId, version, project: { OR: [projectsWhere(actor, "read"), projectsWhere(actor, "annotate")] } },
    orderBy: { version: "desc" },
    select: { id: true, version: true, markdown: true, createdAt: true },
  });
  if (!found) throw notFound(version === undefined ? "The guidelines" : `Version ${version} of the guidelines`);
  return found;
}

/** The version before one, or null for the first. */
export async function findGuidelinesBefore(actor: Actor, projectId: string, version: number): Promise<Guidelines | null> {
  return db().guidelineVersion.findFirst({
    where: { projectId, version: { lt: version }, project: projectsWhere(actor, "read") },
    orderBy: { version: "desc" },
    select: { id: true, version: true, markdown: true, createdAt: true },
  });
}

/** All versions of the guidelines, the newest first. */
export async function listGuidelines(actor: Actor, projectId: string): Promise<GuidelinesEntry[]> {
  const versions = await db().guidelineVersion.findMany({
    where: { projectId, project: projectsWhere(actor, "read") },
    orderBy: { version: "desc" },
    select: { id: true, version: true, createdAt: true, createdById: true },
  });
  const [authors, rounds] = await Promise.all([
    db().user.findMany({
      where: { id: { in: versions.flatMap((each) => each.createdById ?? []) } },
      select: { id: true, name: true },
    }),
    db().round.findMany({
      where: { projectId, guidelineVersionId: { in: versions.map((each) => each.id) }, state: { not: "DRAFT" } },
      orderBy: { number: "asc" },
      select: { number: true, guidelineVersionId: true },
    }),
  ]);
  const nameOf = new Map(authors.map((author) => [author.id, author.name]));
  return versions.map(({ id, version, createdAt, createdById }) => ({
    version,
    createdAt,
    authorName: createdById ? (nameOf.get(createdById) ?? null) : null,
    rounds: rounds.filter((round) => round.guidelineVersionId === id).map((round) => round.number),
  }));
}
