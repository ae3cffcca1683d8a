import "server-only";
import { hash } from "node:crypto";
import type pg from "pg";
import { CopyRows, copyInto, uuidBytes } from "@/lib/db/copy-rows";
import type { StoredRatings } from "@/lib/ratings/schema";
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
  hiddenMs: number | null;
  rationale: string | null;
  reason: string | null;
  confidence: number | null;
  ratings: StoredRatings | null;
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

const LABELS = `"Label" ("comparisonId", id, "projectId", "criterionId", "annotatorId", "repeatIndex", answer, score, "probabilityB",
  "probabilityBClamped", "strengthKnown", "scaleVersionId", "durationMs", "idleMs", "hiddenMs", rationale, reason, confidence, ratings, "orderConsistent",
  "callCount", aggregation, metadata, "datasetId", "submittedAt")`;
const EVENTS = '"LabelEvent" ("comparisonId", id, "labelId", "projectId", "annotatorId", kind, "bodyHash", after, "actorUserId")';

// A lateral is answered key by key, by index: statistics do not know what this transaction added.
const STORED = `
select l."comparisonId", l."criterionId", l."annotatorId", l."repeatIndex", l.answer::text, l.score, l."probabilityB"
from unnest($1::uuid[]) as k(id)
cross join lateral (select * from "Label" where "comparisonId" = k.id and "roundId" is null offset 0) l`;

// How many of the named comparisons, criteria and annotators are not the project's own (annotators: those that came with files). Each is
// found by its primary key; the project is compared outside, or another index could be chosen that reads the whole project.
const STRANGERS = `
select
  (select count(*) from unnest($2::uuid[]) as k(id)
    where (select c."projectId" from "Comparison" c where c.id = k.id offset 0) is distinct from $1::uuid) +
  (select count(*) from unnest($3::uuid[]) as k(id)
    where (select c."projectId" from "Criterion" c where c.id = k.id offset 0) is distinct from $1::uuid) +
  (select count(*) from unnest($4::uuid[]) as k(id)
    where (select a."projectId" from "Annotator" a where a.id = k.id and a.origin = 'IMPORTED' offset 0) is distinct from $1::uuid)
  as strangers`;

interface StoredLabel {
  comparisonId: string;
  criterionId: string;
  annotatorId: string;
  repeatIndex: number;
  answer: string;
  score: number | null;
  probabilityB: number | null;
}

/**
 * Stores labels of a file in bulk, with their IMPORT events: the second door beside `recordLabels`, under the same rules. Takes part in
 * the caller's transaction. A label that is there already stays as it is, so a file may come again; of two labels for one place in
 * `labels` the first is stored. It never writes over a label, and never for an annotator of this instance.
 *
 * The caller keeps other imports into the project away; a label that someone else stores meanwhile ends the transaction by its unique key.
 */
export async function copyLabels(
  client: pg.ClientBase,
  context: CopyContext,
  labels: readonly CopiedLabel[],
): Promise<CopyResult> {
  if (labels.length === 0) return { stored: 0, known: 0, different: [] };
  await checkPlaces(client, context.projectId, labels);
  const comparisonIds = [...new Set(labels.map(({ comparisonId }) => comparisonId))];
  const found = await client.query<StoredLabel>(STORED, [comparisonIds]);
  const taken = new Map<string, StoredLabel>(found.rows.map((label) => [placeOf(label), label]));
  const rows = new CopyRows(25);
  const events = new CopyRows(9);
  const different: number[] = [];
  let stored = 0;
  const now = new Date();
  const shared = toShared(context, labels);
  for (const label of labels) {
    const place = placeOf(label);
    const there = taken.get(place);
    if (there) {
      if (there.answer !== label.answer || there.score !== label.score || there.probabilityB !== label.probabilityB) {
        different.push(label.sourceRow);
      }
      continue;
    }
    check(label);
    taken.set(place, label);
    addLabel(rows, shared, label, label.submittedAt ?? now);
    addEvent(events, shared, context, label, label.submittedAt ?? now);
    stored++;
  }
  await copyInto(client, LABELS, rows);
  await copyInto(client, EVENTS, events);
  return { stored, known: labels.length - stored, different };
}

function placeOf({
  comparisonId,
  criterionId,
  annotatorId,
  repeatIndex,
}: Omit<StoredLabel, "answer" | "score" | "probabilityB">): string {
  return `${comparisonId} ${criterionId} ${annotatorId} ${repeatIndex}`;
}

async function checkPlaces(client: pg.ClientBase, projectId: string, labels: readonly CopiedLabel[]): Promise<void> {
  const idsOf = (key: "comparisonId" | "criterionId" | "annotatorId") => [...new Set(labels.map((label) => label[key]))];
  const { rows } = await client.query<{ strangers: string }>(STRANGERS, [
    projectId,
    idsOf("comparisonId"),
    idsOf("criterionId"),
    idsOf("annotatorId"),
  ]);
  if (rows[0]?.strangers !== "0")
    throw new Error("a copied label names a comparison, criterion or annotator outside its project");
}

/** The ids that many labels share, as bytes. */
interface SharedIds {
  project: Buffer;
  dataset: Buffer;
  scale: Buffer | null;
  actor: Buffer | null;
  /** Of annotators and criteria, by their ids. */
  names: ReadonlyMap<string, Buffer>;
}

