// The statement that stores labels. One round trip holds everything that must be true together: the event was not seen before, the
// assignment is the person's, its round is open, the label and its event are written, the assignment moves on. `offset 0` keeps look-ups
// by primary key apart: before a bulk of new rows is analysed, PostgreSQL may think that an index of rounds or people finds one row too,
// and reads thousands.

const CONTENT: readonly (readonly [name: string, type: string])[] = [
  ["answer", '"Answer"'],
  ["score", "smallint"],
  ["probabilityB", "double precision"],
  ["probabilityBClamped", "double precision"],
  ["clickedSide", '"Side"'],
  ["clickedLevel", "smallint"],
  ["polarity", '"Polarity"'],
  ["presentedSwapped", "boolean"],
  ["strengthKnown", "boolean"],
  ["scaleVersionId", "uuid"],
  ["guidelineVersionId", "uuid"],
  ["durationMs", "integer"],
  ["idleMs", "integer"],
  ["hiddenMs", "integer"],
  ["rationale", "text"],
  ["reason", "text"],
  ["confidence", "smallint"],
  ["ratings", "jsonb"],
  ["orderConsistent", "boolean"],
  ["callCount", "integer"],
  ["aggregation", "jsonb"],
  ["metadata", "jsonb"],
  ["datasetId", "uuid"],
];

const KEYS: readonly (readonly [name: string, type: string])[] = [
  ["n", "integer"],
  ["eventId", "uuid"],
  ["bodyHash", "text"],
  ["kind", "text"],
  ["labelId", "uuid"],
  ["comparisonId", "uuid"],
  ["criterionId", "uuid"],
  ["annotatorId", "uuid"],
  ["roundId", "uuid"],
  ["repeatIndex", "integer"],
  ["assignmentId", "uuid"],
  ["clientTime", "timestamptz"],
  ["submittedAt", "timestamptz"],
];

const content = (of: string) => CONTENT.map(([name]) => `${of}"${name}"`).join(", ");
// History holds the judgement; `metadata` is what a file said beside it and stays on the label.
const snapshot = (of: string, submittedAt: string) =>
  `jsonb_strip_nulls(jsonb_build_object(${CONTENT.filter(([name]) => name !== "metadata")
    .map(([name]) => `'${name}', ${of}"${name}"`)
    .join(", ")}, 'submittedAt', ${submittedAt}))`;

// A person: the assignment is theirs, turned the way the token says, and they still belong to the project. The round's row is held so that
// closing it waits for labels under way, and a label that comes after sees it closed. In a training round what is answered is settled: the
// gold answer has been told.
const PERSON_PLACE = `
  select i.n, p.id as "projectId", case when r.kind = 'TRAINING' and a.state = 'DONE' then 'SETTLED' else r.state::text end as round, p."archivedAt" is not null as archived
  from input i
  cross join lateral (select * from "Assignment" where "comparisonId" = i."comparisonId" and id = i."assignmentId" offset 0) a
  join "Round" r on r.id = a."roundId"
  join "Project" p on p.id = r."projectId"
  where a."annotatorId" = i."annotatorId" and a."roundId" = i."roundId" and a.swapped = i."presentedSwapped"
    and a."repeatIndex" = i."repeatIndex" and exists (select 1 from "Member" m where m."projectId" = p.id and m."userId" = $2::uuid and m."removedAt" is null)
  for share of r`;

// A judge or an import: comparison, criterion, annotator and round belong to one project, which is among those the actor may write ($3).
const DIRECT_PLACE = `
  select i.n, c."projectId", 'OPEN' as round, false as archived
  from input i
  cross join lateral (select c."projectId" from "Comparison" c where c.id = i."comparisonId" limit 1) c
  join "Criterion" k on k.id = i."criterionId" and k."projectId" = c."projectId"
  join "Annotator" w on w.id = i."annotatorId" and w."projectId" = c."projectId" and w."userId" is null
  where ($3::uuid[] is null or c."projectId" = any($3::uuid[]))
    and (i."roundId" is null or exists (select 1 from "Round" r where r.id = i."roundId" and r."projectId" = c."projectId"))`;

// A person who edited a response: the comparison of the two texts has no assignment, and the round that they edit in is open to them.
const EDIT_PLACE = `
  select i.n, p.id as "projectId", r.state::text as round, p."archivedAt" is not null as archived
  from input i
  cross join lateral (select c."projectId" from "Comparison" c where c.id = i."comparisonId" limit 1) c
  join "Round" r on r.id = i."roundId" and r."projectId" = c."projectId"
  join "Project" p on p.id = r."projectId"
  join "Annotator" w on w.id = i."annotatorId" and w."projectId" = p.id and w."userId" = $2::uuid
  where exists (select 1 from "RoundCriterion" k where k."roundId" = r.id and k."criterionId" = i."criterionId")
    and exists (select 1 from "RoundMember" rm where rm."roundId" = r.id and rm."annotatorId" = w.id and rm."removedAt" is null)
    and exists (select 1 from "Member" m where m."projectId" = p.id and m."userId" = $2::uuid and m."removedAt" is null)
  for share of r`;

