import "server-only";
import { hash } from "node:crypto";
import type pg from "pg";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { CopyRows, copyInto } from "@/lib/db/copy-rows";
import type { LabelAnswer } from "./types";

/** A label that came with a file, ready to be stored: scored, about better, its comparison and annotator known by id. */
export interface CopiedLabel {
  id: string;
  /** UUIDv7, made once for this label. */
  eventId: string;
  comparisonId: string;
  criterionId: string;
  annotatorId: string;
  repeatIndex: number;
  answer: LabelAnswer;
  /** −4 to +4; null unless the answer is PREFERENCE. */
  score: number | null;
  probabilityB: number | null;
  probabilityBClamped: number | null;
  strengthKnown: boolean;
  durationMs: number | null;
  idleMs: number | null;
  rationale: string | null;
  reason: string | null;
  confidence: number | null;
  orderConsistent: boolean | null;
  callCount: number | null;
  aggregation: Record<string, unknown> | null;
  metadata: Record<string, unknown> | null;
  /** Null: now. */
  submittedAt: Date | null;
  /** The row of the file, for what is said about labels that are there already. */
  sourceRow: number;
}

/** Under what labels are copied. */
export interface CopyContext {
  projectId: string;
  datasetId: string;
  scaleVersionId: string | null;
  actorUserId: string | null;
}

/** What became of copied labels. */
export interface CopyResult {
  stored: number;
  /** There already, with whatever value. */
  known: number;
  /** Of those, the rows whose value differs; what is stored stays. */
  different: number[];
}

const COLUMNS = [
  ["id", "uuid"],
  ["eventId", "uuid"],
  ["bodyHash", "bytea"],
  ["comparisonId", "uuid"],
  ["criterionId", "uuid"],
  ["annotatorId", "uuid"],
  ["repeatIndex", "integer"],
  ["answer", "text"],
  ["score", "smallint"],
  ["probabilityB", "double precision"],
  ["probabilityBClamped", "double precision"],
  ["strengthKnown", "boolean"],
  ["durationMs", "integer"],
  ["idleMs", "integer"],
  ["rationale", "text"],
  ["reason", "text"],
  ["confidence", "smallint"],
  ["orderConsistent", "boolean"],
  ["callCount", "integer"],
  ["aggregation", "jsonb"],
  ["metadata", "jsonb"],
  ["submittedAt", "timestamptz"],
  ["sourceRow", "integer"],
] as const;

const NAMES = COLUMNS.map(([name]) => `"${name}"`).join(", ");

const CREATE = `create temp table staged_label (${COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(", ")}) on commit drop`;

const COPIED = COLUMNS.map(([name]) => name).filter(
  (name) => !["eventId", "bodyHash", "answer", "submittedAt", "sourceRow"].includes(name),
);
const TARGET = COPIED.map((name) => `"${name}"`).join(", ");
const SOURCE = COPIED.map((name) => `s."${name}"`).join(", ");
// History holds the judgement, as `recordLabels` writes it: `metadata` stays on the label.
const SNAPSHOT = COPIED.filter(
  (name) => !["id", "comparisonId", "criterionId", "annotatorId", "repeatIndex", "metadata"].includes(name),
)
  .map((name) => `'${name}', s."${name}"`)
  .join(", ");

// $1 project, $2 dataset, $3 scale version, $4 acting user. Comparison, criterion and annotator must belong to the project.
const INSERT = `
with stored as (
  insert into "Label" ("projectId", "datasetId", "scaleVersionId", answer, "submittedAt", ${TARGET})
  select $1::uuid, $2::uuid, $3::uuid, s.answer::"Answer", coalesce(s."submittedAt", now()), ${SOURCE}
  from staged_label s
  join "Comparison" c on c.id = s."comparisonId" and c."projectId" = $1::uuid
  join "Criterion" k on k.id = s."criterionId" and k."projectId" = $1::uuid
  join "Annotator" a on a.id = s."annotatorId" and a."projectId" = $1::uuid and a.origin = 'IMPORTED'
  on conflict ("comparisonId", "criterionId", "annotatorId", "roundId", "repeatIndex") do nothing
  returning id
), told as (
  insert into "LabelEvent" ("comparisonId", id, "labelId", "projectId", "annotatorId", kind, "bodyHash", after, "actorUserId")
  select s."comparisonId", s."eventId", s.id, $1::uuid, s."annotatorId", 'IMPORT', s."bodyHash",
    jsonb_strip_nulls(jsonb_build_object('answer', s.answer, 'datasetId', $2::uuid, 'scaleVersionId', $3::uuid,
      'submittedAt', coalesce(s."submittedAt", now()), ${SNAPSHOT})), $4::uuid
  from stored join staged_label s on s.id = stored.id
)
select count(*)::int as stored from stored`;

