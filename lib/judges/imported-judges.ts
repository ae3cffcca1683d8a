import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import type { ImportedJudge } from "./types";

/** The AI annotators of a project whose labels came with a file: judged elsewhere, so there is no version and no call to look at. */
export async function listImportedJudges(actor: Actor, project: string): Promise<ImportedJudge[]> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<ImportedJudge>(
    `select a.id::text as "annotatorId", a.name, l.labels, l.invalid, l.files
     from "Annotator" a
     cross join lateral (
       select count(*)::int as labels, count(*) filter (where x.answer = 'INVALID')::int as invalid,
         coalesce(array_agg(distinct d."fileName") filter (where d.id is not null), '{}') as files
       from "Label" x left join "Dataset" d on d.id = x."datasetId" where x."annotatorId" = a.id) l
     where a."projectId" = $1 and a.kind = 'AI' and a."judgeVersionId" is null and l.labels > 0
     order by a.name, a.id`,
    [id],
  );
  return rows;
}
