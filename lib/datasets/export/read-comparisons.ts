import "server-only";
import type pg from "pg";
import type { FinalAnswer } from "@/lib/adjudication/consensus";
import type { MessageRecord } from "@/lib/datasets/record";
import { isData } from "@/lib/labels/data-labels";
import type { LabelAnswer } from "@/lib/labels/types";
import type { StoredRatings } from "@/lib/ratings/schema";

/** A label as an export reads it. */
export interface ExportedLabel {
  annotatorId: string;
  annotator: string;
  kind: "HUMAN" | "AI" | "BASELINE";
  criterionId: string;
  answer: LabelAnswer;
  score: number | null;
  probabilityB: number | null;
  probabilityBClamped: number | null;
  strengthKnown: boolean;
  scaleVersionId: string | null;
  clickedLevel: number | null;
  rationale: string | null;
  reason: string | null;
  confidence: number | null;
  ratings: StoredRatings | null;
  durationMs: number | null;
  idleMs: number | null;
  hiddenMs: number | null;
  submittedAt: string;
  orderConsistent: boolean | null;
  callCount: number | null;
  order: string | null;
  round: string | null;
  repeatIndex: number;
  metadata: Record<string, unknown> | null;
}

/** A comparison with its texts, its labels, and its newest adjudication on the criterion that was asked for. */
export interface ExportedComparison {
  id: string;
  externalId: string | null;
  clusterKey: string;
  turnIndex: number | null;
  metadata: Record<string, unknown>;
  flags: string[];
  promptId: string;
  prompt: MessageRecord[];
  textA: string;
  textB: string;
  modelA: string | null;
  modelB: string | null;
  adjudicated: FinalAnswer | null;
  labels: ExportedLabel[];
  /** The chance by which rounds took it, in (0, 1]; 1 without a round. Only where weights are asked for. */
  inclusion: number | null;
}

/** Which comparisons and labels are read. Everything in it was checked before. */
export interface ReadQuery {
  projectId: string;
  /** Labels of these criteria alone; null: of all. The first is the one that adjudications are read of. */
  criterionIds: readonly string[] | null;
  roundId: string | null;
  annotatorIds: readonly string[] | null;
  origin: "HERE" | "IMPORTED" | null;
  category: { key: string; value: string } | null;
  turn: number | null;
  drawnOnly: boolean;
  /** People's labels from the first moment to before the second; ISO 8601. */
  from: string | null;
  until: string | null;
  adjudicated: "either" | "only" | "without";
  /** Comparisons that are left out. */
  without: readonly string[];
  withInclusion: boolean;
  /** The comparison behind which to begin; null: at the first. */
  after: string | null;
  /** The state of this moment is read, from the history; null: the state of the snapshot. */
  asOf: string | null;
}

/** Every comparison of a project that is not withdrawn, with all its labels. */
export function wholeProject(projectId: string, after: string | null = null): ReadQuery {
  return {
    ...{ projectId, criterionIds: null, roundId: null, annotatorIds: null, origin: null, category: null, turn: null },
    ...{ drawnOnly: false, from: null, until: null, adjudicated: "either", without: [], withInclusion: false, after, asOf: null },
  };
}

/** So many comparisons are in memory at once. */
const BATCH = 250;

/**
 * Selected comparisons in their order, withdrawn ones left out, a few at a time. The caller's transaction is the snapshot.
 */
