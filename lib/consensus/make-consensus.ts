import "server-only";
import { createBreathing, nextTurn } from "@/lib/agreement/figures";
import { pickCriterion, pickRound } from "@/lib/agreement/pick";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { pool } from "@/lib/db/pool";
import { getLabelColumns, type LabelColumns } from "@/lib/labels/label-columns";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
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

interface ConsensusInput {
  project: { id: string; slug: string };
  options: AggregateOptions;
}

/** A job of `reckon`: the report with a page of its comparisons, in the order of their import. */
export async function makeConsensusPage({
  after,
  limit,
  ...input
}: ConsensusInput & { after?: string | undefined; limit: number }): Promise<Made<ConsensusPage>> {
  const opened = await open(input);
  const comparisons: ConsensusRow[] = [];
  // One more than asked for says whether there is a next page.
  for (let last = after ?? FIRST; comparisons.length <= limit; ) {
    const facts = await readFacts(opened, { after: last });
    comparisons.push(...facts.flatMap((fact) => toRow(opened, fact) ?? []));
    if (facts.length < BATCH) break;
    last = facts.at(-1)?.id ?? last;
  }
  const isLast = comparisons.length <= limit;
  const shown = comparisons.slice(0, limit);
  const next = isLast ? null : (shown.at(-1)?.comparison ?? null);
  // Pages of a million comparisons are not to be kept one by one.
  return { answer: { ...opened.consensus.report, comparisons: shown, next }, mayBeOld: false };
}

/** A job of `reckon`: the report, and the comparisons that it is least sure of. */
export async function makeUnsure({
  limit,
  ...input
}: ConsensusInput & { limit: number }): Promise<Made<{ report: ConsensusReport; criterionId: string; rows: ConsensusRow[] }>> {
  const opened = await open(input);
  const { columns, consensus, criterionId } = opened;
  const ids = leastSure(consensus, limit).map((item) => columns.comparisonId(consensus.comparison[item] ?? 0));
  const facts = new Map((await readFacts(opened, { ids })).map((fact) => [fact.id, fact]));
  const rows = ids.flatMap((id) => {
    const fact = facts.get(id);
    return (fact && toRow(opened, fact)) ?? [];
  });
  return { answer: { report: consensus.report, criterionId, rows }, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}

/** A consensus and where its comparisons' rows are found. */
interface OpenedConsensus {
  projectId: string;
  criterionId: string;
  columns: LabelColumns;
  consensus: Consensus;
  /** By number of the comparison its item, −1 without. */
  itemOf: Int32Array;
}

async function open({ project, options }: ConsensusInput): Promise<OpenedConsensus> {
  const columns = await getLabelColumns(project.id);
  const criterion = pickCriterion(columns, options.criterion);
  const round = options.round === undefined ? null : pickRound(columns, options.round);
  const { method, by, judge, ties, seed } = options;
  globalThis.concordConsensus ??= createReportCache(KEPT);
  const consensus = await globalThis.concordConsensus.get({
    question: JSON.stringify([project.id, criterion.id, round?.index, method, by, judge, ties, seed]),
    version: JSON.stringify([project.slug, columns.version, columns.annotators, criterion, round]),
    make: () => buildConsensus(columns, { project: project.slug, criterion, round, options, breathe: createBreathing(nextTurn) }),
  });
  const itemOf = new Int32Array(columns.comparisonCount).fill(-1);
  for (const [item, comparison] of consensus.comparison.entries()) itemOf[comparison] = item;
  return { projectId: project.id, criterionId: criterion.id, columns, consensus, itemOf };
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

/** Before every id. */
const FIRST = "00000000-0000-0000-0000-000000000000";

const FACTS = `select c.id, c."externalId",
    (select jsonb_build_object('answer', d.answer, 'score', d.score) from "Adjudication" d
      where d."comparisonId" = c.id and d."criterionId" = $2::uuid order by d."createdAt" desc, d.id desc limit 1) as adjudicated
  from "Comparison" c where c."projectId" = $1::uuid`;

/** Facts of some comparisons, or of the next ones behind an id: ids are in the order of import. */
async function readFacts(
  { projectId, criterionId }: OpenedConsensus,
  which: { ids: readonly string[] } | { after: string },
): Promise<ComparisonFact[]> {
  const [where, value] =
    "ids" in which
      ? ["and c.id = any($3::uuid[])", [...which.ids]]
      : [`and c.id > $3::uuid order by c.id limit ${BATCH}`, which.after];
  const { rows } = await pool().query<ComparisonFact>(`${FACTS} ${where}`, [projectId, criterionId, value]);
  return rows;
}

function toRow({ columns, consensus, itemOf }: OpenedConsensus, fact: ComparisonFact): ConsensusRow | null {
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
