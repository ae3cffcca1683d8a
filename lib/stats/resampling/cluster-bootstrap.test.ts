import { expect, test } from "vitest";
import { share } from "@/lib/stats/estimate";
import { createRandom } from "@/lib/stats/random";
import { drawBinomial } from "./binomial";
import { bootstrapClusters, type TallyStatistic } from "./cluster-bootstrap";
import { type ClusterTally, createClusterTally } from "./cluster-tally";
import { createMultinomialDraw } from "./multinomial";
import { bootstrapTwoWay } from "./two-way";

const agreement: TallyStatistic = {
  compute: (totals) => share(totals[0] ?? 0, totals[1] ?? 0, "nothing was rated"),
  isShare: true,
};

/** One cluster a word, one unit a digit: 1 agrees, 0 does not. Cell 0 counts agreement, cell 1 units. */
function flags(words: readonly string[]): ClusterTally {
  const tally = createClusterTally(2);
  for (const word of words) {
    for (const digit of word) {
      tally.add(0, Number(digit));
      tally.add(1, 1);
    }
    tally.endCluster();
  }
  return tally.finish();
}

const conversations = ["1111", "0001", "1111", "0000", "1101", "1111"];

test("createClusterTally stores equal clusters once and sums them", () => {
  const tally = flags(conversations);
  expect(tally.clusters).toBe(6);
  expect([...tally.totals]).toEqual([16, 24]);
  expect([...tally.counts].sort()).toEqual([1, 1, 1, 3]);
});

test("createClusterTally does not depend on the order of clusters or of units", () => {
  const thirds = (order: number[]) => {
    const tally = createClusterTally(3);
    for (const cluster of order) {
      for (const unit of cluster % 2 ? [0.1, 0.2, 0.3, 1 / 3] : [1 / 3, 0.3, 0.2, 0.1]) tally.add(cluster % 3, unit);
      tally.endCluster();
    }
    return tally.finish();
  };
  const one = thirds([0, 1, 2, 3, 4, 5, 6]);
  const other = thirds([6, 2, 4, 0, 1, 5, 3]);
  expect(one.counts.length).toBe(3);
  expect(other).toEqual(one);
});

test("createClusterTally keeps thousands of distinct clusters apart and leaves out empty ones", () => {
  const tally = createClusterTally(5000);
  for (let round = 0; round < 2; round++) {
    for (let cell = 0; cell < 5000; cell++) {
      tally.add(cell, cell % 7);
      tally.endCluster();
    }
  }
  const made = tally.finish();
  const empty = Math.ceil(5000 / 7);
  expect(made.clusters).toBe(2 * (5000 - empty));
  expect(made.counts.length).toBe(5000 - empty);
  expect(made.counts.every((count) => count === 2)).toBe(true);
});

test("bootstrapClusters has the spread of the clusters, not of the units", () => {
  // Cluster-sandwich error of these six conversations: √Σ(Σ(x − x̄))²/n = 0.163158; as independent units 0.096225.
  const sample: number[] = [];
  const recorded: TallyStatistic = {
    compute: (totals) => {
      const value = agreement.compute(totals);
      if (value.estimate !== null) sample.push(value.estimate);
      return value;
    },
  };
  const [result] = bootstrapClusters(flags(conversations), [recorded], { resamples: 20_000, seed: 5 });
  const mean = sample.reduce((a, b) => a + b, 0) / sample.length;
  const sd = Math.sqrt(sample.reduce((a, b) => a + (b - mean) ** 2, 0) / sample.length);
  expect(result?.estimate).toBeCloseTo(2 / 3, 12);
  // Clusters are of equal size, so the bootstrap's variance is the sandwich's; the Monte Carlo error of sd is 0.0008.
  expect(sd).toBeCloseTo(0.163158, 2);
});

test("bootstrapClusters reproduces the exact distribution of three clusters", () => {
  // Of the 27 resamples of clusters worth 0, 1 and 2 of 2 the sum is 0…6 in 1, 3, 6, 7, 6, 3, 1 cases.
  const counts = new Map<number, number>();
  const sum: TallyStatistic = {
    compute: (totals) => {
      const value = share(totals[0] ?? 0, 6, "");
      counts.set(totals[0] ?? 0, (counts.get(totals[0] ?? 0) ?? 0) + 1);
      return value;
    },
  };
  bootstrapClusters(flags(["00", "01", "11"]), [sum], { resamples: 27_000, seed: 2 });
  const expected = [1, 3, 6, 7, 6, 3, 1].map((cases) => cases * 1000);
  // χ² with 6 degrees of freedom: 22.5 is its 0.999 quantile. The estimate itself was computed once more.
  const chi = expected.reduce((total, cases, k) => total + ((counts.get(k) ?? 0) - (k === 3 ? 1 : 0) - cases) ** 2 / cases, 0);
  expect(chi).toBeLessThan(22.5);
});

