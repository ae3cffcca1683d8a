import {
  bootstrapInSteps,
  type ClusterTally,
  clusterSandwich,
  type Estimate,
  type IntervalEstimate,
  type TallyStatistic,
} from "@/lib/stats";
import type { Figure, FigureCounts } from "./types";

/** How intervals are made. */
export interface Resampling {
  seed: number;
  resamples: number;
  /** Called often; lets others have a turn when it is time. */
  breathe: () => Promise<void> | undefined;
  /**
   * Set: agreement of pairs gets intervals that are valid at every look. By a label's place in the columns, when it was given: clusters are
   * taken in the order of their last label.
   */
  times?: Float64Array;
}

/** How long a report may keep the server from other work, in milliseconds. */
const LONGEST_TURN = 15;

/** Lets the server answer others between two parts of a report. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A `breathe` that gives up control by `pause` whenever a turn has lasted long enough. */
export function createBreathing(pause: () => Promise<void>): Resampling["breathe"] {
  let turnBegan = performance.now();
  return () => {
    if (performance.now() - turnBegan < LONGEST_TURN) return undefined;
    return pause().then(() => {
      turnBegan = performance.now();
    });
  };
}

/** What figures of one tally have in common. */
export interface FigureContext {
  resampling: Resampling;
  /** Names the stream of random numbers: other figures, other names. */
  stream: string;
  /** What was counted; clusters are the tally's. */
  n: Omit<FigureCounts, "clusters">;
  /** Set: no intervals are made, for this reason. */
  withoutInterval?: string;
  /** No resampling whatever the number of clusters: for figures of which a report has very many. */
  isQuick?: boolean;
}

/** A statistic that lies in [0, 1]. */
export function shareOf(compute: (totals: Float64Array) => Estimate): TallyStatistic {
  return { compute, isShare: true };
}

/** A statistic that does not: a coefficient of at most 1; with a range, another figure that lies there. */
export function coefficient(compute: (totals: Float64Array) => Estimate, range?: readonly [number, number]): TallyStatistic {
  return range ? { compute, range } : { compute, range: [-1, 1], isBeyondChance: true };
}

/**
 * With fewer clusters percentile intervals hold the truth too seldom (docs/statistics.md has the simulation); the sandwich or jackknife with t
 * stands in, and `method` says so.
 */
export const FEW_CLUSTERS = 100;
/**
 * From so many clusters on resampling says what the sandwich says (measured coverage and widths are the same, docs/statistics.md) and takes
 * a thousand times as long.
 */
const MANY_CLUSTERS = 1000;

/** Several statistics of one tally as figures, from the same resamples; of few or very many clusters by the sandwich. */
export async function toFigures<K extends string>(
  tally: ClusterTally,
  statistics: Readonly<Record<K, TallyStatistic>>,
  { resampling, stream, n, withoutInterval, isQuick = false }: FigureContext,
): Promise<Record<K, Figure>> {
  const names = Object.keys(statistics) as K[]; // the record's own keys
  const list = names.map((name) => statistics[name]);
  const estimates =
    withoutInterval === undefined
      ? isQuick || (tally.clusters >= 2 && (tally.clusters < FEW_CLUSTERS || tally.clusters >= MANY_CLUSTERS))
        ? await sandwichAll(tally, list, resampling)
        : await runSteps(bootstrapInSteps(tally, list, { ...resampling, stream }), resampling)
      : list.map((statistic) => toPoint(statistic.compute(tally.totals), withoutInterval));
  const figures = names.flatMap((name, i) => {
    const estimate = estimates[i];
    if (!estimate) return [];
    const figure: Figure = {
      ...estimate,
      n: { ...n, clusters: tally.clusters },
      reason: estimate.reason && inWords(estimate.reason),
    };
    return [[name, figure] as const];
  });
  return Object.fromEntries(figures) as Record<K, Figure>; // one figure a name
}

/** Runs steps to their end, and lets others have a turn between them. */
export async function runSteps<T>(steps: Generator<void, T>, { breathe }: Pick<Resampling, "breathe">): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const turn = breathe();
    if (turn) await turn;
  }
}

async function sandwichAll(
  tally: ClusterTally,
  statistics: readonly TallyStatistic[],
  { breathe }: Resampling,
): Promise<IntervalEstimate[]> {
  const estimates: IntervalEstimate[] = [];
  for (const statistic of statistics) {
    estimates.push(clusterSandwich(tally, statistic));
    const turn = breathe();
    if (turn) await turn;
  }
  return estimates;
}

function toPoint({ estimate, reason }: Estimate, withoutInterval: string): IntervalEstimate {
  return { estimate, low: null, high: null, level: 0.95, method: "none", reason: reason ?? `no interval: ${withoutInterval}` };
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bunit(s?)\b/g, "comparison$1"],
  [/\brating(s?)\b/g, "label$1"],
  [/\brater(s?)\b/g, "annotator$1"],
  [/\brated\b/g, "labelled"],
  [/\bforecast(s?)\b/g, "soft label$1"],
];

/** A reason of `lib/stats`, which speaks of units and ratings, in the words of the product. */
export function inWords(reason: string): string {
  return WORDS.reduce((text, [statistical, ours]) => text.replace(statistical, ours), reason);
}
