import "server-only";
import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { db } from "@/lib/db/client";
import type { AnnotatorKind, Origin, Polarity } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { checkedUuid } from "./columns/copy-comparisons";
import { type CopyRow, readCopyRows } from "./columns/copy-reader";
import { ANSWERS, createLabelStore, type LabelArrays, type LabelStore, NO_SCORE } from "./columns/label-store";
import { createUuidIndex, type UuidIndex } from "./columns/uuid-index";
import { COUNT_NO_DATA, isData } from "./data-labels";

/** Who stands behind a number in `annotator`. */
export interface ColumnAnnotator {
  id: string;
  name: string;
  kind: AnnotatorKind;
  origin: Origin;
  /** The judge version behind an AI of origin HERE. */
  judge: { id: string; name: string; version: number; versionId: string; model: string } | null;
}

/** What stands behind a number in `criterion`. */
export interface ColumnCriterion {
  id: string;
  key: string;
  polarity: Polarity;
  position: number;
  archivedAt: Date | null;
}

/** What stands behind a number in `round`. */
export interface ColumnRound {
  id: string;
  number: number;
}

/**
 * All labels of a project as columns, as they were when they were asked for. Later readings of the same project may write to the same
 * arrays: take what you need before you give up control.
 */
export interface LabelColumns {
  /** Another version, other labels; the same version, the same labels. */
  version: string;
  count: number;
  labels: LabelArrays;
  /** By number of annotator, criterion and round. */
  annotators: readonly ColumnAnnotator[];
  criteria: readonly ColumnCriterion[];
  rounds: readonly ColumnRound[];
  /** How many comparisons have labels, or had some that were taken back; by their numbers: cluster, 1 if withdrawn, and id. */
  comparisonCount: number;
  clusters: Int32Array;
  withdrawn: Uint8Array;
  comparisonId(comparison: number): string;
  /** The number of a comparison, or −1. */
  findComparison(id: string): number;
  /** As `findComparison`, of the id whose sixteen bytes stand there. */
  findComparisonAt(bytes: Uint8Array, offset: number): number;
  /** The same object as long as annotators, criteria, rounds and comparisons keep their numbers. */
  numbering: object;
  /** The numbers of all comparisons, ascending by id. */
  comparisonOrder(): Int32Array;
}

/** What a process keeps of one project. */
interface Kept {
  store: LabelStore;
  clusterIds: UuidIndex;
  /** All labels written by transactions before this one have been read. */
  watermark: string;
  /** Up to which entry of the audit trail withdrawals have been read. */
  auditPosition: string;
  /** What `LabelColumns.version` is made of beside the withdrawals. */
  written: string;
  usedAt: number;
  running: Promise<LabelColumns> | null;
  waiting: Promise<LabelColumns> | null;
}

declare global {
  var concordLabelColumns: Map<string, Kept> | undefined;
}

/** Labels kept in one process over all projects; the project that was asked for longest ago goes first. About 70 bytes each. */
const KEPT_LABELS_AT_MOST = 8_000_000;

/**
 * The labels of a project that are data (see `isData`). The first call reads them all, later ones only what was written since, by the writing transaction
 * (`Label.writtenXid`): every row whose transaction was not yet finished at the last reading is read again and replaced by its id.
 * Labels that were taken back are told by their UNDO events (`LabelEvent.undoneXid`), read in the same way. Whatever else removes rows shows in
 * the count, and then all are read again. Withdrawn comparisons are marked.
 *
 * Access is the caller's duty: pass the id of a project that `getProject` has allowed.
 */
export async function getLabelColumns(projectId: string): Promise<LabelColumns> {
  const kept = keptOf(projectId);
  kept.usedAt = Date.now();
  if (!kept.running) return run(kept, projectId);
  // A reading under way may have begun before the caller's own label was stored; one that begins after it serves all who wait.
  kept.waiting ??= kept.running.catch(() => undefined).then(() => run(kept, projectId));
  return kept.waiting;
}

function run(kept: Kept, projectId: string): Promise<LabelColumns> {
  kept.waiting = null;
  const reading = refresh(kept, projectId).finally(() => {
    if (kept.running === reading) kept.running = null;
  });
  kept.running = reading;
  return reading;
}

