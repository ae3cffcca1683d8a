// Line 5: agreement of 1,000,000 pairs of ratings, with sandwich and bootstrap intervals, beside scikit-learn and krippendorff.
import {
  bootstrapClusters,
  brennanPrediger,
  type ClusterTally,
  clusterSandwich,
  cohenKappa,
  createClusterTally,
  createRandom,
  type Estimate,
  gwetAc,
  interval,
  kendallTauB,
  krippendorffAlpha,
  linearWeights,
  matthewsCorrelation,
  nominal,
  ordinal,
  pearson,
  quadraticWeights,
  rawAgreement,
  scottPi,
  spearman,
  type TallyStatistic,
  tallySingleUnits,
  toPairShares,
} from "@/lib/stats";
import { printFigure, round } from "@/scripts/bench/figure";
import { fastest, runPeers } from "./peers";

const PAIRS = Number(process.env.BENCH_PAIRS ?? 1_000_000);
const PER_CLUSTER = 4;
const VALUES = [0, 1, 2, 3, 4, 5, 6];
const Q = VALUES.length;
const LINEAR = linearWeights(VALUES);
const QUADRATIC = quadraticWeights(VALUES);

/** Two raters who agree more within some clusters than others. */
function makePairs() {
  const random = createRandom(5, "pairs");
  const a = new Uint8Array(PAIRS);
  const b = new Uint8Array(PAIRS);
  let skill = 0;
  for (let i = 0; i < PAIRS; i++) {
    if (i % PER_CLUSTER === 0) skill = 0.4 + 0.5 * random.next();
    const truth = random.below(Q);
    const rate = () => (random.next() < skill ? truth : Math.min(Q - 1, Math.max(0, truth + random.below(5) - 2)));
    a[i] = rate();
    b[i] = rate();
  }
  return { a, b };
}

function countTable(a: Uint8Array, b: Uint8Array): Float64Array {
  // Two tables by turns: additions to one and the same cell need not wait for each other.
  const even = new Uint32Array(Q * Q);
  const odd = new Uint32Array(Q * Q);
  for (let i = 0; i + 1 < a.length; i += 2) {
    const first = (a[i] ?? 0) * Q + (b[i] ?? 0);
    const second = (a[i + 1] ?? 0) * Q + (b[i + 1] ?? 0);
    even[first] = (even[first] ?? 0) + 1;
    odd[second] = (odd[second] ?? 0) + 1;
  }
  for (let i = a.length - (a.length % 2); i < a.length; i++) {
    const last = (a[i] ?? 0) * Q + (b[i] ?? 0);
    even[last] = (even[last] ?? 0) + 1;
  }
  return Float64Array.from(even, (count, cell) => count + (odd[cell] ?? 0));
}

/** A pair is two coincidences. */
function coincidences(table: Float64Array): Float64Array {
  return table.map((count, cell) => count + (table[(cell % Q) * Q + Math.floor(cell / Q)] ?? 0));
}

const cross = (counts: Float64Array) => ({ counts, rowValues: VALUES, columnValues: VALUES });

const COEFFICIENTS: Record<string, (table: Float64Array) => Estimate> = {
  agreement: (table) => rawAgreement(table),
  kappa: (table) => cohenKappa(table),
  kappaLinear: (table) => cohenKappa(table, LINEAR),
  kappaQuadratic: (table) => cohenKappa(table, QUADRATIC),
  pi: (table) => scottPi(table),
  ac1: (table) => gwetAc(toPairShares(table)),
  ac2: (table) => gwetAc(toPairShares(table), QUADRATIC),
  brennanPrediger: (table) => brennanPrediger(toPairShares(table)),
  alphaNominal: (table) => krippendorffAlpha(coincidences(table), nominal),
  alphaOrdinal: (table) => krippendorffAlpha(coincidences(table), ordinal),
  alphaInterval: (table) => krippendorffAlpha(coincidences(table), interval(VALUES)),
  tauB: (table) => kendallTauB(cross(table)),
  rho: (table) => spearman(cross(table)),
  pearson: (table) => pearson(cross(table)),
  mcc: (table) => matthewsCorrelation(table),
};

