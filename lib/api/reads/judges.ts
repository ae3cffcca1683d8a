import "server-only";
import type { JudgeDetailDocument, JudgeEntryDocument, JudgeVersionEntry, RunEntryDocument } from "@/lib/api/documents/judges";
import { type Page, type PageQuery, toPage } from "@/lib/api/parts";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { getJudge, listJudges } from "@/lib/judges/queries";
import type { JudgeEntry } from "@/lib/judges/types";

/** A page of the judges of a project, each with its newest version. @throws AppError `not_found`. */
export async function listJudgePage(
  actor: Actor,
  project: string,
  { limit, after }: PageQuery,
): Promise<Page<JudgeEntryDocument>> {
  const versions = await listJudges(actor, project);
  const judges = versions
    .filter(({ isLatest }) => isLatest)
    .map((latest) => ({
      id: latest.judgeId,
      name: latest.name,
      versions: versions.filter(({ judgeId }) => judgeId === latest.judgeId).length,
      latest: toVersion(latest),
    }));
  return cut(judges, ({ id }) => id, { limit, after });
}

/** A page of a judge's versions, the oldest first. @throws AppError `not_found`. */
export async function listVersionPage(
  actor: Actor,
  project: string,
  judge: string,
  page: PageQuery,
): Promise<Page<JudgeVersionEntry>> {
  const { id, entry } = await getJudge(actor, project, judge);
  const versions = (await listJudges(actor, project)).filter(({ judgeId }) => judgeId === id);
  // A judge that is archived stands in no list; its newest version is known all the same.
  const entries = versions.length > 0 ? versions : [entry];
  return cut(entries.map(toVersion), ({ versionId }) => versionId, page);
}

/** A judge whole. @throws AppError `not_found`. */
export async function getJudgeWhole(
  actor: Actor,
  project: string,
  idOrName: string,
  version: number | undefined,
): Promise<JudgeDetailDocument> {
  const judge = await getJudge(actor, project, idOrName, version);
  return {
    id: judge.id,
    name: judge.name,
    versionId: judge.entry.versionId,
    version: judge.entry.version,
    versions: [...judge.versions],
    contentHash: judge.contentHash,
    createdAt: judge.createdAt.toISOString(),
    archivedAt: judge.archivedAt?.toISOString() ?? null,
    document: { ...judge.document },
  };
}

const RUNS = `
select r.id, r.state::text as state, jsonb_build_object('id', j.id, 'name', j.name, 'version', v.version) as judge, k.key as criterion,
  o.number as round, r.comparisons, t.calls, t.answered, t.failed, r."createdAt", r."finishedAt"
from "JudgeRun" r
join "JudgeVersion" v on v.id = r."judgeVersionId"
join "Judge" j on j.id = v."judgeId"
join "Criterion" k on k.id = r."criterionId"
left join "Round" o on o.id = r."roundId"
cross join lateral (
  select count(*)::int as calls, count(*) filter (where state = 'DONE')::int as answered, count(*) filter (where state = 'FAILED')::int as failed
  from "JudgeTask" t where t."runId" = r.id) t
where r."projectId" = $1 and ($2::uuid is null or r.id < $2) and ($3::uuid is null or j.id = $3)
order by r.id desc limit $4`;

/** A page of the runs of a project, the newest first. @throws AppError `not_found`, also for a judge that is not there. */
export async function listRunPage(
  actor: Actor,
  project: string,
  { limit, after, judge }: PageQuery & { judge?: string | undefined },
): Promise<Page<RunEntryDocument>> {
  const { id } = await getProject(actor, project, "read");
  const judgeId = judge === undefined ? null : (await getJudge(actor, project, judge)).id;
  const { rows } = await pool().query<
    Omit<RunEntryDocument, "createdAt" | "finishedAt"> & { createdAt: Date; finishedAt: Date | null }
  >(RUNS, [id, after ?? null, judgeId, limit + 1]);
  const entries = rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
  return toPage(entries, limit, (run) => run.id);
}

function toVersion({ versionId, version, model, endpoint, runs, openRun, ...rest }: JudgeEntry): JudgeVersionEntry {
  const { labels, invalid, calls, tokensIn, tokensOut, costMicroDollars } = rest;
  return { versionId, version, model, endpoint, runs, openRun, labels, invalid, calls, tokensIn, tokensOut, costMicroDollars };
}

/** A page of what is in memory as a whole, in the order of ids. */
function cut<T>(entries: readonly T[], idOf: (entry: T) => string, { limit, after }: PageQuery): Page<T> {
  const sorted = [...entries].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  return toPage(
    sorted.filter((entry) => after === undefined || idOf(entry) > after),
    limit,
    idOf,
  );
}
