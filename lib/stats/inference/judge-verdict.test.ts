import { expect, test } from "vitest";
import { createRandom } from "@/lib/stats/random";
import { predictionPoweredStrengths } from "@/lib/stats/ranking/prediction-powered-strengths";
import { type AlternativeAnnotatorOptions, alternativeAnnotatorTest, itemsNeeded } from "./alternative-annotator";
import { predictionPoweredMean } from "./prediction-powered";
import { mcnemarPower, mcnemarUnits, moreClustersNeeded, unitsForShare } from "./sample-size";
import { coverageCurve, selectiveThreshold } from "./selective";

const value = ({ estimate }: { estimate: number | null }) => estimate ?? Number.NaN;

/** Forty items, truth 0 and 1 in turn; person j is wrong where k mod (5 + j) = j, the judge where k mod 8 = 3. */
function synthetic() {
  const people: number[] = [];
  const judge: number[] = [];
  for (let k = 0; k < 40; k++) {
    for (let j = 0; j < 3; j++) people.push((k % 2) ^ (k % (5 + j) === j ? 1 : 0));
    judge.push((k % 2) ^ (k % 8 === 3 ? 1 : 0));
  }
  return { people, persons: 3, judge };
}

interface Dense {
  /** items × people: category, or −1. */
  people: number[];
  persons: number;
  judge: number[];
}

/** The test of a dense table. */
function tested({ people, persons, judge }: Dense, options?: AlternativeAnnotatorOptions) {
  const rows = judge.map((_, i) => people.slice(i * persons, (i + 1) * persons).flatMap((k, j) => (k < 0 ? [] : [{ j, k }])));
  const starts = [0];
  for (const row of rows) starts.push(starts.at(-1)! + row.length);
  const labels = rows.flat();
  const [person, category] = [labels.map(({ j }) => j), labels.map(({ k }) => k)];
  return alternativeAnnotatorTest({ starts, person, category, persons, categories: 2, judge }, options);
}

test("alternativeAnnotatorTest reproduces a synthetic example worked by others", () => {
  const data = synthetic();
  const rows: [number, number[], number][] = [
    [0, [0.243234, 0.35526, 0.35526], 0],
    [0.1, [0.020761, 0.034545, 0.034545], 0],
    [0.2, [0.000569, 0.000865, 0.000865], 1],
  ];
  for (const [epsilon, ps, omega] of rows) {
    const made = tested(data, { epsilon });
    expect(value(made.advantageProbability)).toBeCloseTo(0.925, 9);
    expect(value(made.winningRate)).toBe(omega);
    expect(made.passes).toBe(omega >= 0.5);
    made.perPerson.forEach(({ p }, j) => {
      expect(p).toBeCloseTo(ps[j]!, 6);
    });
  }
  const [first, second] = tested(data).perPerson;
  // With the items that are needed the power is what was asked for.
  expect(first?.itemsNeeded).toBeLessThan(60);
  expect(first?.power).toBeGreaterThan(0.5);
  expect((first?.power ?? 0) > 0.8).toBe((first?.itemsNeeded ?? 0) <= 40);
  expect(first).toMatchObject({ items: 40, personAdvantage: 0.875 });
  expect(first?.meanDifference).toBeCloseTo(-0.05, 12);
  expect(first?.spread).toBeCloseTo(0.450071, 6);
  expect(second?.spread).toBeCloseTo(0.422902, 6);
});

test("alternativeAnnotatorTest: a judge that is the majority is never farther, the order of people does not matter", () => {
  const data = synthetic();
  const judge = data.judge.map((_, i) => (data.people.slice(i * 3, i * 3 + 3).reduce((a, b) => a + b, 0) > 1 ? 1 : 0));
  expect(value(tested({ ...data, judge }).advantageProbability)).toBe(1);
  const people = data.judge.flatMap((_, i) => [2, 0, 1].map((j) => data.people[i * 3 + j]!));
  const turned = tested({ ...data, people });
  expect(turned.perPerson[1]?.p).toBeCloseTo(tested(data).perPerson[0]?.p ?? 0, 12);
});

test("alternativeAnnotatorTest says what is missing", () => {
  const data = synthetic();
  // Person 2 answered ten items only: not tested, and two are too few unless asked for.
  const people = data.people.map((category, at) => (at % 3 === 2 && at > 30 ? -1 : category));
  const made = tested({ ...data, people });
  expect(made.passes).toBeNull();
  expect(made.winningRate.reason).toBe("2 people have 30 items or more to be tested on; 3 are needed");
  expect(made.perPerson[2]).toMatchObject({ p: null, rejected: false });
  expect(made.perPerson[2]?.reason).toBe("10 items with this person, the judge and another person; 30 are needed");
  expect(tested({ ...data, people }, { leastPersons: 2 }).passes).not.toBeNull();
  // Nobody differs from the judge at all.
  const alike = tested({ people: data.judge.flatMap((k) => [k, k, k]), persons: 3, judge: data.judge });
  expect(alike.perPerson[0]).toMatchObject({ p: 0, rejected: true, judgeAdvantage: 1, personAdvantage: 1, itemsNeeded: 2 });
});

