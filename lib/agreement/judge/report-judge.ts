import { type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import type { Ratings } from "@/lib/agreement/ratings";
import {
  addPair,
  createPairTallies,
  endPairCluster,
  toConfusion,
  toPairFigures,
  toSignedConfusion,
} from "@/lib/agreement/score-tables";
import type { ReportedGroup, ReportedJudge } from "@/lib/agreement/types";
import { createClusterTally, share } from "@/lib/stats";
import { creditOf, type JudgePart, NO_PAIR, ratingsOf } from "./judge-part";
import { reportCalibration } from "./report-calibration";
import { reportCeiling, reportLeaveOneOut, reportMajority } from "./report-ceiling";

/** A judge as its own entry and as a group with people. */
export interface JudgeReport {
  judge: Omit<ReportedJudge, "position" | "length" | "altTest" | "tieShare">;
  group: ReportedGroup;
}

/**
 * A judge or baseline against people. Each pair of a person's label and the judge's on the same comparison is a unit of two ratings.
 *
 * @param of - Its place among the annotators.
 * @param people - People among themselves, from the same ratings: the ceiling of a judge that labelled all that they did.
 */
export async function reportJudge(
  ratings: Ratings,
  of: number,
  resampling: Resampling,
  people: ReportedGroup,
): Promise<JudgeReport> {
  const annotator = ratings.annotators[of];
  if (!annotator || annotator.kind === "HUMAN") throw new Error("a judge's report needs a judge");
  const part: JudgePart = { ratings, own: ratingsOf(ratings, of), id: annotator.id, resampling };
  const pairs = await reportPairsWithPeople(part);
  const { agreementOverComparisons, ...figures } = pairs.figures;
  const ceiling = await reportCeiling(part);
  const isWholeCeiling = people.comparisons > 0 && ceiling.ceilingPairwise.n.comparisons === people.comparisons;
  const judge = {
    annotator: annotator.id,
    kind: annotator.kind,
    comparisons: pairs.comparisons,
    pairs: pairs.pairs,
    shareB: await reportShareB(part),
    againstEachHuman: figures.agreement,
    cohenKappa: figures.cohenKappa,
    krippendorffAlphaNominal: figures.krippendorffAlphaNominal,
    krippendorffAlphaOrdinal: figures.krippendorffAlphaOrdinal,
    gwetAC1: figures.gwetAC1,
    ...(await reportMajority(part)),
    ...(await reportLeaveOneOut(part)),
    ...ceiling,
    // The same pairs have one interval: resampled apart, they would differ in the second decimal.
    ceilingPairwise: isWholeCeiling ? people.agreementPooled : ceiling.ceilingPairwise,
    confusion: pairs.confusion,
    confusionSigned: pairs.confusionSigned,
    ...(await reportCalibration(part)),
  };
  const group: ReportedGroup = {
    between: ["HUMAN", annotator.kind],
    annotator: annotator.id,
    comparisons: pairs.comparisons,
    ratings: pairs.pairs + pairs.comparisons,
    pairs: pairs.pairs,
    agreement: agreementOverComparisons,
    agreementPooled: figures.agreement,
    krippendorffAlphaNominal: figures.krippendorffAlphaNominal,
    krippendorffAlphaOrdinal: figures.krippendorffAlphaOrdinal,
    krippendorffAlphaInterval: figures.krippendorffAlphaInterval,
    gwetAC1: figures.gwetAC1,
    gwetAC2: figures.gwetAC2,
    cohenKappa: figures.cohenKappa,
  };
  return { judge, group };
}

async function reportPairsWithPeople({ ratings, own, id, resampling }: JudgePart) {
  const tallies = createPairTallies(ratings);
  const overComparisons = createClusterTally(2);
  const people = new Set<number>();
  let comparisons = 0;
  let pairs = 0;
  for (let u = 0; u < ratings.units; u++) {
    const judge = own[u] ?? -1;
    const from = ratings.starts[u] ?? 0;
    const end = ratings.peopleEnds[u] ?? 0;
    if (judge >= 0 && end > from) {
      let credit = 0;
      for (let r = from; r < end; r++) {
        addPair(tallies, ratings, r, judge);
        credit += creditOf(ratings, r, judge);
        people.add(ratings.annotator[r] ?? 0);
      }
      overComparisons.add(0, credit / (end - from));
      overComparisons.add(1, 1);
      comparisons++;
      pairs += end - from;
    }
    if (ratings.endsCluster[u] === 1) {
      endPairCluster(tallies);
      overComparisons.endCluster();
    }
  }
  const n = { comparisons, labels: pairs + comparisons, annotators: comparisons > 0 ? people.size + 1 : 0, dropped: 0 };
  const made = await toPairFigures(ratings, tallies, { resampling, stream: `judge ${id}`, n });
  const { agreementOverComparisons } = await toFigures(
    overComparisons.finish(),
    { agreementOverComparisons: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, NO_PAIR)) },
    { resampling, stream: `judge over comparisons ${id}`, n },
  );
  return {
    comparisons,
    pairs,
    figures: { ...made.figures, agreementOverComparisons },
    confusion: toConfusion(made.categories),
    confusionSigned: toSignedConfusion(made.scores, ratings.scores),
  };
}

async function reportShareB({ ratings, own, id, resampling }: JudgePart) {
  const tally = createClusterTally(2);
  const b = ratings.categories.indexOf("B");
  let labels = 0;
  for (let u = 0; u < ratings.units; u++) {
    const judge = own[u] ?? -1;
    if (judge >= 0) {
      tally.add(0, ratings.category[judge] === b ? 1 : 0);
      tally.add(1, 1);
      labels++;
    }
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  const n = { comparisons: labels, labels, annotators: labels > 0 ? 1 : 0, dropped: 0 };
  const statistics = {
    shareB: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, "the annotator has no label that counts")),
  };
  return (await toFigures(tally.finish(), statistics, { resampling, stream: `share of B ${id}`, n })).shareB;
}
