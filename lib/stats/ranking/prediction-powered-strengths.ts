import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { IntervalEstimate } from "@/lib/stats/estimate";
import { cholesky, invertByFactor, sandwich, solveByFactor } from "@/lib/stats/numeric/linear-algebra";
import { sigmoid } from "@/lib/stats/numeric/logistic";
import { countBattles } from "./battles";
import { fitStrengths } from "./fit-strengths";
import { contrastError } from "./strength-sandwich";

/** Battles that people and a judge decided, and battles that the judge alone decided. Outcomes as in `Battles`. */
export interface PartlyJudgedBattles {
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  /** People's outcome, or −1 where the judge alone decided. */
  readonly human: ArrayLike<number>;
  readonly judge: ArrayLike<number>;
  /** Cluster of each battle, from 0 on. */
  readonly clusters: ArrayLike<number>;
}

/** Strengths with a judge's help, and without. */
export interface PredictionPoweredStrengths {
  readonly lambda: number;
  readonly combined: IntervalEstimate[];
  readonly humanOnly: IntervalEstimate[];
  /** Covariances of the centred strengths, models × models, for intervals of differences (`contrastError`). */
  readonly combinedCovariance: Float64Array;
  readonly humanCovariance: Float64Array;
  readonly reason: null;
}

/**
 * Bradley–Terry strengths (ties as halves) that people would give on all battles, from few of theirs and many of a judge.
 *
 * Solves λ mean_N(score of the judge) + mean_n(score of people − λ score of the judge) = 0; λ minimises the summed variance of the strengths, within [0, 1].
 *
 * @param lambda - `"best"` (PPI++), 1 (PPI) or 0 (humans only).
 * @returns Intervals ± t se from the cluster sandwich over the clusters with a human label, minus one. No strengths where people's battles do not
 *   connect the models, or the judge's errors leave no finite solution.
 * @see Angelopoulos, Duchi & Zrnic (2023), "PPI++"; Boyeau et al. (2024), "AutoEval done right". O(steps · battles + models³).
 */
export function predictionPoweredStrengths(
  battles: PartlyJudgedBattles,
  models: number,
  { lambda = "best", level = 0.95 }: { lambda?: number | "best"; level?: number } = {},
): PredictionPoweredStrengths | { readonly combined: null; readonly reason: string } {
  const labelled = Array.from(battles.human, (_, i) => i).filter((i) => (battles.human[i] ?? -1) >= 0);
  const pick = (column: ArrayLike<number>) => labelled.map((i) => column[i] ?? 0);
  const table = countBattles({ left: pick(battles.left), right: pick(battles.right), outcome: pick(battles.human) }, models);
  const pilot = fitStrengths(table, models);
  if (!pilot.strengths) return { combined: null, reason: `human battles: ${pilot.reason}` };
  const counts = { n: labelled.length, judgeOnly: battles.left.length - labelled.length };
  const weight = counts.judgeOnly === 0 ? 0 : lambda === "best" ? bestLambda(battles, models, pilot.strengths, counts) : lambda;
  const combined = solve(battles, models, pilot.strengths, weight, counts);
  if (!combined) return { combined: null, reason: "the judge's errors leave no finite strengths: take the human ones" };
  const human = variance(battles, models, pilot.strengths, 0, counts);
  const helped = variance(battles, models, combined, weight, counts);
  const intervals = (strengths: Float64Array, { covariance, clusters }: Spread, method: string): IntervalEstimate[] =>
    Array.from(strengths, (estimate, i) => {
      if (clusters < 2)
        return { estimate, low: null, high: null, level, method, reason: "no interval: it needs two clusters or more" };
      const half = tQuantile((1 + level) / 2, clusters - 1) * contrastError(covariance, i);
      return { estimate, low: estimate - half, high: estimate + half, level, method, reason: null };
    });
  return {
    lambda: weight,
    combined: intervals(combined, helped, `prediction-powered, λ = ${weight.toFixed(3)}, cluster sandwich`),
    humanOnly: intervals(pilot.strengths, human, "human labels alone, cluster sandwich"),
    combinedCovariance: helped.covariance,
    humanCovariance: human.covariance,
    reason: null,
  };
}

interface Counts {
  readonly n: number;
  readonly judgeOnly: number;
}

interface Spread {
  readonly covariance: Float64Array;
  readonly clusters: number;
}

/** Calls `visit` with each battle's models, the chance of the left, and both outcomes as shares for the left. */
function eachBattle(
  { left, right, human, judge, clusters }: PartlyJudgedBattles,
  strengths: Float64Array,
  visit: (a: number, b: number, p: number, byHuman: number | null, byJudge: number, cluster: number) => void,
): void {
  for (let i = 0; i < left.length; i++) {
    const [a, b] = [left[i] ?? 0, right[i] ?? 0];
    const p = sigmoid((strengths[a] ?? 0) - (strengths[b] ?? 0));
    const own = human[i] ?? -1;
    visit(a, b, p, own < 0 ? null : 1 - own / 2, 1 - (judge[i] ?? 0) / 2, clusters[i] ?? 0);
  }
}

/** How much a battle's people's and judge's outcomes count in the equations: people's first. */
function shares(isLabelled: boolean, lambda: number, { n, judgeOnly }: Counts): [number, number] {
  return isLabelled ? [1 / n, -lambda / n] : [0, judgeOnly > 0 ? lambda / judgeOnly : 0];
}

