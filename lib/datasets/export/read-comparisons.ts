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
  prompt: MessageRecord[];
  textA: string;
  textB: string;
  modelA: string | null;
  modelB: string | null;
  adjudicated: FinalAnswer | null;
  labels: ExportedLabel[];
}

/** So many comparisons are in memory at once. */
const BATCH = 200;

const SELECT = `
select c.id, c."externalId", c."clusterKey", c."turnIndex", c.metadata, c.flags, p.messages as prompt,
  a.text as "textA", b.text as "textB", a.model as "modelA", b.model as "modelB",
  (select jsonb_build_object('answer', d.answer, 'score', d.score) from "Adjudication" d
    where d."comparisonId" = c.id and d."criterionId" = $2::uuid order by d."createdAt" desc, d.id desc limit 1) as adjudicated,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'annotatorId', l."annotatorId", 'annotator', n.name, 'kind', n.kind, 'criterionId', l."criterionId", 'answer', l.answer,
      'score', l.score, 'probabilityB', l."probabilityB", 'probabilityBClamped', l."probabilityBClamped", 'strengthKnown', l."strengthKnown",
      'scaleVersionId', l."scaleVersionId", 'clickedLevel', l."clickedLevel", 'rationale', l.rationale, 'reason', l.reason, 'confidence', l.confidence,
      'ratings', l.ratings, 'durationMs', l."durationMs", 'idleMs', l."idleMs", 'hiddenMs', l."hiddenMs",
      'submittedAt', to_char(l."submittedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'orderConsistent', l."orderConsistent", 'callCount', l."callCount", 'order', coalesce(l.aggregation->>'order', l.aggregation->>'orders'),
      'round', r.name, 'repeatIndex', l."repeatIndex", 'metadata', l.metadata)
      order by n.kind, n.name, n."createdAt", n.id, k.key, r.number nulls first, l."repeatIndex")
    from "Label" l join "Annotator" n on n.id = l."annotatorId" join "Criterion" k on k.id = l."criterionId" left join "Round" r on r.id = l."roundId"
    where l."comparisonId" = c.id and ${isData("l")} and ($2::uuid is null or l."criterionId" = $2::uuid)), '[]'::jsonb) as labels
from "Comparison" c
join "Prompt" p on p.id = c."promptId"
join "Response" a on a.id = c."responseAId"
join "Response" b on b.id = c."responseBId"
where c."projectId" = $1::uuid and c."withdrawnAt" is null and ($3::uuid is null or c.id > $3)
order by c.id`;

/**
 * The comparisons of a project in their order, withdrawn ones left out, a few at a time. The caller's transaction is the snapshot.
 *
 * @param criterionId - Labels of this criterion alone; null for all.
 * @param after - The comparison behind which to begin.
 */
export async function* readComparisons(
  client: pg.ClientBase,
  projectId: string,
  criterionId: string | null,
  after: string | null = null,
): AsyncGenerator<ExportedComparison> {
  await client.query(`declare exported no scroll cursor for ${SELECT}`, [projectId, criterionId, after]);
  for (;;) {
    const { rows } = await client.query<ExportedComparison>(`fetch ${BATCH} from exported`);
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query("close exported");
}

/** How many comparisons of a project are withdrawn, and so not among those that are read. */
export async function countWithdrawn(client: pg.ClientBase, projectId: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'select count(*)::int as n from "Comparison" where "projectId" = $1::uuid and "withdrawnAt" is not null',
    [projectId],
  );
  return rows[0]?.n ?? 0;
}