// An assignment as it is now, not as it was when the statement began: it may have run out or been handed on in between. Held after the
// round's row, in the order of those who move people.
const PERSON_ASSIGNMENT = `
  select i.n, a.state::text as assignment, a."isExtra"
  from place p join input i on i.n = p.n
  cross join lateral (select * from "Assignment" where "comparisonId" = i."comparisonId" and id = i."assignmentId" offset 0) a
  for no key update of a`;
const NO_ASSIGNMENT = `select p.n, 'OPEN' as assignment, false as "isExtra" from place p`;

// An assignment is done when each required criterion of its round is answered, and open again, reserved anew, when one is taken back.
const MOVED = `moved as (
  update "Assignment" a set state = s.state, "completedAt" = case s.state when 'DONE' then coalesce(a."completedAt", now()) end,
    "reservedUntil" = case when s.state = 'OPEN' and a."reservedUntil" is not null
      then (select now() + make_interval(mins => r."reservationMinutes") from "Round" r where r.id = a."roundId") else a."reservedUntil" end
  from (
    select w."comparisonId", w."assignmentId", (case when bool_and(q.answered) then 'DONE' else 'OPEN' end)::"AssignmentState" as state
    from (select distinct "comparisonId", "assignmentId", "roundId", "annotatorId", "repeatIndex" from written where "assignmentId" is not null) w
    cross join lateral (
      select not exists (select 1 from written x where x."assignmentId" = w."assignmentId" and x."criterionId" = rc."criterionId" and x.kind = 'UNDO') and (
          exists (select 1 from written x where x."assignmentId" = w."assignmentId" and x."criterionId" = rc."criterionId")
          or exists (
            select 1 from (select * from "Label" where "comparisonId" = w."comparisonId" offset 0) l
            where l."criterionId" = rc."criterionId" and l."annotatorId" = w."annotatorId"
              and l."roundId" = w."roundId" and l."repeatIndex" = w."repeatIndex")) as answered
      from "RoundCriterion" rc where rc."roundId" = w."roundId" and rc.required) q
    group by w."comparisonId", w."assignmentId") s
  where a."comparisonId" = s."comparisonId" and a.id = s."assignmentId" and a.state <> s.state and a.state in ('OPEN', 'DONE')
)`;

function statement(place: string, assignment: string): string {
  return `
with input as materialized (
  select * from jsonb_to_recordset($1::jsonb) as i(${[...KEYS, ...CONTENT].map(([name, type]) => `"${name}" ${type}`).join(", ")})
),
seen as materialized (
  select i.n, e.same from input i
  cross join lateral (
    select e."comparisonId" = i."comparisonId" and e."bodyHash" = decode(i."bodyHash", 'hex') as same
    from "LabelEvent" e where e.id = i."eventId" order by 1 desc limit 1) e
),
place as materialized (${place}
),
fresh as materialized (${assignment}
),
before as materialized (
  select i.n, l.* from input i
  cross join lateral (
    select l.id, l."writtenXid", l."submittedAt", ${content("l.")}
    from (select * from "Label" where "comparisonId" = i."comparisonId" offset 0) l
    where l."criterionId" = i."criterionId" and l."annotatorId" = i."annotatorId"
      and l."roundId" is not distinct from i."roundId" and l."repeatIndex" = i."repeatIndex") l
),
todo as materialized (
  select i.*, p."projectId", f."isExtra", b.id as "beforeId", b."writtenXid" as "beforeXid",
    i.kind = 'IMPORT' and b.id is not null and (b.answer, b.score, b."probabilityB") is not distinct from (i.answer, i.score, i."probabilityB") as same
  from input i join place p on p.n = i.n join fresh f on f.n = i.n left join before b on b.n = i.n
  where p.round in ('OPEN', 'PAUSED') and (f.assignment in ('OPEN', 'DONE') or f.assignment = 'EXPIRED' and i.kind = 'UNDO') and not p.archived and not exists (select 1 from seen s where s.n = i.n)
),
inserted as (
  insert into "Label" ("comparisonId", id, "projectId", "criterionId", "annotatorId", "roundId", "repeatIndex", "assignmentId", "isExtra", "submittedAt", "writtenXid", ${content("")})
  select t."comparisonId", t."labelId", t."projectId", t."criterionId", t."annotatorId", t."roundId", t."repeatIndex", t."assignmentId", t."isExtra",
    coalesce(t."submittedAt", now()), pg_current_xact_id()::text::bigint, ${content("t.")}
  from todo t where t."beforeId" is null and t.kind <> 'UNDO'
  order by t."comparisonId", t."criterionId", t."annotatorId"
  on conflict ("comparisonId", "criterionId", "annotatorId", "roundId", "repeatIndex") do nothing
  returning id
),
updated as (
  update "Label" l set (${content("")}, "submittedAt", "writtenXid") =
    row(${content("t.")}, coalesce(t."submittedAt", now()), pg_current_xact_id()::text::bigint)
  from todo t
  where l."comparisonId" = t."comparisonId" and l.id = t."beforeId" and l."writtenXid" = t."beforeXid" and t.kind <> 'UNDO' and not t.same
  returning t.n
),
deleted as (
  delete from "Label" l using todo t
  where l."comparisonId" = t."comparisonId" and l.id = t."beforeId" and l."writtenXid" = t."beforeXid" and t.kind = 'UNDO'
  returning t.n
),
written as materialized (
  select t.* from todo t
  where t.n in (select n from updated) or t.n in (select n from deleted) or t."labelId" in (select id from inserted)
),
event as (
  insert into "LabelEvent" ("comparisonId", id, "labelId", "projectId", "annotatorId", kind, "bodyHash", before, after, "actorUserId", "clientTime", "receivedAt", "undoneXid")
  select w."comparisonId", w."eventId", coalesce(w."beforeId", w."labelId"), w."projectId", w."annotatorId",
    (case when w.kind = 'SUBMIT' and w."beforeId" is not null then 'CHANGE' else w.kind end)::"LabelEventKind", decode(w."bodyHash", 'hex'),
    case when b.id is not null then ${snapshot("b.", 'b."submittedAt"')} end,
    case when w.kind <> 'UNDO' then ${snapshot("w.", 'coalesce(w."submittedAt", now())::timestamptz(3)')} end,
    $2::uuid, w."clientTime", now(), case when w.kind = 'UNDO' then pg_current_xact_id()::text::bigint end
  from written w left join before b on b.n = w.n
),
${MOVED}
select i.n, s.same as seen, p.round, f.assignment, p.archived, b.id is not null as had, coalesce(t.same, false) as same, w.n is not null as written,
  exists (select 1 from "Comparison" c where c.id = i."comparisonId" and c."withdrawnAt" is not null) as withdrawn
from input i
left join seen s on s.n = i.n
left join place p on p.n = i.n
left join fresh f on f.n = i.n
left join before b on b.n = i.n
left join todo t on t.n = i.n
left join written w on w.n = i.n
order by i.n`;
}

