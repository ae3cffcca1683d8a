import { ratingsOf } from "@/lib/agreement/judge/judge-part";
import type { Ratings } from "@/lib/agreement/ratings";
import type { LabelColumns } from "@/lib/labels/label-columns";
import type { ComparedModels } from "@/lib/ranking/read-models";
import { type IntervalEstimate, predictionPoweredMean, wilsonOfWidth } from "@/lib/stats";
import type { ModelWinRate, Verdict } from "./types";

/** Half the width of an interval that is asked for in "labels still needed". */
const WANTED = 0.05;

/** A comparison as the win rates need it: values are how far B is preferred, 1, ½ or 0. */
export interface JudgedComparison {
  comparison: number;
  cluster: number;
  /** Mean over people; null without them. */
  people: number | null;
  judge: number;
}

/** The comparisons that the judge labelled, with what people said of them on the mean. Ties are halves. */
export function toJudgedComparisons(columns: LabelColumns, ratings: Ratings, of: number): JudgedComparison[] {
  const own = ratingsOf(ratings, of);
  const preferenceOf = (rating: number) => {
    const category = ratings.categories[ratings.category[rating] ?? -1];
    return category === "B" ? 1 : category === "A" ? 0 : category === "tie" ? 0.5 : null;
  };
  const found: JudgedComparison[] = [];
  for (let u = 0; u < ratings.units; u++) {
    const judge = preferenceOf(own[u] ?? -1);
    if (judge === null) continue;
    let sum = 0;
    let count = 0;
    for (let r = ratings.starts[u] ?? 0; r < (ratings.peopleEnds[u] ?? 0); r++) {
      const value = preferenceOf(r);
      if (value === null) continue;
      sum += value;
      count++;
    }
    const comparison = ratings.comparison[u] ?? 0;
    found.push({ comparison, cluster: columns.clusters[comparison] ?? 0, people: count > 0 ? sum / count : null, judge });
  }
  return found;
}

/** Win rates of every model with people's labels alone, the judge's alone, and both together (PPI++), the best first. */
export function toWinRates(comparisons: readonly JudgedComparison[], { names, a, b }: ComparedModels): ModelWinRate[] {
  const lists = new Map<number, JudgedComparison[]>();
  for (const judged of comparisons) {
    const [left, right] = [a[judged.comparison] ?? -1, b[judged.comparison] ?? -1];
    if (left < 0 || right < 0 || left === right) continue;
    const turned = { ...judged, people: judged.people === null ? null : 1 - judged.people, judge: 1 - judged.judge };
    for (const [model, seen] of [
      [right, judged],
      [left, turned],
    ] as const) {
      const list = lists.get(model);
      if (list) list.push(seen);
      else lists.set(model, [seen]);
    }
  }
  return [...lists]
    .map(([model, list]) => winRateOf(names[model] ?? "", list))
    .sort((x, y) => (y.combined.estimate ?? 0) - (x.combined.estimate ?? 0) || (x.model < y.model ? -1 : 1));
}

function winRateOf(model: string, list: readonly JudgedComparison[]): ModelWinRate {
  const both = list.filter(({ people }) => people !== null);
  const alone = list.filter(({ people }) => people === null);
  const clusters = [...both, ...alone].map(({ cluster }) => cluster);
  const made = predictionPoweredMean({
    human: both.map(({ people }) => people ?? 0),
    judge: both.map(({ judge }) => judge),
    judgeOnly: alone.map(({ judge }) => judge),
    clusters,
  });
  const byJudge = predictionPoweredMean(
    { human: list.map(({ judge }) => judge), judge: [], judgeOnly: [], clusters: list.map(({ cluster }) => cluster) },
    { lambda: 0 },
  ).humanOnly;
  return {
    model,
    both: both.length,
    judgeOnly: alone.length,
    people: withinShares(made.humanOnly),
    judge: withinShares({ ...byJudge, method: "the judge's labels alone, cluster sandwich" }),
    combined: withinShares(made.combined),
    lambda: made.lambda,
    saved: made.saved,
  };
}

/**
 * A win rate's interval within 0 and 1: Wilson's at the number of independent comparisons that would give a mean as uncertain as this one.
 * At 0 and 1 there is no such number; the limits are cut there.
 */
export function withinShares(rate: IntervalEstimate): IntervalEstimate {
  const { estimate, low, high } = rate;
  if (estimate === null || low === null || high === null) return rate;
  const half = (high - low) / 2;
  if (estimate <= 0 || estimate >= 1 || half <= 0) return { ...rate, low: Math.max(0, low), high: Math.min(1, high) };
  const within = wilsonOfWidth(estimate, half, rate.level);
  return { ...rate, low: within.low, high: within.high, method: `${rate.method}, ${within.method}` };
}

/** How many comparisons people would still have to label for ±0.05 on every model: intervals shrink with the root of their number. */
export function labelsNeeded(rates: readonly ModelWinRate[]): Verdict["needed"] {
  if (rates.length === 0) return null;
  const more = (of: (rate: ModelWinRate) => IntervalEstimate) => {
    let most = 0;
    for (const rate of rates) {
      const { low, high } = of(rate);
      if (low === null || high === null) return null;
      const half = (high - low) / 2;
      // Every model shares its comparisons with another one.
      most = Math.max(most, Math.ceil(rate.both * Math.max(0, (half / WANTED) ** 2 - 1) - 1e-6));
    }
    return Math.ceil((most * rates.length) / 2);
  };
  const people = more((rate) => rate.people);
  const withJudge = more((rate) => rate.combined);
  return people === null || withJudge === null ? null : { people, withJudge };
}
