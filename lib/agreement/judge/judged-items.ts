import type { Ratings } from "@/lib/agreement/ratings";
import type { JudgedItems } from "@/lib/stats";
import { ratingsOf } from "./judge-part";

/** What a judge and people said of the comparisons that the judge and somebody else labelled. */
export interface JudgedByPeople extends JudgedItems {
  /** Places in `ratings.annotators` of the people, in the order of the columns. */
  places: readonly number[];
  /** By item: its unit in the ratings. */
  units: Int32Array;
}

/** Cells that a table of people and comparisons may have; a study of more is not tested as a whole. */
export const MOST_CELLS = 60_000_000;

/**
 * The items of the alternative annotator test: categories under the tie rule of `ratings`.
 *
 * @param of - The judge's place among the annotators.
 * @param without - Places of people who are left out.
 * @returns Null with more cells than `MOST_CELLS`.
 */
export function toJudgedItems(ratings: Ratings, of: number, without: ReadonlySet<number> = new Set()): JudgedByPeople | null {
  const own = ratingsOf(ratings, of);
  const seen = new Set<number>();
  const units: number[] = [];
  for (let u = 0; u < ratings.units; u++) {
    if ((own[u] ?? -1) < 0 || (ratings.peopleEnds[u] ?? 0) === (ratings.starts[u] ?? 0)) continue;
    units.push(u);
    for (let r = ratings.starts[u] ?? 0; r < (ratings.peopleEnds[u] ?? 0); r++) seen.add(ratings.annotator[r] ?? -1);
  }
  const places = [...seen].filter((place) => !without.has(place)).sort((a, b) => a - b);
  if (units.length * places.length > MOST_CELLS) return null;
  const columnOf = new Map(places.map((place, column) => [place, column]));
  const people = new Int8Array(units.length * places.length).fill(-1);
  for (const [i, u] of units.entries()) {
    for (let r = ratings.starts[u] ?? 0; r < (ratings.peopleEnds[u] ?? 0); r++) {
      const column = columnOf.get(ratings.annotator[r] ?? -1);
      if (column !== undefined) people[i * places.length + column] = ratings.category[r] ?? -1;
    }
  }
  const judge = Int8Array.from(units, (u) => ratings.category[own[u] ?? -1] ?? -1);
  return { people, persons: places.length, judge, places, units: Int32Array.from(units) };
}