/** Stores labels of a person. $1 the rows as JSON, $2 the user. */
export const PERSON_STATEMENT = statement(PERSON_PLACE, PERSON_ASSIGNMENT);

/** Stores labels that a person gave by editing. $1 the rows as JSON, $2 the user. */
export const EDIT_STATEMENT = statement(EDIT_PLACE, NO_ASSIGNMENT);

/** Stores labels that name their annotator. $1 the rows as JSON, $2 the user or null, $3 the projects that may be written, null for all. */
export const DIRECT_STATEMENT = statement(DIRECT_PLACE, NO_ASSIGNMENT);

/** Holds the assignments of rows to be written, so that two requests for one comparison go one after the other. $1 comparisons, $2 assignments. */
export const LOCK_STATEMENT = `
select a.id from "Assignment" a
where a."comparisonId" = any($1::uuid[]) and a.id = any($2::uuid[])
order by a."comparisonId", a.id
for update`;

/**
 * Takes assignments that had run out up again, for labels that come late: in a place that is still open, else as an extra beside the overlap.
 * Labels that were there already go with them. $1 comparisons, $2 assignments. The caller holds the places of their rounds.
 */
export const RECLAIM_STATEMENT = `
with late as materialized (
  select a."comparisonId", a.id, a."roundId" from "Assignment" a
  where a."comparisonId" = any($1::uuid[]) and a.id = any($2::uuid[]) and a.state = 'EXPIRED'
  order by a."comparisonId", a.id for no key update),
taken as (
  update "RoundItem" i set "openSlots" = i."openSlots" - 1 from late l
  where i."comparisonId" = l."comparisonId" and i."roundId" = l."roundId" and i."openSlots" > 0
  returning i."comparisonId"),
reclaimed as (
  update "Assignment" a set state = 'OPEN', "isExtra" = not exists (select 1 from taken t where t."comparisonId" = a."comparisonId"),
    "reservedUntil" = now() + make_interval(mins => r."reservationMinutes")
  from late l join "Round" r on r.id = l."roundId"
  where a."comparisonId" = l."comparisonId" and a.id = l.id
  returning a."comparisonId", a.id, a."isExtra")
update "Label" l set "isExtra" = c."isExtra", "writtenXid" = pg_current_xact_id()::text::bigint
from reclaimed c where l."comparisonId" = c."comparisonId" and l."assignmentId" = c.id and l."isExtra" <> c."isExtra"`;

/** What the statement says about one input. */
export interface Outcome {
  n: number;
  /** Null: the event is new. False: it was stored with another body. */
  seen: boolean | null;
  /** Null: not the actor's, or not there. SETTLED: of a training round, and answered. */
  round: "DRAFT" | "OPEN" | "PAUSED" | "CLOSED" | "SETTLED" | null;
  assignment: "OPEN" | "DONE" | "EXPIRED" | "WITHDRAWN" | null;
  archived: boolean | null;
  /** There was a label before. */
  had: boolean;
  /** An import that says what is stored already. */
  same: boolean;
  written: boolean;
  /** Its comparison is withdrawn. */
  withdrawn: boolean;
}