test("drawing equal clusters together has the distribution of drawing them one by one", () => {
  // 400 clusters of two kinds: drawn together. The share's bootstrap is binomial: sd √(0.3·0.7/400) = 0.022913.
  const together = flags(Array.from({ length: 400 }, (_, i) => (i < 120 ? "1" : "0")));
  expect(together.counts.length).toBe(2);
  const [result] = bootstrapClusters(together, [agreement], { resamples: 20_000, seed: 9 });
  // Binomial(400, 0.3): 2.5 % and 97.5 % points are 102 and 138.
  expect(result?.low).toBeCloseTo(102 / 400, 2);
  expect(result?.high).toBeCloseTo(138 / 400, 2);
});

test("drawBinomial has the probabilities of the distribution, by inversion and by rejection", () => {
  const cases: [number, number][] = [
    [12, 0.3],
    [1000, 0.004],
    [60, 0.4],
    [5000, 0.9],
  ];
  for (const [n, p] of cases) {
    const random = createRandom(17, `${n}`);
    const draws = 40_000;
    const seen = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const k = drawBinomial(random, n, p);
      seen.set(k, (seen.get(k) ?? 0) + 1);
    }
    expect(Math.min(...seen.keys())).toBeGreaterThanOrEqual(0);
    expect(Math.max(...seen.keys())).toBeLessThanOrEqual(n);
    let chi = 0;
    let cells = 0;
    let logProbability = n * Math.log1p(-p);
    for (let k = 0; k <= n; k++) {
      const expected = draws * Math.exp(logProbability);
      if (expected >= 5) {
        chi += ((seen.get(k) ?? 0) - expected) ** 2 / expected;
        cells++;
      }
      logProbability += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p));
    }
    // χ² is about normal with mean f and variance 2f; five standard deviations.
    expect(chi).toBeLessThan(cells + 5 * Math.sqrt(2 * cells));
  }
});

test("createMultinomialDraw has the probabilities of balls in boxes", () => {
  // Four balls in four boxes: 4!/∏k! · 4⁻⁴, over all 35 outcomes.
  const random = createRandom(23);
  const { times, draw } = createMultinomialDraw(4);
  const draws = 60_000;
  const seen = new Map<string, number>();
  for (let i = 0; i < draws; i++) {
    draw(random);
    seen.set(times.join(" "), (seen.get(times.join(" ")) ?? 0) + 1);
  }
  const factorial = [1, 1, 2, 6, 24];
  let chi = 0;
  let outcomes = 0;
  for (let code = 0; code < 625; code++) {
    const boxes = [code % 5, Math.floor(code / 5) % 5, Math.floor(code / 25) % 5, Math.floor(code / 125)];
    if (boxes.reduce((sum, k) => sum + k, 0) !== 4) continue;
    const expected = (draws * 24) / boxes.reduce((product, k) => product * factorial[k]!, 256);
    chi += ((seen.get(boxes.join(" ")) ?? 0) - expected) ** 2 / expected;
    outcomes++;
  }
  expect(outcomes).toBe(35);
  // χ² with 34 degrees of freedom: 65.2 is its 0.999 quantile.
  expect(chi).toBeLessThan(65.2);
});

test("createMultinomialDraw throws most balls at once as it would one by one", () => {
  // With 100 boxes three in five balls come from Poisson numbers. A box holds Binomial(100, 1/100) balls, two of them together
  // Binomial(100, 1/50): the boxes' dependence shows in the second.
  const random = createRandom(37);
  const { times, draw } = createMultinomialDraw(100);
  const draws = 40_000;
  const one = new Float64Array(12);
  const two = new Float64Array(12);
  for (let i = 0; i < draws; i++) {
    draw(random);
    one[times[3]!]! += 1;
    two[times[3]! + times[96]!]! += 1;
  }
  for (const [seen, p] of [[one, 0.01] as const, [two, 0.02] as const]) {
    let chi = 0;
    let probability = (1 - p) ** 100;
    for (let k = 0; k < 6; k++) {
      chi += (seen[k]! - draws * probability) ** 2 / (draws * probability);
      probability *= ((100 - k) / (k + 1)) * (p / (1 - p));
    }
    // χ² with at most 6 degrees of freedom: 22.5 is its 0.999 quantile.
    expect(chi).toBeLessThan(22.5);
  }
});

test("createMultinomialDraw throws as many balls as there are boxes", () => {
  const random = createRandom(29);
  for (const boxes of [1, 2, 3, 1001, 20_000]) {
    const { times, draw } = createMultinomialDraw(boxes);
    draw(random);
    expect(times.reduce((sum, count) => sum + count, 0)).toBe(boxes);
    // Of many boxes a share 1/e stays empty, with a standard deviation of 0.31/√boxes.
    if (boxes > 1000) {
      const empty = times.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0) / boxes;
      expect(Math.abs(empty - Math.exp(-1))).toBeLessThan((4 * 0.31) / Math.sqrt(boxes));
    }
  }
});

test("drawBinomial is certain at the ends", () => {
  const random = createRandom(1);
  expect([drawBinomial(random, 0, 0.5), drawBinomial(random, 9, 0), drawBinomial(random, 9, 1)]).toEqual([0, 0, 9]);
});

