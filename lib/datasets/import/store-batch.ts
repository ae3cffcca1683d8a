import "server-only";
import type pg from "pg";
import { type EncodedComparison, encodeComparison } from "@/lib/datasets/content-hash";
import type { NumberedRow, ParsedPart } from "@/lib/datasets/formats/format";
import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import type { RowProblem } from "@/lib/datasets/schema";
import { TextArena } from "@/lib/datasets/text-arena";
import { type CopiedLabel, type CopyContext, copyLabels } from "@/lib/labels/copy-labels";
import { checkLabel, toAnswer } from "./check-labels";
import { classifyRow } from "./classify-row";
import { findKnownComparisons, type KnownComparison } from "./find-known";
import type { NameKeeper } from "./name-keeper";
import type { ProjectFacts } from "./project-facts";
import { type ComparisonDetails, type CopyBuffers, type NewComparison, storeComparisons } from "./store-comparisons";
import type { Tally } from "./tally";

/** What the batches of one import share. */
export interface ImportRun {
  client: pg.ClientBase;
  facts: ProjectFacts;
  names: NameKeeper;
  tally: Tally;
  datasetId: string;
  actorUserId: string | null;
  withLabels: boolean;
  nextId: () => string;
  buffers: CopyBuffers;
}

interface PlacedLabel {
  row: number;
  comparisonId: string;
  mirrored: boolean;
  label: LabelRecord;
}

/** A row that can be read, as it waits for its batch to be stored; null stands for a refused one. */
export interface Candidate {
  row: number;
  /** Null where the row holds labels only. */
  content: { encoded: EncodedComparison; details: ComparisonDetails } | null;
  identityKey: string;
  labels: readonly LabelRecord[];
  notices: readonly string[];
}

/**
 * What `storeBatch` takes, made of each row as it is parsed. While one batch is stored the next is read, so two arenas take turns.
 */
export function createIntake({ facts, tally, withLabels }: ImportRun): (row: NumberedRow, batch: number) => Candidate | null {
  const arenas = [new TextArena(), new TextArena()];
  let current = -1;
  return (row, batch) => {
    const arena = arenas[batch % 2] ?? new TextArena();
    if (batch !== current) {
      arena.reset();
      current = batch;
    }
    const problems = toProblems(row.parsed, facts, withLabels);
    if (problems.length === 0) return toCandidate(row, arena, withLabels);
    tally.refuse(row.row, problems);
    return null;
  };
}

/** Stores one batch of rows: what is new of their comparisons, then their labels. */
export async function storeBatch(run: ImportRun, batch: readonly (Candidate | null)[]): Promise<void> {
  const candidates = batch.filter((candidate) => candidate !== null);
  const known = await findKnownComparisons(
    run.client,
    run.facts.projectId,
    candidates.map(({ identityKey }) => identityKey),
  );
  const added: NewComparison[] = [];
  const labels: PlacedLabel[] = [];
  for (const candidate of candidates) place(run, candidate, known, added, labels);
  await storeComparisons({ ...run, projectId: run.facts.projectId }, added);
  await storeLabels(run, labels);
}

function toProblems(parsed: ParsedPart, facts: ProjectFacts, withLabels: boolean): RowProblem[] {
  if (parsed.kind === "refused") return parsed.problems;
  if (parsed.kind === "labels" && !withLabels) {
    return [{ column: "", reason: "The row holds labels only, and labels are left out.", mend: "Import it with its labels." }];
  }
  const labels = parsed.kind === "labels" ? parsed.labels : (parsed.record.labels ?? []);
  if (!withLabels) return [];
  return labels
    .flatMap((label, index) => checkLabel(label, parsed.labelColumns?.[index] ?? `labels.${index}`, facts) ?? [])
    .slice(0, 5);
}

function toCandidate({ row, parsed }: NumberedRow, arena: TextArena, withLabels: boolean): Candidate | null {
  if (parsed.kind === "refused") return null;
  const { notices } = parsed;
  if (parsed.kind === "labels") {
    return { row, content: null, identityKey: `id:${parsed.externalId}`, labels: parsed.labels, notices };
  }
  const { record } = parsed;
  const encoded = encodeComparison(record, arena);
  const labels = withLabels ? (record.labels ?? []) : [];
  return { row, content: { encoded, details: toDetails(record) }, identityKey: encoded.identityKey, labels, notices };
}

function toDetails(record: ComparisonRecord): ComparisonDetails {
  return {
    externalId: record.id ?? null,
    modelA: record.modelA ?? null,
    modelB: record.modelB ?? null,
    lengthA: countCharacters(record.responseA),
    lengthB: countCharacters(record.responseB),
    cluster: record.cluster ?? null,
    turnIndex: record.turnIndex ?? null,
    metadata: JSON.stringify(record.metadata ?? {}),
    flags: record.flags ?? [],
  };
}

