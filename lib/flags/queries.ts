import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { FlagEntry } from "./types";

/** The flags of a project: open ones, or those that were dealt with; the newest first. @param take - At most so many. */
export async function listFlags(
  actor: Actor,
  projectId: string,
  { resolved, take = 200 }: { resolved: boolean; take?: number },
): Promise<{ flags: FlagEntry[]; count: number }> {
  const where = { projectId, resolvedAt: resolved ? { not: null } : null };
  const project = await db().project.findFirst({
    where: { AND: [{ id: projectId }, projectsWhere(actor, "read")] },
    select: { id: true },
  });
  if (!project) return { flags: [], count: 0 };
  const [flags, count] = await Promise.all([
    db().comparisonFlag.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take,
      select: { id: true, comparisonId: true, annotatorId: true, kind: true, note: true, createdAt: true, resolvedAt: true },
    }),
    db().comparisonFlag.count({ where }),
  ]);
  const [annotators, comparisons] = await Promise.all([
    db().annotator.findMany({
      where: { projectId, id: { in: flags.map(({ annotatorId }) => annotatorId) } },
      select: { id: true, name: true },
    }),
    db().comparison.findMany({
      where: { projectId, id: { in: flags.map(({ comparisonId }) => comparisonId) } },
      select: { id: true, externalId: true, withdrawnAt: true },
    }),
  ]);
  return {
    count,
    flags: flags.map(({ annotatorId, createdAt, resolvedAt, ...flag }) => {
      const comparison = comparisons.find(({ id }) => id === flag.comparisonId);
      return {
        ...flag,
        annotator: annotators.find(({ id }) => id === annotatorId)?.name ?? "an annotator",
        externalId: comparison?.externalId ?? null,
        withdrawn: comparison ? comparison.withdrawnAt !== null : false,
        createdAt: createdAt.toISOString(),
        resolvedAt: resolvedAt?.toISOString() ?? null,
      };
    }),
  };
}
