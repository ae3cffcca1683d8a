import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { countComparisons, toAvailable } from "@/lib/comparisons/count-comparisons";
import { getDatasetOverview } from "@/lib/datasets/browse/queries";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import type { RunTargets } from "@/lib/judges/types";

/** What a run can be about: the criteria that are asked, the rounds with their comparisons, and what comparisons can be chosen by. */
export async function listRunTargets(actor: Actor, project: string): Promise<RunTargets> {
  const { id: projectId } = await getProject(actor, project, "read");
  const [comparisons, overview, models, criteria, rounds] = await Promise.all([
    countComparisons(projectId),
    getDatasetOverview(actor, project),
    listModels(projectId),
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
  return {
    comparisons: toAvailable(comparisons),
    criteria,
    rounds: rounds.map(({ _count, ...round }) => ({ ...round, comparisons: _count.items })),
    imports: overview.imports.map(({ id, fileName }) => ({ id, fileName })),
    models,
    metadata: overview.metadata,
  };
}

/** The models of the newest thousand comparisons' responses. */
async function listModels(projectId: string): Promise<string[]> {
  const { rows } = await pool().query<{ model: string }>(
    `select distinct r.model from (select * from "Comparison" where "projectId" = $1 order by id desc limit 1000) c
     join "Response" r on r.id in (c."responseAId", c."responseBId") where r.model is not null order by 1 limit 200`,
    [projectId],
  );
  return rows.map(({ model }) => model);
}
