import { createRandom } from "@/lib/stats/random";
import type { Forecasts } from "./bins";
import { applyIsotonic, fitIsotonic } from "./isotonic";
import { applyTemperature, fitTemperature } from "./temperature";

/** Calibrated forecasts, each by a map that has not seen its cluster. */
export interface CrossFitted {
  /** null where the map of the other folds could not be fitted. */
  readonly probabilities: (number | null)[];
  /** Fold of each forecast. */
  readonly folds: Uint8Array;
  /** Why some have none. */
  readonly reason: string | null;
}

export interface CrossFitOptions {
  method?: "temperature" | "isotonic";
  folds?: number;
  seed?: number;
  /** At most so many forecasts are fitted on, every k-th of the others in their order: what more would add cannot be seen. */
  fitOn?: number;
}

/**
 * Calibrates every forecast by temperature or isotonic regression fitted on the other folds, clusters kept whole: so that the
 * calibrated forecasts can be scored on the same labels without flattering themselves.
 *
 * @param clusters - Cluster of each forecast, from 0 on.
 * @returns No probabilities with fewer clusters than folds.
 * @see Zadrozny & Elkan (2002); Stone (1974) for cross-validation. O(folds · cost of the fit).
 */
export function crossFit(forecasts: Forecasts, clusters: ArrayLike<number>, options: CrossFitOptions = {}): CrossFitted {
  const steps = crossFitInSteps(forecasts, clusters, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** `crossFit`, yielding between folds, so that others can be served meanwhile. */
export function* crossFitInSteps(
  { probabilities, outcomes }: Forecasts,
  clusters: ArrayLike<number>,
  { method = "temperature", folds = 5, seed = 1, fitOn = Number.POSITIVE_INFINITY }: CrossFitOptions = {},
): Generator<void, CrossFitted> {
  const n = probabilities.length;
  const foldOf = assignFolds(clusters, folds, seed);
  const none = (reason: string): CrossFitted => ({
    probabilities: Array.from({ length: n }, () => null),
    folds: new Uint8Array(n),
    reason,
  });
  if (!foldOf) return none(`cross-fitting in ${folds} parts needs as many clusters`);
  const calibrated: (number | null)[] = Array.from({ length: n }, () => null);
  let reason: string | null = null;
  for (let fold = 0; fold < folds; fold++) {
    yield;
    const others = pickOthers({ probabilities, outcomes }, foldOf, fold, fitOn);
    const map = method === "temperature" ? temperatureMap(others) : isotonicMap(others);
    if (typeof map === "string") reason = map;
    else for (let i = 0; i < n; i++) if (foldOf[i] === fold) calibrated[i] = map(probabilities[i] ?? 0);
  }
  return { probabilities: calibrated, folds: foldOf, reason };
}

/** The forecasts of the other folds, or evenly spread ones of them. */
function pickOthers({ probabilities, outcomes }: Forecasts, foldOf: Uint8Array, fold: number, most: number): Forecasts {
  let count = 0;
  for (const of of foldOf) if (of !== fold) count++;
  const every = Math.max(1, Math.ceil(count / most));
  const kept = Math.ceil(count / every);
  const others = { probabilities: new Float64Array(kept), outcomes: new Float64Array(kept) };
  let seen = 0;
  for (let i = 0; i < foldOf.length; i++) {
    if (foldOf[i] === fold) continue;
    if (seen % every === 0) {
      others.probabilities[seen / every] = probabilities[i] ?? 0;
      others.outcomes[seen / every] = outcomes[i] ?? 0;
    }
    seen++;
  }
  return others;
}

function temperatureMap(forecasts: Forecasts): ((probability: number) => number) | string {
  const { estimate, reason } = fitTemperature(forecasts);
  return estimate === null ? reason : (probability) => applyTemperature(probability, estimate);
}

function isotonicMap(forecasts: Forecasts): ((probability: number) => number) | string {
  if (forecasts.probabilities.length === 0) return "there are no forecasts";
  const map = fitIsotonic(forecasts);
  return (probability) => applyIsotonic(map, probability);
}

/** Deals clusters out to folds in random order, as evenly as their number allows. */
function assignFolds(clusters: ArrayLike<number>, folds: number, seed: number): Uint8Array | null {
  const distinct = [...new Set(Array.from(clusters))].sort((a, b) => a - b);
  if (distinct.length < folds) return null;
  const random = createRandom(seed, "folds");
  for (let i = distinct.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [distinct[i], distinct[j]] = [distinct[j] ?? 0, distinct[i] ?? 0];
  }
  const foldOf = new Map(distinct.map((cluster, place) => [cluster, place % folds]));
  return Uint8Array.from(clusters, (cluster) => foldOf.get(cluster) ?? 0);
}
