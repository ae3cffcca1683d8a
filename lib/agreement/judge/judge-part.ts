import type { Resampling } from "@/lib/agreement/figures";
import type { Ratings } from "@/lib/agreement/ratings";
import type { Weights } from "@/lib/stats";

/** What the parts of a judge's report share. */
export interface JudgePart {
  ratings: Ratings;
  /** The judge's rating in each unit, or −1. */
  own: Int32Array;
  id: string;
  resampling: Resampling;
}

/** The rating of an annotator in each unit, or −1. */
export function ratingsOf({ units, starts, annotator }: Ratings, of: number): Int32Array {
  const places = new Int32Array(units).fill(-1);
  for (let u = 0; u < units; u++) {
    for (let r = starts[u] ?? 0; r < (starts[u + 1] ?? 0); r++) {
      if (annotator[r] === of) places[u] = r;
    }
  }
  return places;
}

/** Why a figure of a judge against people has no value. */
export const NO_PAIR = "no comparison has a label of a person and of this annotator";

/** How far two ratings agree under the report's rules: 1, 0 or ½. */
export function creditOf({ weights, categories, category }: Ratings, one: number, other: number): number {
  return creditOfCategories(weights, categories.length, category[one] ?? 0, category[other] ?? 0);
}

/** The same for two categories. */
export function creditOfCategories(weights: Weights | undefined, q: number, one: number, other: number): number {
  return weights ? (weights[one * q + other] ?? 0) : one === other ? 1 : 0;
}