test("one seed gives one interval, whatever else is computed and in whatever order clusters come", () => {
  const alone = bootstrapClusters(flags(conversations), [agreement], { seed: 4, stream: "x" })[0];
  const turned = bootstrapClusters(flags([...conversations].reverse()), [agreement, agreement], { seed: 4, stream: "x" });
  expect(turned).toEqual([alone, alone]);
  expect(bootstrapClusters(flags(conversations), [agreement], { seed: 5, stream: "x" })[0]?.low).not.toBeUndefined();
  expect(alone?.method).toBe("cluster bootstrap of 2,000, seed 4");
});

test("a share whose clusters are all alike gets Wilson's interval over clusters", () => {
  const [result] = bootstrapClusters(flags(Array.from({ length: 12 }, () => "11")), [agreement]);
  expect(result).toMatchObject({ estimate: 1, high: 1, method: "Wilson over 12 clusters, which are all alike", reason: null });
  expect(result?.low).toBeCloseTo(0.757506, 6);
});

test("what cannot vary gets no interval and says so", () => {
  const coefficient = { compute: agreement.compute };
  expect(bootstrapClusters(flags(["1111"]), [coefficient])[0]).toMatchObject({
    estimate: 1,
    low: null,
    high: null,
    reason: "no interval: it needs two clusters or more",
  });
  expect(bootstrapClusters(flags(["10", "10", "01"]), [coefficient])[0]).toMatchObject({
    estimate: 0.5,
    low: null,
    reason: "no interval: every resample of the 3 clusters gives the same value",
  });
  expect(bootstrapClusters(flags([]), [agreement])[0]).toMatchObject({ estimate: null, low: null, reason: "nothing was rated" });
});

test("an interval is refused when many resamples have no value", () => {
  const onlyMixed: TallyStatistic = {
    compute: (totals) =>
      (totals[0] ?? 0) > 0 && totals[0] !== totals[1] ? agreement.compute(totals) : { estimate: null, reason: "all equal" },
  };
  const [result] = bootstrapClusters(flags(["1", "0", "0"]), [onlyMixed]);
  expect(result?.estimate).toBeCloseTo(1 / 3, 12);
  expect(result?.low).toBeNull();
  expect(result?.reason).toMatch(/^no interval: \d+ of 2000 resamples have no value$/);
});

test("BCa intervals reproduce scipy's of a mean and lean as the data do", () => {
  // Single units in clusters of their own: a skewed sample.
  const sample = [0.1, 0.2, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.6, 2.9, 4.4, 7.2];
  const tally = createClusterTally(2);
  for (const amount of sample) {
    tally.add(0, amount);
    tally.add(1, 1);
    tally.endCluster();
  }
  const mean: TallyStatistic = { compute: (totals) => share(totals[0] ?? 0, totals[1] ?? 0, "nothing") };
  const [bca] = bootstrapClusters(tally.finish(), [mean], { resamples: 20_000, interval: "BCa" });
  const [percentile] = bootstrapClusters(tally.finish(), [mean], { resamples: 20_000 });
  expect(bca?.method).toBe("cluster bootstrap of 20,000, seed 1, BCa");
  expect(bca?.low).toBeCloseTo(0.75, 1);
  expect(bca?.high).toBeCloseTo(3.358, 1);
  expect(bca?.high).toBeGreaterThan(percentile?.high ?? 0);
});

test("bootstrapTwoWay is wider than one-way where raters differ, and needs two of each", () => {
  // 20 clusters × 4 raters; two raters always agree, two never.
  const cells: number[] = [];
  const clusters: number[] = [];
  const raters: number[] = [];
  for (let cluster = 0; cluster < 20; cluster++) {
    for (let rater = 0; rater < 4; rater++) {
      for (const cell of rater < 2 ? [0, 1] : [1]) {
        cells.push(cell);
        clusters.push(cluster);
        raters.push(rater);
      }
    }
  }
  const units = { width: 2, cells, amounts: cells.map(() => 1), clusters, raters };
  const [made] = bootstrapTwoWay(units, [agreement], { resamples: 400 });
  expect(made?.estimate).toBe(0.5);
  // Four raters drawn with replacement: all of one kind in 1 of 8 draws.
  expect(made?.low).toBe(0);
  expect(made?.high).toBe(1);
  expect(made?.method).toBe("two-way bootstrap of 20 clusters and 4 raters, 400, seed 1");
  const one = { ...units, raters: raters.map(() => 0) };
  expect(bootstrapTwoWay(one, [agreement])[0]?.reason).toBe("no interval: it needs two clusters and two raters or more");
  const pairs = { ...units, otherRaters: raters.map((rater) => (rater + 1) % 4) };
  expect(bootstrapTwoWay(pairs, [agreement], { resamples: 50 })[0]?.estimate).toBe(0.5);
  expect(bootstrapTwoWay({ ...units, cells: [], amounts: [], clusters: [], raters: [] }, [agreement])[0]?.estimate).toBeNull();
});
