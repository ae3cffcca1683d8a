// Line 6: Bradley–Terry strengths of 100 models from 1,000,000 battles with ties, 1,000 bootstraps and the sandwich, beside evalica.
import {
  bootstrapStrengths,
  countBattles,
  createBattleTally,
  createRandom,
  fitStrengths,
  LEFT_WINS,
  RIGHT_WINS,
  strengthSandwich,
  TIE,
  tallySingleUnits,
} from "@/lib/stats";
import { printFigure, round } from "@/scripts/bench/figure";
import { fastest, runPeers } from "./peers";

const BATTLES = Number(process.env.BENCH_BATTLES ?? 1_000_000);
const MODELS = 100;
const RESAMPLES = 1000;

const random = createRandom(6, "battles");
const truth = Array.from({ length: MODELS }, () => 2 * (random.next() + random.next() - 1));
const left = new Uint8Array(BATTLES);
const right = new Uint8Array(BATTLES);
const outcome = new Uint8Array(BATTLES);
for (let i = 0; i < BATTLES; i++) {
  const a = random.below(MODELS);
  const b = (a + 1 + random.below(MODELS - 1)) % MODELS;
  left[i] = a;
  right[i] = b;
  const won = random.next() < 1 / (1 + Math.exp((truth[b] ?? 0) - (truth[a] ?? 0)));
  outcome[i] = random.next() < 0.2 ? TIE : won ? LEFT_WINS : RIGHT_WINS;
}

function fitTable(table: Float64Array) {
  const made = fitStrengths(table, MODELS);
  if (!made.strengths) throw new Error(made.reason);
  return made;
}

const counted = fastest(3, () => countBattles({ left, right, outcome }, MODELS));
const fitted = fastest(3, () => fitTable(counted.result));
const whole = fastest(1, () => {
  const table = countBattles({ left, right, outcome }, MODELS);
  return bootstrapStrengths(tallySingleUnits(table), fitTable(table), { resamples: RESAMPLES });
});
const tally = tallySingleUnits(counted.result);
const sandwich = fastest(3, () => strengthSandwich(tally, fitted.result));

// As it is used: battles in clusters of four, which are resampled whole.
const builder = createBattleTally(MODELS);
for (let i = 0; i < BATTLES; i++) {
  builder.add(left[i] ?? 0, right[i] ?? 0, outcome[i] ?? 0);
  if (i % 4 === 3) builder.endCluster();
}
const clustered = builder.finish();
const beganClusters = performance.now();
bootstrapStrengths(clustered, fitted.result, { resamples: RESAMPLES });
const clusterMilliseconds = performance.now() - beganClusters;
const wide = fastest(2, () => strengthSandwich(clustered, fitted.result));

const words = ["a", "tie", "b"];
const lines = Array.from(left, (a, i) => `${a},${right[i]},${words[outcome[i] ?? 0]}`);
const peers = await runPeers("bradley-terry", "model_a,model_b,winner", lines, 2);
const point = peers?.find((run) => run.what === "Bradley-Terry, ties as halves");
const resampled = peers?.find((run) => run.what === "Bradley-Terry, 2 resamples");
const scores = (point?.answer ?? {}) as Record<string, number>; // a number for each model, by the peer's program
const logs = Array.from({ length: MODELS }, (_, i) => Math.log(scores[i] ?? Number.NaN));
const meanLog = logs.reduce((sum, log) => sum + log, 0) / MODELS;
const furthest = Math.max(...logs.map((log, i) => Math.abs(log - meanLog - (fitted.result.strengths[i] ?? 0))));

printFigure({
  line: 6,
  name: `counting ${BATTLES} battles of ${MODELS} models and fitting them`,
  value: round(counted.milliseconds + fitted.milliseconds),
  unit: "ms",
  ...(point && {
    peer: { name: point.library, value: round(point.seconds * 1000), unit: "ms" },
    ratio: round((point.seconds * 1000) / (counted.milliseconds + fitted.milliseconds), 1),
    // Its own tolerance is 1e-6 on strengths that are not logarithms.
    answersEqual: furthest < 1e-4,
    note: `furthest log strength apart ${furthest.toExponential(1)}`,
  }),
  rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
});
printFigure({
  line: 6,
  name: "the same with 1,000 bootstraps, by battle",
  value: round(whole.milliseconds),
  unit: "ms",
  target: 1000,
  ...(resampled && {
    peer: { name: `${resampled.library}, from 2`, value: round(resampled.seconds * 500 * 1000), unit: "ms" },
    ratio: round((resampled.seconds * 500 * 1000) / whole.milliseconds, 1),
  }),
});
printFigure({ line: 6, name: "sandwich intervals, by battle", value: round(sandwich.milliseconds), unit: "ms", target: 50 });
const names = `${clustered.clusters} clusters, ${clustered.counts.length} distinct`;
printFigure({ line: 6, name: `1,000 bootstraps by cluster, ${names}`, value: round(clusterMilliseconds), unit: "ms" });
printFigure({ line: 6, name: "sandwich intervals by cluster", value: round(wide.milliseconds), unit: "ms" });
