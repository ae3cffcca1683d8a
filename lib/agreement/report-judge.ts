import { createClusterTally, share } from "@/lib/stats";
import { type Resampling, shareOf, toFigures } from "./figures";
import { creditOf, type JudgePart, NO_PAIR, ratingsOf } from "./judge-part";
import type { Ratings } from "./ratings";
import { reportCalibration } from "./report-calibration";
import { reportCeiling, reportLeaveOneOut, reportMajority } from "./report-ceiling";
import { addPair, pairStatistics, tableLayout, toConfusion, toSignedConfusion } from "./score-tables";
import type { ReportedGroup, ReportedJudge } from "./types";

/** A judge as its own entry and as a group with people. */
export interface JudgeReport {
  judge: Omit<ReportedJudge, "position" | "tieShare">;
  group: ReportedGroup;
}

/**
 * A judge or baseline against people. Each pair of a person's label and the judge's on the same comparison is a unit of two ratings.
 *
 * @param of - Its place among the annotators.
 */
export function reportJudge(ratings: Ratings, of: number, resampling: Resampling): JudgeReport {
  const annotator = ratings.annotators[of];
  if (!annotator || annotator.kind === "HUMAN") throw new Error("a judge's report needs a judge");
  const part: JudgePart = { ratings, own: ratingsOf(ratings, of), id: annotator.id, resampling };
  const pairs = reportPairsWithPeople(part);
  const { agreementOverComparisons, ...figures } = pairs.figures;
  const judge = {
    annotator: annotator.id,
    kind: annotator.kind,
    comparisons: pairs.comparisons,
    pairs: pairs.pairs,
    shareB: reportShareB(part),
    againstEachHuman: figures.agreement,
    cohenKappa: figures.cohenKappa,
    krippendorffAlphaNominal: figures.krippendorffAlphaNominal,
    krippendorffAlphaOrdinal: figures.krippendorffAlphaOrdinal,
    gwetAC1: figures.gwetAC1,
    ...reportMajority(part),
    ...reportLeaveOneOut(part),
    ...reportCeiling(part),
    confusion: pairs.confusion,
    confusionSigned: pairs.confusionSigned,
    ...reportCalibration(part),
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

function reportPairsWithPeople({ ratings, own, id, resampling }: JudgePart) {
  const layout = tableLayout(ratings);
  const agreeing = layout.width;
  const counted = layout.width + 1;
  const tally = createClusterTally(layout.width + 2);
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
        addPair(tally.add, layout, ratings, r, judge);
        credit += creditOf(ratings, r, judge);
        people.add(ratings.annotator[r] ?? 0);
      }
      tally.add(agreeing, credit / (end - from));
      tally.add(counted, 1);
      comparisons++;
      pairs += end - from;
    }
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  const finished = tally.finish();
  const {
    agreement,
    cohenKappa,
    gwetAC1,
    gwetAC2,
    krippendorffAlphaInterval,
    krippendorffAlphaNominal,
    krippendorffAlphaOrdinal,
  } = pairStatistics(ratings, layout);
  const figures = toFigures(
    finished,
    {
      agreement,
      cohenKappa,
      gwetAC1,
      gwetAC2,
      krippendorffAlphaInterval,
      krippendorffAlphaNominal,
      krippendorffAlphaOrdinal,
      agreementOverComparisons: shareOf((totals) => share(totals[agreeing] ?? 0, totals[counted] ?? 0, NO_PAIR)),
    },
    {
      resampling,
      stream: `judge ${id}`,
      n: { comparisons, labels: pairs + comparisons, annotators: people.size + 1, dropped: 0 },
    },
  );
  return {
    comparisons,
    pairs,
    figures,
    confusion: toConfusion(finished.totals, layout.categories),
    confusionSigned: toSignedConfusion(finished.totals, layout, ratings.scores),
  };
}

function reportShareB({ ratings, own, id, resampling }: JudgePart) {
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
  return toFigures(tally.finish(), statistics, { resampling, stream: `share of B ${id}`, n }).shareB;
}