function keptOf(projectId: string): Kept {
  globalThis.concordLabelColumns ??= new Map();
  const all = globalThis.concordLabelColumns;
  const known = all.get(projectId);
  if (known) return known;
  makeRoom(all);
  const made = { ...emptied(), usedAt: Date.now(), running: null, waiting: null };
  all.set(projectId, made);
  return made;
}

function emptied() {
  return { store: createLabelStore(), clusterIds: createUuidIndex(), watermark: "0", auditPosition: "-1", written: "" };
}

function makeRoom(all: Map<string, Kept>): void {
  const idle = [...all].filter(([, kept]) => !kept.running).sort(([, a], [, b]) => a.usedAt - b.usedAt);
  let total = [...all.values()].reduce((sum, kept) => sum + kept.store.count, 0);
  for (const [projectId, kept] of idle) {
    if (total <= KEPT_LABELS_AT_MOST) return;
    total -= kept.store.count;
    all.delete(projectId);
  }
}

async function refresh(kept: Kept, projectId: string): Promise<LabelColumns> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    // One snapshot for all that is read, so that the count of labels fits the labels.
    await client.query("begin isolation level repeatable read read only");
    await forgetUndone(kept, projectId, client);
    await readLabels(kept, projectId, client);
    const { count, written } = await countLabels(client, projectId);
    if (kept.store.count !== count) {
      Object.assign(kept, emptied());
      await readLabels(kept, projectId, client);
    }
    kept.written = written;
    await readWithdrawals(kept, projectId, client);
    await client.query("commit");
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    // What was half read must not stand for the whole.
    Object.assign(kept, emptied());
    throw error;
  } finally {
    client.release(broken);
  }
  return toColumns(kept, projectId);
}

// Without an undo in between labels only come and change, and each change raises the sum: number, undos and sum are never met again with
// other labels. The newest transaction alone would not do, since an older one may end after it.
async function countLabels(client: PoolClient, projectId: string): Promise<{ count: number; written: string }> {
  const { rows } = await client.query<{ count: string; undos: string; sum: string }>({
    name: "label-columns-count",
    text: `select (count(*) - (${COUNT_NO_DATA}))::text as count, coalesce(sum("writtenXid"), 0)::text as sum,
             (select count(*) from "LabelEvent" where "projectId" = $1 and "undoneXid" is not null)::text as undos
           from "Label" where "projectId" = $1`,
    values: [projectId],
  });
  const { count = "0", undos = "0", sum = "0" } = rows[0] ?? {};
  return { count: Number(count), written: `${count}.${undos}.${sum}` };
}

// A label that is given again after an undo has another id: the order of both readings is all the same.
async function forgetUndone({ store, watermark }: Kept, projectId: string, client: PoolClient): Promise<void> {
  if (store.count === 0) return;
  const { rows } = await client.query<{ labelId: string }>({
    name: "label-columns-undone",
    text: `select "labelId"::text as "labelId" from "LabelEvent" where "projectId" = $1 and "undoneXid" >= $2::bigint`,
    values: [projectId, watermark],
  });
  for (const { labelId } of rows) store.remove(labelId);
}

const LABEL_FIELDS = [
  "l.id",
  'l."comparisonId"',
  'l."annotatorId"',
  'l."criterionId"',
  'l."roundId"',
  'l."repeatIndex"::int4',
  `(case l.answer ${ANSWERS.map((answer, code) => `when '${answer}' then ${code}`).join(" ")} end)::int2`,
  "l.score",
  'l."probabilityB"',
  'l."probabilityBClamped"',
  'l."presentedSwapped"',
  'l."orderConsistent"',
  'l."strengthKnown"',
  'l."submittedAt"',
];