/** Code points. */
function countCharacters(text: string): number {
  let count = text.length;
  for (const _pair of text.matchAll(/[\ud800-\udbff]/g)) count--;
  return count;
}

/** Decides what one row is to the project, counts it, and hands its comparison and labels on. */
function place(
  { tally, nextId, datasetId }: ImportRun,
  { row, content, identityKey, labels, notices }: Candidate,
  known: Map<string, KnownComparison>,
  added: NewComparison[],
  placed: PlacedLabel[],
): void {
  const found = known.get(identityKey);
  let comparisonId = found?.id;
  let mirrored = false;
  if (content !== null) {
    const identity = classifyRow(content.encoded, found);
    if (identity.kind === "refused") {
      tally.refuse(row, [identity.problem]);
      return;
    }
    if (identity.kind === "new") {
      comparisonId = nextId();
      added.push({ id: comparisonId, row, ...content });
      known.set(identityKey, { id: comparisonId, contentHash: content.encoded.content, datasetId });
      tally.added++;
    } else {
      mirrored = identity.mirrored;
    }
  }
  if (comparisonId === undefined) {
    tally.refuse(row, [
      {
        column: "idx",
        reason: `The project has no comparison with the id "${identityKey.slice("id:".length)}".`,
        mend: "Import the file with the comparisons first (the test set), then its verdicts.",
      },
    ]);
    return;
  }
  if (found) {
    tally.duplicate++;
    if (content !== null && found.datasetId === datasetId) tally.repeated++;
  }
  for (const notice of notices) tally.notice(row, notice);
  if (mirrored) tally.notice(row, "The comparison is stored with A and B the other way round; the row's labels were turned.");
  for (const label of labels) placed.push({ row, comparisonId, mirrored, label });
}

async function storeLabels(run: ImportRun, placed: readonly PlacedLabel[]): Promise<void> {
  if (placed.length === 0) return;
  await run.names.learnAnnotators(placed.map(({ label }) => label));
  const labels: CopiedLabel[] = [];
  for (const each of placed) labels.push(await toCopiedLabel(run, each));
  const context: CopyContext = {
    projectId: run.facts.projectId,
    datasetId: run.datasetId,
    scaleVersionId: run.facts.scaleVersionId,
    actorUserId: run.actorUserId,
  };
  const { stored, known, different } = await copyLabels(run.client, context, labels);
  run.tally.labelsAdded += stored;
  run.tally.labelsDuplicate += known;
  for (const row of different)
    run.tally.notice(row, "A label of this row is stored already with another value; what is stored stays.");
}

async function toCopiedLabel({ facts, names, nextId }: ImportRun, placed: PlacedLabel): Promise<CopiedLabel> {
  const { row, comparisonId, mirrored, label } = placed;
  const { answer, score } = toAnswer(label, facts);
  const turn = (probability: number | undefined) => (probability === undefined ? null : mirrored ? 1 - probability : probability);
  return {
    id: nextId(),
    eventId: nextId(),
    comparisonId,
    criterionId: await names.criterionId(label.criterion ?? facts.defaultCriterion),
    annotatorId: names.annotatorId(label),
    repeatIndex: label.repeat ?? 0,
    answer,
    score: mirrored && score ? -score : score,
    probabilityB: turn(label.probabilityB),
    probabilityBClamped: turn(label.probabilityBClamped),
    strengthKnown: label.strengthKnown ?? true,
    durationMs: label.durationMs ?? null,
    idleMs: label.idleMs ?? null,
    hiddenMs: label.hiddenMs ?? null,
    rationale: label.rationale ?? null,
    reason: label.reason ?? null,
    confidence: label.confidence ?? null,
    ratings: toRatings(label, mirrored),
    orderConsistent: label.orderConsistent ?? null,
    callCount: label.callCount ?? null,
    aggregation: label.order === undefined ? null : { order: mirrored ? MIRRORED_ORDER[label.order] : label.order },
    metadata: toStoredMetadata(label),
    submittedAt: label.submittedAt === undefined ? null : new Date(label.submittedAt),
    sourceRow: row,
  };
}

function toRatings({ ratings }: LabelRecord, mirrored: boolean): CopiedLabel["ratings"] {
  if (!ratings) return null;
  return mirrored ? { kind: ratings.kind, a: ratings.b, b: ratings.a } : ratings;
}

const MIRRORED_ORDER = { AB: "BA", BA: "AB", both: "both" } as const;

/** Key under which a label keeps the name of the round it was given in, in the project that it comes from. */
export const ROUND_KEY = "concord.round";

function toStoredMetadata({ metadata, round }: LabelRecord): Record<string, unknown> | null {
  if (round !== undefined) return { ...metadata, [ROUND_KEY]: round };
  return metadata && Object.keys(metadata).length > 0 ? metadata : null;
}
