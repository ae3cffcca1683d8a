import type { Estimate, IntervalEstimate } from "@/lib/stats/estimate";
import { createRandom, type Random } from "@/lib/stats/random";
import { drawBinomial } from "./binomial";
import type { ClusterTally } from "./cluster-tally";
import { jackknifeClusters } from "./jackknife";
import { createMultinomialDraw } from "./multinomial";
import { summarise } from "./summarise";

/** A statistic as a function of a tally's totals. `isShare` says that it lies in [0, 1] and may fall back to Wilson's interval. */
export interface TallyStatistic {
  readonly compute: (totals: Float64Array) => Estimate;
  readonly isShare?: boolean;
  /** Says that it is 1 less a ratio of disagreements (κ, α, AC1): intervals over few clusters are then made for the ratio's logarithm. */
  readonly isBeyondChance?: boolean;
  /** Where the statistic lies; symmetric intervals are cut there. */
  readonly range?: readonly [low: number, high: number];
}

export interface BootstrapOptions {
  readonly resamples?: number;
  readonly seed?: number;
  /** Name of the stream of random numbers: another figure, another name. */
  readonly stream?: string;
  /** Coverage, in (0, 1). */
  readonly level?: number;
  /** `percentile` by default; `BCa` also corrects for bias and skewness, at the cost of the statistic without each distinct cluster. */
  readonly interval?: "percentile" | "BCa";
}

/**
 * Intervals by resampling whole clusters with replacement, all statistics from the same resamples.
 *
 * Each resample draws as many clusters as there are; equal clusters are drawn together (multinomially), which is the same
 * distribution at the cost of the distinct ones.
 *
 * @param statistics - Functions of the tally's totals; the estimate is the function at the totals themselves.
 * @returns One estimate with interval a statistic, in order. Where resamples cannot vary (fewer than two clusters, or all alike)
 *   a share gets Wilson's interval over clusters and any other statistic none, with the reason.
 * @see Efron & Tibshirani (1993), also for BCa; Davison & Hinkley (1997) for clusters. O(resamples · min(clusters, 50 · distinct clusters)).
 */
