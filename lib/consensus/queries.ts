import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { listComparisons } from "@/lib/comparisons/list-comparisons";
import type { ListedComparison } from "@/lib/comparisons/types";
import { reckon } from "@/lib/reckoning/reckon";
import type { AggregateOptions } from "./schema";
import type { ConsensusPage, ConsensusReport, ConsensusRow } from "./types";

/** So many comparisons of a whole document are in memory at once. */
const BATCH = 2000;

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
  const { id, slug } = await getProject(actor, idOrSlug, "read");
  return reckon("consensusPage", { project: { id, slug }, options, ...page });
}

/**
 * All comparisons of a consensus, a few in memory at a time, behind its report. Labels that come while they are read may change those of the
 * later ones: `labelsVersion` is that of the beginning.
 *
 * @throws AppError as `getConsensusPage`, before the first row.
 */
export async function openConsensus(
  actor: Actor,
  idOrSlug: string,
  options: AggregateOptions,
): Promise<{ report: ConsensusReport; rows: AsyncGenerator<ConsensusRow> }> {
  const first = await getConsensusPage(actor, idOrSlug, options, { limit: BATCH });
  const { comparisons, next, ...report } = first;
  async function* rows(): AsyncGenerator<ConsensusRow> {
    yield* comparisons;
    for (let after = next; after !== null; ) {
      const page = await getConsensusPage(actor, idOrSlug, options, { after, limit: BATCH });
      yield* page.comparisons;
      after = page.next;
    }
  }
  return { report, rows: rows() };
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
  const { id, slug } = await getProject(actor, idOrSlug, "read");
  const { report, criterionId, rows } = await reckon("consensusUnsure", { project: { id, slug }, options, limit });
  const rowOf = new Map(rows.map((row) => [row.comparison, row]));
  const listed = await listComparisons(actor, id, { ids: rows.map(({ comparison }) => comparison), criterionId });
  return {
    report,
    unsure: listed.flatMap((comparison) => {
      const row = rowOf.get(comparison.id);
      return row ? { row, comparison } : [];
    }),
  };
}
