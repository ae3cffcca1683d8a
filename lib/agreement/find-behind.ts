import { notFound } from "@/lib/errors";
import { probabilityBin } from "@/lib/stats";
import { creditOf } from "./judge/judge-part";
import { type JudgeOrders, orderOutcome } from "./judge/report-position";
import type { Ratings } from "./ratings";
import type { BehindQuery } from "./schema";

interface BehindSearch {
  ratings: Ratings;
  /** The judge's answers in both orders, where the query asks by position. */
  orders: readonly JudgeOrders[];
  query: Omit<BehindQuery, "criterion" | "round" | "ties" | "invalid" | "after" | "limit" | "q" | "sort" | "kind"> &
    Partial<Pick<BehindQuery, "sort">>;
}

/** A comparison behind a number. */
export interface FoundBehind {
  /** Its number in the columns. */
  comparison: number;
  /**
   * What the list is sorted by, 0 to 8: how many steps of the scale lie between the two labels that are furthest apart, of those that the number
   * counted; or the share that the query's order speaks of, in eighths.
   */
  distance: number;
}

/**
 * The comparisons behind a number of a report: those with a pair of labels of the kind that the number speaks of, which has all that the
 * query asks.
 *
 * @returns In no order. By position nothing is measured: every distance is 0, as it is where a label has no score.
 * @throws AppError `not_found` for an annotator that is not there.
 */
export function findBehind({ ratings, orders, query }: BehindSearch): FoundBehind[] {
  if (query.position !== undefined) {
    return orders.filter((both) => orderOutcome(both) === query.position).map(({ comparison }) => ({ comparison, distance: 0 }));
  }
  if (query.people !== undefined) return findByPeople(ratings, query.people);
  const visitPairs = toPairs(ratings, query);
  const counts = toTest(ratings, query);
  const rankBy = toRank(ratings, query);
  const found: FoundBehind[] = [];
  let furthest = -1;
  const measure = (row: number, column: number) => {
    if (counts(row, column)) furthest = Math.max(furthest, distanceOf(ratings, row, column));
  };
  for (let u = 0; u < ratings.units; u++) {
    furthest = -1;
    visitPairs(u, measure);
    if (furthest >= 0) found.push({ comparison: ratings.comparison[u] ?? 0, distance: rankBy(u, furthest) });
  }
  return found;
}

/** By what a unit is sorted; `apart` is how far its labels are. */
export function toRank(
  ratings: Ratings,
  { sort = "apart", judge }: Partial<Pick<BehindQuery, "sort" | "judge">>,
): (unit: number, apart: number) => number {
  if (sort === "split") return (u) => Math.round(8 * splitOf(ratings, u));
  if (sort === "apart") return (_, apart) => apart;
  const of = placeOf(ratings, judge);
  return (u) => {
    const p = ratings.probability[ratingIn(ratings, u, of)] ?? Number.NaN;
    // A label without a probability is neither sure nor unsure, and comes last.
    if (Number.isNaN(p)) return 0;
    const sure = 2 * Math.abs(p - 0.5);
    return Math.round(8 * (sort === "sure" ? sure : 1 - sure));
  };
}

/** The share of people's pairs of labels on a unit with different preferences. */
function splitOf({ starts, peopleEnds, category }: Ratings, unit: number): number {
  const [from, end] = [starts[unit] ?? 0, peopleEnds[unit] ?? 0];
  let pairs = 0;
  let differ = 0;
  for (let r = from; r < end; r++) {
    for (let s = r + 1; s < end; s++) {
      pairs++;
      if (category[r] !== category[s]) differ++;
    }
  }
  return pairs > 0 ? differ / pairs : 0;
}

/** Comparisons with so many people's labels; measured between the two that are furthest apart, where there are two. */
function findByPeople(ratings: Ratings, people: number): FoundBehind[] {
  const found: FoundBehind[] = [];
  for (let u = 0; u < ratings.units; u++) {
    const from = ratings.starts[u] ?? 0;
    const end = ratings.peopleEnds[u] ?? 0;
    if (end - from !== people) continue;
    let distance = 0;
    for (let r = from; r < end; r++) {
      for (let s = r + 1; s < end; s++) distance = Math.max(distance, distanceOf(ratings, r, s));
    }
    found.push({ comparison: ratings.comparison[u] ?? 0, distance });
  }
  return found;
}

/** Steps between two labels' scores; 0 where one of them has none. */
function distanceOf({ scores, scoreIndex }: Ratings, row: number, column: number): number {
  const one = scores[scoreIndex[row] ?? -1];
  const other = scores[scoreIndex[column] ?? -1];
  return one === undefined || other === undefined ? 0 : Math.abs(one - other);
}

type Pair = (row: number, column: number) => void;
type PairTest = (row: number, column: number) => boolean;

/** Goes through a unit's pairs that the query speaks of. @throws AppError `not_found` for an annotator that is not there. */
export function toPairs(
  ratings: Ratings,
  query: Pick<BehindQuery, "of" | "judge" | "a" | "b">,
): (unit: number, visit: Pair) => void {
  const { starts, peopleEnds } = ratings;
  if (query.of === "humans") {
    return (u, visit) => {
      const end = peopleEnds[u] ?? 0;
      for (let r = starts[u] ?? 0; r < end; r++) {
        for (let s = starts[u] ?? 0; s < end; s++) if (r !== s) visit(r, s);
      }
    };
  }
  if (query.of === "judge") {
    const judge = placeOf(ratings, query.judge);
    return (u, visit) => {
      const own = ratingIn(ratings, u, judge);
      for (let r = starts[u] ?? 0; own >= 0 && r < (peopleEnds[u] ?? 0); r++) visit(r, own);
    };
  }
  const a = placeOf(ratings, query.a);
  const b = placeOf(ratings, query.b);
  return (u, visit) => {
    const row = ratingIn(ratings, u, a);
    const column = ratingIn(ratings, u, b);
    if (row >= 0 && column >= 0) visit(row, column);
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
  const { category, categories, scores, scoreIndex, strength, probability } = ratings;
  const wanted = { row: query.row && categories.indexOf(query.row), column: query.column && categories.indexOf(query.column) };
  const scoreOf = (rating: number) => scores[scoreIndex[rating] ?? -1];
  return (row, column) => {
    if (wanted.row !== undefined && category[row] !== wanted.row) return false;
    if (wanted.column !== undefined && category[column] !== wanted.column) return false;
    if (query.rowScore !== undefined && scoreOf(row) !== query.rowScore) return false;
    if (query.columnScore !== undefined && scoreOf(column) !== query.columnScore) return false;
    if (query.strength !== undefined && strength[row] !== query.strength) return false;
    if (!isWithin(probability[column] ?? Number.NaN, query)) return false;
    if (query.outcome === undefined) return true;
    return creditOf(ratings, row, column) === (query.outcome === "agree" ? 1 : 0);
  };
}

/** Whether a label's probability of B lies where the query wants it; a label without one lies nowhere. */
function isWithin(probability: number, { bin, sureFrom, sureBelow }: BehindSearch["query"]): boolean {
  if (bin !== undefined && !(probabilityBin(probability, 10) === bin)) return false;
  const confidence = Math.max(probability, 1 - probability);
  // An edge belongs to the bin above it, but for floating point.
  if (sureFrom !== undefined && !(confidence >= sureFrom - EDGE)) return false;
  return sureBelow === undefined || (sureBelow === 1 ? confidence <= 1 : confidence < sureBelow - EDGE);
}

const EDGE = 1e-9;
