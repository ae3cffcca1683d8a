import { creditOfCategories, type JudgePart } from "@/lib/agreement/judge/judge-part";
import { countVotes } from "@/lib/agreement/judge/report-ceiling";
import type { Ratings } from "@/lib/agreement/ratings";
import { majority } from "@/lib/stats";

/** A judge's label with a probability on one comparison, beside what most people say of it. */
export interface ConfidentLabel {
  unit: number;
  /** max(p, 1 − p). */
  confidence: number;
  /** With the majority of people, under the report's rules: 1, 0 or ½. */
  credit: number;
  /** People's labels on it. */
  labels: number;
}

/** The category that most people gave to a unit; −1 where nobody labelled it or the vote is split. The judge has no vote in it. */
export function majorityOf(ratings: Ratings, unit: number, votes: Float64Array): number {
  if ((ratings.peopleEnds[unit] ?? 0) === (ratings.starts[unit] ?? 0)) return -1;
  countVotes(ratings, unit, votes);
  return majority(votes);
}

/** The labels of a judge that say how sure it is, where most people agree on something; and how many votes were split. */
export function listConfident({ ratings, own }: Pick<JudgePart, "ratings" | "own">): { labels: ConfidentLabel[]; split: number } {
  const votes = new Float64Array(ratings.categories.length);
  const labels: ConfidentLabel[] = [];
  let split = 0;
  for (let unit = 0; unit < ratings.units; unit++) {
    const judge = own[unit] ?? -1;
    const p = judge < 0 ? Number.NaN : (ratings.probability[judge] ?? Number.NaN);
    const people = (ratings.peopleEnds[unit] ?? 0) - (ratings.starts[unit] ?? 0);
    if (Number.isNaN(p) || people === 0) continue;
    const winner = majorityOf(ratings, unit, votes);
    if (winner < 0) split++;
    else {
      const credit = creditOfCategories(ratings.weights, votes.length, winner, ratings.category[judge] ?? 0);
      labels.push({ unit, confidence: Math.max(p, 1 - p), credit, labels: people });
    }
  }
  return { labels, split };
}
