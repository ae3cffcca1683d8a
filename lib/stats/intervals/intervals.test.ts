import { expect, test } from "vitest";
import { cohenKappa, cohenKappaError } from "@/lib/stats/cohen-kappa";
import { share } from "@/lib/stats/estimate";
import { pairedDifference } from "@/lib/stats/inference/paired-difference";
import { createRandom } from "@/lib/stats/random";
import type { TallyStatistic } from "@/lib/stats/resampling/cluster-bootstrap";
import { createClusterTally } from "@/lib/stats/resampling/cluster-tally";
import { bettingSequence } from "./betting";
import { clopperPearson, upperShareBound } from "./clopper-pearson";
import { clusterSandwich, clusterSandwichError } from "./cluster-sandwich";
import { newcombe, newcombePaired } from "./newcombe";

test("clopperPearson is exact where it can be worked by hand", () => {
  // 0 of n: (1 − high)ⁿ = 0.025; n of n the mirror image.
  expect(clopperPearson(0, 10).high).toBeCloseTo(1 - 0.025 ** 0.1, 10);
  expect(clopperPearson(10, 10).low).toBeCloseTo(0.025 ** 0.1, 10);
  expect(clopperPearson(0, 10).low).toBe(0);
  const yes = clopperPearson(7, 10, 0.9);
  const no = clopperPearson(3, 10, 0.9);
  expect(no.low).toBeCloseTo(1 - (yes.high ?? 0), 10);
  expect(clopperPearson(0, 0)).toMatchObject({ estimate: null, reason: "there are no units" });
});

test("upperShareBound reproduces a published table", () => {
  const rows: [number, number, number, number][] = [
    [100, 10, 0.1, 0.149883],
    [200, 20, 0.1, 0.132816],
    [50, 0, 0.1, 0.045007],
    [500, 60, 0.1, 0.140768],
    [30, 2, 0.05, 0.195326],
  ];
  for (const [n, k, delta, bound] of rows) expect(upperShareBound(k, n, delta).estimate).toBeCloseTo(bound, 6);
  expect(upperShareBound(3, 3, 0.1).estimate).toBe(1);
  expect(upperShareBound(0, 0, 0.1).reason).toBe("there are no units");
});

test("newcombe reproduces the paper's table of independent shares", () => {
  const rows: [number, number, number, number, number, number][] = [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
  ];
  for (const [k1, n1, k2, n2, low, high] of rows) {
    const made = newcombe(k1, n1, k2, n2);
    expect(made.low).toBeCloseTo(low, 4);
    expect(made.high).toBeCloseTo(high, 4);
    expect(newcombe(k2, n2, k1, n1).low).toBeCloseTo(-high, 4);
  }
  expect(newcombe(0, 0, 1, 2)).toMatchObject({ estimate: null, reason: "there are no units" });
});

test("newcombePaired reproduces the paper's first table and turns with the question", () => {
  const made = newcombePaired({ both: 36, firstOnly: 12, secondOnly: 2, neither: 0 });
  expect(made.estimate).toBeCloseTo(0.2, 12);
  expect(made.low).toBeCloseTo(0.0569, 4);
  expect(made.high).toBeCloseTo(0.3404, 4);
  const turned = newcombePaired({ both: 36, firstOnly: 2, secondOnly: 12, neither: 0 });
  expect(turned.high).toBeCloseTo(-0.0569, 4);
  expect(newcombePaired({ both: 0, firstOnly: 0, secondOnly: 0, neither: 0 }).reason).toBe("there are no units");
  // What both have in common shortens the interval.
  const alone = newcombe(30, 50, 25, 50);
  const paired = newcombePaired({ both: 24, firstOnly: 6, secondOnly: 1, neither: 19 });
  expect((paired.high ?? 0) - (paired.low ?? 0)).toBeLessThan((alone.high ?? 0) - (alone.low ?? 0));
});

const agreement: TallyStatistic = {
  compute: (totals) => share(totals[0] ?? 0, totals[1] ?? 0, "nothing was rated"),
  isShare: true,
};
const flags = (words: readonly string[]) => {
  const tally = createClusterTally(2);
  for (const word of words) {
    for (const digit of word) {
      tally.add(0, Number(digit));
      tally.add(1, 1);
    }
    tally.endCluster();
  }
  return tally.finish();
};

test("clusterSandwichError reproduces a share worked by others", () => {
  const tally = flags(["1111", "0001", "1111", "0000", "1101", "1111"]);
  expect(clusterSandwichError(tally, agreement).estimate).toBeCloseTo(0.17873, 5);
  const made = clusterSandwich(tally, agreement);
  expect(made.estimate).toBeCloseTo(2 / 3, 12);
  expect(made.low).toBeGreaterThan(0);
  expect(made.high).toBeLessThan(1);
});

test("clusterSandwichError of κ with a unit a cluster is Fleiss, Cohen and Everitt's, times √(n/(n − 1))", () => {
  const table = [53, 5, 2, 11, 14, 5, 1, 6, 3];
  const tally = createClusterTally(9);
  table.forEach((count, cell) => {
    for (let i = 0; i < count; i++) {
      tally.add(cell, 1);
      tally.endCluster();
    }
  });
  const error = clusterSandwichError(tally.finish(), { compute: (totals) => cohenKappa(totals) });
  expect(error.estimate).toBeCloseTo((cohenKappaError(table).estimate ?? 0) * Math.sqrt(100 / 99), 6);
});

test("clusterSandwich is cut at the statistic's range", () => {
  const tally = flags(["1111", "1110", "1111"]);
  const wide = clusterSandwich(tally, { compute: agreement.compute });
  expect(wide.high).toBeGreaterThan(1);
  expect(clusterSandwich(tally, { compute: agreement.compute, range: [-1, 1] })).toMatchObject({ low: wide.low, high: 1 });
});

