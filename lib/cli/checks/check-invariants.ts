import "server-only";
import { pool } from "@/lib/db/pool";
import { checkLedger } from "@/lib/money/check-ledger";

/** What came of checking one thing that must always be true. */
export interface InvariantCheck {
  name: string;
  /** Rows that were looked at. */
  rows: number;
  /** The first row that breaks it, null when none does. */
  breach: string | null;
}

interface Invariant {
  name: string;
  /** Counts the rows that are looked at. $1 the project or null. */
  rows: string;
  /** The first row that breaks it, as one text. $1 the project or null. */
  breach: string;
}

const OF_LABEL = `($1::uuid is null or l."projectId" = $1::uuid)`;
const OF_EVENT = `($1::uuid is null or e."projectId" = $1::uuid)`;
const LABELS = `select count(*) as rows from "Label" l where ${OF_LABEL}`;
const EVENTS = `select count(*) as rows from "LabelEvent" e where ${OF_EVENT}`;
const NAMED = `'label ' || l.id || ' of comparison ' || l."comparisonId"`;

const INVARIANTS: readonly Invariant[] = [
  {
    name: "every label says what its newest event says",
    rows: LABELS,
    breach: `
      select ${NAMED} || case when e.after is null then ' has no event' else concat(' says ', l.answer, ' ', l.score, ', and its newest event ', e.after->>'answer', ' ', e.after->>'score') end as breach
      from "Label" l
      left join lateral (
        select e.after from "LabelEvent" e where e."comparisonId" = l."comparisonId" and e."labelId" = l.id
        order by e."receivedAt" desc, e.id desc limit 1) e on true
      where ${OF_LABEL} and (e.after is null or e.after->>'answer' is distinct from l.answer::text
        or (e.after->>'score')::int is distinct from l.score::int)
      limit 1`,
  },
  {
    name: "an annotator has one label for a comparison, criterion and round",
    rows: LABELS,
    breach: `
      select 'annotator ' || l."annotatorId" || ' has ' || count(*) || ' labels on comparison ' || l."comparisonId" as breach
      from "Label" l where ${OF_LABEL}
      group by l."comparisonId", l."criterionId", l."annotatorId", l."roundId", l."repeatIndex" having count(*) > 1 limit 1`,
  },
  {
    name: "an event id was used once",
    rows: EVENTS,
    breach: `select 'event ' || e.id || ' is there ' || count(*) || ' times' as breach from "LabelEvent" e where ${OF_EVENT} group by e.id having count(*) > 1 limit 1`,
  },
  {
    name: "every score is on the scale that the label was made under",
    rows: LABELS,
    breach: `
      select ${NAMED} || ' has the score ' || l.score as breach
      from "Label" l join "ScaleVersion" s on s.id = l."scaleVersionId" join "Annotator" a on a.id = l."annotatorId"
      where ${OF_LABEL} and l.score is not null and l."strengthKnown"
        and not (a.kind <> 'HUMAN' and l.score = 0)
        and not exists (select 1 from jsonb_array_elements(s.levels) b where (b->>'score')::int = l.score)
      limit 1`,
  },
  {
    name: "a click, its side and the question's polarity give the stored score",
    rows: `${LABELS} and l."clickedSide" is not null`,
    breach: `
      select ${NAMED} || ' has the score ' || l.score || ' and was clicked ' || l."clickedSide" || ' ' || l."clickedLevel" as breach
      from "Label" l where ${OF_LABEL} and l."clickedSide" is not null and l.score <> 0
        and (l."clickedSide" = 'RIGHT') <> (case when l."presentedSwapped" <> (l.polarity = 'WORSE') then l.score < 0 else l.score > 0 end)
      limit 1`,
  },
  {
    name: "a label, its comparison, criterion and annotator belong to one project",
    rows: LABELS,
    breach: `
      select ${NAMED} || ' crosses projects' as breach
      from "Label" l
      join "Comparison" c on c.id = l."comparisonId" join "Criterion" k on k.id = l."criterionId" join "Annotator" a on a.id = l."annotatorId"
      where ${OF_LABEL} and (c."projectId" <> l."projectId" or k."projectId" <> l."projectId" or a."projectId" <> l."projectId")
      limit 1`,
  },
  {
    name: "an assignment that is done has all its required labels",
    rows: `select count(*) as rows from "Assignment" a join "Round" r on r.id = a."roundId" where a.state = 'DONE' and ($1::uuid is null or r."projectId" = $1::uuid)`,
    breach: `
      select 'assignment ' || a.id || ' is done without a label on criterion ' || rc."criterionId" as breach
      from "Assignment" a
      join "Round" r on r.id = a."roundId"
      join "RoundCriterion" rc on rc."roundId" = r.id and rc.required
      where a.state = 'DONE' and ($1::uuid is null or r."projectId" = $1::uuid)
        and not exists (
          select 1 from "Label" l where l."comparisonId" = a."comparisonId" and l."criterionId" = rc."criterionId"
            and l."annotatorId" = a."annotatorId" and l."roundId" = r.id and l."repeatIndex" = a."repeatIndex")
      limit 1`,
  },
  {
    name: "a judge's call was answered once",
    rows: `select count(*) as rows from "JudgeCall" j join "Comparison" c on c.id = j."comparisonId" where $1::uuid is null or c."projectId" = $1::uuid`,
    breach: `
      select count(*) || ' answers of judge version ' || j."judgeVersionId" || ' to one call on comparison ' || j."comparisonId" as breach
      from "JudgeCall" j join "Comparison" c on c.id = j."comparisonId" where $1::uuid is null or c."projectId" = $1::uuid
      group by j."comparisonId", j."judgeVersionId", j."criterionId", j."order", j."principleId", j."sampleIndex", j.step having count(*) > 1 limit 1`,
  },
  {
    name: "a dataset's comparisons are all there, or none of them",
    rows: `select count(*) as rows from "Dataset" d where $1::uuid is null or d."projectId" = $1::uuid`,
    breach: `
      select 'dataset ' || d.id || ' says ' || d."newCount" || ' new comparisons and has ' || (select count(*) from "Comparison" c where c."datasetId" = d.id) as breach
      from "Dataset" d where ($1::uuid is null or d."projectId" = $1::uuid)
        and d."newCount" <> (select count(*) from "Comparison" c where c."datasetId" = d.id)
      limit 1`,
  },
];

/** Checks everything that must be true of the stored rows whatever failed before, of one project or of all. Reads, and changes nothing. */
export async function checkInvariants(projectId: string | null): Promise<InvariantCheck[]> {
  const checks: InvariantCheck[] = [];
  for (const { name, rows, breach } of INVARIANTS) {
    const counted = await pool().query<{ rows: string }>(rows, [projectId]);
    const found = await pool().query<{ breach: string }>(breach, [projectId]);
    checks.push({ name, rows: Number(counted.rows[0]?.rows ?? 0), breach: found.rows[0]?.breach ?? null });
  }
  checks.push({ name: "the spending ledger says what its attempts come to", ...(await checkLedger(projectId)) });
  return checks;
}
