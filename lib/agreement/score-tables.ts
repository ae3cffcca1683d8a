import {
  type ClusterTallyBuilder,
  cohenKappa,
  createClusterTally,
  distanceOf,
  gwetAc,
  interval,
  kendallTauB,
  krippendorffAlpha,
  linearWeights,
  nominal,
  ordinal,
  pearson,
  quadraticWeights,
  rawAgreement,
  scottPi,
  spearman,
  toPairShares,
} from "@/lib/stats";
import { coefficient, type FigureContext, shareOf, toFigures } from "./figures";
import type { Ratings } from "./ratings";

/**
 * The tables of two annotators, or of pairs of labels: categories and scores apart, since few categories make few kinds of cluster, and
 * those are resampled together.
 */
export interface PairTallies {
  categories: ClusterTallyBuilder;
  scores: ClusterTallyBuilder;
}

/** Empty tables for the categories and scores of these ratings. */
export function createPairTallies({ categories, scores }: Ratings): PairTallies {
  return { categories: createClusterTally(categories.length ** 2), scores: createClusterTally(scores.length ** 2) };
}

/** Adds a pair of ratings. */
export function addPair(tallies: PairTallies, ratings: Ratings, row: number, column: number): void {
  const { category, categories, scoreIndex, scores } = ratings;
  tallies.categories.add((category[row] ?? 0) * categories.length + (category[column] ?? 0), 1);
  const rowScore = scoreIndex[row] ?? -1;
  const columnScore = scoreIndex[column] ?? -1;
  if (rowScore >= 0 && columnScore >= 0) tallies.scores.add(rowScore * scores.length + columnScore, 1);
}

/** Ends the cluster in both tables. */
export function endPairCluster({ categories, scores }: PairTallies): void {
  categories.endCluster();
  scores.endCluster();
}

/** All coefficients of the pairs, and the two tables. */
export async function toPairFigures({ weights, scores }: Ratings, tallies: PairTallies, context: FigureContext) {
  const categories = tallies.categories.finish();
  const signed = tallies.scores.finish();
  const distance = weights ? distanceOf(weights) : nominal;
  const linear = linearWeights(scores);
  const quadratic = quadraticWeights(scores);
  const byScore = interval(scores);
  const cross = (counts: Float64Array) => ({ counts, rowValues: scores, columnValues: scores });
  const ofCategories = await toFigures(
    categories,
    {
      agreement: shareOf((table) => rawAgreement(table, weights)),
      cohenKappa: coefficient((table) => cohenKappa(table, weights)),
      gwetAC1: coefficient((table) => gwetAc(toPairShares(table), weights)),
      scottPi: coefficient((table) => scottPi(table, weights)),
      krippendorffAlphaNominal: coefficient((table) => krippendorffAlpha(coincide(table), distance)),
    },
    context,
  );
  // Unreadable verdicts that count as wrong have no score.
  const dropped = sum(categories.totals) - sum(signed.totals);
  const ofScores = await toFigures(
    signed,
    {
      cohenKappaLinear: coefficient((table) => cohenKappa(table, linear)),
      cohenKappaQuadratic: coefficient((table) => cohenKappa(table, quadratic)),
      gwetAC2: coefficient((table) => gwetAc(toPairShares(table), quadratic)),
      krippendorffAlphaOrdinal: coefficient((table) => krippendorffAlpha(coincide(table), ordinal)),
      krippendorffAlphaInterval: coefficient((table) => krippendorffAlpha(coincide(table), byScore)),
      spearman: coefficient((table) => spearman(cross(table))),
      kendallTauB: coefficient((table) => kendallTauB(cross(table))),
      pearson: coefficient((table) => pearson(cross(table))),
    },
    { ...context, stream: `${context.stream}, scores`, n: { ...context.n, dropped } },
  );
  return { figures: { ...ofCategories, ...ofScores }, categories: categories.totals, scores: signed.totals };
}

/** A table of categories as rows of numbers. */
export function toConfusion(totals: Float64Array): number[][] {
  const q = Math.sqrt(totals.length);
  return Array.from({ length: q }, (_, row) => [...totals.subarray(row * q, (row + 1) * q)]);
}

/** A table of scores spread over −4 to +4, those that do not occur with zeros. */
export function toSignedConfusion(totals: Float64Array, scores: Int8Array): number[][] {
  const table = Array.from({ length: 9 }, () => new Array<number>(9).fill(0));
  for (const [row, rowScore] of scores.entries()) {
    for (const [column, columnScore] of scores.entries()) {
      const line = table[rowScore + 4];
      if (line) line[columnScore + 4] = totals[row * scores.length + column] ?? 0;
    }
  }
  return table;
}

/** Units of two ratings as coincidences: each pair in either direction. */
function coincide(table: Float64Array): Float64Array {
  const q = Math.sqrt(table.length);
  const both = new Float64Array(table.length);
  for (let k = 0; k < q; k++) {
    for (let l = 0; l < q; l++) both[k * q + l] = (table[k * q + l] ?? 0) + (table[l * q + k] ?? 0);
  }
  return both;
}

function sum(totals: Float64Array): number {
  let all = 0;
  for (let k = 0; k < totals.length; k++) all += totals[k] ?? 0;
  return all;
}
