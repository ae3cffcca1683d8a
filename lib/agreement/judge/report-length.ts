import { type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import type { Ratings } from "@/lib/agreement/ratings";
import type { ReportedLength } from "@/lib/agreement/types";
import { createClusterTally, share } from "@/lib/stats";
import { NO_PAIR, ratingsOf } from "./judge-part";

/**
 * How often a judge, and people on the same comparisons, prefer the longer response. Ties, unreadable verdicts and pairs of equal length
 * are left out.
 *
 * @param of - The judge's place among the annotators.
 * @param longer - By number of the comparison: −1 where A is longer, 1 where B is.
 */
export function reportLength(ratings: Ratings, of: number, longer: Int8Array, resampling: Resampling): Promise<ReportedLength> {
  const own = ratingsOf(ratings, of);
  const tally = createClusterTally(4);
  const people = new Set<number>();
  const n = { comparisons: 0, labels: 0, annotators: 0, dropped: 0 };
  for (let u = 0; u < ratings.units; u++) {
    const judge = own[u] ?? -1;
    const from = ratings.starts[u] ?? 0;
    const end = ratings.peopleEnds[u] ?? 0;
    if (judge >= 0 && end > from) {
      const side = longer[ratings.comparison[u] ?? 0] ?? 0;
      if (side === 0) n.dropped++;
      else {
        n.comparisons++;
        n.labels += end - from + 1;
        addLabel(tally.add, 0, sideOf(ratings, judge), side);
        for (let r = from; r < end; r++) {
          people.add(ratings.annotator[r] ?? 0);
          addLabel(tally.add, 2, sideOf(ratings, r), side);
        }
      }
    }
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  n.annotators = people.size + (n.comparisons > 0 ? 1 : 0);
  const reason = n.dropped > 0 ? "all pairs are of equal length" : NO_PAIR;
  const or = (other: string) => (n.comparisons > 0 ? other : reason);
  return toFigures(
    tally.finish(),
    {
      preferLongerJudge: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, or("the judge prefers neither response"))),
      preferLongerHuman: shareOf((totals) => share(totals[2] ?? 0, totals[3] ?? 0, or("people prefer neither response"))),
    },
    { resampling, stream: `length ${ratings.annotators[of]?.id}`, n },
  );
}

/** −1 for A, 1 for B, 0 for anything else. */
function sideOf({ categories, category }: Ratings, rating: number): number {
  const name = categories[category[rating] ?? -1];
  return name === "A" ? -1 : name === "B" ? 1 : 0;
}

function addLabel(add: (cell: number, amount: number) => void, cell: number, preferred: number, longer: number): void {
  if (preferred === 0) return;
  add(cell, preferred === longer ? 1 : 0);
  add(cell + 1, 1);
}
