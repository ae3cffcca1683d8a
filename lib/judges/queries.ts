import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { type DescribedVersion, describeChanges, describeVersion } from "./describe";
import { type JudgeDocument, JudgeSpec } from "./schema";
import type { ArchivedJudge, JudgeEntry, SettingChange } from "./types";

const ENTRIES = `
  select j.id::text as "judgeId", j.name, v.id::text as "versionId", v.version, v.model, e.name as endpoint,
    v.version = max(v.version) over (partition by j.id) as "isLatest",
    (select count(*)::int from "JudgeRun" r where r."judgeVersionId" = v.id) as runs,
    (select jsonb_build_object('id', r.id, 'state', r.state) from "JudgeRun" r
      where r."judgeVersionId" = v.id and r.state in ('RUNNING', 'PAUSED') order by r.id desc limit 1) as "openRun",
    l.labels, l.invalid, l."bothOrders", l.consistent, k.calls, k.decided, k.first, k."tokensIn", k."tokensOut", k."costMicroDollars", k."latencyMs", k.coverage
  from "Judge" j
  join "JudgeVersion" v on v."judgeId" = j.id
  join "Endpoint" e on e.id = v."endpointId"
  left join "Annotator" a on a."judgeVersionId" = v.id
  cross join lateral (
    select count(*)::int as labels, count(*) filter (where x.answer = 'INVALID')::int as invalid,
      count(x."orderConsistent")::int as "bothOrders", count(*) filter (where x."orderConsistent")::int as consistent
    from "Label" x where x."annotatorId" = a.id) l
  cross join lateral (
    select count(*)::int as calls, count(*) filter (where c."probabilityFirst" <> 0.5)::int as decided,
      count(*) filter (where c."probabilityFirst" > 0.5)::int as first,
      coalesce(sum(c."tokensIn"), 0)::float8 as "tokensIn", coalesce(sum(c."tokensOut"), 0)::float8 as "tokensOut",
      sum(c."costMicroDollars")::float8 as "costMicroDollars", avg(c."latencyMs")::float8 as "latencyMs", avg(c.coverage) as coverage
    from "JudgeCall" c where c."judgeVersionId" = v.id) k
  where j."projectId" = $1 and (j.id = $2 or ($2::uuid is null and j."archivedAt" is null))
  order by j.name, j.id, v.version desc`;

/** Every judge version of a project with what it has done: by name, the newest version first. */
export async function listJudges(actor: Actor, project: string): Promise<JudgeEntry[]> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<JudgeEntry>(ENTRIES, [id, null]);
  return rows;
}

/** The judges of a project that were put aside, the newest first. */
export async function listArchivedJudges(actor: Actor, project: string): Promise<ArchivedJudge[]> {
  const { id: projectId } = await getProject(actor, project, "read");
  const judges = await db().judge.findMany({
    where: { projectId, archivedAt: { not: null } },
    orderBy: [{ archivedAt: "desc" }, { id: "asc" }],
    select: { id: true, name: true, archivedAt: true, _count: { select: { versions: true } } },
  });
  return judges.map(({ id, name, archivedAt, _count }) => ({
    id,
    name,
    versions: _count.versions,
    archivedAt: archivedAt?.toISOString() ?? "",
  }));
}

/** A judge and one of its versions. */
export interface JudgeDetail {
  id: string;
  name: string;
  entry: JudgeEntry;
  versions: readonly number[];
  spec: JudgeSpec;
  settings: readonly { setting: string; value: string }[];
  /** From the version before; empty for the first. */
  changes: readonly SettingChange[];
  createdAt: Date;
  createdByName: string | null;
  contentHash: string;
  archivedAt: Date | null;
  /** The version that this one was cloned from, if any. */
  clonedFrom: { judgeId: string; name: string; version: number } | null;
  /** The document that makes this very version again. */
  document: JudgeDocument;
}

/**
 * One judge with one of its versions, the newest unless said otherwise.
 *
 * @throws AppError `not_found`.
 */
export async function getJudge(actor: Actor, project: string, judgeId: string, version?: number): Promise<JudgeDetail> {
  const { id: projectId } = await getProject(actor, project, "read");
  const judge = await db().judge.findFirst({
    where: { projectId, ...(isUuid(judgeId) ? { OR: [{ id: judgeId }, { name: judgeId }] } : { name: judgeId }) },
    select: { id: true, name: true, archivedAt: true, versions: { orderBy: { version: "asc" }, select: VERSION } },
  });
  const chosen = version === undefined ? judge?.versions.at(-1) : judge?.versions.find((each) => each.version === version);
  if (!judge || !chosen) throw notFound("The judge");
  const [entries, creator, source] = await Promise.all([
    pool().query<JudgeEntry>(ENTRIES, [projectId, judge.id]),
    chosen.createdById ? db().user.findUnique({ where: { id: chosen.createdById }, select: { name: true } }) : null,
    chosen.clonedFromId
      ? db().judgeVersion.findFirst({
          where: { id: chosen.clonedFromId, judge: { projectId } },
          select: { version: true, judge: { select: { id: true, name: true } } },
        })
      : null,
  ]);
  const entry = entries.rows.find((each) => each.versionId === chosen.id);
  if (!entry) throw notFound("The judge");
  const before = judge.versions.find((each) => each.version === chosen.version - 1);
  const described = toDescribed(chosen);
  return {
    id: judge.id,
    name: judge.name,
    entry,
    versions: judge.versions.map((each) => each.version),
    spec: described.spec,
    settings: describeVersion(described),
    changes: before ? describeChanges(toDescribed(before), described) : [],
    createdAt: chosen.createdAt,
    createdByName: creator?.name ?? null,
    contentHash: chosen.contentHash,
    archivedAt: judge.archivedAt,
    clonedFrom: source && { judgeId: source.judge.id, name: source.judge.name, version: source.version },
    document: { name: judge.name, endpoint: chosen.endpoint.name, model: chosen.model, ...described.spec },
  };
}

const VERSION = {
  id: true,
  version: true,
  model: true,
  spec: true,
  contentHash: true,
  createdAt: true,
  createdById: true,
  clonedFromId: true,
  endpoint: { select: { name: true } },
} as const;

function toDescribed(version: { model: string; spec: unknown; endpoint: { name: string } }): DescribedVersion {
  return { model: version.model, endpoint: version.endpoint.name, spec: JudgeSpec.parse(version.spec) };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
