// Line 7: Dawid and Skene's model of 1,000,000 labels, 20 steps, beside crowd-kit.
import { createRandom, dawidSkene, groupVotes } from "@/lib/stats";
import { printFigure, round } from "@/scripts/bench/figure";
import { fastest, runPeers } from "./peers";

const TASKS = Number(process.env.BENCH_TASKS ?? 200_000);
const WORKERS = 500;
const PER_TASK = 5;
const CATEGORIES = 3;
const STEPS = 20;

const random = createRandom(7, "crowd");
const skills = Array.from({ length: WORKERS }, () => 0.5 + 0.45 * random.next());
const n = TASKS * PER_TASK;
const item = new Uint32Array(n);
const rater = new Uint32Array(n);
const category = new Uint8Array(n);
for (let i = 0; i < TASKS; i++) {
  const truth = random.next() < 0.5 ? 0 : 1 + random.below(CATEGORIES - 1);
  const first = random.below(WORKERS);
  for (let k = 0; k < PER_TASK; k++) {
    const at = i * PER_TASK + k;
    item[at] = i;
    // Five different workers: 101 apart on a ring of 500.
    const worker = (first + 101 * k) % WORKERS;
    rater[at] = worker;
    category[at] = random.next() < (skills[worker] ?? 0) ? truth : (truth + 1 + random.below(CATEGORIES - 1)) % CATEGORIES;
  }
}

const sizes = { items: TASKS, raters: WORKERS, categories: CATEGORIES };
const grouped = fastest(2, () => groupVotes({ item, rater, category }, sizes));
const fitted = fastest(3, () => dawidSkene(grouped.result, { steps: STEPS, tolerance: -1 }));

const lines = Array.from(item, (task, v) => `${task},${rater[v]},${category[v]}`);
const peers = await runPeers("dawid-skene", "task,worker,label", lines);
const peer = peers?.[0];
const answer = peer?.answer as { priors: Record<string, number>; first: Record<string, Record<string, number>> } | undefined; // by the peer's program
let furthest = 0;
for (const [j, column] of Object.entries(answer?.first ?? {})) {
  for (const [task, p] of Object.entries(column)) {
    furthest = Math.max(furthest, Math.abs((fitted.result.posteriors[Number(task) * CATEGORIES + Number(j)] ?? 0) - p));
  }
}
for (const [j, prior] of Object.entries(answer?.priors ?? {})) {
  furthest = Math.max(furthest, Math.abs((fitted.result.priors[Number(j)] ?? 0) - prior));
}

printFigure({
  line: 7,
  name: `Dawid–Skene, ${n} labels, ${STEPS} steps`,
  value: round(fitted.milliseconds),
  unit: "ms",
  target: 350,
  ...(peer && {
    peer: { name: peer.library, value: round(peer.seconds * 1000), unit: "ms" },
    ratio: round((peer.seconds * 1000) / fitted.milliseconds, 1),
    answersEqual: furthest < 1e-6,
    note: `priors and first posteriors at most ${furthest.toExponential(1)} apart; grouping by item ${round(grouped.milliseconds)} ms before`,
  }),
  rssMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
  runs: 3,
});
