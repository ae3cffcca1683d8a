import "server-only";
import { findProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { type AdjudicationRule, toAdjudicationRule } from "./schema";

/** The criteria whose labels are adjudicated, in their order. Access is the caller's duty. */
export async function listQueueCriteria(projectId: string): Promise<{ id: string; key: string }[]> {
  return db().criterion.findMany({
    where: { projectId, archivedAt: null },
    orderBy: [{ position: "asc" }, { key: "asc" }],
    select: { id: true, key: true },
  });
}

/** The project's rule with the judges that it can name, for who may change it; null for everyone else. */
export async function getRuleSetting(
  actor: Actor,
  projectId: string,
): Promise<{ rule: AdjudicationRule; judges: { id: string; name: string }[] } | null> {
  if (!(await findProject(actor, projectId, "research"))) return null;
  const [{ adjudication }, judges] = await Promise.all([
    db().project.findUniqueOrThrow({ where: { id: projectId }, select: { adjudication: true } }),
    db().annotator.findMany({
      where: { projectId, kind: "AI" },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true },
    }),
  ]);
  return { rule: toAdjudicationRule(adjudication), judges };
}
