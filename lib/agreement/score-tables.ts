import {
  cohenKappa,
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
  type TallyStatistic,
  toPairShares,
} from "@/lib/stats";
import { coefficient, shareOf } from "./figures";
import type { Ratings } from "./ratings";

/** Where the tables of two raters stand in a tally: categories first, then scores. */
export interface TableLayout {
  categories: number;
  scores: number;
  width: number;
}

/** The layout of one table of categories and one of scores. */
export function tableLayout({ categories, scores }: Ratings): TableLayout {
  const q = categories.length;
  return { categories: q, scores: scores.length, width: q * q + scores.length * scores.length };
}

/** Adds a pair of ratings (row, column) to a tally of this layout. */
export function addPair(
  add: (cell: number, amount: number) => void,
  layout: TableLayout,
  { category, scoreIndex }: Ratings,
  row: number,
  column: number,
): void {
  add((category[row] ?? 0) * layout.categories + (category[column] ?? 0), 1);
  const rowScore = scoreIndex[row] ?? -1;
  const columnScore = scoreIndex[column] ?? -1;
  if (rowScore >= 0 && columnScore >= 0) add(layout.categories ** 2 + rowScore * layout.scores + columnScore, 1);
}

/** The coefficients of two raters, or of pairs of labels, as statistics of a tally of this layout. */
export function pairStatistics({ weights, scores }: Ratings, layout: TableLayout) {
  const q2 = layout.categories ** 2;
  const categories = (totals: Float64Array) => totals.subarray(0, q2);
  const signed = (totals: Float64Array) => totals.subarray(q2, layout.width);
  const cross = (totals: Float64Array) => ({ counts: signed(totals), rowValues: scores, columnValues: scores });
  const linear = linearWeights(scores);
  const quadratic = quadraticWeights(scores);
  const distance = weights ? distanceOf(weights) : nominal;
  return {
    agreement: shareOf((totals) => rawAgreement(categories(totals), weights)),
    cohenKappa: coefficient((totals) => cohenKappa(categories(totals), weights)),
    cohenKappaLinear: coefficient((totals) => cohenKappa(signed(totals), linear)),
    cohenKappaQuadratic: coefficient((totals) => cohenKappa(signed(totals), quadratic)),
    gwetAC1: coefficient((totals) => gwetAc(toPairShares(categories(totals)), weights)),
    gwetAC2: coefficient((totals) => gwetAc(toPairShares(signed(totals)), quadratic)),
    scottPi: coefficient((totals) => scottPi(categories(totals), weights)),
    krippendorffAlphaNominal: coefficient((totals) => krippendorffAlpha(coincide(categories(totals)), distance)),
    krippendorffAlphaOrdinal: coefficient((totals) => krippendorffAlpha(coincide(signed(totals)), ordinal)),
    krippendorffAlphaInterval: coefficient((totals) => krippendorffAlpha(coincide(signed(totals)), interval(scores))),
    spearman: coefficient((totals) => spearman(cross(totals))),
    kendallTauB: coefficient((totals) => kendallTauB(cross(totals))),
    pearson: coefficient((totals) => pearson(cross(totals))),
  } satisfies Record<string, TallyStatistic>;
}

/** A table of categories as rows of numbers. */
export function toConfusion(totals: Float64Array, categories: number): number[][] {
  return Array.from({ length: categories }, (_, row) => [...totals.subarray(row * categories, (row + 1) * categories)]);
}

/** The table of scores spread over −4 to +4, those that do not occur with zeros. */
export function toSignedConfusion(totals: Float64Array, layout: TableLayout, scores: Int8Array): number[][] {
  const table = Array.from({ length: 9 }, () => new Array<number>(9).fill(0));
  for (const [row, rowScore] of scores.entries()) {
    for (const [column, columnScore] of scores.entries()) {
      const line = table[rowScore + 4];
      if (line) line[columnScore + 4] = totals[layout.categories ** 2 + row * layout.scores + column] ?? 0;
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
