import { type Estimate, none, some } from "@/lib/stats/estimate";
import { upperShareBound } from "@/lib/stats/intervals/clopper-pearson";

/** A judge's confidence on items, and whether it agrees with people there. */
export interface ConfidentItems {
  /** In [0, 1]. */
  readonly confidences: ArrayLike<number>;
  /** 1 where judge and people agree, 0 where not. */
  readonly agrees: ArrayLike<number>;
}

/** What keeping the items from a confidence on would give. */
export interface CoveragePoint {
  readonly threshold: number;
  /** Items kept, and their share of all. */
  readonly kept: number;
  readonly coverage: number;
  readonly agreement: number;
  /** Agreement is at least this with confidence 1 − δ, for this threshold alone (Clopper–Pearson). */
  readonly agreementAtLeast: number;
}

/**
 * Coverage against agreement: for every confidence that occurs, what is kept from there on and how far it agrees. From the most
 * confident down; equal confidences enter together. O(n log n).
 */
export function coverageCurve({ confidences, agrees }: ConfidentItems, delta = 0.1): CoveragePoint[] {
  const order = Array.from({ length: confidences.length }, (_, i) => i).sort(
    (a, b) => (confidences[b] ?? 0) - (confidences[a] ?? 0),
  );
  const points: CoveragePoint[] = [];
  let right = 0;
  order.forEach((i, place) => {
    right += agrees[i] ?? 0;
    const threshold = confidences[i] ?? 0;
    if (confidences[order[place + 1] ?? -1] === threshold) return;
    const kept = place + 1;
    const risk = upperShareBound(kept - right, kept, delta).estimate ?? 1;
    points.push({ threshold, kept, coverage: kept / order.length, agreement: right / kept, agreementAtLeast: 1 - risk });
  });
  return points;
}

/**
 * The lowest threshold of confidence from which a judge agrees with people at least `target` of the time, with a guarantee: the chance,
 * over the calibration items, that it does not is at most `delta`.
 *
 * Fixed-sequence testing: from the highest threshold of a grid downward as long as the exact upper bound of disagreement stays at or
 * below 1 − target; the first failure ends it.
 *
 * @param grid - Thresholds, fixed before looking at the labels; 0.99, 0.98, …, 0 by default.
 * @returns No value where already the highest threshold that keeps an item fails. Items must be independent and alike those that it
 *   will be used on: give one item a cluster.
 * @see Jung, Brahman & Choi (2024), "Trust or escalate"; Bauer (1991) for the sequence. O(grid · n).
 */
export function selectiveThreshold(
  { confidences, agrees }: ConfidentItems,
  { target = 0.9, delta = 0.1, grid = HUNDREDTHS }: { target?: number; delta?: number; grid?: readonly number[] } = {},
): { threshold: Estimate; coverage: Estimate } {
  let best: { threshold: number; kept: number } | null = null;
  for (const threshold of [...grid].sort((a, b) => b - a)) {
    let kept = 0;
    let wrong = 0;
    for (let i = 0; i < confidences.length; i++) {
      if ((confidences[i] ?? 0) < threshold) continue;
      kept++;
      wrong += 1 - (agrees[i] ?? 0);
    }
    // Thresholds that keep too few items to pass, whatever they say, are not part of the sequence: that depends on confidences alone.
    if (kept === 0 || (upperShareBound(0, kept, delta).estimate ?? 1) > 1 - target) continue;
    if ((upperShareBound(wrong, kept, delta).estimate ?? 1) > 1 - target) break;
    best = { threshold, kept };
  }
  if (!best) {
    const why = none(`no threshold keeps ${target} agreement with a confidence of ${1 - delta} on ${confidences.length} units`);
    return { threshold: why, coverage: why };
  }
  return { threshold: some(best.threshold), coverage: some(best.kept / confidences.length) };
}

const HUNDREDTHS: readonly number[] = Array.from({ length: 100 }, (_, i) => i / 100);
