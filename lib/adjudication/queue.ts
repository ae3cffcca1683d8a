import "server-only";
import { pickCriterion } from "@/lib/agreement/pick";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { getLabelColumns } from "@/lib/labels/label-columns";
import { getAdjudicated, listStillToLabel } from "./access";
import { readListed } from "./list-page";
import { type Dispute, measureDisputes } from "./measure-disputes";
import { type AdjudicateQuery, type AdjudicationRule, toAdjudicationRule } from "./schema";
import type { DisputedPage } from "./types";

const PAGE = 50;

/** The comparisons of one list of the adjudicators, those whose labels part most first. */
export interface DisputeList {
  project: { id: string; slug: string };
  criterion: { id: string; key: string };
  rule: AdjudicationRule;
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

/**
 * What comes before an adjudicator: everything that the project's rule names and nobody has answered, and what somebody else wants a second
 * opinion on; or, by `show`, the latter alone, or what is settled. Labels come from the columns and what else decides from two narrow reads,
 * so that ten thousand comparisons are as quick as ten.
 *
 * @throws AppError `not_found`; `invalid` for an unknown criterion.
 */
export async function listDisputes(
  actor: Actor,
  idOrSlug: string,
  { criterion: wanted, show }: Pick<AdjudicateQuery, "criterion" | "show">,
): Promise<DisputeList> {
  const project = await getAdjudicated(actor, idOrSlug);
  const userId = userIdOf(actor);
  const { adjudication } = await db().project.findUniqueOrThrow({ where: { id: project.id }, select: { adjudication: true } });
  const rule = toAdjudicationRule(adjudication);
  const [flagged, stillToLabel, withdrawn] = await Promise.all([
    rule.flagged ? listFlagged(project.id) : new Set<string>(),
    listStillToLabel(project.id, userId),
    listWithdrawn(project.id),
  ]);
  const columns = await getLabelColumns(project.id);
  const criterion = pickCriterion(columns, wanted);
  const measured = new Map(measureDisputes(columns, criterion.index, rule).map((dispute) => [dispute.id, dispute]));
  for (const id of flagged) {
    const dispute = measured.get(id) ?? { id, size: 0, reasons: [] };
    measured.set(id, { ...dispute, reasons: [...dispute.reasons, "flag"] });
  }
  const settled = await listSettled(project.id, criterion.id);
  for (const [id, { wantsSecond }] of settled) {
    const dispute = measured.get(id) ?? { id, size: 0, reasons: [] };
    measured.set(id, wantsSecond ? { ...dispute, reasons: [...dispute.reasons, "second"] } : dispute);
  }
  const belongs = toTest(settled, userId, show);
  const all = [...measured.values()].filter((dispute) => !withdrawn.has(dispute.id) && belongs(dispute));
  const disputes = all.filter(({ id }) => !stillToLabel.has(id)).sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
  return { project, criterion, rule, disputes, stillToLabel, keptBack: all.length - disputes.length };
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

/** One page of the adjudicator's list. Throws as `listDisputes`. */
export async function getDisputedPage(actor: Actor, idOrSlug: string, query: AdjudicateQuery): Promise<DisputedPage> {
  const { project, criterion, disputes, keptBack } = await listDisputes(actor, idOrSlug, query);
  const from = query.after === undefined ? 0 : placeAfter(disputes, query.after);
  const shown = disputes.slice(from, from + PAGE);
  const last = shown.at(-1);
  const before = disputes[from - PAGE - 1];
  const { question, polarity } = await db().criterion.findUniqueOrThrow({
    where: { id: criterion.id },
    select: { question: true, polarity: true },
  });
  return {
    criterion: { id: criterion.id, key: criterion.key, question, polarity },
    comparisons: await readListed(project.id, criterion.id, shown),
    total: disputes.length,
    from,
    keptBack,
    next: last && from + PAGE < disputes.length ? cursorOf(last) : null,
    previous: from === 0 ? null : before ? cursorOf(before) : "",
    first: disputes[0]?.id ?? null,
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
export function placeOf(disputes: readonly Dispute[], one: Pick<Dispute, "size" | "id">, orAt = true): number {
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
