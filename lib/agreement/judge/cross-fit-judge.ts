import { type Resampling, runSteps } from "@/lib/agreement/figures";
import { crossFitInSteps } from "@/lib/stats";
import { rankByContent } from "./cluster-ranks";
import type { JudgePart } from "./judge-part";

/** A judge's soft labels, calibrated by maps that have not seen their clusters. */
export interface CrossFittedJudge {
  /** By rating of the judge; NaN where it has no soft label, or no person's preference stands beside it. */
  probabilities: Float64Array;
  /** Why some or all are missing; in the words of `lib/stats`. */
  reason: string | null;
}

/** Forecasts that a map is fitted on at most: enough for three decimals of a temperature. */
const FIT_ON = 50_000;

/** Calibrates a judge's soft labels on people's preferences, each by a map fitted on other clusters: the same labels, the same folds. */
export async function crossFitJudge(
  part: Pick<JudgePart, "ratings" | "own"> & { resampling: Pick<Resampling, "breathe" | "seed"> },
  method: "temperature" | "isotonic",
): Promise<CrossFittedJudge> {
  const { probability, outcome, cluster, rating } = listForecasts(part);
  const fitted = await runSteps(
    crossFitInSteps({ probabilities: probability, outcomes: outcome }, cluster, {
      method,
      seed: part.resampling.seed,
      fitOn: FIT_ON,
    }),
    part.resampling,
  );
  const probabilities = new Float64Array(part.ratings.category.length).fill(Number.NaN);
  for (const [i, of] of rating.entries()) probabilities[of] = fitted.probabilities[i] ?? Number.NaN;
  return { probabilities, reason: fitted.reason };
}

/** Each person's preference with the judge's probability of B on the same comparison, as columns. */
export interface JudgeForecasts {
  probability: Float64Array;
  /** 1 for B, 0 for A. */
  outcome: Uint8Array;
  /** From 0, in an order that depends on what the clusters hold alone. */
  cluster: Int32Array;
  /** The judge's rating behind the probability. */
  rating: Int32Array;
}

/** The forecasts of a judge, clusters together; within a cluster by probability and outcome. Ties of people are left out. */
export function listForecasts({ ratings, own }: Pick<JudgePart, "ratings" | "own">): JudgeForecasts {
  const found: { p: number; y: number; rating: number }[] = [];
  const ends: number[] = [];
  const { categories, category, starts, peopleEnds, endsCluster, units } = ratings;
  const a = categories.indexOf("A");
  const b = categories.indexOf("B");
  for (let u = 0; u < units; u++) {
    const judge = own[u] ?? -1;
    const p = judge < 0 ? Number.NaN : (ratings.probability[judge] ?? Number.NaN);
    for (let r = starts[u] ?? 0; !Number.isNaN(p) && r < (peopleEnds[u] ?? 0); r++) {
      if (category[r] === a || category[r] === b) found.push({ p, y: category[r] === b ? 1 : 0, rating: judge });
    }
    if (endsCluster[u] === 1 && found.length > (ends.at(-1) ?? 0)) ends.push(found.length);
  }
  const groups = ends.map((end, i) =>
    found.slice(ends[i - 1] ?? 0, end).sort((one, other) => one.p - other.p || one.y - other.y),
  );
  const ranks = rankByContent(groups);
  const inOrder = new Array<number>(groups.length);
  for (const [group, rank] of ranks.entries()) inOrder[rank] = group;
  const forecasts: JudgeForecasts = {
    probability: new Float64Array(found.length),
    outcome: new Uint8Array(found.length),
    cluster: new Int32Array(found.length),
    rating: new Int32Array(found.length),
  };
  let place = 0;
  for (const [rank, group] of inOrder.entries()) {
    for (const { p, y, rating } of groups[group] ?? []) {
      forecasts.probability[place] = p;
      forecasts.outcome[place] = y;
      forecasts.cluster[place] = rank;
      forecasts.rating[place++] = rating;
    }
  }
  return forecasts;
}
