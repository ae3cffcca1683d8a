import type { Ratings } from "@/lib/agreement/ratings";
import type { ColumnAnnotator } from "@/lib/labels/label-columns";
import type { Votes } from "@/lib/stats";
import type { ConsensusCategory } from "./types";

/** Votes as `lib/stats` takes them, and what stands behind their numbers. */
export interface LabelVotes {
  votes: Votes;
  /** By item: number of the comparison in the columns. */
  comparison: Int32Array;
  /** By rater. */
  annotators: ColumnAnnotator[];
  categories: ConsensusCategory[];
  /** The judge's probabilities, items × categories, where one was asked for. */
  probabilities: Float64Array | null;
  /** Comparisons with votes that are left out: the judge gave no probability there. */
  dropped: number;
}

/**
 * The labels of `who` as votes, comparisons in the order of `ratings`.
 *
 * @param judge - A place among the annotators: only comparisons with a probability of theirs become items, and it becomes the item's
 *   probability of B. The judge does not vote.
 */
export function toVotes(ratings: Ratings, who: ReadonlySet<number>, judge: number | null = null): LabelVotes {
  const { units, starts, annotator, category, probability } = ratings;
  const categories = ratings.categories.filter((name) => name !== "invalid");
  const q = categories.length;
  const raterOf = new Map<number, number>();
  const [item, rater, given]: [number[], number[], number[]] = [[], [], []];
  const comparison: number[] = [];
  const forB: number[] = [];
  let dropped = 0;
  for (let u = 0; u < units; u++) {
    const [from, end] = [starts[u] ?? 0, starts[u + 1] ?? 0];
    let votes = 0;
    let chance = Number.NaN;
    for (let r = from; r < end; r++) {
      if (annotator[r] === judge) chance = probability[r] ?? Number.NaN;
      else if (who.has(annotator[r] ?? -1)) votes++;
    }
    if (votes === 0) continue;
    if (judge !== null && Number.isNaN(chance)) {
      dropped++;
      continue;
    }
    for (let r = from; r < end; r++) {
      const place = annotator[r] ?? -1;
      if (place === judge || !who.has(place)) continue;
      const known = raterOf.get(place) ?? raterOf.size;
      raterOf.set(place, known);
      item.push(comparison.length);
      rater.push(known);
      given.push(category[r] ?? 0);
    }
    comparison.push(ratings.comparison[u] ?? 0);
    if (judge !== null) forB.push(chance);
  }
  const itemStarts = new Uint32Array(comparison.length + 1);
  for (const of of item) itemStarts[of + 1] = (itemStarts[of + 1] ?? 0) + 1;
  for (let i = 0; i < comparison.length; i++) itemStarts[i + 1] = (itemStarts[i + 1] ?? 0) + (itemStarts[i] ?? 0);
  const probabilities = judge === null ? null : new Float64Array(comparison.length * q);
  for (const [i, chance] of forB.entries()) {
    if (!probabilities) break;
    probabilities[i * q] = 1 - chance;
    probabilities[i * q + q - 1] = chance;
  }
  return {
    // They come grouped by item already.
    votes: {
      items: comparison.length,
      raters: raterOf.size,
      categories: q,
      starts: itemStarts,
      rater: Uint32Array.from(rater),
      category: Uint8Array.from(given),
    },
    comparison: Int32Array.from(comparison),
    annotators: [...raterOf.keys()].flatMap((place) => ratings.annotators[place] ?? []),
    categories,
    probabilities,
    dropped,
  };
}
