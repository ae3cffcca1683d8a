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
import { coefficient, type Resampling, shareOf, toFigures } from "./figures";
import type { Ratings } from "./ratings";
import type { ReportedGroup } from "./types";

/**
 * People among themselves: the ceiling for every judge. α and agreement use comparisons with two labels or more; Fleiss and Gwet take
 * the base rates from all.
 */
export function reportPeople(ratings: Ratings, resampling: Resampling): ReportedGroup {
  const paired = reportPaired(ratings, resampling);
  return { between: ["HUMAN", "HUMAN"], ...paired, ...reportCorrected(ratings, resampling) };
}

/** Figures that need pairs of labels alone. Cells: pairs, pair shares and coincidences of categories, coincidences of scores. */
function reportPaired(ratings: Ratings, resampling: Resampling) {
  const q = ratings.categories.length;
  const s = ratings.scores.length;
  const q2 = q * q;
  const tally = createClusterTally(3 * q2 + s * s);
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
      addPairs(tally.add, { values: ratings.category, from, end, categories: q, at: 0, amount: 1 });
      addPairs(tally.add, { values: ratings.category, from, end, categories: q, at: q2, amount: 1 / (m * (m - 1)) });
      addPairs(tally.add, { values: ratings.category, from, end, categories: q, at: 2 * q2, amount: 1 / (m - 1) });
      addPairs(tally.add, { values: ratings.scoreIndex, from, end, categories: s, at: 3 * q2, amount: 1 / (m - 1) });
    }
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  const { weights, scores } = ratings;
  const part = (at: number, width: number) => (totals: Float64Array) => totals.subarray(at, at + width);
  const pooled = part(0, q2);
  const shares = part(q2, q2);
  const categories = part(2 * q2, q2);
  const signed = part(3 * q2, s * s);
  const figures = toFigures(
    tally.finish(),
    {
      agreement: shareOf((totals) => rawAgreement(shares(totals), weights)),
      agreementPooled: shareOf((totals) => rawAgreement(pooled(totals), weights)),
      krippendorffAlphaNominal: coefficient((totals) =>
        krippendorffAlpha(categories(totals), weights ? distanceOf(weights) : nominal),
      ),
      krippendorffAlphaOrdinal: coefficient((totals) => krippendorffAlpha(signed(totals), ordinal)),
      krippendorffAlphaInterval: coefficient((totals) => krippendorffAlpha(signed(totals), interval(scores))),
      scottPi: coefficient((totals) => scottPi(pooled(totals), weights)),
    },
    { resampling, stream: "people", n: { comparisons, labels, annotators: people.size, dropped: 0 } },
  );
  return { comparisons, ratings: labels, pairs, ...figures };
}

/** Figures whose chance agreement comes from all labels. Cells: pair shares and shares of categories, then those of scores. */
function reportCorrected(ratings: Ratings, resampling: Resampling) {
  const q = ratings.categories.length;
  const s = ratings.scores.length;
  const scoresAt = q * q + q;
  const tally = createClusterTally(scoresAt + s * s + s);
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
        tally.add(q * q + (ratings.category[r] ?? 0), 1 / m);
        tally.add(scoresAt + s * s + (ratings.scoreIndex[r] ?? 0), 1 / m);
      }
      if (m >= 2) {
        const amount = 1 / (m * (m - 1));
        addPairs(tally.add, { values: ratings.category, from, end, categories: q, at: 0, amount });
        addPairs(tally.add, { values: ratings.scoreIndex, from, end, categories: s, at: scoresAt, amount });
      }
    }
    if (ratings.endsCluster[u] === 1) tally.endCluster();
  }
  const { weights, scores } = ratings;
  const quadratic = quadraticWeights(scores);
  const tables = (totals: Float64Array, at: number, k: number): PairShares => ({
    pairs: totals.subarray(at, at + k * k),
    shares: totals.subarray(at + k * k, at + k * k + k),
  });
  return toFigures(
    tally.finish(),
    {
      fleissKappa: coefficient((totals) => fleissKappa(tables(totals, 0, q), weights)),
      gwetAC1: coefficient((totals) => gwetAc(tables(totals, 0, q), weights)),
      gwetAC2: coefficient((totals) => gwetAc(tables(totals, scoresAt, s), quadratic)),
    },
    { resampling, stream: "people, all labels", n: { comparisons, labels, annotators: people.size, dropped: 0 } },
  );
}

interface UnitPairs {
  values: Int8Array;
  from: number;
  end: number;
  categories: number;
  at: number;
  amount: number;
}

/** Adds all ordered pairs of ratings of a unit. */
function addPairs(add: (cell: number, amount: number) => void, { values, from, end, categories, at, amount }: UnitPairs): void {
  for (let r = from; r < end; r++) {
    for (let s = from; s < end; s++) {
      if (r !== s) add(at + (values[r] ?? 0) * categories + (values[s] ?? 0), amount);
    }
  }
}
