import "server-only";
import type pg from "pg";
import { type ContentHashes, hashContent } from "@/lib/datasets/content-hash";
import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { type CopiedLabel, type CopyContext, copyLabels } from "@/lib/labels/copy-labels";
import { checkLabel, toAnswer } from "./check-labels";
import { classifyRow } from "./classify-row";
import { findKnownComparisons, type KnownComparison } from "./known-comparisons";
import type { NameKeeper } from "./name-keeper";
import type { NumberedRow } from "./parse-file";
import type { ProjectFacts } from "./project-facts";
import { type NewComparison, storeComparisons } from "./staging";
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
}

interface PlacedLabel {
  row: number;
  comparisonId: string;
  mirrored: boolean;
  label: LabelRecord;
}

interface Candidate {
  row: number;
  /** Null where the row holds labels only. */
  content: { record: ComparisonRecord; hashes: ContentHashes } | null;
  identityKey: string;
  labels: readonly LabelRecord[];
  notices: readonly string[];
}

/** Stores one batch of rows: what is new of their comparisons, then their labels. Refused rows are counted and leave nothing. */
export async function storeBatch(run: ImportRun, rows: readonly NumberedRow[]): Promise<void> {
  const candidates = rows.flatMap((row) => toCandidate(run, row));
  const known = await findKnownComparisons(
    run.client,
    run.facts.projectId,
    candidates.map(({ identityKey }) => identityKey),
  );
  const added: NewComparison[] = [];
  const labels: PlacedLabel[] = [];
  for (const candidate of candidates) place(run, candidate, known, added, labels);
  await storeComparisons(run.client, { projectId: run.facts.projectId, datasetId: run.datasetId, nextId: run.nextId }, added);
  await storeLabels(run, labels);
}

function toCandidate(run: ImportRun, { row, parsed }: NumberedRow): Candidate[] {
  const { tally } = run;
  tally.rows++;
  if (parsed.kind === "refused") {
    tally.refuse(row, parsed.problems);
    return [];
  }
  const given = parsed.kind === "labels" ? parsed.labels : (parsed.record.labels ?? []);
  const labels = run.withLabels ? given : [];
  const problems = labels.flatMap((label, index) => checkLabel(label, index, run.facts) ?? []);
  if (parsed.kind === "labels" && !run.withLabels) {
    problems.push({
      column: "",
      reason: "The row holds labels only, and labels are left out.",
      mend: "Import it with its labels.",
    });
  }
  if (problems.length > 0) {
    tally.refuse(row, problems.slice(0, 5));
    return [];
  }
  if (parsed.kind === "labels") {
    return [{ row, content: null, identityKey: `id:${parsed.externalId}`, labels, notices: parsed.notices }];
  }
  const hashes = hashContent(parsed.record);
  return [{ row, content: { record: parsed.record, hashes }, identityKey: hashes.identityKey, labels, notices: parsed.notices }];
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
    const identity = classifyRow(content.hashes, found);
    if (identity.kind === "refused") {
      tally.refuse(row, [identity.problem]);
      return;
    }
    if (identity.kind === "new") {
      comparisonId = nextId();
      added.push({ id: comparisonId, row, ...content });
      known.set(identityKey, { id: comparisonId, contentHash: content.hashes.content, datasetId });
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
    rationale: label.rationale ?? null,
    reason: label.reason ?? null,
    confidence: label.confidence ?? null,
    orderConsistent: label.orderConsistent ?? null,
    callCount: label.callCount ?? null,
    aggregation: label.order === undefined ? null : { order: mirrored ? MIRRORED_ORDER[label.order] : label.order },
    metadata: toStoredMetadata(label),
    submittedAt: label.submittedAt === undefined ? null : new Date(label.submittedAt),
    sourceRow: row,
  };
}

const MIRRORED_ORDER = { AB: "BA", BA: "AB", both: "both" } as const;

/** Key under which a label keeps the name of the round it was given in, in the project that it comes from. */
export const ROUND_KEY = "concord.round";

function toStoredMetadata({ metadata, round }: LabelRecord): Record<string, unknown> | null {
  if (round !== undefined) return { ...metadata, [ROUND_KEY]: round };
  return metadata && Object.keys(metadata).length > 0 ? metadata : null;
}
