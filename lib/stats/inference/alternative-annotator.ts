import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { type Estimate, none, some } from "@/lib/stats/estimate";
import { adjustPValues } from "./adjust-p";

/** Categories that people and a judge gave to the same items. */
export interface JudgedItems {
  /** items × people, row-major: category, or −1 where that person gave none. */
  readonly people: ArrayLike<number>;
  readonly persons: number;
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
 * @see Calderon, Reichart & Dror (2025), "The alternative annotator test for LLM-as-a-judge". O(items · people²).
 */
export function alternativeAnnotatorTest(
  data: JudgedItems,
  { epsilon = 0.2, q = 0.05, leastItems = 30, leastPersons = 3, power = 0.8 }: AlternativeAnnotatorOptions = {},
): AlternativeAnnotatorTest {
  const people = Array.from({ length: data.persons }, (_, person) => compare(data, person, epsilon));
  const isTested = people.map(({ differences }) => differences.length >= leastItems);
  const tested = people.filter((_, i) => isTested[i]);
  const adjusted = adjustPValues(
    tested.map(({ p }) => p),
    "BY",
  );
  // The last step of Benjamini and Yekutieli's ladder that one rejection must reach.
  const m = Math.max(1, tested.length);
  const strictest = q / (m * Array.from({ length: m }, (_, k) => 1 / (k + 1)).reduce((sum, part) => sum + part, 0));
  const perPerson = people.map((own, i): PersonAgainstJudge => {
    const items = own.differences.length;
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

function compare({ people, persons, judge }: JudgedItems, person: number, epsilon: number) {
  const differences: number[] = [];
  let judgeWins = 0;
  let personWins = 0;
  for (let i = 0; i < judge.length; i++) {
    const own = people[i * persons + person] ?? -1;
    const judged = judge[i] ?? -1;
    if (own < 0 || judged < 0) continue;
    let others = 0;
    let withJudge = 0;
    let withPerson = 0;
    for (let other = 0; other < persons; other++) {
      const category = people[i * persons + other] ?? -1;
      if (other === person || category < 0) continue;
      others++;
      if (category === judged) withJudge++;
      if (category === own) withPerson++;
    }
    if (others === 0) continue;
    const judgeWon = withJudge >= withPerson ? 1 : 0;
    const personWon = withPerson >= withJudge ? 1 : 0;
    judgeWins += judgeWon;
    personWins += personWon;
    differences.push(personWon - judgeWon);
  }
  const n = differences.length;
  const mean = n > 0 ? (personWins - judgeWins) / n : 0;
  const spread = n > 1 ? Math.sqrt(differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1)) : Number.NaN;
  return {
    differences,
    mean,
    spread,
    judgeAdvantage: n > 0 ? judgeWins / n : 0,
    personAdvantage: n > 0 ? personWins / n : 0,
    p: lowerTail(mean - epsilon, spread, n),
  };
}

/** P(T ≤ (mean − ε)/(s/√n)). Without any spread the answer is certain either way. */
function lowerTail(excess: number, spread: number, n: number): number {
  if (n < 2) return 1;
  if (spread === 0) return excess < 0 ? 0 : 1;
  return tCdf((excess * Math.sqrt(n)) / spread, n - 1);
}
