import "server-only";
import { toMessages } from "@/lib/comparisons/to-messages";
import { pool } from "@/lib/db/pool";
import { sealPresentation, toItemKey } from "@/lib/labels/presentation-token";
import type { PersonAnswer, Side } from "@/lib/labels/types";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import type { StoredRatings } from "@/lib/ratings/schema";
import { toPlaces } from "@/lib/ratings/types";

import type { OwnAnswer, QueueItem } from "./types";

/** Whose queue, in which round, under which versions. */
export interface OwnPlace {
  userId: string;
  annotatorId: string;
  roundId: string;
  projectId: string;
  scaleVersionId: string;
  guidelineVersionId: string | null;
}

/** One assignment with its texts. Nothing of it goes to the browser as it is. */
export interface AssignmentRow {
  id: string;
  comparisonId: string;
  repeatIndex: number;
  swapped: boolean;
  position: number;
  place: number;
  messages: unknown;
  textA: string;
  textB: string;
  answers: StoredAnswer[];
}

export interface StoredAnswer {
  criterionId: string;
  answer: PersonAnswer;
  clickedSide: Side | null;
  clickedLevel: number | null;
  reason: string | null;
  rationale: string | null;
  confidence: number | null;
  ratings: StoredRatings | null;
}

// A person's own labels are the only ones that this reads, each by its whole key: how many others a comparison has does not show in the time.
const rowsWhere = (where: string, order: string) => `
  with mine as (
    select a.id, a."comparisonId", a."repeatIndex", a.swapped, a.position, a.state, a."annotatorId", a."roundId",
      row_number() over (order by a.position, a.id)::int as place
    from "Assignment" a join "Comparison" c on c.id = a."comparisonId"
    where a."annotatorId" = $1 and a."roundId" = $2 and a.state in ('OPEN', 'DONE') and c."withdrawnAt" is null),
  chosen as materialized (select * from mine where ${where} order by position ${order}, id limit $3)
  select m.id, m."comparisonId", m."repeatIndex", m.swapped, m.position, m.place, p.messages, ra.text as "textA", rb.text as "textB",
    coalesce((
      select json_agg(json_build_object('criterionId', l."criterionId", 'answer', l.answer, 'clickedSide', l."clickedSide",
        'clickedLevel', l."clickedLevel", 'reason', l.reason, 'rationale', l.rationale, 'confidence', l.confidence, 'ratings', l.ratings))
      from "RoundCriterion" rc
      cross join lateral (
        select * from "Label" own
        where own."comparisonId" = m."comparisonId" and own."criterionId" = rc."criterionId" and own."annotatorId" = m."annotatorId"
          and own."roundId" = m."roundId" and own."repeatIndex" = m."repeatIndex" offset 0) l
      where rc."roundId" = m."roundId"), '[]') as answers
  from chosen m
  join "Comparison" c on c.id = m."comparisonId"
  join "Prompt" p on p.id = c."promptId"
  join "Response" ra on ra.id = c."responseAId"
  join "Response" rb on rb.id = c."responseBId"
  order by m.position ${order}, m.id`;

const NEXT = rowsWhere("state = 'OPEN' and position > $4", "asc");
const ONE = rowsWhere("id = $4::uuid", "asc");
const DONE = rowsWhere("state = 'DONE' and ($4::int is null or position < $4)", "desc");

/** The open assignments after a place in the queue, in their order, marked as fetched. */
export async function readNext({ annotatorId, roundId }: OwnPlace, limit: number, after: number): Promise<AssignmentRow[]> {
  const { rows } = await pool().query<AssignmentRow>({
    name: "queue-next",
    text: NEXT,
    values: [annotatorId, roundId, limit, after],
  });
  if (rows.length === 0) return rows;
  await pool().query({
    name: "queue-served",
    text: `update "Assignment" a set "servedAt" = now() from unnest($1::uuid[], $2::uuid[]) as t("comparisonId", id)
           where a."comparisonId" = t."comparisonId" and a.id = t.id and a."servedAt" is null`,
    values: [rows.map((row) => row.comparisonId), rows.map((row) => row.id)],
  });
  return rows;
}

/** The assignments that are done before a place in the queue, the last first. */
export async function readDone(
  { annotatorId, roundId }: OwnPlace,
  limit: number,
  before: number | null,
): Promise<AssignmentRow[]> {
  const { rows } = await pool().query<AssignmentRow>({
    name: "queue-done",
    text: DONE,
    values: [annotatorId, roundId, limit, before],
  });
  return rows;
}

/** One assignment of the person, open or done; null when it is not among theirs any more. */
export async function readOne({ annotatorId, roundId }: OwnPlace, assignmentId: string): Promise<AssignmentRow | null> {
  const { rows } = await pool().query<AssignmentRow>({
    name: "queue-one",
    text: ONE,
    values: [annotatorId, roundId, 1, assignmentId],
  });
  return rows[0] ?? null;
}

/**
 * Assignments as the browser gets them: rendered, sides in place, everything that names or orders the responses sealed in the token.
 *
 * @param withSource - Also the texts as they are written, where the round lets people edit them.
 */
export async function toQueueItems(
  place: OwnPlace,
  rows: readonly AssignmentRow[],
  { withSource }: { withSource: boolean },
): Promise<QueueItem[]> {
  return Promise.all(rows.map((row) => toQueueItem(place, row, withSource)));
}

async function toQueueItem({ userId, ...place }: OwnPlace, row: AssignmentRow, withSource: boolean): Promise<QueueItem> {
  const { id: assignmentId, comparisonId, repeatIndex, swapped } = row;
  const token = sealPresentation(userId, { ...place, assignmentId, comparisonId, repeatIndex, swapped });
  const [prompt, htmlA, htmlB] = await Promise.all([
    Promise.all(
      toMessages(row.messages).map(async ({ role, content }) => ({
        role,
        html: await renderMarkdown(content, { foldCode: true }),
      })),
    ),
    renderMarkdown(row.textA),
    renderMarkdown(row.textB),
  ]);
  return {
    key: toItemKey(token),
    token,
    place: row.place,
    order: row.position,
    prompt,
    leftHtml: swapped ? htmlB : htmlA,
    rightHtml: swapped ? htmlA : htmlB,
    ...(withSource ? { source: swapped ? { left: row.textB, right: row.textA } : { left: row.textA, right: row.textB } } : {}),
    answers: row.answers.map((answer) => toOwnAnswer(answer, swapped)),
  };
}

/** A stored answer in the terms of the person's own screen. */
export function toOwnAnswer(stored: StoredAnswer, swapped: boolean): OwnAnswer {
  const { criterionId, answer, clickedSide, clickedLevel, reason, rationale, confidence, ratings } = stored;
  const click =
    answer !== "PREFERENCE"
      ? null
      : clickedSide === null
        ? ({ side: "TIE", level: 0 } as const)
        : { side: clickedSide, level: clickedLevel ?? 0 };
  return { criterionId, answer, click, reason, rationale, confidence, ratings: ratings && toPlaces(ratings, swapped) };
}
