import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { type Estimate, none, some } from "@/lib/stats/estimate";
import { adjustPValues } from "./adjust-p";

/** Categories that people and a judge gave to the same items: item i's people stand in [starts[i], starts[i + 1]), each once. */
export interface JudgedItems {
  readonly starts: ArrayLike<number>;
  /** Person and category of each label of people, categories from 0 to `categories` − 1. */
  readonly person: ArrayLike<number>;
  readonly category: ArrayLike<number>;
  readonly persons: number;
  readonly categories: number;
  /** The judge's category for each item, or −1. */
  readonly judge: ArrayLike<number>;
}

/** One person against the judge, both measured by the other people. */
export interface PersonAgainstJudge {
  readonly person: number;
  /** Items that the person, the judge and at least one other person labelled. */
  readonly items: number;
  /** Share of items on which the judge is at least as close to the others as the person is. */
  readonly judgeAdvantage: number;
  /** Share on which the person is at least as close as the judge. */
  readonly personAdvantage: number;
  /** Mean of (person at least as close) − (judge at least as close), and its standard deviation. */
  readonly meanDifference: number;
  readonly spread: number;
  /** Of the hypothesis that the person is better by `epsilon` or more; null where it was not tested. */
  readonly p: number | null;
  readonly rejected: boolean;
  /** Chance that as many items would reject, if the differences stay as they are; null where none vary. */
  readonly power: number | null;
  /** Items that this test would need to reject with the power asked for, if the differences stay as they are; null if none would do. */
  readonly itemsNeeded: number | null;
  /** Why the person was not tested. */
  readonly reason: string | null;
}

/** May the judge stand in for a person? */
export interface AlternativeAnnotatorTest {
  readonly epsilon: number;
  /** ω: share of the tested people whose place the judge could take; passes from ½ on. */
  readonly winningRate: Estimate;
  /** ρ: mean over the tested people of the judge's advantage; compares judges, whatever ε is. */
  readonly advantageProbability: Estimate;
  readonly passes: boolean | null;
  readonly perPerson: readonly PersonAgainstJudge[];
}

/** Choices of the test. */
export interface AlternativeAnnotatorOptions {
  /** How much better a person may be and still be replaced, for what a person costs more: 0.2 for experts, 0.15 skilled, 0.1 crowd. */
  readonly epsilon?: number;
  /** False discovery rate over people (Benjamini–Yekutieli). */
  readonly q?: number;
  /** A person with fewer items is not tested and is left out of ω and ρ. */
  readonly leastItems?: number;
  /** With fewer tested people there is no result. */
  readonly leastPersons?: number;
  /** For `itemsNeeded`. */
  readonly power?: number;
}

/**
 * The alternative annotator test: for each person, is the judge at least as close to the *other* people as this person is?
 *
 * Closeness is the share of others with the same category; both win where equally close. H₀: the person is better by ε or more, tested by t over items,
 * and p values are adjusted by Benjamini and Yekutieli for any dependence.
 *
 * @returns No ω, ρ and verdict with fewer than three people tested (two where asked for). With skewed categories many items are
 *   draws, and a judge that always says the same may pass: look at `judgeAdvantage` beside a constant judge's.
 * @see Calderon, Reichart & Dror (2025), "The alternative annotator test for LLM-as-a-judge". O(labels).
 */
export function alternativeAnnotatorTest(
  data: JudgedItems,
  { epsilon = 0.2, q = 0.05, leastItems = 30, leastPersons = 3, power = 0.8 }: AlternativeAnnotatorOptions = {},
): AlternativeAnnotatorTest {
  const people = compareAll(data, epsilon);
  const isTested = people.map(({ items }) => items >= leastItems);
  const tested = people.filter((_, i) => isTested[i]);
  const adjusted = adjustPValues(
    tested.map(({ p }) => p),
    "BY",
  );
  // The last step of Benjamini and Yekutieli's ladder that one rejection must reach.
  const m = Math.max(1, tested.length);
  const strictest = q / (m * Array.from({ length: m }, (_, k) => 1 / (k + 1)).reduce((sum, part) => sum + part, 0));
  const perPerson = people.map((own, i): PersonAgainstJudge => {
    const { items } = own;
    const rejected = isTested[i] === true && (adjusted[tested.indexOf(own)] ?? 1) <= q;
    return {
      person: i,
      items,
      judgeAdvantage: own.judgeAdvantage,
      personAdvantage: own.personAdvantage,
      meanDifference: own.mean,
      spread: own.spread,
      p: isTested[i] ? own.p : null,
      rejected,
      power: powerOf(own.mean, own.spread, epsilon, items, strictest),
      itemsNeeded: itemsNeeded(own.mean, own.spread, epsilon, { level: strictest, power }),
      reason: isTested[i] ? null : `${items} items with this person, the judge and another person; ${leastItems} are needed`,
    };
  });
  if (tested.length < leastPersons) {
    const why = none(`${tested.length} people have ${leastItems} items or more to be tested on; ${leastPersons} are needed`);
    return { epsilon, winningRate: why, advantageProbability: why, passes: null, perPerson };
  }
  const winningRate = perPerson.filter(({ rejected }) => rejected).length / tested.length;
  const advantage = tested.reduce((sum, { judgeAdvantage }) => sum + judgeAdvantage, 0) / tested.length;
  return {
    epsilon,
    winningRate: some(winningRate),
    advantageProbability: some(advantage),
    passes: winningRate >= 0.5,
    perPerson,
  };
}

