import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import type { RevisionRunEntry } from "@/lib/revisions/types";

type Row = Omit<RevisionRunEntry, "createdAt"> & { createdAt: Date };

/** The runs of critique and revision of a project, the newest first; 200 at most. */
export async function listRevisionRuns(actor: Actor, project: string): Promise<RevisionRunEntry[]> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<Row>(
    `select r.id::text, r.name, r.state::text, r.model, e.name as endpoint, r."createdAt", (r.spec->>'revisions')::int as revisions,
       jsonb_build_object('id', k.id, 'name', k.name, 'version', v.version) as constitution, n.chains, n.whole, n.failed
     from "RevisionRun" r
     join "Endpoint" e on e.id = r."endpointId"
     join "ConstitutionVersion" v on v.id = r."constitutionVersionId"
     join "Constitution" k on k.id = v."constitutionId"
     cross join lateral (
       select count(*)::int as chains, count(*) filter (where state = 'DONE')::int as whole, count(*) filter (where state = 'FAILED')::int as failed
       from "RevisionChain" c where c."runId" = r.id) n
     where r."projectId" = $1 order by r.id desc limit 200`,
    [id],
  );
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}
