import "server-only";
import { pickCriterion } from "@/lib/agreement/pick";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { getLabelColumns } from "@/lib/labels/label-columns";
import type { Made } from "@/lib/reckoning/recent-answers";
import { listStillToLabel } from "./access";
import { type Dispute, measureDisputes } from "./measure-disputes";
import { type AdjudicateQuery, toAdjudicationRule } from "./schema";
import type { DisputedItem, DisputedPage } from "./types";

const PAGE = 50;

/**
 * A job of `reckon`: where one page of a list begins, what is on it, and what comes before and after. Made anew for everyone who asks: what
 * one has just answered must be gone.
 */
export async function makeDisputedPage({
  after,
  ...listed
}: Listed & { after: string | undefined }): Promise<Made<DisputedPart>> {
  const { criterion, disputes, keptBack } = await listDisputes(listed);
  const from = after === undefined ? 0 : placeAfter(disputes, after);
  const shown = disputes.slice(from, from + PAGE);
  const last = shown.at(-1);
  const before = disputes[from - PAGE - 1];
  const answer = {
    criterionId: criterion.id,
    shown,
    total: disputes.length,
    from,
    keptBack,
    next: last && from + PAGE < disputes.length ? cursorOf(last) : null,
    previous: from === 0 ? null : before ? cursorOf(before) : "",
    first: disputes[0]?.id ?? null,
  };
  return { answer, mayBeOld: false };
}

interface DisputedPart extends Pick<DisputedPage, "total" | "from" | "keptBack" | "next" | "previous" | "first"> {
  criterionId: string;
  shown: Dispute[];
}

/** A job of `reckon`: where a comparison stands in a list, what about it is disputed, and its neighbours. */
export async function makeDisputedPlace({
  comparisonId,
  ...listed
}: Listed & { comparisonId: string }): Promise<Made<DisputedPlace>> {
  const { criterion, disputes, stillToLabel } = await listDisputes(listed);
  const at = disputes.findIndex(({ id }) => id === comparisonId);
  const dispute = disputes[at] ?? { id: comparisonId, size: 0, reasons: [] };
  // One that was settled meanwhile has left the list: the next is then the one that stands where it stood, or the first.
  const after = at < 0 ? placeOf(disputes, dispute) : at + 1;
  const answer = {
    criterionId: criterion.id,
    isStillToLabel: stillToLabel.has(comparisonId),
    dispute,
    place: at < 0 ? null : at + 1,
    total: disputes.length,
    previous: disputes[(at < 0 ? after : at) - 1]?.id ?? null,
    next: disputes[after]?.id ?? null,
  };
  return { answer, mayBeOld: false };
}

interface DisputedPlace extends Pick<DisputedItem, "place" | "total" | "previous" | "next"> {
  criterionId: string;
  isStillToLabel: boolean;
  dispute: Dispute;
}

/** The comparisons of one list of the adjudicators, those whose labels part most first. */
interface DisputeList {
  criterion: { id: string; key: string };
  disputes: Dispute[];
  /** What this reader has still to label, and so does not see. */
  stillToLabel: ReadonlySet<string>;
  keptBack: number;
}

interface Settled {
  comparisonId: string;
  userId: string;
  wantsSecond: boolean;
}

/** Whose list, and which. */
interface Listed {
  projectId: string;
  /** The reader; null for one who is nobody here. */
  userId: string | null;
  query: Pick<AdjudicateQuery, "criterion" | "show">;
}

/**
 * What comes before an adjudicator: everything that the project's rule names or a researcher sent and nobody has answered, and what
 * somebody else wants a second opinion on; or, by `show`, the latter alone, or what is settled. Labels come from the columns and what else decides from two narrow reads,
 * so that ten thousand comparisons are as quick as ten.
 *
 * @throws AppError `invalid` for an unknown criterion.
 */