/**
 * Items for a one-sided t test to find "the person is better by less than ε" with a power, if mean and spread stay.
 *
 * n = ((t_level + t_power) s/(ε − mean))², found step by step since t depends on n.
 *
 * @returns At least 2; null where the mean is ε or more, so that no number of items would do.
 */
export function itemsNeeded(
  mean: number,
  spread: number,
  epsilon: number,
  { level = 0.05, power = 0.8 }: { level?: number; power?: number } = {},
): number | null {
  const gap = epsilon - mean;
  if (!(gap > 0) || !Number.isFinite(spread)) return null;
  if (spread === 0) return 2;
  let n = 3;
  for (let round = 0; round < 60; round++) {
    const needed = Math.max(2, Math.ceil((((tQuantile(1 - level, n - 1) + tQuantile(power, n - 1)) * spread) / gap) ** 2));
    if (needed === n) return n;
    // Too few degrees of freedom overstate; from above it settles.
    n = needed > n ? Math.min(needed, n * 2) : Math.ceil((needed + n) / 2);
  }
  return n;
}

/** The chance of a one-sided t test with `items` to reject at `level`: P(T ≤ (ε − mean)√n/s − t_level), T about that. */
function powerOf(mean: number, spread: number, epsilon: number, items: number, level: number): number | null {
  if (items < 2 || !(spread > 0)) return null;
  return tCdf(((epsilon - mean) * Math.sqrt(items)) / spread - tQuantile(1 - level, items - 1), items - 1);
}

/** Each person against the judge in one pass: on an item all that counts is how many others gave which category. */
function compareAll({ starts, person, category, persons, categories, judge }: JudgedItems, epsilon: number) {
  const [items, judgeWins, personWins] = [new Float64Array(persons), new Float64Array(persons), new Float64Array(persons)];
  const counts = new Int32Array(categories);
  for (let i = 0; i < judge.length; i++) {
    const judged = judge[i] ?? -1;
    const [from, end] = [starts[i] ?? 0, starts[i + 1] ?? 0];
    if (judged < 0 || end - from < 2) continue;
    counts.fill(0);
    for (let v = from; v < end; v++) counts[category[v] ?? 0] = (counts[category[v] ?? 0] ?? 0) + 1;
    for (let v = from; v < end; v++) {
      const [r, own] = [person[v] ?? 0, category[v] ?? 0];
      const withPerson = (counts[own] ?? 0) - 1;
      const withJudge = (counts[judged] ?? 0) - (own === judged ? 1 : 0);
      items[r] = (items[r] ?? 0) + 1;
      if (withJudge >= withPerson) judgeWins[r] = (judgeWins[r] ?? 0) + 1;
      if (withPerson >= withJudge) personWins[r] = (personWins[r] ?? 0) + 1;
    }
  }
  return Array.from(items, (n, r) => {
    const [byJudge, byPerson] = [judgeWins[r] ?? 0, personWins[r] ?? 0];
    const mean = n > 0 ? (byPerson - byJudge) / n : 0;
    // Each difference is −1, 0 or 1, and 0 where both won: their squares add up to the items that one of them won alone.
    const alone = 2 * n - byJudge - byPerson;
    const spread = n > 1 ? Math.sqrt(Math.max(0, alone - n * mean ** 2) / (n - 1)) : Number.NaN;
    return {
      items: n,
      mean,
      spread,
      judgeAdvantage: n > 0 ? byJudge / n : 0,
      personAdvantage: n > 0 ? byPerson / n : 0,
      p: lowerTail(mean - epsilon, spread, n),
    };
  });
}

/** P(T ≤ (mean − ε)/(s/√n)). Without any spread the answer is certain either way. */
function lowerTail(excess: number, spread: number, n: number): number {
  if (n < 2) return 1;
  if (spread === 0) return excess < 0 ? 0 : 1;
  return tCdf((excess * Math.sqrt(n)) / spread, n - 1);
}