async function readLabels(kept: Kept, projectId: string, client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ xmin: string }>("select pg_snapshot_xmin(pg_current_snapshot())::text as xmin");
  const next = rows[0]?.xmin ?? kept.watermark;
  const { store } = kept;
  const known = store.comparisons.size;
  const isFirst = store.count === 0;
  // COPY takes no parameters: both values were checked to be what they are.
  const where = `l."projectId" = '${checkedUuid(projectId)}' and l."writtenXid" >= ${checkedNumber(kept.watermark)} and ${isData("l")}`;
  const select = `select ${LABEL_FIELDS.join(", ")} from "Label" l where ${where}`;
  await readCopyRows(client.query(copyTo(`copy (${select}) to stdout (format binary)`)), LABEL_FIELDS.length, (row) => {
    const id = offsetOf(row, 0);
    writeLabel(store, row, isFirst ? store.nextPlace(row.bytes, id) : store.placeOf(row.bytes, id));
  });
  await readClusters(kept, projectId, client, known);
  kept.watermark = next;
}

function writeLabel(store: LabelStore, row: CopyRow, place: number): void {
  const { bytes } = row;
  const { arrays } = store;
  arrays.comparison[place] = store.comparisons.add(bytes, offsetOf(row, 1));
  arrays.annotator[place] = store.annotators.add(bytes, offsetOf(row, 2));
  arrays.criterion[place] = store.criteria.add(bytes, offsetOf(row, 3));
  arrays.round[place] = isNull(row, 4) ? -1 : store.rounds.add(bytes, offsetOf(row, 4));
  arrays.repeatIndex[place] = Math.min(32_767, bytes.readInt32BE(offsetOf(row, 5)));
  arrays.answer[place] = bytes.readInt16BE(offsetOf(row, 6));
  arrays.score[place] = isNull(row, 7) ? NO_SCORE : bytes.readInt16BE(offsetOf(row, 7));
  arrays.probabilityB[place] = isNull(row, 8) ? Number.NaN : bytes.readDoubleBE(offsetOf(row, 8));
  arrays.probabilityBClamped[place] = isNull(row, 9) ? Number.NaN : bytes.readDoubleBE(offsetOf(row, 9));
  arrays.presentedSwapped[place] = flagAt(row, 10);
  arrays.orderConsistent[place] = flagAt(row, 11);
  arrays.strengthKnown[place] = flagAt(row, 12) === 0 ? 0 : 1;
  arrays.submittedAt[place] = millisecondsAt(bytes, offsetOf(row, 13));
}

function offsetOf({ offsets }: CopyRow, field: number): number {
  return offsets[field] ?? 0;
}

function isNull({ lengths }: CopyRow, field: number): boolean {
  return (lengths[field] ?? -1) < 0;
}

function flagAt(row: CopyRow, field: number): number {
  return isNull(row, field) ? -1 : (row.bytes[offsetOf(row, field)] ?? 0);
}

/** A timestamp as PostgreSQL sends it, microseconds since 2000 in eight bytes, as milliseconds since 1970. */
function millisecondsAt(bytes: Buffer, offset: number): number {
  const microseconds = bytes.readInt32BE(offset) * 2 ** 32 + bytes.readUInt32BE(offset + 4);
  return microseconds / 1000 + Y2000;
}

const Y2000 = Date.UTC(2000, 0, 1);

/** Below this many comparisons that are new they are read by their ids, above it the whole project is read in one go. */
const READ_BY_ID_BELOW = 5000;

async function readClusters(kept: Kept, projectId: string, client: PoolClient, known: number): Promise<void> {
  const { store, clusterIds } = kept;
  const fresh = store.comparisons.size - known;
  if (fresh === 0) return;
  store.fitComparisons();
  const ids = fresh < READ_BY_ID_BELOW ? Array.from({ length: fresh }, (_, i) => store.comparisons.textAt(known + i)) : null;
  const where = ids ? `c.id in (${ids.map((id) => `'${id}'`).join(", ")})` : `c."projectId" = '${checkedUuid(projectId)}'`;
  // Sixteen bytes of hash are read in place of the key's text.
  const select = `select c.id, md5(c."clusterKey")::uuid, c."withdrawnAt" is not null from "Comparison" c where ${where}`;
  await readCopyRows(client.query(copyTo(`copy (${select}) to stdout (format binary)`)), 3, ({ bytes, offsets }) => {
    const comparison = store.comparisons.findAt(bytes, offsets[0] ?? 0);
    // Those without labels have no number.
    if (comparison < 0) return;
    store.clusters[comparison] = clusterIds.add(bytes, offsets[1] ?? 0);
    store.withdrawn[comparison] = bytes[offsets[2] ?? 0] ?? 0;
  });
}

