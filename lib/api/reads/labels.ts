import "server-only";
import type pg from "pg";
import type { LabelEntry } from "@/lib/api/documents/data";
import { type Page, toPage } from "@/lib/api/parts";
import type { LabelFilter, LabelQuery } from "@/lib/api/routes/data";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { isData } from "@/lib/labels/data-labels";
import { begun, readSnapshot } from "./snapshot";

const BATCH = 1000;
const FIRST = "00000000-0000-0000-0000-000000000000";

const SELECT = `
select l.id, l."comparisonId" as comparison, c."externalId", k.key as criterion, l."annotatorId", n.name as annotator, n.kind::text as kind,
  l.answer::text as answer, l.score, l."strengthKnown", l."probabilityB", l."probabilityBClamped", l."orderConsistent", l.rationale, l.reason,
  l.confidence, l."durationMs", l."idleMs", r.number as round, l."repeatIndex" as repeat,
  to_char(l."submittedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "submittedAt", l.metadata
from "Comparison" c
join "Label" l on l."comparisonId" = c.id
join "Annotator" n on n.id = l."annotatorId"
join "Criterion" k on k.id = l."criterionId"
left join "Round" r on r.id = l."roundId"
where c."projectId" = $1::uuid and c."withdrawnAt" is null and ${isData("l")}
  and c.id >= $2::uuid and (c.id > $2::uuid or l.id > $3::uuid)
  and ($4::uuid is null or l."criterionId" = $4) and ($5::uuid is null or l."annotatorId" = $5) and ($6::text is null or n.kind::text = $6)
  and ($7::uuid is null or l."roundId" = $7) and ($8::timestamptz is null or l."submittedAt" >= $8)
order by c.id, l.id`;

/** A page of labels by comparison. @throws AppError `not_found`; `invalid` for a criterion, annotator or round that is not there. */
export async function listLabelPage(actor: Actor, project: string, query: LabelQuery): Promise<Page<LabelEntry>> {
  const { id } = await getProject(actor, project, "read");
  const values = await toValues(id, query);
  const { rows } = await pool().query<LabelEntry>(`${SELECT} limit $9`, [...values, query.limit + 1]);
  return toPage(rows, query.limit, (label) => `${label.comparison}.${label.id}`);
}

/** All labels as lines of JSON, a few in memory at a time. @throws AppError as `listLabelPage`, before the first line. */
export async function streamLabels(actor: Actor, project: string, query: LabelQuery): Promise<AsyncIterable<string>> {
  const { id } = await getProject(actor, project, "read");
  const values = await toValues(id, query);
  return begun(readSnapshot((client) => fetchLines(client, values)));
}

async function* fetchLines(client: pg.PoolClient, values: readonly unknown[]): AsyncGenerator<string> {
  await client.query(`declare read_labels no scroll cursor for ${SELECT}`, [...values]);
  for (;;) {
    const { rows } = await client.query<LabelEntry>(`fetch ${BATCH} from read_labels`);
    if (rows.length === 0) return;
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  }
}

async function toValues(projectId: string, query: LabelQuery): Promise<unknown[]> {
  const [comparison, label] = query.after?.split(".") ?? [FIRST, FIRST];
  return [
    projectId,
    comparison,
    label,
    await findOne(projectId, "criterion", query),
    await findOne(projectId, "annotator", query),
    query.kind ?? null,
    await findOne(projectId, "round", query),
    query.since ?? null,
  ];
}

const FIND = {
  criterion: `select id from "Criterion" where "projectId" = $1 and (key = $2 or id::text = $2)`,
  annotator: `select id from "Annotator" where "projectId" = $1 and (id::text = $2 or name = $2) order by id::text = $2 desc, "createdAt", id`,
  round: `select id from "Round" where "projectId" = $1 and (number::text = $2 or id::text = $2)`,
} as const;

async function findOne(projectId: string, field: keyof typeof FIND, query: LabelFilter): Promise<string | null> {
  const wanted = query[field];
  if (wanted === undefined) return null;
  const { rows } = await pool().query<{ id: string }>(FIND[field], [projectId, wanted]);
  const [found] = rows;
  if (found) return found.id;
  const message = `The project has no ${field} "${wanted}".`;
  throw new AppError("invalid", message, { fields: [{ path: field, message }] });
}
