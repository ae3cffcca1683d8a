import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { listComparisons } from "@/lib/comparisons/list-comparisons";
import { reckon } from "@/lib/reckoning/reckon";
import { getByKnownFilters } from "./filters/known-filters";
import type { AgreementOptions, BehindQuery } from "./schema";
import type { AgreementReport, BehindPage, FilterChoices, Neighbours } from "./types";

/**
 * How far a project's annotators agree on one criterion, as page, API and command line show it. Kept until a label, an annotator or a
 * criterion changes, so that asking again costs little. Of many labels it may be some seconds old (see `reckon`); `generatedAt` and
 * `labelsVersion` say of when it is.
 *
 * @throws AppError `not_found` if the project is not the actor's to read, or has no such round; `invalid` for an unknown criterion.
 */
export async function getAgreementReport(actor: Actor, idOrSlug: string, options: AgreementOptions): Promise<AgreementReport> {
  const { id, slug } = await getProject(actor, idOrSlug, "read");
  return reckon("agreement", { project: { id, slug }, options });
}

/**
 * The report for a page, whose address anybody may write: filters that name what the project does not have are left out, all of them, and said.
 *
 * @returns `problem` is a sentence about what is not there.
 * @throws AppError as `getAgreementReport`, but for filters.
 */
export async function findAgreementReport(
  actor: Actor,
  idOrSlug: string,
  options: AgreementOptions,
): Promise<{ report: AgreementReport; problem: string | null }> {
  const { answer, problem } = await getByKnownFilters(options, (known) => getAgreementReport(actor, idOrSlug, known));
  return { report: answer, problem };
}

/** What the labels of a project can be filtered by. @throws AppError `not_found` if the project is not the actor's to read. */
export async function listFilterChoices(actor: Actor, idOrSlug: string): Promise<FilterChoices> {
  const { id } = await getProject(actor, idOrSlug, "read");
  return reckon("filterChoices", { projectId: id });
}

/**
 * The comparisons behind a number of the report, those whose labels are furthest apart first, equal ones in the order of their import. The rules of the query must be those of the report.
 *
 * @throws AppError `not_found` if the project is not the actor's to read, or has no such round or annotator; `invalid` for an unknown criterion.
 */
export async function listBehind(actor: Actor, idOrSlug: string, query: BehindQuery): Promise<BehindPage> {
  const project = await getProject(actor, idOrSlug, "read");
  const { ids, ...page } = await reckon("behind", { projectId: project.id, query });
  return { ...page, comparisons: await listComparisons(actor, project.id, { ids, criterionId: page.criterion.id }) };
}

/**
 * The comparisons before and after one of those behind a number, for going through them one by one. Null at the ends.
 *
 * @returns `place` counts from 1; null when the comparison is not among them (its labels may have changed): then both ways lead to its
 *   neighbours by age.
 * @throws AppError as `listBehind`.
 */
export async function findNeighbours(
  actor: Actor,
  idOrSlug: string,
  query: BehindQuery,
  comparisonId: string,
): Promise<Neighbours> {
  const project = await getProject(actor, idOrSlug, "read");
  return reckon("neighbours", { projectId: project.id, query, comparisonId });
}