export async function* readComparisons(client: pg.ClientBase, query: ReadQuery): AsyncGenerator<ExportedComparison> {
  await client.query(`declare exported no scroll cursor for ${toStatement(query)}`, toValues(query));
  for (;;) {
    const { rows } = await client.query<ExportedComparison>(`fetch ${BATCH} from exported`);
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query("close exported");
}

/** How many comparisons a project has, and how many are withdrawn. */
export async function countComparisons(
  client: pg.ClientBase,
  { projectId, asOf }: Pick<ReadQuery, "projectId" | "asOf">,
): Promise<{ all: number; withdrawn: number }> {
  const { rows } = await client.query<{ all: number; withdrawn: number }>(
    `select count(*)::int as all, count(*) filter (where "withdrawnAt" <= coalesce($2::timestamptz, 'infinity'))::int as withdrawn
     from "Comparison" where "projectId" = $1::uuid and "createdAt" <= coalesce($2::timestamptz, 'infinity')`,
    [projectId, asOf],
  );
  return rows[0] ?? { all: 0, withdrawn: 0 };
}

// $1 project, $2 criteria, $3 round, $4 people, $5 origin, $6 key and $7 value of the category, $8 turn, $9 from, $10 until, $11 left out,
// $12 as of, $13 the comparison before the first. A condition that is not asked for is not in the statement, but its value is always named, so that numbers stay.
/** The values of a statement's parameters. */
export function toValues(query: ReadQuery): unknown[] {
  const { projectId, criterionIds, roundId, annotatorIds, origin, category, turn, from, until, without, asOf, after } = query;
  return [
    projectId,
    criterionIds && [...criterionIds],
    roundId,
    annotatorIds && [...annotatorIds],
    origin,
    category?.key ?? null,
    category?.value ?? null,
    turn,
    from,
    until,
    [...without],
    asOf,
    after,
  ];
}

/** Names every parameter once, so that the database knows the types of those that a statement does not use. Always true. */
export const NAMED = `(($1::uuid, $2::uuid[], $3::uuid, $4::uuid[], $5::"Origin", $6::text, $7::text, $8::int, $9::timestamptz, $10::timestamptz,
  $11::uuid[], $12::timestamptz, $13::uuid) is not null or true)`;

function toStatement(query: ReadQuery): string {
  return `
select c.id, c."externalId", c."clusterKey", c."turnIndex", c.metadata, c.flags, c."promptId", p.messages as prompt,
  a.text as "textA", b.text as "textB", a.model as "modelA", b.model as "modelB",
  ${query.criterionIds === null ? "null" : ADJUDICATED} as adjudicated,
  ${query.withInclusion ? INCLUSION : "null"} as inclusion,
  coalesce((select jsonb_agg(${LABEL} order by n.kind, n.name, n."createdAt", n.id, k.key, r.number nulls first, l."repeatIndex")
    from ${labelsOf(query)} l
    join "Annotator" n on n.id = l."annotatorId" join "Criterion" k on k.id = l."criterionId" left join "Round" r on r.id = l."roundId"
    where ${labelConditions(query).join(" and ")}), '[]'::jsonb) as labels
from "Comparison" c
join "Prompt" p on p.id = c."promptId"
join "Response" a on a.id = c."responseAId"
join "Response" b on b.id = c."responseBId"
where ${comparisonConditions(query).join(" and ")}
order by c.id`;
}

const ADJUDICATED = `(select jsonb_build_object('answer', d.answer, 'score', d.score) from "Adjudication" d
    where d."comparisonId" = c.id and d."criterionId" = ($2::uuid[])[1] and d."createdAt" <= coalesce($12::timestamptz, 'infinity')
    order by d."createdAt" desc, d.id desc limit 1)`;

// Rounds draw by themselves: a comparison is in none of them with the product of its chances to be left out.
const INCLUSION = `(select case when bool_or(i."inclusionProbability" >= 1) then 1 else 1 - exp(sum(ln(1 - i."inclusionProbability"))) end
    from "RoundItem" i where i."comparisonId" = c.id and ($3::uuid is null or i."roundId" = $3::uuid) and i."inclusionProbability" > 0)`;

const LABEL = `jsonb_build_object(
      'annotatorId', l."annotatorId", 'annotator', n.name, 'kind', n.kind, 'criterionId', l."criterionId", 'answer', l.answer,
      'score', l.score, 'probabilityB', l."probabilityB", 'probabilityBClamped', l."probabilityBClamped", 'strengthKnown', l."strengthKnown",
      'scaleVersionId', l."scaleVersionId", 'clickedLevel', l."clickedLevel", 'rationale', l.rationale, 'reason', l.reason, 'confidence', l.confidence,
      'ratings', l.ratings, 'durationMs', l."durationMs", 'idleMs', l."idleMs", 'hiddenMs', l."hiddenMs",
      'submittedAt', to_char(l."submittedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'orderConsistent', l."orderConsistent", 'callCount', l."callCount", 'order', coalesce(l.aggregation->>'order', l.aggregation->>'orders'),
      'round', r.name, 'repeatIndex', l."repeatIndex", 'metadata', l.metadata)`;

// What an event does not name had no value then; what a file said beside a label is not in the history and never changes.
const NOTHING = `jsonb_build_object('answer', null, 'score', null, 'probabilityB', null, 'probabilityBClamped', null, 'scaleVersionId', null,
  'guidelineVersionId', null, 'durationMs', null, 'idleMs', null, 'hiddenMs', null, 'rationale', null, 'reason', null, 'confidence', null,
  'ratings', null, 'orderConsistent', null, 'callCount', null, 'aggregation', null)`;

/** The labels of a comparison as they were: those that nobody touched since, and the others by their last event before. */
const LABELS_THEN = `(
      select t.* from "Label" t where t."comparisonId" = c.id and not exists (
        select 1 from "LabelEvent" e where e."comparisonId" = c.id and e."labelId" = t.id and e."receivedAt" > $12::timestamptz)
      union all
      select (jsonb_populate_record(t, ${NOTHING} || h.after)).* from "Label" t
      cross join lateral (
        select e.after from "LabelEvent" e where e."comparisonId" = c.id and e."labelId" = t.id and e."receivedAt" <= $12::timestamptz
        order by e."receivedAt" desc, e.id desc limit 1) h
      where t."comparisonId" = c.id and h.after is not null and exists (
        select 1 from "LabelEvent" e where e."comparisonId" = c.id and e."labelId" = t.id and e."receivedAt" > $12::timestamptz))`;

/** The table of a comparison's labels, for a `from`. */
export function labelsOf({ asOf }: Pick<ReadQuery, "asOf">): string {
  return asOf === null ? '"Label"' : LABELS_THEN;
}

/** Which labels are read: of a comparison `c`, by an annotator `n`, the label `l`. */
export function labelConditions(query: ReadQuery): string[] {
  const people = [
    query.roundId === null ? null : `l."roundId" = $3::uuid`,
    query.annotatorIds === null ? null : `n.id = any($4::uuid[])`,
    query.origin === null ? null : `n.origin = $5::"Origin"`,
    query.from === null ? null : `l."submittedAt" >= $9::timestamptz`,
    query.until === null ? null : `l."submittedAt" < $10::timestamptz`,
  ].filter((condition) => condition !== null);
  return [
    `l."comparisonId" = c.id`,
    isData("l"),
    ...(query.criterionIds === null ? [] : [`l."criterionId" = any($2::uuid[])`]),
    ...(people.length === 0 ? [] : [`(n.kind <> 'HUMAN' or (${people.join(" and ")}))`]),
  ];
}

function comparisonConditions(query: ReadQuery): string[] {
  const drawn = `exists (select 1 from "RoundItem" i where i."comparisonId" = c.id and i."selectionReason" in ('RANDOM', 'ALL') and ($3::uuid is null or i."roundId" = $3::uuid))`;
  const isAdjudicated = `exists (select 1 from "Adjudication" d where d."comparisonId" = c.id and d."criterionId" = ($2::uuid[])[1] and d."createdAt" <= coalesce($12::timestamptz, 'infinity'))`;
  return [
    `c."projectId" = $1::uuid`,
    NAMED,
    query.asOf === null
      ? `c."withdrawnAt" is null`
      : `c."createdAt" <= $12::timestamptz and (c."withdrawnAt" is null or c."withdrawnAt" > $12::timestamptz)`,
    ...(query.roundId === null
      ? []
      : [`exists (select 1 from "Label" o where o."comparisonId" = c.id and o."roundId" = $3::uuid)`]),
    ...(query.category === null ? [] : [`c.metadata->>$6::text = $7::text`]),
    ...(query.after === null ? [] : [`c.id > $13::uuid`]),
    ...(query.turn === null ? [] : [`c."turnIndex" = $8::int`]),
    ...(query.drawnOnly ? [drawn] : []),
    ...(query.adjudicated === "only" ? [isAdjudicated] : query.adjudicated === "without" ? [`not ${isAdjudicated}`] : []),
    ...(query.without.length === 0 ? [] : [`c.id <> all($11::uuid[])`]),
  ];
}
