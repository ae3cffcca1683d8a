import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { RunSampling } from "@/lib/judges/run-schema";
import type { RunEntry } from "@/lib/judges/types";

type Row = Omit<RunEntry, "createdAt" | "finishedAt" | "sampling"> & {
  sampling: unknown;
  createdAt: Date;
  finishedAt: Date | null;
};

/** The runs of a project, or of one judge in it, the newest first; 100 at most. */
export async function listRuns(actor: Actor, project: string, judgeId?: string): Promise<RunEntry[]> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<Row>(
    `select r.id::text, r.state::text, v.version, k.key as criterion, o.name as round, r.sampling, r.comparisons, t.calls, t.answered, t.failed,
       r."createdAt", r."finishedAt"
     from "JudgeRun" r
     join "JudgeVersion" v on v.id = r."judgeVersionId"
     join "Criterion" k on k.id = r."criterionId"
     left join "Round" o on o.id = r."roundId"
     cross join lateral (
       select count(*)::int as calls, count(*) filter (where state = 'DONE')::int as answered, count(*) filter (where state = 'FAILED')::int as failed
       from "JudgeTask" t where t."runId" = r.id) t
     where r."projectId" = $1 and ($2::uuid is null or v."judgeId" = $2)
     order by r.id desc limit 100`,
    [id, judgeId ?? null],
  );
  return rows.map((row) => ({
    ...row,
    sampling: RunSampling.parse(row.sampling),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}
