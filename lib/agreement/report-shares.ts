import { createClusterTally, none, share, some } from "@/lib/stats";
import { type Resampling, shareOf, toFigures } from "./figures";
import type { Ratings } from "./ratings";
import type { AgreementReport, Figure } from "./types";

/** Everything in a unit that belongs to people, or to one annotator. */
type Whose = "people" | number;

/** Share of labels that are ties. `ratings` must hold the ties: pass those made under the rule `category`. */
export async function reportTieShare(ratings: Ratings, whose: Whose, resampling: Resampling): Promise<Figure> {
  const tie = ratings.categories.indexOf("tie");
  const { tally, n } = countCategories(ratings, whose);
  const statistics = {
    tieShare: shareOf((totals) => share(tie < 0 ? 0 : (totals[tie] ?? 0), sum(totals), NO_LABEL)),
  };
  return (await toFigures(tally, statistics, { resampling, stream: `ties ${nameOf(ratings, whose)}`, n })).tieShare;
}

/** What people answer most: the agreement that a rule without any judgement reaches. */
export async function reportBaseRate(
  ratings: Ratings,
  withTies: Ratings,
  resampling: Resampling,
): Promise<AgreementReport["baseRate"]> {
  const { tally, n } = countCategories(ratings, "people");
  const q = ratings.categories.length;
  const b = ratings.categories.indexOf("B");
  const { weights } = ratings;
  const figures = await toFigures(
    tally,
    {
      shareB: shareOf((totals) => share(totals[b] ?? 0, sum(totals), NO_LABEL)),
      alwaysLargest: shareOf((totals) => {
        const all = sum(totals);
        if (all === 0) return none(NO_LABEL);
        let most = 0;
        for (let k = 0; k < q; k++) {
          let agreeing = 0;
          for (let l = 0; l < q; l++) agreeing += (weights ? (weights[k * q + l] ?? 0) : k === l ? 1 : 0) * (totals[l] ?? 0);
          most = Math.max(most, agreeing);
        }
        return some(most / all);
      }),
    },
    { resampling, stream: "base rate", n },
  );
  return { ...figures, tieShare: await reportTieShare(withTies, "people", resampling) };
}

const NO_LABEL = "there is no label that counts";

function countCategories(ratings: Ratings, whose: Whose) {
  const tally = createClusterTally(ratings.categories.length);
  const annotators = new Set<number>();
  let comparisons = 0;
  let labels = 0;
  for (let u = 0; u < ratings.units; u++) {
    const before = labels;
    const end = (whose === "people" ? ratings.peopleEnds[u] : ratings.starts[u + 1]) ?? 0;
    for (let r = ratings.starts[u] ?? 0; r < end; r++) {
      const annotator = ratings.annotator[r] ?? 0;
      if (whose !== "people" && annotator !== whose) continue;
      tally.add(ratings.category[r] ?? 0, 1);
      annotators.add(annotator);
      labels++;
    }
    if (labels > before) comparisons++;
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  return { tally: tally.finish(), n: { comparisons, labels, annotators: annotators.size, dropped: 0 } };
}

function nameOf({ annotators }: Ratings, whose: Whose): string {
  return whose === "people" ? "people" : (annotators[whose]?.id ?? "");
}

function sum(totals: Float64Array): number {
  let all = 0;
  for (let k = 0; k < totals.length; k++) all += totals[k] ?? 0;
  return all;
}
