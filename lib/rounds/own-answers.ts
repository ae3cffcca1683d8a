import "server-only";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { sealPresentation, toItemKey } from "@/lib/labels/presentation-token";
import { getOwnPlace } from "./own-place";
import { type StoredAnswer, toOwnAnswer } from "./queue-items";
import type { OwnAnswersQuery } from "./schema";
import type { OwnAnswers } from "./types";

interface Row {
  assignmentId: string;
  comparisonId: string;
  repeatIndex: number;
  swapped: boolean;
  position: number;
  place: number;
  excerpt: string | null;
  answers: StoredAnswer[];
  isChanged: boolean;
  answeredAt: Date;
  total: number;
}

// $3 the answer, $4 the criterion, $5 changed or rationale, $6 a text as a pattern, $7 before which position, $8 how many. A person's own
// labels are the only ones that this reads.
const LIST = `
  with mine as (
    select a.id as "assignmentId", a."comparisonId", a."repeatIndex", a.swapped, a.position, a."annotatorId", a."roundId", c."promptId",
      c."responseAId", c."responseBId", row_number() over (order by a.position, a.id)::int as place
    from "Assignment" a join "Comparison" c on c.id = a."comparisonId"
    where a."annotatorId" = $1 and a."roundId" = $2 and a.state in ('OPEN', 'DONE') and c."withdrawnAt" is null),
  found as materialized (
    select m.*, l.answers, l."isChanged", l."answeredAt" from mine m
    cross join lateral (
      select json_agg(json_build_object('criterionId', l."criterionId", 'answer', l.answer, 'clickedSide', l."clickedSide",
          'clickedLevel', l."clickedLevel", 'reason', l.reason, 'rationale', l.rationale, 'confidence', l.confidence, 'ratings', l.ratings)) as answers,
        bool_or(l.changed) as "isChanged", max(l."submittedAt") as "answeredAt", bool_or(l.fits) as fits,
        bool_or($6::text is not null and l.rationale ilike $6) as said
      from (
        select l.*, k.changed,
          ($4::uuid is null or l."criterionId" = $4) and
          ($3::text is null or (case when l.answer <> 'PREFERENCE' then l.answer::text else coalesce(l."clickedSide"::text, 'TIE') end) = $3) and
          ($5::text is null or case $5 when 'changed' then k.changed else l.rationale is not null end) as fits
        from "RoundCriterion" rc
        cross join lateral (
          select * from "Label" own
          where own."comparisonId" = m."comparisonId" and own."criterionId" = rc."criterionId" and own."annotatorId" = m."annotatorId"
            and own."roundId" = m."roundId" and own."repeatIndex" = m."repeatIndex" offset 0) l
        cross join lateral (
          select exists (select 1 from "LabelEvent" e where e."labelId" = l.id and e.kind = 'CHANGE') as changed) k
        where rc."roundId" = m."roundId") l) l
    where l.fits and ($6::text is null or l.said
      or exists (select 1 from "Prompt" p where p.id = m."promptId" and p.messages::text ilike $6)
      or exists (select 1 from "Response" r where r.id in (m."responseAId", m."responseBId") and r.text ilike $6)))
  select f."assignmentId", f."comparisonId", f."repeatIndex", f.swapped, f.position, f.place, f.answers, f."isChanged", f."answeredAt",
    (select count(*) from found)::int as total,
    (select left(p.messages -> -1 ->> 'content', 240) from "Prompt" p where p.id = f."promptId") as excerpt
  from found f
  where $7::int is null or f.position < $7
  order by f.position desc, f."assignmentId"
  limit $8`;

/**
 * The comparisons that the person has answered in a round and that fit the filters, the latest in their queue first: a comparison fits
 * when one of its answers fits all of them.
 *
 * @throws AppError `not_found` when the round is a draft, or the person is not in it.
 */
export async function listOwnAnswers(actor: Actor, roundId: string, query: OwnAnswersQuery): Promise<OwnAnswers> {
  const { userId, ...place } = await getOwnPlace(actor, roundId);
  const { limit, after, answer, criterion, only, q } = query;
  const pattern = q ? `%${q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const { rows } = await pool().query<Row>({
    name: "own-answers",
    text: LIST,
    values: [place.annotatorId, roundId, answer ?? null, criterion ?? null, only ?? null, pattern, after ?? null, limit],
  });
  const entries = rows.map(({ assignmentId, comparisonId, repeatIndex, swapped, ...row }) => {
    const token = sealPresentation(userId, { ...place, assignmentId, comparisonId, repeatIndex, swapped });
    return {
      key: toItemKey(token),
      token,
      place: row.place,
      excerpt: (row.excerpt ?? "").replaceAll(/\s+/g, " ").trim(),
      answers: row.answers.map((each) => toOwnAnswer(each, swapped)),
      isChanged: row.isChanged,
      answeredAt: row.answeredAt.toISOString(),
    };
  });
  return { entries, total: rows[0]?.total ?? 0, next: rows.length === limit ? (rows.at(-1)?.position ?? null) : null };
}
