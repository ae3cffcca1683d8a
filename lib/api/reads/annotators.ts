import "server-only";
import type { AnnotatorEntry } from "@/lib/api/documents/data";
import { type Page, type PageQuery, toPage } from "@/lib/api/parts";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";

const SELECT = `
select n.id, n.name, n.kind::text as kind, n.origin::text as origin,
  case when v.id is null then null else jsonb_build_object('id', j.id, 'name', j.name, 'version', v.version) end as judge,
  (select count(*)::int from "Label" l where l."annotatorId" = n.id) as labels
from "Annotator" n
left join "JudgeVersion" v on v.id = n."judgeVersionId"
left join "Judge" j on j.id = v."judgeId"
where n."projectId" = $1::uuid and ($2::uuid is null or n.id > $2)
order by n.id limit $3`;

/** A page of the annotators of a project, the oldest first. @throws AppError `not_found`. */
export async function listAnnotatorPage(
  actor: Actor,
  project: string,
  { limit, after }: PageQuery,
): Promise<Page<AnnotatorEntry>> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<AnnotatorEntry>(SELECT, [id, after ?? null, limit + 1]);
  return toPage(rows, limit, (annotator) => annotator.id);
}
