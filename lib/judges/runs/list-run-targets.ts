import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { RunTargets } from "@/lib/judges/types";

/** What a run can be about: the criteria that are asked, and the rounds with their comparisons. */
export async function listRunTargets(actor: Actor, project: string): Promise<RunTargets> {
  const { id: projectId } = await getProject(actor, project, "read");
  const [comparisons, criteria, rounds] = await Promise.all([
    db().comparison.count({ where: { projectId, withdrawnAt: null } }),
    db().criterion.findMany({
      where: { projectId, archivedAt: null },
      orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
      select: { id: true, key: true, question: true },
    }),
    db().round.findMany({
      // Labels of a training round are no data, a judge's neither.
      where: { projectId, kind: "LABELLING" },
      orderBy: { number: "asc" },
      select: { id: true, number: true, name: true, _count: { select: { items: true } } },
    }),
  ]);
  return { comparisons, criteria, rounds: rounds.map(({ _count, ...round }) => ({ ...round, comparisons: _count.items })) };
}