async function readWithdrawals(kept: Kept, projectId: string, client: PoolClient): Promise<void> {
  // Withdrawing and restoring leave an entry in the audit trail, whose positions are given in the order of commits.
  const { rows } = await client.query<{ position: string }>({
    name: "label-columns-audit",
    text: `select coalesce(max(position), 0)::text as position from "AuditEvent" where "projectId" = $1`,
    values: [projectId],
  });
  const position = rows[0]?.position ?? "0";
  if (position === kept.auditPosition) return;
  const withdrawn = await client.query<{ id: string }>({
    name: "label-columns-withdrawn",
    text: `select id from "Comparison" where "projectId" = $1 and "withdrawnAt" is not null`,
    values: [projectId],
  });
  const { store } = kept;
  store.withdrawn.fill(0);
  for (const { id } of withdrawn.rows) {
    const comparison = store.comparisons.find(id);
    if (comparison >= 0) store.withdrawn[comparison] = 1;
  }
  kept.auditPosition = position;
}

async function toColumns(kept: Kept, projectId: string): Promise<LabelColumns> {
  const { store } = kept;
  // Taken before the names are read, so that another reading under way cannot come between.
  const taken = {
    version: `${kept.written}.${digestOf(store)}`,
    count: store.count,
    labels: store.arrays,
    comparisonCount: store.comparisons.size,
    clusters: store.clusters,
    withdrawn: store.withdrawn,
    comparisonId: (comparison: number) => store.comparisons.textAt(comparison),
    findComparison: (id: string) => store.comparisons.find(id),
    findComparisonAt: (bytes: Uint8Array, offset: number) => store.comparisons.findAt(bytes, offset),
    numbering: store,
    comparisonOrder: () => store.comparisonOrder(),
  };
  const [annotators, criteria, rounds] = await Promise.all([
    listAnnotators(projectId),
    db().criterion.findMany({
      where: { projectId },
      select: { id: true, key: true, polarity: true, position: true, archivedAt: true },
    }),
    db().round.findMany({ where: { projectId }, select: { id: true, number: true } }),
  ]);
  return {
    ...taken,
    annotators: inOrder(store.annotators, annotators),
    criteria: inOrder(store.criteria, criteria),
    rounds: inOrder(store.rounds, rounds),
  };
}

/** Which comparisons are withdrawn, as one number: the ids' last four bytes, each added. */
function digestOf({ comparisons, withdrawn }: LabelStore): string {
  let digest = 0;
  for (let i = 0; i < comparisons.size; i++) {
    if (withdrawn[i] === 1) digest = (digest + Number.parseInt(comparisons.textAt(i).slice(-8), 16)) >>> 0;
  }
  return digest.toString(16);
}

async function listAnnotators(projectId: string): Promise<ColumnAnnotator[]> {
  const annotators = await db().annotator.findMany({
    where: { projectId },
    select: {
      id: true,
      name: true,
      kind: true,
      origin: true,
      judgeVersion: { select: { id: true, version: true, model: true, judge: { select: { id: true, name: true } } } },
    },
  });
  return annotators.map(({ judgeVersion, ...annotator }) => ({
    ...annotator,
    judge: judgeVersion && {
      id: judgeVersion.judge.id,
      name: judgeVersion.judge.name,
      version: judgeVersion.version,
      versionId: judgeVersion.id,
      model: judgeVersion.model,
    },
  }));
}

/** Rows by the numbers that an index gave their ids; those without labels come after. */
function inOrder<T extends { id: string }>(index: UuidIndex, rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ordered: T[] = [];
  for (let i = 0; i < index.size; i++) {
    const row = byId.get(index.textAt(i));
    if (!row) throw new Error(`a label names ${index.textAt(i)}, which is not among its project's rows`);
    byId.delete(row.id);
    ordered.push(row);
  }
  return [...ordered, ...byId.values()];
}

function checkedNumber(text: string): string {
  if (!/^\d+$/.test(text)) throw new Error("a transaction's id is a whole number");
  return text;
}
