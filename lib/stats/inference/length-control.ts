import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { IntervalEstimate } from "@/lib/stats/estimate";
import { fitLogistic, sigmoid } from "@/lib/stats/numeric/logistic";

/** Preferences with the lengths of both responses, as columns. */
export interface LengthPairs {
  /** 1 where the first response is preferred, 0 where the second, ½ or any share between. */
  readonly preferences: ArrayLike<number>;
  readonly firstLengths: ArrayLike<number>;
  readonly secondLengths: ArrayLike<number>;
  /** Cluster of each pair, from 0 on. */
  readonly clusters: ArrayLike<number>;
}

/** A win rate as it is and as it would be at equal lengths. */
export interface LengthControl {
  readonly raw: number | null;
  readonly controlled: IntervalEstimate;
  /** Log odds for one unit of the length term; null without a fit. */
  readonly effect: number | null;
  /** Said beside the figure: the control moves the rate by more than 10 points and more than a quarter of its distance from ½. */
  readonly movesFar: boolean;
}

/**
 * The win rate of the first responses at equal lengths, by a logistic regression of preference on length.
 *
 * logit P = θ + β · term; the rate is 1/(1 + e^−(θ + β · term at equal lengths)). The term is tanh((a − b)/sd(a − b)), or a/b.
 *
 * @param term - `difference` (AlpacaEval's, without difficulties of instructions, which need prompts shared by many models) or `ratio`
 *   (Lee et al.'s).
 * @returns An interval ± t se on the log odds from the cluster sandwich. No value where length decides everything or does not vary.
 * @see Dubois et al. (2024), "Length-controlled AlpacaEval"; Lee et al. (2023), appendix J. O(steps · pairs).
 */
export function lengthControlledWinRate(
  pairs: LengthPairs,
  { term = "difference", level = 0.95 }: { term?: "difference" | "ratio"; level?: number } = {},
): LengthControl {
  const { preferences, firstLengths, secondLengths, clusters } = pairs;
  const n = preferences.length;
  const method =
    term === "difference"
      ? "length-controlled by tanh of the difference, cluster sandwich"
      : "length-controlled by the ratio, cluster sandwich";
  const raw = n > 0 ? Array.from(preferences).reduce((sum, preference) => sum + preference, 0) / n : null;
  const without = (reason: string): LengthControl => ({
    raw,
    controlled: { estimate: null, low: null, high: null, level, method, reason },
    effect: null,
    movesFar: false,
  });
  const x = new Float64Array(n * 2);
  const terms = lengthTerms(firstLengths, secondLengths, term);
  if (raw !== null && terms.every((own) => own === terms[0])) return without("the lengths do not differ between units");
  terms.forEach((own, i) => {
    x[i * 2] = 1;
    x[i * 2 + 1] = own;
  });
  const fit = fitLogistic({ x, covariates: 2, y: preferences, clusters });
  if (!fit.coefficients) return without(fit.reason);
  const [constant = 0, effect = 0] = fit.coefficients;
  const equal = term === "difference" ? 0 : 1;
  const eta = constant + effect * equal;
  const estimate = sigmoid(eta);
  const [v00 = 0, v01 = 0, , v11 = 0] = fit.covariance;
  const half = tQuantile((1 + level) / 2, Math.max(1, fit.clusters - 1)) * Math.sqrt(v00 + 2 * equal * v01 + equal ** 2 * v11);
  const moved = Math.abs(estimate - (raw ?? estimate));
  const controlled: IntervalEstimate =
    fit.clusters < 2
      ? { estimate, low: null, high: null, level, method, reason: "no interval: it needs two clusters or more" }
      : { estimate, low: sigmoid(eta - half), high: sigmoid(eta + half), level, method, reason: null };
  return { raw, controlled, effect, movesFar: moved > 0.1 && moved > Math.abs((raw ?? 0.5) - 0.5) / 4 };
}

function lengthTerms(first: ArrayLike<number>, second: ArrayLike<number>, term: "difference" | "ratio"): Float64Array {
  if (term === "ratio") return Float64Array.from(first, (length, i) => length / (second[i] ?? 1));
  const differences = Float64Array.from(first, (length, i) => length - (second[i] ?? 0));
  const n = differences.length;
  const mean = differences.reduce((sum, own) => sum + own, 0) / n;
  const spread = Math.sqrt(differences.reduce((sum, own) => sum + (own - mean) ** 2, 0) / n);
  return differences.map((own) => (spread > 0 ? Math.tanh(own / spread) : 0));
}