function toShared(context: CopyContext, labels: readonly CopiedLabel[]): SharedIds {
  const { projectId, datasetId, scaleVersionId, actorUserId } = context;
  const names = new Map<string, Buffer>();
  for (const { annotatorId, criterionId } of labels) {
    if (!names.has(annotatorId)) names.set(annotatorId, uuidBytes(annotatorId));
    if (!names.has(criterionId)) names.set(criterionId, uuidBytes(criterionId));
  }
  return {
    project: uuidBytes(projectId),
    dataset: uuidBytes(datasetId),
    scale: scaleVersionId === null ? null : uuidBytes(scaleVersionId),
    actor: actorUserId === null ? null : uuidBytes(actorUserId),
    names,
  };
}

function addLabel(rows: CopyRows, shared: SharedIds, label: CopiedLabel, submittedAt: Date): void {
  rows
    .row()
    .uuid(label.comparisonId)
    .uuid(label.id)
    .uuid(shared.project)
    .uuid(shared.names.get(label.criterionId) ?? label.criterionId)
    .uuid(shared.names.get(label.annotatorId) ?? label.annotatorId)
    .int4(label.repeatIndex)
    .text(label.answer)
    .int2(label.score)
    .float8(label.probabilityB)
    .float8(label.probabilityBClamped)
    .bool(label.strengthKnown)
    .uuid(shared.scale)
    .int4(label.durationMs)
    .int4(label.idleMs)
    .int4(label.hiddenMs)
    .text(label.rationale)
    .text(label.reason)
    .int2(label.confidence)
    .json(label.ratings === null ? null : JSON.stringify(label.ratings))
    .bool(label.orderConsistent)
    .int4(label.callCount)
    .json(label.aggregation === null ? null : JSON.stringify(label.aggregation))
    .json(label.metadata === null ? null : JSON.stringify(label.metadata))
    .uuid(shared.dataset)
    .timestamp(submittedAt);
}

function addEvent(rows: CopyRows, shared: SharedIds, context: CopyContext, label: CopiedLabel, submittedAt: Date): void {
  rows
    .row()
    .uuid(label.comparisonId)
    .uuid(label.eventId)
    .uuid(label.id)
    .uuid(shared.project)
    .uuid(shared.names.get(label.annotatorId) ?? label.annotatorId)
    .text("IMPORT")
    .hex(hashLabel(label))
    .json(JSON.stringify(toSnapshot(label, context, submittedAt)))
    .uuid(shared.actor);
}

/** The judgement as history keeps it, nulls left out, as `recordLabels` writes it: `metadata` stays on the label. */
function toSnapshot(label: CopiedLabel, { datasetId, scaleVersionId }: CopyContext, submittedAt: Date): Record<string, unknown> {
  return {
    answer: label.answer,
    score: label.score ?? undefined,
    probabilityB: label.probabilityB ?? undefined,
    probabilityBClamped: label.probabilityBClamped ?? undefined,
    strengthKnown: label.strengthKnown,
    scaleVersionId: scaleVersionId ?? undefined,
    durationMs: label.durationMs ?? undefined,
    idleMs: label.idleMs ?? undefined,
    hiddenMs: label.hiddenMs ?? undefined,
    rationale: label.rationale ?? undefined,
    reason: label.reason ?? undefined,
    confidence: label.confidence ?? undefined,
    ratings: label.ratings ?? undefined,
    orderConsistent: label.orderConsistent ?? undefined,
    callCount: label.callCount ?? undefined,
    aggregation: label.aggregation ?? undefined,
    datasetId,
    submittedAt: submittedAt.toISOString(),
  };
}

/** The last guard of the database against a label that means nothing; the importer has told people long before. */
function check({ answer, score, probabilityB }: CopiedLabel): void {
  const isScore = score !== null && Number.isInteger(score) && Math.abs(score) <= 4;
  if (answer === "PREFERENCE" ? !isScore : score !== null) {
    throw new RangeError(`a label with the answer ${answer} cannot have the score ${score}`);
  }
  if (probabilityB !== null && !(probabilityB >= 0 && probabilityB <= 1)) throw new RangeError(`probability ${probabilityB}`);
}

/** SHA-256, hexadecimal, of what the file says; fields in one fixed order. */
function hashLabel(label: CopiedLabel): string {
  const { comparisonId, criterionId, annotatorId, repeatIndex, answer, score, probabilityB, probabilityBClamped, strengthKnown } =
    label;
  const {
    durationMs,
    idleMs,
    hiddenMs,
    rationale,
    reason,
    confidence,
    ratings,
    orderConsistent,
    callCount,
    aggregation,
    metadata,
    submittedAt,
  } = label;
  const place = [comparisonId, criterionId, annotatorId, repeatIndex];
  const judgement = [answer, score, probabilityB, probabilityBClamped, strengthKnown, orderConsistent, callCount, aggregation];
  const beside = [
    durationMs,
    idleMs,
    hiddenMs,
    rationale,
    reason,
    confidence,
    ratings,
    metadata,
    submittedAt?.toISOString() ?? null,
  ];
  return hash("sha256", JSON.stringify(["IMPORT", ...place, ...judgement, ...beside]));
}
