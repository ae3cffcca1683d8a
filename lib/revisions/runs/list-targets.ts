import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";

/** What a run can begin with. */
export interface RevisionTargets {
  /** Prompts of comparisons that are not withdrawn. */
  prompts: number;
  /** Models whose responses are there, the most frequent first; 50 at most. */
  models: readonly { name: string; responses: number }[];
  rounds: readonly { id: string; name: string }[];
}

/** What there is in a project for a run to begin with. */
export async function listRevisionTargets(actor: Actor, project: string): Promise<RevisionTargets> {
  const { id } = await getProject(actor, project, "read");
  const [prompts, models, rounds] = await Promise.all([
    pool().query<{ n: number }>(
      `select count(distinct "promptId")::int as n from "Comparison" where "projectId" = $1 and "withdrawnAt" is null`,
      [id],
    ),
    pool().query<{ name: string; responses: number }>(
      `select model as name, count(*)::int as responses from "Response" where "projectId" = $1 and model is not null
       group by model order by count(*) desc, model limit 50`,
      [id],
    ),
    db().round.findMany({
      where: { projectId: id, kind: "LABELLING" },
      orderBy: { number: "desc" },
      select: { id: true, name: true },
    }),
  ]);
  return { prompts: prompts.rows[0]?.n ?? 0, models: models.rows, rounds };
}
