import "server-only";
import { pickCriterion, pickRound } from "@/lib/agreement/pick";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { listComparisons } from "@/lib/comparisons/list-comparisons";
import type { ListedComparison } from "@/lib/comparisons/types";
import { pool } from "@/lib/db/pool";
import { getLabelColumns, type LabelColumns } from "@/lib/labels/label-columns";
import { buildConsensus, type Consensus } from "./build-consensus";
import type { AggregateOptions } from "./schema";
import type { ConsensusPage, ConsensusReport, ConsensusRow } from "./types";

declare global {
  var concordConsensus: ReportCache<Consensus> | undefined;
}

/** A consensus of a million comparisons is 40 MB. */
const KEPT = 3;
/** So many comparisons are read at once. */
const BATCH = 2000;

/** A consensus and where its comparisons' rows are found. */
interface OpenedConsensus {
  projectId: string;
  criterionId: string;
  columns: LabelColumns;
  consensus: Consensus;
}

/**
 * The report with a page of its comparisons in the order of their import, as API and command line give it.
 *
 * @param page - `after`: the last comparison of the page before.
 * @throws AppError `not_found` if the project is not the actor's to read, or has no such round; `invalid` for an unknown criterion or judge.
 */
export async function getConsensusPage(
  actor: Actor,
  idOrSlug: string,
  options: AggregateOptions,
  page: { after?: string | undefined; limit: number },
): Promise<ConsensusPage> {
  const opened = await open(actor, idOrSlug, options);
  const comparisons: ConsensusRow[] = [];
  for await (const row of readRows(opened, page.after)) {
    comparisons.push(row);
    // One more than asked for says whether there is a next page.
    if (comparisons.length > page.limit) break;
  }
  const isLast = comparisons.length <= page.limit;
  const shown = comparisons.slice(0, page.limit);
  return { ...opened.consensus.report, comparisons: shown, next: isLast ? null : (shown.at(-1)?.comparison ?? null) };
}

/**
 * All comparisons of a consensus, a few in memory at a time, behind its report.
 *
 * @throws AppError as `getConsensusPage`, before the first row.
 */
export async function openConsensus(
  actor: Actor,
  idOrSlug: string,
  options: AggregateOptions,
): Promise<{ report: ConsensusReport; rows: AsyncGenerator<ConsensusRow> }> {
  const opened = await open(actor, idOrSlug, options);
  return { report: opened.consensus.report, rows: readRows(opened) };
}

/** The comparisons that a consensus is least sure of, with what everybody said. */
export interface UnsureComparisons {
  report: ConsensusReport;
  unsure: { row: ConsensusRow; comparison: ListedComparison }[];
}

/** The report and the comparisons that it is least sure of, for the page. @throws AppError as `getConsensusPage`. */
export async function listUnsure(
  actor: Actor,
  idOrSlug: string,
  options: AggregateOptions,
  limit: number,
): Promise<UnsureComparisons> {
  const opened = await open(actor, idOrSlug, options);
  const { projectId, criterionId, columns, consensus } = opened;
  const ids = leastSure(consensus, limit).map((item) => columns.comparisonId(consensus.comparison[item] ?? 0));
  const [listed, found] = await Promise.all([
    listComparisons(actor, projectId, { ids, criterionId }),
    readFacts(opened, { ids }),
  ]);
  const itemOf = indexItems(opened);
  const rows = new Map(found.flatMap((fact) => toRow(opened, itemOf, fact) ?? []).map((row) => [row.comparison, row]));
  return {
    report: consensus.report,
    unsure: listed.flatMap((comparison) => {
      const row = rows.get(comparison.id);
      return row ? { row, comparison } : [];
    }),
  };
}

async function open(actor: Actor, idOrSlug: string, options: AggregateOptions): Promise<OpenedConsensus> {
  const project = await getProject(actor, idOrSlug, "read");
  const columns = await getLabelColumns(project.id);
  const criterion = pickCriterion(columns, options.criterion);
  const round = options.round === undefined ? null : pickRound(columns, options.round);
  const { method, by, judge, ties, seed } = options;
  globalThis.concordConsensus ??= createReportCache(KEPT);
  const consensus = await globalThis.concordConsensus.get({
    question: JSON.stringify([project.id, criterion.id, round?.index, method, by, judge, ties, seed]),
    version: JSON.stringify([project.slug, columns.version, columns.annotators, criterion, round]),
    make: async () => buildConsensus(columns, { project: project.slug, criterion, round, options }),
  });
  return { projectId: project.id, criterionId: criterion.id, columns, consensus };
}

