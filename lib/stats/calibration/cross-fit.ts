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

/**
 * Calibrates every forecast by temperature or isotonic regression fitted on the other folds, clusters kept whole: so that the
 * calibrated forecasts can be scored on the same labels without flattering themselves.
 *
 * @param clusters - Cluster of each forecast, from 0 on.
 * @returns No probabilities with fewer clusters than folds.
 * @see Zadrozny & Elkan (2002); Stone (1974) for cross-validation. O(folds · cost of the fit).
 */
export function crossFit(
  { probabilities, outcomes }: Forecasts,
  clusters: ArrayLike<number>,
  { method = "temperature", folds = 5, seed = 1 }: { method?: "temperature" | "isotonic"; folds?: number; seed?: number } = {},
): CrossFitted {
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
    const rest = Array.from({ length: n }, (_, i) => i).filter((i) => foldOf[i] !== fold);
    const others = { probabilities: rest.map((i) => probabilities[i] ?? 0), outcomes: rest.map((i) => outcomes[i] ?? 0) };
    const map = method === "temperature" ? temperatureMap(others) : isotonicMap(others);
    if (typeof map === "string") reason = map;
    else for (let i = 0; i < n; i++) if (foldOf[i] === fold) calibrated[i] = map(probabilities[i] ?? 0);
  }
  return { probabilities: calibrated, folds: foldOf, reason };
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
