import "server-only";
import { pool } from "@/lib/db/pool";
import type { LabelRow } from "./label-row";

// What nearly every label is: one, new, of a round with one question. A third of the work of the statement for all cases, which is asked
// when this one stores nothing. Both write the same (see the tests). `offset 0` keeps the look-up by primary key apart: before a bulk of
// new rows is analysed, PostgreSQL may think that an index of rounds or people finds one row too, and reads thousands.
const STATEMENT = `
with place as materialized (
  select r."projectId", a."isExtra"
  from (select * from "Assignment" where "comparisonId" = $1::uuid and id = $2::uuid offset 0) a
  join "Round" r on r.id = a."roundId"
  join "Project" p on p.id = r."projectId"
  where a."annotatorId" = $3::uuid and a."roundId" = $4::uuid and a."repeatIndex" = $5::int and a.swapped = $6::bool and a.state = 'OPEN' and r.state in ('OPEN', 'PAUSED') and p."archivedAt" is null
    and exists (select 1 from "Member" m where m."projectId" = p.id and m."userId" = $7::uuid and m."removedAt" is null)
    and not exists (select 1 from "LabelEvent" e where e.id = $8::uuid)
  for share of r),
label as (
  insert into "Label" ("comparisonId", id, "projectId", "criterionId", "annotatorId", "roundId", "repeatIndex", "assignmentId", "isExtra", "submittedAt",
    "writtenXid", answer, score, "clickedSide", "clickedLevel", polarity, "presentedSwapped", "scaleVersionId", "guidelineVersionId",
    "durationMs", "idleMs", rationale, reason, "hiddenMs", confidence, ratings)
  select $1::uuid, $9::uuid, "projectId", $10::uuid, $3::uuid, $4::uuid, $5::int, $2::uuid, "isExtra", now(),
    pg_current_xact_id()::text::bigint, $11::"Answer", $12::smallint, $13::"Side", $14::smallint, $15::"Polarity", $6::bool, $16::uuid, $17::uuid,
    $18::int, $19::int, $20::text, $21::text, $25::int, $26::smallint, $27::jsonb
  from place
  on conflict ("comparisonId", "criterionId", "annotatorId", "roundId", "repeatIndex") do nothing
  returning "projectId"),
event as (
  insert into "LabelEvent" ("comparisonId", id, "labelId", "projectId", "annotatorId", kind, "bodyHash", after, "actorUserId", "clientTime", "receivedAt")
  select $1::uuid, $8::uuid, $9::uuid, "projectId", $3::uuid, 'SUBMIT', decode($22, 'hex'),
    $23::jsonb || jsonb_build_object('submittedAt', now()::timestamptz(3)), $7::uuid, $24::timestamptz, now()
  from label),
moved as (
  update "Assignment" a set state = 'DONE', "completedAt" = now()
  from label where a."comparisonId" = $1::uuid and a.id = $2::uuid and a.state = 'OPEN'
  returning 1)
select 1 / (select count(*) from moved),
  exists (select 1 from "Comparison" c where c.id = $1::uuid and c."withdrawnAt" is not null) as withdrawn
from label`;

// The assignment ran out or was handed on while the statement ran. Dividing by the rows that moved undoes the whole of it, for nothing.
const DIVISION_BY_ZERO = "22012";

/**
 * Stores the first answer to a comparison that is asked one question.
 *
 * @returns Whether its comparison is withdrawn. Null when nothing was stored: the label or its event is there already, or it may not be.
 *   `writeRows` says which.
 */
export async function writeOne(userId: string, row: LabelRow): Promise<{ withdrawn: boolean } | null> {
  const { comparisonId, assignmentId, annotatorId, roundId, repeatIndex, presentedSwapped } = row;
  const written = pool().query<{ withdrawn: boolean }>({
    name: "label-one",
    text: STATEMENT,
    values: [
      comparisonId,
      assignmentId,
      annotatorId,
      roundId,
      repeatIndex,
      presentedSwapped,
      userId,
      row.eventId,
      row.labelId,
      row.criterionId,
      row.answer,
      row.score,
      row.clickedSide,
      row.clickedLevel,
      row.polarity,
      row.scaleVersionId,
      row.guidelineVersionId,
      row.durationMs,
      row.idleMs,
      row.rationale,
      row.reason,
      row.bodyHash,
      JSON.stringify(toSnapshot(row)),
      row.clientTime,
      row.hiddenMs,
      row.confidence,
      row.ratings === null ? null : JSON.stringify(row.ratings),
    ],
  });
  try {
    return (await written).rows[0] ?? null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === DIVISION_BY_ZERO) return null;
    throw error;
  }
}

// The label as its event keeps it: what is null is left out, as in the statement for all cases.
function toSnapshot(row: LabelRow) {
  const { answer, score, clickedSide, clickedLevel, polarity, presentedSwapped, strengthKnown, scaleVersionId } = row;
  const { guidelineVersionId, durationMs, idleMs, hiddenMs, rationale, reason, confidence, ratings } = row;
  const all = {
    answer,
    score,
    clickedSide,
    clickedLevel,
    polarity,
    presentedSwapped,
    strengthKnown,
    scaleVersionId,
    guidelineVersionId,
    durationMs,
    idleMs,
    hiddenMs,
    rationale,
    reason,
    confidence,
    ratings,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}
