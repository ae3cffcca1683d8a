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

/**
 * The items of the alternative annotator test: categories under the tie rule of `ratings`.
 *
 * @param of - The judge's place among the annotators.
 * @param without - Places of people who are left out.
 */
export function toJudgedItems(ratings: Ratings, of: number, without: ReadonlySet<number> = new Set()): JudgedByPeople {
  const own = ratingsOf(ratings, of);
  const seen = new Uint8Array(ratings.annotators.length);
  const units: number[] = [];
  let labels = 0;
  for (let u = 0; u < ratings.units; u++) {
    const [from, end] = [ratings.starts[u] ?? 0, ratings.peopleEnds[u] ?? 0];
    if ((own[u] ?? -1) < 0 || end === from) continue;
    units.push(u);
    labels += end - from;
    for (let r = from; r < end; r++) seen[ratings.annotator[r] ?? 0] = 1;
  }
  const places = Array.from(seen.keys()).filter((place) => seen[place] === 1 && !without.has(place));
  const columnOf = new Int32Array(ratings.annotators.length).fill(-1);
  for (const [column, place] of places.entries()) columnOf[place] = column;
  const starts = new Int32Array(units.length + 1);
  const person = new Int32Array(labels);
  const category = new Int8Array(labels);
  let at = 0;
  for (const [i, u] of units.entries()) {
    for (let r = ratings.starts[u] ?? 0; r < (ratings.peopleEnds[u] ?? 0); r++) {
      const column = columnOf[ratings.annotator[r] ?? -1] ?? -1;
      if (column < 0) continue;
      person[at] = column;
      category[at] = ratings.category[r] ?? 0;
      at++;
    }
    starts[i + 1] = at;
  }
  const judge = Int8Array.from(units, (u) => ratings.category[own[u] ?? -1] ?? -1);
  const categories = ratings.categories.length;
  return { starts, person, category, persons: places.length, categories, judge, places, units: Int32Array.from(units) };
}