test("itemsNeeded has the power that it promises", () => {
  const n = itemsNeeded(-0.02, 0.5, 0.2, { level: 0.05, power: 0.8 }) ?? 0;
  // ((1.645 + 0.842) · 0.5/0.22)² = 31.9 by the normal distribution; t needs a few more.
  expect(n).toBeGreaterThanOrEqual(32);
  expect(n).toBeLessThanOrEqual(36);
  expect(itemsNeeded(0.25, 0.5, 0.2)).toBeNull();
  expect(itemsNeeded(-0.1, 0, 0.2)).toBe(2);
});

const human = [1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1];
const judged = [1, 1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1];
const judgeOnly = [...Array.from({ length: 110 }, () => 1), ...Array.from({ length: 90 }, () => 0)];

test("predictionPoweredMean reproduces ppi-python", () => {
  const data = { human, judge: judged, judgeOnly };
  const best = predictionPoweredMean(data);
  expect(best.lambda).toBeCloseTo(0.533518, 6);
  expect(best.combined.estimate).toBeCloseTo(0.569972, 6);
  expect(best.combined.low).toBeCloseTo(0.406225, 6);
  expect(best.combined.high).toBeCloseTo(0.73372, 5);
  expect(best.humanOnly.estimate).toBeCloseTo(0.65, 12);
  expect(best.humanOnly.low).toBeCloseTo(0.440963, 6);
  expect(best.saved).toBeGreaterThan(0);
  const plain = predictionPoweredMean(data, { lambda: 1 }).combined;
  expect(plain.estimate).toBeCloseTo(0.5, 12);
  expect(plain.low).toBeCloseTo(0.318108, 6);
  // Turned round, the same.
  const turn = (values: number[]) => values.map((y) => 1 - y);
  const turned = predictionPoweredMean({ human: turn(human), judge: turn(judged), judgeOnly: turn(judgeOnly) });
  expect(turned.combined.estimate).toBeCloseTo(1 - (best.combined.estimate ?? 0), 9);
});

test("predictionPoweredMean knows clusters, and does without a judge", () => {
  const each = [...human, ...judgeOnly].map((_, i) => i);
  const single = predictionPoweredMean({ human, judge: judged, judgeOnly, clusters: each });
  const plain = predictionPoweredMean({ human, judge: judged, judgeOnly });
  expect(single.combined.estimate).toBeCloseTo(plain.combined.estimate ?? 0, 12);
  const width = (made: typeof plain) => (made.combined.high ?? 0) - (made.combined.low ?? 0);
  // √(20/19) and t with 19 degrees of freedom in place of z.
  expect(width(single) / width(plain)).toBeCloseTo((Math.sqrt(20 / 19) * 2.093024) / 1.959964, 5);
  const twice = predictionPoweredMean({
    human: [...human, ...human],
    judge: [...judged, ...judged],
    judgeOnly: [...judgeOnly, ...judgeOnly],
    clusters: [
      ...human.map((_, i) => i),
      ...human.map((_, i) => i),
      ...judgeOnly.map((_, i) => 20 + i),
      ...judgeOnly.map((_, i) => 20 + i),
    ],
  });
  expect(width(twice)).toBeGreaterThan(width(single) * 0.95);
  const alone = predictionPoweredMean({ human, judge: judged, judgeOnly: [] });
  expect(alone).toMatchObject({ lambda: 0, saved: 0 });
  expect(alone.combined).toEqual(alone.humanOnly);
  expect(predictionPoweredMean({ human: [], judge: [], judgeOnly }).humanOnly.reason).toBe("there are no human ratings");
  expect(predictionPoweredMean({ human: [1], judge: [1], judgeOnly }).humanOnly.reason).toContain("two units");
});

