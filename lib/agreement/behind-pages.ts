import "server-only";
import { toCondition } from "@/lib/datasets/browse/to-condition";
import { inTransaction } from "@/lib/db/in-transaction";
import { AppError } from "@/lib/errors";
import { createRecentAnswers, MAY_BE_OLD_ABOVE, type Made, type RecentAnswers } from "@/lib/reckoning/recent-answers";
import { countedOrders } from "./build-report";
import { findKinds } from "./disagreement-kinds";
import { getFilteredColumns } from "./filters/get-filtered-columns";
import { findBehind } from "./find-behind";
import { readJudgeOrders } from "./judge/judge-orders";
import { pickCriterion, pickRound } from "./pick";
import { toRatings } from "./ratings";
import type { BehindQuery } from "./schema";
import { type SortedBehind, sortBehind } from "./sort-behind";
import type { BehindPage, Neighbours } from "./types";

declare global {
  var concordBehindLists: RecentAnswers | undefined;
}

/** A list of a project with many labels is gone through for so long before it is made anew; milliseconds. */
const LIST_FRESH_FOR = 10_000;

interface BehindList {
  criterion: { id: string; key: string };
  round: number | null;
  list: SortedBehind;
  kinds: BehindPage["kinds"];
}

/** A job of `reckon`: one page of the comparisons behind a number, by their ids. Every page of a list costs the same. */
export async function listBehindIds({
  projectId,
  query,
}: {
  projectId: string;
  query: BehindQuery;
}): Promise<Made<Omit<BehindPage, "comparisons"> & { ids: string[] }>> {
  const { criterion, round, list, kinds } = await findList(projectId, query);
  return { answer: { criterion, round, kinds, total: list.length, ...toPage(list, query) }, mayBeOld: false };
}

/** A job of `reckon`: what stands before and after a comparison among those behind a number. */
export async function findNeighbouring({
  projectId,
  query,
  comparisonId,
}: {
  projectId: string;
  query: BehindQuery;
  comparisonId: string;
}): Promise<Made<Neighbours>> {
  const { list } = await findList(projectId, query);
  const at = list.placeOf(comparisonId);
  const { previous, next } = at >= 0 ? { previous: list.idAt(at - 1), next: list.idAt(at + 1) } : list.besides(comparisonId);
  return { answer: { total: list.length, place: at >= 0 ? at + 1 : null, previous, next }, mayBeOld: false };
}

// The whole list is made once for all its pages.
function findList(projectId: string, { after: _after, limit: _limit, ...query }: BehindQuery): Promise<BehindList> {
  globalThis.concordBehindLists ??= createRecentAnswers({ freshFor: LIST_FRESH_FOR });
  return globalThis.concordBehindLists.get(JSON.stringify([projectId, query]), () => makeList(projectId, query));
}

const KINDS = ["HUMAN", "AI", "BASELINE"] as const;

async function makeList(projectId: string, query: Omit<BehindQuery, "after" | "limit">): Promise<Made<BehindList>> {
  // Before the columns are read: later readings write to them.
  const holding = query.q ? await findTexts(projectId, query.q) : null;
  const { columns, filter } = await getFilteredColumns(projectId, query);
  const criterion = pickCriterion(columns, query.criterion);
  const round = query.round === undefined ? null : pickRound(columns, query.round);
  const { ties, invalid } = query;
  const rules = { criterion: criterion.index, round: round?.index ?? null, kinds: KINDS, filter };
  const orders =
    query.of === "judge"
      ? countedOrders((await readJudgeOrders(projectId, criterion.id, columns)).get(query.judge ?? "") ?? [], { filter })
      : [];
  const isListed = (comparison: number) => holding === null || holding.has(columns.comparisonId(comparison));
  const ratings = toRatings(columns, { ...rules, ties: "category", invalid: "wrong" });
  const kinds = findKinds({ ratings, orders, query, isListed }, query.kind ?? null);
  const found = query.kind
    ? kinds.found
    : findBehind({ ratings: toRatings(columns, { ...rules, ties, invalid }), orders, query }).filter(({ comparison }) =>
        isListed(comparison),
      );
  const list = sortBehind(found, columns);
  return {
    answer: { criterion: { id: criterion.id, key: criterion.key }, round: round?.number ?? null, list, kinds: kinds.counts },
    mayBeOld: columns.count > MAY_BE_OLD_ABOVE,
  };
}

/** How long texts are searched. */
const PATIENCE_MS = 15_000;

/** Comparisons whose prompt, responses or id hold a text. @throws AppError `limit` when that takes too long. */
async function findTexts(projectId: string, text: string): Promise<ReadonlySet<string>> {
  const { sql, values } = toCondition(projectId, { q: text });
  try {
    return await inTransaction(async (client) => {
      await client.query(`set transaction read only; set local statement_timeout = ${PATIENCE_MS}`);
      const { rows } = await client.query<{ id: string }>(
        `select c.id::text from "Comparison" c join "Prompt" p on p.id = c."promptId"
         join "Response" a on a.id = c."responseAId" join "Response" b on b.id = c."responseBId" where ${sql}`,
        values,
      );
      return new Set(rows.map(({ id }) => id));
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "57014")
      throw new AppError(
        "unavailable",
        "The search took longer than 15 s. Choose a round or a category first, and search again.",
      );
    throw error;
  }
}

/** A page goes on after the place where the one before ended, whatever came or went meanwhile. */
function toPage(list: SortedBehind, { after, limit }: BehindQuery) {
  const from = after === undefined ? 0 : list.firstAfter({ distance: Number(after.slice(0, 1)), id: after.slice(2) });
  const end = Math.min(list.length, from + limit);
  const ids: string[] = [];
  for (let place = from; place < end; place++) ids.push(list.idAt(place) ?? "");
  const cursorAt = (place: number) => `${list.distanceAt(place)}.${list.idAt(place)}`;
  return {
    ids,
    from,
    next: from + limit >= list.length ? null : cursorAt(end - 1),
    previous: from === 0 ? null : from <= limit ? "" : cursorAt(from - limit - 1),
  };
}
