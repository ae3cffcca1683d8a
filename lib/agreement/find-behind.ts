import { notFound } from "@/lib/errors";
import { creditOf } from "./judge-part";
import type { Ratings } from "./ratings";
import { type JudgeOrders, orderOutcome } from "./report-position";
import type { BehindQuery } from "./schema";

interface BehindSearch {
  ratings: Ratings;
  /** The judge's answers in both orders, where the query asks by position. */
  orders: readonly JudgeOrders[];
  query: Pick<
    BehindQuery,
    "of" | "judge" | "a" | "b" | "outcome" | "row" | "column" | "rowScore" | "columnScore" | "strength" | "position"
  >;
}

/**
 * The comparisons behind a number of a report: those with a pair of labels of the kind that the number speaks of, which has all that the
 * query asks.
 *
 * @returns Their numbers in the columns, in no order.
 * @throws AppError `not_found` for an annotator that is not there.
 */
export function findBehind({ ratings, orders, query }: BehindSearch): number[] {
  if (query.position !== undefined) {
    return orders.filter((both) => orderOutcome(both) === query.position).map(({ comparison }) => comparison);
  }
  const pairsOf = toPairs(ratings, query);
  const counts = toTest(ratings, query);
  const found: number[] = [];
  for (let u = 0; u < ratings.units; u++) {
    if (pairsOf(u, counts)) found.push(ratings.comparison[u] ?? 0);
  }
  return found;
}

type PairTest = (row: number, column: number) => boolean;

/** Says of a unit whether one of the pairs that the query speaks of passes a test. */
function toPairs(ratings: Ratings, query: BehindSearch["query"]): (unit: number, test: PairTest) => boolean {
  const { starts, peopleEnds } = ratings;
  if (query.of === "humans") {
    return (u, test) => {
      const end = peopleEnds[u] ?? 0;
      for (let r = starts[u] ?? 0; r < end; r++) {
        for (let s = starts[u] ?? 0; s < end; s++) if (r !== s && test(r, s)) return true;
      }
      return false;
    };
  }
  if (query.of === "judge") {
    const judge = placeOf(ratings, query.judge);
    return (u, test) => {
      const own = ratingIn(ratings, u, judge);
      for (let r = starts[u] ?? 0; own >= 0 && r < (peopleEnds[u] ?? 0); r++) if (test(r, own)) return true;
      return false;
    };
  }
  const a = placeOf(ratings, query.a);
  const b = placeOf(ratings, query.b);
  return (u, test) => {
    const row = ratingIn(ratings, u, a);
    const column = ratingIn(ratings, u, b);
    return row >= 0 && column >= 0 && test(row, column);
  };
}

function placeOf({ annotators }: Ratings, id: string | undefined): number {
  const place = annotators.findIndex((annotator) => annotator.id === id);
  if (place < 0) throw notFound("The annotator");
  return place;
}

function ratingIn({ starts, annotator }: Ratings, unit: number, of: number): number {
  for (let r = starts[unit] ?? 0; r < (starts[unit + 1] ?? 0); r++) if (annotator[r] === of) return r;
  return -1;
}

function toTest(ratings: Ratings, query: BehindSearch["query"]): PairTest {
  const { category, categories, scores, scoreIndex, strength } = ratings;
  const wanted = { row: query.row && categories.indexOf(query.row), column: query.column && categories.indexOf(query.column) };
  const scoreOf = (rating: number) => scores[scoreIndex[rating] ?? -1];
  return (row, column) => {
    if (wanted.row !== undefined && category[row] !== wanted.row) return false;
    if (wanted.column !== undefined && category[column] !== wanted.column) return false;
    if (query.rowScore !== undefined && scoreOf(row) !== query.rowScore) return false;
    if (query.columnScore !== undefined && scoreOf(column) !== query.columnScore) return false;
    if (query.strength !== undefined && strength[row] !== query.strength) return false;
    if (query.outcome === undefined) return true;
    return creditOf(ratings, row, column) === (query.outcome === "agree" ? 1 : 0);
  };
}