test("clusterSandwich of a coefficient beyond chance is made for the logarithm of 1 less it", () => {
  // By hand: three clusters of one unit with 1 less the mean as the ratio: x = 0, 0.3, 0.6; without each 0.45, 0.3, 0.15.
  const tally = createClusterTally(2);
  for (const x of [0, 0.3, 0.6]) {
    tally.add(0, x);
    tally.add(1, 1);
    tally.endCluster();
  }
  const mean = (totals: Float64Array) => share(totals[0] ?? 0, totals[1] ?? 0, "nothing");
  const made = clusterSandwich(tally.finish(), { compute: mean, isBeyondChance: true, range: [-1, 1] });
  const error = Math.sqrt((2 / 3) * 2 * 0.15 ** 2);
  // t with two degrees of freedom: 4.302653.
  expect(made.high).toBeCloseTo(1 - 0.7 * Math.exp((-4.302653 * error) / 0.7), 6);
  expect(made.low).toBeCloseTo(Math.max(-1, 1 - 0.7 * Math.exp((4.302653 * error) / 0.7)), 6);
  expect(made.method).toBe("cluster jackknife, for the logarithm of 1 less the coefficient");
});

test("clusterSandwich says why there is no interval", () => {
  const alike = flags(["11", "11", "11"]);
  expect(clusterSandwich(alike, agreement)).toMatchObject({
    estimate: 1,
    high: 1,
    method: "Wilson over 3 clusters, which are all alike",
  });
  expect(clusterSandwich(alike, { compute: agreement.compute }).reason).toBe("no interval: the 3 clusters are all alike");
  expect(clusterSandwich(flags(["10"]), { compute: agreement.compute }).reason).toBe(
    "no interval: it needs two clusters or more",
  );
  expect(clusterSandwich(flags([]), agreement)).toMatchObject({ estimate: null, reason: "nothing was rated" });
});

test("pairedDifference keeps what both statistics have in common", () => {
  const second: TallyStatistic = { compute: (totals) => share(totals[2] ?? 0, totals[1] ?? 0, "nothing was rated") };
  const tally = createClusterTally(3);
  // Ten clusters of two units: both right in five clusters, both wrong in five, the first better by one in two of them.
  for (let c = 0; c < 10; c++) {
    const right = c < 5 ? 2 : 0;
    tally.add(0, right + (c === 5 || c === 6 ? 1 : 0));
    tally.add(2, right);
    tally.add(1, 2);
    tally.endCluster();
  }
  const made = tally.finish();
  const difference = pairedDifference(agreement, second);
  expect(difference.compute(made.totals).estimate).toBeCloseTo(0.1, 12);
  // By hand: d = ½ in two of ten clusters, else 0: s² = (2 · 0.16 + 8 · 0.01)/9, halves over two units a cluster.
  expect(clusterSandwichError(made, difference).estimate).toBeCloseTo(Math.sqrt((2 * 0.16 + 8 * 0.01) / 9 / 10), 6);
  expect(difference.compute(new Float64Array(3)).reason).toBe("nothing was rated");
});

const ones = (length: number) => Array.from({ length }, () => 1);

test("bettingSequence reproduces the capital computed naively", () => {
  const tens = Array.from({ length: 100 }, (_, i) => [1, 0, 1, 1, 1, 0, 1, 1, 0, 1][i % 10] ?? 0);
  // A plain program of the paper's hedged capital on the same grid, written apart in another language.
  expect(bettingSequence({ sums: tens, sizes: ones(100), largest: 1 })).toMatchObject({ estimate: 0.7, low: 0.553, high: 0.836 });
  expect(bettingSequence({ sums: ones(20), sizes: ones(20), largest: 1 })).toMatchObject({ low: 0.711, high: 1 });
  const halves = ones(50).map(() => 0.5);
  expect(bettingSequence({ sums: halves, sizes: ones(50), largest: 1 })).toMatchObject({
    estimate: 0.5,
    low: 0.433,
    high: 0.567,
  });
});

test("bettingSequence turns with the question, and clusters in proportion are units", () => {
  const wins = [1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1];
  const made = bettingSequence({ sums: wins, sizes: ones(12), largest: 1 });
  const lost = bettingSequence({ sums: wins.map((win) => 1 - win), sizes: ones(12), largest: 1 });
  expect(lost.low).toBeCloseTo(1 - (made.high ?? 0), 9);
  const fours = bettingSequence({ sums: wins.map((win) => 4 * win), sizes: ones(12).map(() => 4), largest: 4 });
  expect(fours.low).toBeCloseTo(made.low ?? 0, 9);
  expect(bettingSequence({ sums: [], sizes: [], largest: 1 }).reason).toBe("there are no units");
  expect(() => bettingSequence({ sums: [3], sizes: [3], largest: 2 })).toThrow("cluster 1 has 3 units");
});

test("bettingSequence holds at every moment at once", () => {
  const random = createRandom(11, "betting");
  let outOnce = 0;
  const runs = 120;
  for (let run = 0; run < runs; run++) {
    const sums: number[] = [];
    const sizes: number[] = [];
    let out = false;
    for (let c = 0; c < 60; c++) {
      // One to four units that go together, 0.8 of them successes.
      const size = 1 + random.below(4);
      sizes.push(size);
      sums.push(random.next() < 0.8 ? size : 0);
      if (c % 5 !== 4) continue;
      const { low, high } = bettingSequence({ sums, sizes, largest: 4 });
      out ||= (low ?? 0) > 0.8 || (high ?? 1) < 0.8;
    }
    if (out) outOnce++;
  }
  // 5 % at most, and three standard deviations of the simulation.
  expect(outOnce / runs).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs));
});
