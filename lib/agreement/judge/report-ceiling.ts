import { shareOf, toFigures } from "@/lib/agreement/figures";
import type { Ratings } from "@/lib/agreement/ratings";
import { createClusterTally, majority, none, share } from "@/lib/stats";
import { creditOf, creditOfCategories, type JudgePart, NO_PAIR } from "./judge-part";

/** Against the category with most people's votes; split votes are dropped and counted. */
export function reportMajority({ ratings, own, id, resampling }: JudgePart) {
  const tally = createClusterTally(2);
  const votes = new Float64Array(ratings.categories.length);
  const people = new Set<number>();
  const n = { comparisons: 0, labels: 0, annotators: 0, dropped: 0 };
  for (let u = 0; u < ratings.units; u++) {
    const judge = own[u] ?? -1;
    const from = ratings.starts[u] ?? 0;
    const end = ratings.peopleEnds[u] ?? 0;
    if (judge >= 0 && end > from) {
      countVotes(ratings, u, votes);
      const winner = majority(votes);
      if (winner < 0) n.dropped++;
      else {
        tally.add(0, creditOfCategories(ratings.weights, votes.length, winner, ratings.category[judge] ?? 0));
        tally.add(1, 1);
        n.comparisons++;
        n.labels += end - from + 1;
        for (let r = from; r < end; r++) people.add(ratings.annotator[r] ?? 0);
      }
    }
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  n.annotators = people.size + (n.comparisons > 0 ? 1 : 0);
  const reason = n.dropped > 0 ? `people's votes are split on all ${n.dropped} comparisons` : NO_PAIR;
  const statistics = { againstMajority: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, reason)) };
  return toFigures(tally.finish(), statistics, { resampling, stream: `majority ${id}`, n });
}

/** Judge, and each person left out in turn, against the majority of the other people: the same (comparison, person), the same drops. */
export function reportLeaveOneOut({ ratings, own, id, resampling }: JudgePart) {
  const tally = createClusterTally(3);
  const votes = new Float64Array(ratings.categories.length);
  const people = new Set<number>();
  const n = { comparisons: 0, labels: 0, annotators: 0, dropped: 0 };
  for (let u = 0; u < ratings.units; u++) {
    const judge = own[u] ?? -1;
    const from = ratings.starts[u] ?? 0;
    const end = ratings.peopleEnds[u] ?? 0;
    let used = false;
    if (judge >= 0 && end - from >= 2) {
      countVotes(ratings, u, votes);
      for (let r = from; r < end; r++) {
        const left = ratings.category[r] ?? 0;
        const winner = majority(votes, left);
        if (winner < 0) {
          n.dropped++;
          continue;
        }
        tally.add(0, creditOfCategories(ratings.weights, votes.length, winner, ratings.category[judge] ?? 0));
        tally.add(1, creditOfCategories(ratings.weights, votes.length, winner, left));
        tally.add(2, 1);
        people.add(ratings.annotator[r] ?? 0);
        used = true;
      }
    }
    if (used) {
      n.comparisons++;
      n.labels += end - from + 1;
    }
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  n.annotators = people.size + (n.comparisons > 0 ? 1 : 0);
  const reason = n.dropped > 0 ? "the other people's votes are always split" : NO_TWO_PEOPLE;
  return toFigures(
    tally.finish(),
    {
      againstLeaveOneOut: shareOf((totals) => share(totals[0] ?? 0, totals[2] ?? 0, reason)),
      ceilingLeaveOneOut: shareOf((totals) => share(totals[1] ?? 0, totals[2] ?? 0, reason)),
    },
    { resampling, stream: `leave one out ${id}`, n },
  );
}

const NO_TWO_PEOPLE = "no comparison has labels of two people and of this annotator";

/** People among themselves on the judge's comparisons, and the judge's agreement as a share of it, from the same resamples. */
export async function reportCeiling({ ratings, own, id, resampling }: JudgePart) {
  const tally = createClusterTally(4);
  const people = new Set<number>();
  const n = { comparisons: 0, labels: 0, annotators: 0, dropped: 0 };
  for (let u = 0; u < ratings.units; u++) {
    const judge = own[u] ?? -1;
    const from = ratings.starts[u] ?? 0;
    const end = ratings.peopleEnds[u] ?? 0;
    if (judge >= 0 && end - from >= 2) {
      for (let r = from; r < end; r++) {
        tally.add(0, creditOf(ratings, r, judge));
        tally.add(1, 1);
        people.add(ratings.annotator[r] ?? 0);
        for (let s = r + 1; s < end; s++) {
          tally.add(2, creditOf(ratings, r, s));
          tally.add(3, 1);
        }
      }
      n.comparisons++;
      n.labels += end - from;
    }
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  n.annotators = people.size;
  const figures = await toFigures(
    tally.finish(),
    {
      ceilingPairwise: shareOf((totals) => share(totals[2] ?? 0, totals[3] ?? 0, NO_TWO_PEOPLE)),
      shareOfCeiling: {
        compute: ([agreeing = 0, pairs = 0, ceiling = 0, ceilingPairs = 0]) => {
          if (pairs === 0 || ceilingPairs === 0) return none(NO_TWO_PEOPLE);
          return share(agreeing / pairs, ceiling / ceilingPairs, "people never agree with each other");
        },
      },
    },
    { resampling, stream: `ceiling ${id}`, n },
  );
  const withJudge = {
    ...figures.shareOfCeiling.n,
    labels: n.labels + n.comparisons,
    annotators: n.annotators + (n.comparisons > 0 ? 1 : 0),
  };
  return { ...figures, shareOfCeiling: { ...figures.shareOfCeiling, n: withJudge } };
}

/** People's votes of a unit by category. */
export function countVotes({ starts, peopleEnds, category }: Ratings, unit: number, votes: Float64Array): void {
  votes.fill(0);
  for (let r = starts[unit] ?? 0; r < (peopleEnds[unit] ?? 0); r++) {
    const of = category[r] ?? 0;
    votes[of] = (votes[of] ?? 0) + 1;
  }
}