async function listDisputes({ projectId, userId, query: { criterion: wanted, show } }: Listed): Promise<DisputeList> {
  const { adjudication } = await db().project.findUniqueOrThrow({ where: { id: projectId }, select: { adjudication: true } });
  const rule = toAdjudicationRule(adjudication);
  const [flagged, stillToLabel, withdrawn] = await Promise.all([
    rule.flagged ? listFlagged(projectId) : new Set<string>(),
    listStillToLabel(projectId, userId),
    listWithdrawn(projectId),
  ]);
  const columns = await getLabelColumns(projectId);
  const criterion = pickCriterion(columns, wanted);
  const measured = new Map(measureDisputes(columns, criterion.index, rule).map((dispute) => [dispute.id, dispute]));
  for (const id of flagged) {
    const dispute = measured.get(id) ?? { id, size: 0, reasons: [] };
    measured.set(id, { ...dispute, reasons: [...dispute.reasons, "flag"] });
  }
  for (const id of await listRequested(projectId, criterion.id)) {
    const dispute = measured.get(id) ?? { id, size: 0, reasons: [] };
    measured.set(id, { ...dispute, reasons: [...dispute.reasons, "asked"] });
  }
  const settled = await listSettled(projectId, criterion.id);
  for (const [id, { wantsSecond }] of settled) {
    const dispute = measured.get(id) ?? { id, size: 0, reasons: [] };
    measured.set(id, wantsSecond ? { ...dispute, reasons: [...dispute.reasons, "second"] } : dispute);
  }
  const belongs = toTest(settled, userId, show);
  const all = [...measured.values()].filter((dispute) => !withdrawn.has(dispute.id) && belongs(dispute));
  const disputes = all.filter(({ id }) => !stillToLabel.has(id)).sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
  return { criterion, disputes, stillToLabel, keptBack: all.length - disputes.length };
}

/** Whether a comparison is in a list. A second opinion is somebody else's: what one asked for oneself does not come back. */
function toTest(settled: ReadonlyMap<string, Settled>, userId: string | null, show: AdjudicateQuery["show"]) {
  return ({ id, reasons }: Dispute): boolean => {
    const standing = settled.get(id);
    const waits = standing?.wantsSecond === true;
    const mine = waits && standing.userId !== userId;
    if (show === "second") return waits;
    if (show === "settled") return standing !== undefined && !waits;
    return mine || (standing === undefined && reasons.length > 0);
  };
}

function cursorOf({ size, id }: Dispute): string {
  return `${size}:${id}`;
}

/** Where the list goes on after a cursor, whatever came or went meanwhile. */
function placeAfter(disputes: readonly Dispute[], cursor: string): number {
  const [size = "0", id = ""] = cursor.split(":");
  return placeOf(disputes, { size: Number(size), id }, false);
}

/** How many of a list stand before one that is in it or would be; with `orAt` false, also itself. */
function placeOf(disputes: readonly Dispute[], one: Pick<Dispute, "size" | "id">, orAt = true): number {
  const found = disputes.findIndex(
    (each) => each.size < one.size || (each.size === one.size && (orAt ? each.id >= one.id : each.id > one.id)),
  );
  return found < 0 ? disputes.length : found;
}

async function listFlagged(projectId: string): Promise<Set<string>> {
  const rows = await db().comparisonFlag.findMany({
    where: { projectId, resolvedAt: null },
    distinct: ["comparisonId"],
    select: { comparisonId: true },
  });
  return new Set(rows.map(({ comparisonId }) => comparisonId));
}

async function listRequested(projectId: string, criterionId: string): Promise<string[]> {
  const rows = await db().adjudicationRequest.findMany({ where: { projectId, criterionId }, select: { comparisonId: true } });
  return rows.map(({ comparisonId }) => comparisonId);
}

async function listWithdrawn(projectId: string): Promise<Set<string>> {
  const rows = await db().comparison.findMany({ where: { projectId, withdrawnAt: { not: null } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

async function listSettled(projectId: string, criterionId: string): Promise<Map<string, Settled>> {
  const { rows } = await pool().query<Settled>({
    name: "adjudications-standing",
    text: `select distinct on (d."comparisonId") d."comparisonId", d."userId", d."wantsSecond" from "Adjudication" d
           where d."projectId" = $1 and d."criterionId" = $2 order by d."comparisonId", d."createdAt" desc, d.id desc`,
    values: [projectId, criterionId],
  });
  return new Map(rows.map((row) => [row.comparisonId, row]));
}
