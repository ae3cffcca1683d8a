import type { CombinedStrengths } from "@/lib/ranking/beside-types";
import { type IntervalEstimate, predictionPoweredStrengths, ranksOf, toEloScale } from "@/lib/stats";
import type { BattleColumns } from "./gather-battles";

/** The mean of all models on Elo's scale. */
const MEAN = 1000;

/**
 * Strengths by PPI++ on Elo's scale. Each label of a person on a comparison that the judge labelled is a battle with both outcomes;
 * each comparison of the judge alone is one with its outcome. Models of which no person saw a battle that the judge saw too are left
 * out: there is nothing to correct the judge by.
 *
 * @param comparisons - How many comparisons the columns have.
 */
export function combineStrengths(people: BattleColumns, judge: BattleColumns, comparisons: number): CombinedStrengths {
  const judged = new Int8Array(comparisons).fill(-1);
  for (const [row, of] of judge.comparison.entries()) judged[of] = judge.outcome[row] ?? -1;
  const labelled = new Uint8Array(comparisons);
  for (const of of people.comparison) labelled[of] = 1;

  const battles = {
    left: [] as number[],
    right: [] as number[],
    human: [] as number[],
    judge: [] as number[],
    clusters: [] as number[],
  };
  const places = new Map<string, number>();
  const placeOf = (name: string) => {
    const known = places.get(name) ?? places.size;
    places.set(name, known);
    return known;
  };
  for (const [row, of] of people.comparison.entries()) {
    if ((judged[of] ?? -1) < 0) continue;
    battles.left.push(placeOf(people.models[people.left[row] ?? 0] ?? ""));
    battles.right.push(placeOf(people.models[people.right[row] ?? 0] ?? ""));
    battles.human.push(people.outcome[row] ?? 0);
    battles.judge.push(judged[of] ?? 0);
    battles.clusters.push(people.cluster[row] ?? 0);
  }
  const both = battles.left.length;
  for (const [row, of] of judge.comparison.entries()) {
    const left = places.get(judge.models[judge.left[row] ?? 0] ?? "");
    const right = places.get(judge.models[judge.right[row] ?? 0] ?? "");
    if (labelled[of] === 1 || left === undefined || right === undefined) continue;
    battles.left.push(left);
    battles.right.push(right);
    battles.human.push(-1);
    battles.judge.push(judge.outcome[row] ?? 0);
    battles.clusters.push(judge.cluster[row] ?? 0);
  }
  const counts = { both, judgeOnly: battles.left.length - both };
  const nothing = (reason: string): CombinedStrengths => ({ models: [], lambda: null, ...counts, reason });
  if (both === 0) return nothing("no comparison was labelled by people and by the judge");
  const made = predictionPoweredStrengths(battles, places.size);
  if (!made.combined) return nothing(made.reason.replace("human battles", "on the comparisons that both labelled"));
  const ranks = ranksOf(made.combined.map(({ estimate }) => estimate ?? 0));
  const models = [...places].map(([model, place]) => {
    const [combined, alone] = [made.combined[place], made.humanOnly[place]];
    const nowhere: IntervalEstimate = { estimate: null, low: null, high: null, level: 0.95, method: "none", reason: "no battle" };
    return {
      model,
      rank: ranks[place] ?? 0,
      rating: onScale(combined ?? nowhere),
      people: onScale(alone ?? nowhere),
      saved: savedOf(combined, alone),
    };
  });
  return {
    models: models.sort((x, y) => x.rank - y.rank || (x.model < y.model ? -1 : 1)),
    lambda: made.lambda,
    ...counts,
    reason: null,
  };
}

function onScale(log: IntervalEstimate): IntervalEstimate {
  const scaled = (value: number | null) => (value === null ? null : toEloScale(value, MEAN));
  return { ...log, estimate: scaled(log.estimate), low: scaled(log.low), high: scaled(log.high) };
}

function savedOf(combined: IntervalEstimate | undefined, alone: IntervalEstimate | undefined): number | null {
  const width = (of: IntervalEstimate | undefined) => (of?.low == null || of.high === null ? null : of.high - of.low);
  const [narrow, wide] = [width(combined), width(alone)];
  return narrow === null || wide === null || wide === 0 ? null : 1 - narrow / wide;
}