export function bootstrapClusters(
  tally: ClusterTally,
  statistics: readonly TallyStatistic[],
  options: BootstrapOptions = {},
): IntervalEstimate[] {
  const steps = bootstrapInSteps(tally, statistics, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `bootstrapClusters`, but stopping after every few resamples, so that a caller who has other things to do can do them. */
export function* bootstrapInSteps(
  tally: ClusterTally,
  statistics: readonly TallyStatistic[],
  { resamples = 2000, seed = 1, stream = "", level = 0.95, interval = "percentile" }: BootstrapOptions = {},
): Generator<void, IntervalEstimate[]> {
  const method = `cluster bootstrap of ${new Intl.NumberFormat("en-US").format(resamples)}, seed ${seed}${interval === "BCa" ? ", BCa" : ""}`;
  const points = statistics.map((statistic) => statistic.compute(tally.totals));
  const values = statistics.map(() => new Float64Array(resamples));
  const valued = new Uint32Array(statistics.length);

  if (tally.clusters >= 2 && points.some((point) => point.estimate !== null)) {
    const draw = createDraw(tally, createRandom(seed, stream));
    for (let done = 0; done < resamples; done += AT_ONCE) {
      for (const totals of draw().slice(0, resamples - done)) {
        for (let s = 0; s < statistics.length; s++) {
          if (points[s]?.estimate === null) continue;
          const value = statistics[s]?.compute(totals).estimate ?? null;
          const column = values[s];
          const count = valued[s] ?? 0;
          if (value === null || column === undefined) continue;
          column[count] = value;
          valued[s] = count + 1;
        }
      }
      yield;
    }
  }

  return statistics.map((statistic, s) => {
    const point = points[s];
    const sample = values[s]?.subarray(0, valued[s]).sort();
    const left = interval === "BCa" && point?.estimate != null ? jackknifeClusters(tally, statistic) : undefined;
    const { clusters } = tally;
    return summarise({ point, sample, clusters, isShare: statistic.isShare, resamples, level, method, leftOut: left });
  });
}

/** Resamples are made four at a time: one pass over the clusters' entries serves all four, and the additions do not wait on each other. */
const AT_ONCE = 4;

/** A function that makes four resamples and returns their tables, the same arrays each time. */
export function createDraw(tally: ClusterTally, random: Random): () => readonly Float64Array[] {
  const tables = Array.from({ length: AT_ONCE }, () => new Float64Array(tally.width));
  const hits = Array.from({ length: AT_ONCE }, () => new Uint32Array(tally.counts.length));
  // A binomial draw costs about as much as 50 clusters drawn one by one; both ways are the same distribution.
  const drawHits = tally.counts.length * 50 < tally.clusters ? drawTypes : createClusterDraw(tally);
  return () => {
    for (const each of hits) drawHits(tally, random, each);
    sumHits(tally, hits, tables);
    return tables;
  };
}

type DrawHits = (tally: ClusterTally, random: Random, hits: Uint32Array) => void;

/** Draws how often each cluster is taken and adds equal clusters up. */
function createClusterDraw({ counts, clusters }: ClusterTally): DrawHits {
  const { times, draw } = createMultinomialDraw(clusters);
  const typeOf = new Uint32Array(clusters);
  for (let type = 0, from = 0; type < counts.length; type++) {
    typeOf.fill(type, from, from + (counts[type] ?? 0));
    from += counts[type] ?? 0;
  }
  // Long runs of equal clusters are added up in a register, short ones where they belong: the quicker way for each.
  const areMostlyDistinct = counts.length * 2 > clusters;
  return (_, random, hits) => {
    draw(random);
    if (areMostlyDistinct) {
      hits.fill(0);
      for (let i = 0; i < clusters; i++) {
        const type = typeOf[i] ?? 0;
        hits[type] = (hits[type] ?? 0) + (times[i] ?? 0);
      }
      return;
    }
    let cluster = 0;
    for (let type = 0; type < counts.length; type++) {
      const end = cluster + (counts[type] ?? 0);
      let hit = 0;
      for (; cluster < end; cluster++) hit += times[cluster] ?? 0;
      hits[type] = hit;
    }
  };
}

/** A multinomial draw as a chain of binomial ones: each type's share of what is left. */
function drawTypes({ counts, clusters }: ClusterTally, random: Random, hits: Uint32Array): void {
  let open = clusters;
  let left = clusters;
  for (let type = 0; type < counts.length; type++) {
    const count = counts[type] ?? 0;
    const hit = drawBinomial(random, open, count / left);
    hits[type] = hit;
    open -= hit;
    left -= count;
  }
}

function sumHits(
  { starts, cells, amounts, width }: ClusterTally,
  hits: readonly Uint32Array[],
  tables: readonly Float64Array[],
): void {
  const none = new Float64Array(width);
  const noHits = new Uint32Array(0);
  const [t0 = none, t1 = none, t2 = none, t3 = none] = tables;
  const [h0 = noHits, h1 = noHits, h2 = noHits, h3 = noHits] = hits;
  for (const table of tables) table.fill(0);
  for (let type = 0; type < h0.length; type++) {
    const a = h0[type] ?? 0;
    const b = h1[type] ?? 0;
    const c = h2[type] ?? 0;
    const d = h3[type] ?? 0;
    const end = starts[type + 1] ?? 0;
    for (let j = starts[type] ?? 0; j < end; j++) {
      const cell = cells[j] ?? 0;
      const amount = amounts[j] ?? 0;
      t0[cell] = (t0[cell] ?? 0) + a * amount;
      t1[cell] = (t1[cell] ?? 0) + b * amount;
      t2[cell] = (t2[cell] ?? 0) + c * amount;
      t3[cell] = (t3[cell] ?? 0) + d * amount;
    }
  }
}