function solve(
  battles: PartlyJudgedBattles,
  models: number,
  start: Float64Array,
  lambda: number,
  counts: Counts,
): Float64Array | null {
  let strengths = Float64Array.from(start);
  for (let step = 0; step < 60; step++) {
    const score = new Float64Array(models);
    eachBattle(battles, strengths, (a, b, p, byHuman, byJudge) => {
      const [human, judge] = shares(byHuman !== null, lambda, counts);
      const own = human * ((byHuman ?? 0) - p) + judge * (byJudge - p);
      score[a] = (score[a] ?? 0) + own;
      score[b] = (score[b] ?? 0) - own;
    });
    const factor = cholesky(informationAt(battles, models, strengths, lambda, counts), models);
    if (!factor) return null;
    const move = solveByFactor(factor, score);
    const furthest = Math.max(...move.map(Math.abs));
    // The equations are those of a convex loss; steps of 1 at most keep Newton's method from overshooting.
    strengths = strengths.map((own, i) => own + (move[i] ?? 0) / Math.max(1, furthest));
    if (strengths.some((own) => Math.abs(own) > 30)) return null;
    if (furthest < 1e-10) return strengths;
  }
  return null;
}

/** Information for one battle on average, with that of the strengths' mean filled in. */
function informationAt(battles: PartlyJudgedBattles, models: number, strengths: Float64Array, lambda: number, counts: Counts) {
  const information = new Float64Array(models * models).fill(1 / models ** 2);
  eachBattle(battles, strengths, (a, b, p, byHuman) => {
    const [human, judge] = shares(byHuman !== null, lambda, counts);
    const own = (human + judge) * p * (1 - p);
    const add = (i: number, j: number, amount: number) => {
      information[i * models + j] = (information[i * models + j] ?? 0) + amount;
    };
    add(a, a, own);
    add(b, b, own);
    add(a, b, -own);
    add(b, a, -own);
  });
  return information;
}

/** The covariance of the strengths: H⁻¹ Σ_c u_c u_cᵀ H⁻¹, with the means of both kinds of battles taken out. */
function variance(battles: PartlyJudgedBattles, models: number, strengths: Float64Array, lambda: number, counts: Counts): Spread {
  const factor = cholesky(informationAt(battles, models, strengths, lambda, counts), models);
  const bread = factor ? invertByFactor(factor) : new Float64Array(models * models);
  const means = [new Float64Array(models), new Float64Array(models)] as const;
  const scores = new Map<number, Float64Array>();
  const labelled = new Set<number>();
  const score = (visit: (kind: 0 | 1, a: number, b: number, own: number, cluster: number) => void) =>
    eachBattle(battles, strengths, (a, b, p, byHuman, byJudge, cluster) => {
      const [human, judge] = shares(byHuman !== null, lambda, counts);
      visit(byHuman === null ? 1 : 0, a, b, human * ((byHuman ?? 0) - p) + judge * (byJudge - p), cluster);
    });
  score((kind, a, b, own) => {
    const per = own / (kind === 0 ? counts.n : counts.judgeOnly);
    means[kind][a] = (means[kind][a] ?? 0) + per;
    means[kind][b] = (means[kind][b] ?? 0) - per;
  });
  score((kind, a, b, own, cluster) => {
    if (kind === 1 && lambda === 0) return;
    if (kind === 0) labelled.add(cluster);
    const sum = scores.get(cluster) ?? new Float64Array(models);
    scores.set(cluster, sum);
    sum[a] = (sum[a] ?? 0) + own;
    sum[b] = (sum[b] ?? 0) - own;
    for (let i = 0; i < models; i++) sum[i] = (sum[i] ?? 0) - (means[kind][i] ?? 0);
  });
  const filling = new Float64Array(models * models);
  const correction = labelled.size / Math.max(1, labelled.size - 1);
  for (const sum of scores.values()) {
    for (let i = 0; i < models; i++) {
      for (let j = 0; j < models; j++) {
        filling[i * models + j] = (filling[i * models + j] ?? 0) + correction * (sum[i] ?? 0) * (sum[j] ?? 0);
      }
    }
  }
  return { covariance: sandwich(bread, filling), clusters: labelled.size };
}

/** λ from the covariances of people's and judge's scores at people's strengths: tr(H⁻¹ Cov(Y, f) H⁻¹) / ((1 + n/N) tr(H⁻¹ Var(f) H⁻¹)). */
function bestLambda(battles: PartlyJudgedBattles, models: number, strengths: Float64Array, counts: Counts): number {
  const factor = cholesky(informationAt(battles, models, strengths, 0, counts), models);
  if (!factor) return 0;
  const bread = invertByFactor(factor);
  // A battle's score is r(e_a − e_b); its length after the bread is all that the traces need, and means are left out since they are nearly 0.
  let together = 0;
  let alone = 0;
  let all = 0;
  eachBattle(battles, strengths, (a, b, p, byHuman, byJudge) => {
    let length = 0;
    for (let i = 0; i < models; i++) length += ((bread[i * models + a] ?? 0) - (bread[i * models + b] ?? 0)) ** 2;
    if (byHuman !== null) together += (length * (byHuman - p) * (byJudge - p)) / counts.n;
    alone += length * (byJudge - p) ** 2;
    all++;
  });
  const spread = (1 + counts.n / counts.judgeOnly) * (alone / all);
  return spread > 0 ? Math.min(1, Math.max(0, together / spread)) : 0;
}
