import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { listComparisons } from "@/lib/comparisons/list-comparisons";
import { AppError, notFound } from "@/lib/errors";
import { getLabelColumns, type LabelColumns } from "@/lib/labels/label-columns";
import { buildReport } from "./build-report";
import { nextTurn } from "./figures";
import { findBehind } from "./find-behind";
import { readJudgeOrders } from "./judge/judge-orders";
import { readLonger } from "./judge/read-lengths";
import { toRatings } from "./ratings";
import { createReportCache, type ReportCache } from "./report-cache";
import type { AgreementOptions, BehindQuery } from "./schema";
import type { AgreementReport, BehindPage, Neighbours } from "./types";

declare global {
  var concordAgreementReports: ReportCache<AgreementReport> | undefined;
}

/**
 * How far a project's annotators agree on one criterion, as page, API and command line show it. Kept until a label, an annotator or a
 * criterion changes, so that asking again costs little. Of more than 20,000 labels the last report is given out for a
 * while after that, while the new one is made; `generatedAt` and `labelsVersion` say of when it is.
 *
 * @throws AppError `not_found` if the project is not the actor's to read, or has no such round; `invalid` for an unknown criterion.
 */
export async function getAgreementReport(actor: Actor, idOrSlug: string, options: AgreementOptions): Promise<AgreementReport> {
  const project = await getProject(actor, idOrSlug, "read");
  const columns = await getLabelColumns(project.id);
  const criterion = pickCriterion(columns, options.criterion);
  const round = options.round === undefined ? null : pickRound(columns, options.round);
  const question = JSON.stringify([
    project.id,
    criterion.id,
    round?.index,
    options.ties,
    options.invalid,
    options.between,
    options.epsilon,
    options.seed,
  ]);
  // What else the report says: names may change without a label.
  const version = JSON.stringify([project.slug, columns.version, columns.annotators, criterion, round]);
  globalThis.concordAgreementReports ??= createReportCache();
  return globalThis.concordAgreementReports.get({
    question,
    version,
    mayBeOld: columns.count > ALWAYS_FRESH_UP_TO,
    make: () =>
      buildReport(columns, {
        project: project.slug,
        criterion,
        round,
        options,
        readOrders: () => readJudgeOrders(project.id, criterion.id, columns),
        readLonger: () => readLonger(project.id, columns),
        pause: nextTurn,
      }),
  });
}

/** Makes every report anew when it is next asked for, so that none names somebody who was erased. */
export function forgetReports(): void {
  globalThis.concordAgreementReports = undefined;
}

/** With more labels than this a report takes seconds, and the last one is shown while the next one is made. */
const ALWAYS_FRESH_UP_TO = 20_000;

/**
 * The comparisons behind a number of the report, those whose labels are furthest apart first, equal ones in the order of their import. The rules of the query must be those of the report.
 *
 * @throws AppError `not_found` if the project is not the actor's to read, or has no such round or annotator; `invalid` for an unknown criterion.
 */
export async function listBehind(actor: Actor, idOrSlug: string, query: BehindQuery): Promise<BehindPage> {
  const { projectId, criterion, round, found } = await findIds(actor, idOrSlug, query);
  const { ids, from, next, previous } = toPage(found, query);
  return {
    criterion: { id: criterion.id, key: criterion.key },
    round: round?.number ?? null,
    total: found.length,
    from,
    comparisons: await listComparisons(actor, projectId, { ids, criterionId: criterion.id }),
    next,
    previous,
  };
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
  const { found } = await findIds(actor, idOrSlug, query);
  const at = found.findIndex(({ id }) => id === comparisonId);
  const inList = at >= 0;
  const walked = inList ? found.map(({ id }) => id) : found.map(({ id }) => id).sort();
  const later = walked.findIndex((id) => id > comparisonId);
  const next = inList ? at + 1 : later < 0 ? walked.length : later;
  return {
    total: found.length,
    place: inList ? at + 1 : null,
    previous: walked[(inList ? at : next) - 1] ?? null,
    next: walked[next] ?? null,
  };
}

async function findIds(actor: Actor, idOrSlug: string, query: BehindQuery) {
  const project = await getProject(actor, idOrSlug, "read");
  const columns = await getLabelColumns(project.id);
  const criterion = pickCriterion(columns, query.criterion);
  const round = query.round === undefined ? null : pickRound(columns, query.round);
  const { ties, invalid } = query;
  const ratings = toRatings(columns, {
    ties,
    invalid,
    criterion: criterion.index,
    round: round?.index ?? null,
    kinds: ["HUMAN", "AI", "BASELINE"],
  });
  const orders =
    query.position === undefined ? [] : ((await readJudgeOrders(project.id, criterion.id, columns)).get(query.judge ?? "") ?? []);
  const found = findBehind({ ratings, orders, query })
    .map(({ comparison, distance }): Place => ({ id: columns.comparisonId(comparison), distance }))
    .sort(comparePlaces);
  return { projectId: project.id, criterion, round, found };
}

/** What a list is sorted by. */
interface Place {
  distance: number;
  id: string;
}

/** Furthest apart first; ids sort by the time of their making. */
function comparePlaces(one: Place, other: Place): number {
  return other.distance - one.distance || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/** A page goes on after the place where the one before ended, whatever came or went meanwhile. */
function toPage(sorted: readonly Place[], { after, limit }: BehindQuery) {
  const end = after === undefined ? null : { distance: Number(after.slice(0, 1)), id: after.slice(2) };
  const found = end === null ? 0 : sorted.findIndex((place) => comparePlaces(place, end) > 0);
  const from = found < 0 ? sorted.length : found;
  const shown = sorted.slice(from, from + limit);
  const isLast = from + limit >= sorted.length;
  return {
    ids: shown.map(({ id }) => id),
    from,
    next: isLast ? null : toCursor(shown.at(-1)),
    previous: from === 0 ? null : (toCursor(sorted[from - limit - 1]) ?? ""),
  };
}

function toCursor(place: Place | undefined): string | null {
  return place ? `${place.distance}.${place.id}` : null;
}

/** The criterion that is asked for by key or id; without one the first that is not archived. Its number in columns is −1 without labels. */
export function pickCriterion({ criteria }: LabelColumns, wanted?: string): { index: number; id: string; key: string } {
  const inOrder = [...criteria].sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1));
  const found =
    wanted === undefined
      ? (inOrder.find(({ archivedAt }) => archivedAt === null) ?? inOrder[0])
      : inOrder.find(({ id, key }) => key === wanted || id === wanted);
  if (found) return { index: criteria.indexOf(found), id: found.id, key: found.key };
  const message =
    inOrder.length === 0
      ? "This project has no criterion yet. Add one in its settings."
      : `This project has no criterion "${wanted}". It has ${inOrder.map(({ key }) => key).join(", ")}.`;
  throw new AppError("invalid", message, { fields: [{ path: "criterion", message: "is not a criterion of the project" }] });
}

/** The round that is asked for by number or id. @throws AppError `not_found`. */
export function pickRound({ rounds }: LabelColumns, wanted: string): { index: number; number: number } {
  const index = rounds.findIndex(({ id, number }) => id === wanted || String(number) === wanted);
  const found = rounds[index];
  if (!found) throw notFound(`Round ${wanted}`);
  return { index, number: found.number };
}