test("predictionPoweredStrengths finds people's strengths though the judge is biased, and more narrowly", () => {
  const random = createRandom(8, "ppi");
  const truth = [0.8, 0, -0.8];
  const favour = [0, 0.9, 0];
  const n = 6000;
  const battles = {
    left: [] as number[],
    right: [] as number[],
    human: [] as number[],
    judge: [] as number[],
    clusters: [] as number[],
  };
  for (let i = 0; i < n; i++) {
    const left = random.below(3);
    const right = (left + 1 + random.below(2)) % 3;
    const u = random.next();
    const wins = (b: readonly number[]) => (u < 1 / (1 + Math.exp(b[right]! - b[left]!)) ? 0 : 2);
    battles.left.push(left);
    battles.right.push(right);
    battles.human.push(i < 600 ? wins(truth) : -1);
    battles.judge.push(wins(truth.map((b, k) => b + favour[k]!)));
    battles.clusters.push(Math.floor(i / 2));
  }
  const made = predictionPoweredStrengths(battles, 3);
  if (!made.combined) throw new Error(made.reason);
  expect(made.lambda).toBeGreaterThan(0.3);
  made.combined.forEach(({ low, high }, i) => {
    expect(low).toBeLessThan(truth[i]!);
    expect(high).toBeGreaterThan(truth[i]!);
    const alone = made.humanOnly[i];
    expect((high ?? 0) - (low ?? 0)).toBeLessThan(((alone?.high ?? 0) - (alone?.low ?? 0)) * 0.85);
  });
  // λ = 0 is the human estimate itself.
  const none = predictionPoweredStrengths(battles, 3, { lambda: 0 });
  if (!none.combined) throw new Error(none.reason);
  none.combined.forEach(({ estimate, low }, i) => {
    expect(estimate).toBeCloseTo(none.humanOnly[i]?.estimate ?? 0, 8);
    expect(low).toBeCloseTo(none.humanOnly[i]?.low ?? 0, 8);
  });
  const apart = {
    ...battles,
    human: battles.human.map((own, i) => (battles.left[i] === 0 || battles.right[i] === 0 ? -1 : own)),
  };
  expect(predictionPoweredStrengths(apart, 3).reason).toContain("human battles: some models were never compared");
});

test("coverageCurve keeps equal confidences together", () => {
  const curve = coverageCurve({ confidences: [0.9, 0.6, 0.9, 0.7], agrees: [1, 0, 1, 1] });
  expect(curve.map(({ threshold, kept, agreement }) => [threshold, kept, agreement])).toEqual([
    [0.9, 2, 1],
    [0.7, 3, 1],
    [0.6, 4, 0.75],
  ]);
  // Two of two right: (1 − a)… the bound solves a² = 0.1.
  expect(curve[0]?.agreementAtLeast).toBeCloseTo(Math.sqrt(0.1), 6);
  expect(curve.map(({ coverage }) => coverage)).toEqual([0.5, 0.75, 1]);
});

test("selectiveThreshold keeps what it guarantees", () => {
  const random = createRandom(6, "selective");
  // Agreement is ½ + c/2 at confidence c; kept from t on it is (3 + t)/4, so 0.9 needs t ≥ 0.6.
  let broken = 0;
  const runs = 200;
  for (let run = 0; run < runs; run++) {
    const confidences = Array.from({ length: 300 }, () => random.next());
    const agrees = confidences.map((c) => (random.next() < 0.5 + c / 2 ? 1 : 0));
    const { threshold } = selectiveThreshold({ confidences, agrees });
    if (threshold.estimate !== null && threshold.estimate < 0.6 - 1e-9) broken++;
  }
  expect(broken / runs).toBeLessThanOrEqual(0.1 + 3 * Math.sqrt(0.09 / runs));
  const sure = selectiveThreshold({
    confidences: Array.from({ length: 100 }, () => 0.95),
    agrees: Array.from({ length: 100 }, () => 1),
  });
  expect(sure.threshold.estimate).toBe(0);
  expect(sure.coverage.estimate).toBe(1);
  const never = selectiveThreshold({ confidences: [0.9, 0.8], agrees: [1, 1] });
  expect(never.threshold.reason).toBe("no threshold keeps 0.9 agreement with a confidence of 0.9 on 2 units");
});

test("answers to how many more are those of the textbook", () => {
  // z²/4h²: ± 5 points of ½ need 385, in clusters of 4 with ρ = 0.3 1.9 times as many.
  expect(unitsForShare(0.5, 0.05)).toBe(385);
  expect(unitsForShare(0.5, 0.05, { clusterSize: 4, correlation: 0.3 })).toBe(730);
  // se 0.05 of 100 clusters: ± 0.05 at 95 % needs about 4 times 0.05² · 100/0.05² = 384.
  const more = value(moreClustersNeeded(0.05, 100, 0.05));
  expect(more + 100).toBeGreaterThanOrEqual(385);
  expect(more + 100).toBeLessThanOrEqual(389);
  expect(moreClustersNeeded(0.01, 100, 0.05).estimate).toBe(0);
  expect(moreClustersNeeded(0, 100, 0.05).reason).toContain("nothing varies");
  expect(moreClustersNeeded(0.1, 1, 0.05).reason).toContain("two clusters");
  const units = value(mcnemarUnits(0.15, 0.05));
  expect(mcnemarPower(units, 0.15, 0.05)).toBeCloseTo(0.8, 2);
  expect(mcnemarPower(units, 0.05, 0.15)).toBeCloseTo(0.8, 2);
  // (1.96 √0.2 + 0.8416 √0.19)²/0.01.
  expect(units).toBe(Math.ceil((1.959964 * Math.sqrt(0.2) + 0.841621 * Math.sqrt(0.19)) ** 2 / 0.01));
  expect(mcnemarUnits(0.1, 0.1).reason).toContain("equally often");
});
