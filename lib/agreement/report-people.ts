import {
  createClusterTally,
  distanceOf,
  fleissKappa,
  gwetAc,
  interval,
  krippendorffAlpha,
  nominal,
  ordinal,
  type PairShares,
  quadraticWeights,
  rawAgreement,
  scottPi,
} from "@/lib/stats";
import { coefficient, type FigureContext, type Resampling, shareOf, toFigures } from "./figures";
import type { Ratings } from "./ratings";
import type { ReportedGroup } from "./types";

/**
 * People among themselves: the ceiling for every judge. α and agreement use comparisons with two labels or more; Fleiss and Gwet take
 * the base rates from all.
 */
export async function reportPeople(ratings: Ratings, resampling: Resampling): Promise<ReportedGroup> {
  const { figures, ...counts } = await reportPaired(ratings, resampling);
  return { between: ["HUMAN", "HUMAN"], ...counts, ...figures, ...(await reportCorrected(ratings, resampling)) };
}

/** Figures that need pairs of labels alone. */
async function reportPaired(ratings: Ratings, resampling: Resampling) {
  const q = ratings.categories.length;
  const s = ratings.scores.length;
  // Pairs, pair shares and coincidences of categories; coincidences of scores.
  const categories = createClusterTally(3 * q * q);
  const signed = createClusterTally(s * s);
  const people = new Set<number>();
  let comparisons = 0;
  let labels = 0;
  let pairs = 0;
  for (let u = 0; u < ratings.units; u++) {
    const from = ratings.starts[u] ?? 0;
    const end = ratings.peopleEnds[u] ?? 0;
    const m = end - from;
    if (m >= 2) {
      comparisons++;
      labels += m;
      pairs += (m * (m - 1)) / 2;
      for (let r = from; r < end; r++) people.add(ratings.annotator[r] ?? 0);
      const unit = { values: ratings.category, from, end, size: q };
      addPairs(categories.add, unit, 0, 1);
      addPairs(categories.add, unit, q * q, 1 / (m * (m - 1)));
      addPairs(categories.add, unit, 2 * q * q, 1 / (m - 1));
      addPairs(signed.add, { values: ratings.scoreIndex, from, end, size: s }, 0, 1 / (m - 1));
    }
    if (ratings.endsCluster[u] === 1) {
      categories.endCluster();
      signed.endCluster();
    }
  }
  const { weights, scores } = ratings;
  const part = (k: number) => (totals: Float64Array) => totals.subarray(k * q * q, (k + 1) * q * q);
  const [pooled, shares, coincidences] = [part(0), part(1), part(2)];
  const distance = weights ? distanceOf(weights) : nominal;
  const context: FigureContext = {
    resampling,
    stream: "people",
    n: { comparisons, labels, annotators: people.size, dropped: 0 },
  };
  const figures = {
    ...(await toFigures(
      categories.finish(),
      {
        agreement: shareOf((totals) => rawAgreement(shares(totals), weights)),
        agreementPooled: shareOf((totals) => rawAgreement(pooled(totals), weights)),
        krippendorffAlphaNominal: coefficient((totals) => krippendorffAlpha(coincidences(totals), distance)),
        scottPi: coefficient((totals) => scottPi(pooled(totals), weights)),
      },
      context,
    )),
    ...(await toFigures(
      signed.finish(),
      {
        krippendorffAlphaOrdinal: coefficient((totals) => krippendorffAlpha(totals, ordinal)),
        krippendorffAlphaInterval: coefficient((totals) => krippendorffAlpha(totals, interval(scores))),
      },
      { ...context, stream: "people, scores" },
    )),
  };
  return { comparisons, ratings: labels, pairs, figures };
}

/** Figures whose chance agreement comes from all labels. */
async function reportCorrected(ratings: Ratings, resampling: Resampling) {
  const q = ratings.categories.length;
  const s = ratings.scores.length;
  // Pair shares, then shares.
  const categories = createClusterTally(q * q + q);
  const signed = createClusterTally(s * s + s);
  const people = new Set<number>();
  let comparisons = 0;
  let labels = 0;
  for (let u = 0; u < ratings.units; u++) {
    const from = ratings.starts[u] ?? 0;
    const end = ratings.peopleEnds[u] ?? 0;
    const m = end - from;
    if (m >= 1) {
      comparisons++;
      labels += m;
      for (let r = from; r < end; r++) {
        people.add(ratings.annotator[r] ?? 0);
        categories.add(q * q + (ratings.category[r] ?? 0), 1 / m);
        signed.add(s * s + (ratings.scoreIndex[r] ?? 0), 1 / m);
      }
    }
    if (m >= 2) {
      addPairs(categories.add, { values: ratings.category, from, end, size: q }, 0, 1 / (m * (m - 1)));
      addPairs(signed.add, { values: ratings.scoreIndex, from, end, size: s }, 0, 1 / (m * (m - 1)));
    }
    if (ratings.endsCluster[u] === 1) {
      categories.endCluster();
      signed.endCluster();
    }
  }
  const quadratic = quadraticWeights(ratings.scores);
  const n = { comparisons, labels, annotators: people.size, dropped: 0 };
  return {
    ...(await toFigures(
      categories.finish(),
      {
        fleissKappa: coefficient((totals) => fleissKappa(toTables(totals, q), ratings.weights)),
        gwetAC1: coefficient((totals) => gwetAc(toTables(totals, q), ratings.weights)),
      },
      { resampling, stream: "people, all labels", n },
    )),
    ...(await toFigures(
      signed.finish(),
      { gwetAC2: coefficient((totals) => gwetAc(toTables(totals, s), quadratic)) },
      { resampling, stream: "people, scores of all labels", n },
    )),
  };
}

function toTables(totals: Float64Array, size: number): PairShares {
  return { pairs: totals.subarray(0, size * size), shares: totals.subarray(size * size) };
}

interface Unit {
  /** Categories or places of scores. */
  values: Int8Array;
  from: number;
  end: number;
  size: number;
}

/** Adds all ordered pairs of ratings of a unit. */
function addPairs(
  add: (cell: number, amount: number) => void,
  { values, from, end, size }: Unit,
  at: number,
  amount: number,
): void {
  for (let r = from; r < end; r++) {
    for (let s = from; s < end; s++) {
      if (r !== s) add(at + (values[r] ?? 0) * size + (values[s] ?? 0), amount);
    }
  }
}