/** Items least probable first; without an answer before all others. Keeps the few that are wanted while it goes through all. */
function leastSure({ chosen, posteriors, report }: Consensus, limit: number): number[] {
  const q = report.categories.length;
  const certainty = (item: number) => ((chosen[item] ?? -1) < 0 ? 0 : (posteriors[item * q + (chosen[item] ?? 0)] ?? 0));
  const kept: number[] = [];
  for (let item = 0; item < chosen.length; item++) {
    const own = certainty(item);
    if (kept.length === limit && own >= certainty(kept.at(-1) ?? 0)) continue;
    const at = kept.findIndex((other) => certainty(other) > own);
    kept.splice(at < 0 ? kept.length : at, 0, item);
    if (kept.length > limit) kept.pop();
  }
  return kept;
}

/** What the database knows of a comparison beside its labels. */
interface ComparisonFact {
  id: string;
  externalId: string | null;
  adjudicated: { answer: string; score: number | null } | null;
}

const FACTS = `select c.id, c."externalId",
    (select jsonb_build_object('answer', d.answer, 'score', d.score) from "Adjudication" d
      where d."comparisonId" = c.id and d."criterionId" = $2::uuid order by d."createdAt" desc, d.id desc limit 1) as adjudicated
  from "Comparison" c where c."projectId" = $1::uuid`;

async function readFacts(
  { projectId, criterionId }: OpenedConsensus,
  { ids }: { ids: readonly string[] },
): Promise<ComparisonFact[]> {
  const { rows } = await pool().query<ComparisonFact>(`${FACTS} and c.id = any($3::uuid[])`, [projectId, criterionId, [...ids]]);
  return rows;
}

async function* readRows(opened: OpenedConsensus, after?: string): AsyncGenerator<ConsensusRow> {
  const itemOf = indexItems(opened);
  // Ids are in the order of import, and a page may begin behind any of them.
  let last = after ?? "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const { rows } = await pool().query<ComparisonFact>(`${FACTS} and c.id > $3::uuid order by c.id limit ${BATCH}`, [
      opened.projectId,
      opened.criterionId,
      last,
    ]);
    for (const fact of rows) {
      const row = toRow(opened, itemOf, fact);
      if (row) yield row;
    }
    last = rows.at(-1)?.id ?? last;
    if (rows.length < BATCH) return;
  }
}

/** By number of the comparison its item, −1 without. */
function indexItems({ columns, consensus }: OpenedConsensus): Int32Array {
  const itemOf = new Int32Array(columns.comparisonCount).fill(-1);
  for (const [item, comparison] of consensus.comparison.entries()) itemOf[comparison] = item;
  return itemOf;
}

function toRow({ columns, consensus }: OpenedConsensus, itemOf: Int32Array, fact: ComparisonFact): ConsensusRow | null {
  const item = itemOf[columns.findComparison(fact.id)] ?? -1;
  if (item < 0) return null;
  const { report, chosen, posteriors, easiness, nextScores } = consensus;
  const { categories, method } = report;
  const answer = categories[chosen[item] ?? -1] ?? null;
  const probabilities = Object.fromEntries(
    categories.map((category, k) => [category, posteriors[item * categories.length + k] ?? 0]),
  );
  return {
    comparison: fact.id,
    id: fact.externalId,
    ...(fact.adjudicated
      ? toFinal(fact.adjudicated)
      : { preference: answer, from: method, reason: answer ? null : "the labels are split" }),
    probabilities,
    labels: consensus.labels[item] ?? 0,
    ...(easiness ? { easiness: easiness[item] ?? 0 } : {}),
    ...(nextScores ? { nextScore: nextScores[item] ?? 0 } : {}),
  };
}

function toFinal({
  answer,
  score,
}: NonNullable<ComparisonFact["adjudicated"]>): Pick<ConsensusRow, "preference" | "from" | "reason"> {
  if (score === null) {
    const reason = answer === "BOTH_BAD" ? "adjudicated as both bad" : "adjudicated as unsure";
    return { preference: null, from: "adjudication", reason };
  }
  return { preference: score === 0 ? "tie" : score < 0 ? "A" : "B", from: "adjudication", reason: null };
}