function tallyOf(a: Uint8Array, b: Uint8Array): ClusterTally {
  const tally = createClusterTally(Q * Q);
  for (let i = 0; i < a.length; i++) {
    tally.add((a[i] ?? 0) * Q + (b[i] ?? 0), 1);
    if (i % PER_CLUSTER === PER_CLUSTER - 1) tally.endCluster();
  }
  return tally.finish();
}

const { a, b } = makePairs();
const statistics: TallyStatistic[] = Object.entries(COEFFICIENTS).map(([name, compute]) => ({
  compute,
  isShare: name === "agreement",
}));

const floor = fastest(20, () => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) + (b[i] ?? 0);
  return sum;
});
const points = fastest(20, () => {
  const table = countTable(a, b);
  return Object.fromEntries(Object.entries(COEFFICIENTS).map(([name, compute]) => [name, compute(table).estimate]));
});
const gathered = fastest(2, () => tallyOf(a, b));
const sandwiches = fastest(5, () => statistics.map((statistic) => clusterSandwich(gathered.result, statistic)));
const clusters = fastest(1, () => bootstrapClusters(gathered.result, statistics, { resamples: 1000 }));
const rows = tallySingleUnits(countTable(a, b));
const resampled = fastest(2, () => bootstrapClusters(rows, statistics, { resamples: 1000 }));

const RESAMPLES = 3;
const lines = Array.from(a, (own, i) => `${own},${b[i]}`);
const peers = await runPeers("agreement", "a,b", lines, RESAMPLES);
const peer = (what: string) => peers?.find((run) => run.what === what);
const shared = [
  ["Cohen's kappa, weights None", points.result.kappa],
  ["Cohen's kappa, weights linear", points.result.kappaLinear],
  ["Cohen's kappa, weights quadratic", points.result.kappaQuadratic],
  ["alpha, nominal", points.result.alphaNominal],
  ["alpha, ordinal", points.result.alphaOrdinal],
] as const;
const summed = shared.reduce((sum, [what]) => sum + (peer(what)?.seconds ?? 0), 0) * 1000;
const answersEqual = peers
  ? shared.every(([what, ours]) => Math.abs(Number(peer(what)?.answer) - (ours ?? Number.NaN)) < 1e-12)
  : undefined;

printFigure({
  line: 5,
  name: `${statistics.length} coefficients of ${PAIRS} pairs, counting included, warm`,
  value: round(points.milliseconds),
  unit: "ms",
  target: 10,
  limit: round(floor.milliseconds),
  ...(peers && { peer: { name: "scikit-learn and krippendorff, 5 of these", value: round(summed), unit: "ms" } }),
  ...(peers && { ratio: round(summed / points.milliseconds, 1), answersEqual }),
  rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
  runs: 20,
});
printFigure({ line: 5, name: "gathering the pairs by cluster, once", value: round(gathered.milliseconds), unit: "ms" });
const names = `${gathered.result.clusters} clusters, ${gathered.result.counts.length} distinct`;
printFigure({
  line: 5,
  name: `cluster-sandwich intervals, ${names}`,
  value: round(sandwiches.milliseconds),
  unit: "ms",
  target: 50,
});
printFigure({
  line: 5,
  name: `1,000 cluster bootstraps of all, ${names}`,
  value: round(clusters.milliseconds),
  unit: "ms",
  target: 3000,
});
const bootstrap = peer(`Cohen's kappa, ${RESAMPLES} resamples`);
printFigure({
  line: 5,
  name: "1,000 row bootstraps of all",
  value: round(resampled.milliseconds),
  unit: "ms",
  target: 300,
  ...(bootstrap && {
    peer: { name: `scikit-learn, κ alone, from ${RESAMPLES}`, value: round((bootstrap.seconds * 1e6) / RESAMPLES), unit: "ms" },
    ratio: round((bootstrap.seconds * 1e6) / RESAMPLES / resampled.milliseconds, 1),
  }),
});