// Among what was not stored: whether it belongs here at all, and whether the stored label says something else.
const KNOWN = `
select s."sourceRow" as row, l.id is null as missing,
  (l.answer::text, l.score, l."probabilityB") is distinct from (s.answer, s.score, s."probabilityB") as different
from staged_label s
left join "Label" l on l."comparisonId" = s."comparisonId" and l."criterionId" = s."criterionId" and l."annotatorId" = s."annotatorId"
  and l."roundId" is null and l."repeatIndex" = s."repeatIndex"
where l.id is distinct from s.id
order by s."sourceRow"`;

/** Makes the temporary table that `copyLabels` fills; once a transaction. */
export async function prepareCopyLabels(client: pg.ClientBase): Promise<void> {
  await client.query(CREATE);
}

/**
 * Stores labels of a file in bulk, with their IMPORT events: the second door beside `recordLabels`, under the same rules. Takes part in
 * the caller's transaction, in which `prepareCopyLabels` ran. A label that is there already stays as it is, so a file may come again.
 * It never writes over a stored label, and never for an annotator of this instance.
 */
export async function copyLabels(
  client: pg.ClientBase,
  context: CopyContext,
  labels: readonly CopiedLabel[],
): Promise<CopyResult> {
  if (labels.length === 0) return { stored: 0, known: 0, different: [] };
  const rows = new CopyRows(COLUMNS.length);
  for (const label of labels) addRow(rows, label);
  await copyInto(client, `staged_label (${NAMES})`, rows);
  const { projectId, datasetId, scaleVersionId, actorUserId } = context;
  const inserted = await client.query<{ stored: number }>(INSERT, [projectId, datasetId, scaleVersionId, actorUserId]);
  const stored = inserted.rows[0]?.stored ?? 0;
  const different: number[] = [];
  if (stored < labels.length) {
    const known = await client.query<{ row: number; missing: boolean; different: boolean }>(KNOWN);
    if (known.rows.some((row) => row.missing))
      throw new Error("a copied label names a comparison, criterion or annotator outside its project");
    different.push(...known.rows.filter((row) => row.different).map(({ row }) => row));
  }
  await client.query("truncate staged_label");
  return { stored, known: labels.length - stored, different };
}

function addRow(rows: CopyRows, label: CopiedLabel): void {
  check(label);
  rows
    .row()
    .uuid(label.id)
    .uuid(label.eventId)
    .bytes(hashLabel(label))
    .uuid(label.comparisonId)
    .uuid(label.criterionId)
    .uuid(label.annotatorId)
    .int4(label.repeatIndex)
    .text(label.answer)
    .int2(label.score)
    .float8(label.probabilityB)
    .float8(label.probabilityBClamped)
    .bool(label.strengthKnown)
    .int4(label.durationMs)
    .int4(label.idleMs)
    .text(label.rationale)
    .text(label.reason)
    .int2(label.confidence)
    .bool(label.orderConsistent)
    .int4(label.callCount)
    .json(label.aggregation === null ? null : JSON.stringify(label.aggregation))
    .json(label.metadata === null ? null : JSON.stringify(label.metadata))
    .timestamp(label.submittedAt)
    .int4(label.sourceRow);
}

/** The last guard of the database against a label that means nothing; the importer has told people long before. */
function check({ answer, score, probabilityB }: CopiedLabel): void {
  const isScore = score !== null && Number.isInteger(score) && Math.abs(score) <= 4;
  if ((answer === "PREFERENCE") !== isScore || (answer !== "PREFERENCE" && score !== null)) {
    throw new RangeError(`a label with the answer ${answer} cannot have the score ${score}`);
  }
  if (probabilityB !== null && !(probabilityB >= 0 && probabilityB <= 1)) throw new RangeError(`probability ${probabilityB}`);
}

function hashLabel({ id: _id, eventId: _eventId, sourceRow: _row, submittedAt, ...content }: CopiedLabel): Buffer {
  return hash("sha256", canonicalJson({ ...content, kind: "IMPORT", submittedAt: submittedAt?.toISOString() ?? null }), "buffer");
}
