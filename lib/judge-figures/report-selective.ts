import { inWords } from "@/lib/agreement/figures";
import type { JudgePart } from "@/lib/agreement/judge/judge-part";
import { type CoveragePoint, coverageCurve, selectiveThreshold } from "@/lib/stats";
import type { ConfidentLabel } from "./majorities";
import type { CoverageStep, SelectiveFigures } from "./types";

/** Items that a threshold is sought on at most: more would move its bounds by less than can be read. */
const MOST_ITEMS = 20_000;
const STEPS_SHOWN = 200;

export interface SelectiveSearch {
  labels: readonly ConfidentLabel[];
  split: number;
  target: number;
  delta: number;
  /** By unit: a number in [0, 1) that depends on its comparison and the seed alone. */
  drawOf: (unit: number) => number;
}

/**
 * Coverage against agreement: what keeping a judge's labels from a confidence on would give, and from which confidence on a target holds
 * (`selectiveThreshold`). Both speak of one comparison a cluster, since their bounds ask for independent ones.
 */
export function reportSelective({ ratings }: Pick<JudgePart, "ratings">, search: SelectiveSearch): SelectiveFigures {
  const { labels, split, target, delta } = search;
  const items = drawItems(ratings.endsCluster, search);
  const confident = {
    confidences: Float64Array.from(items, ({ confidence }) => confidence),
    agrees: Float64Array.from(items, ({ credit }) => credit),
  };
  const curve = coverageCurve(confident, delta);
  const { threshold } = selectiveThreshold(confident, { target, delta });
  return {
    target,
    delta,
    items: items.length,
    of: labels.length,
    split,
    curve: thin(curve).map(toStep),
    chosen: threshold.estimate === null ? null : toChosen(curve, threshold.estimate),
    reason:
      items.length === 0
        ? "no comparison has a soft label of the judge and a majority of people"
        : threshold.reason && inWords(threshold.reason),
    fewest: Math.ceil(Math.log(delta) / Math.log(target)),
  };
}

/** One comparison a cluster, the one with the smallest draw; of very many clusters those with the smallest. */
function drawItems(endsCluster: Uint8Array, { labels, drawOf }: SelectiveSearch): ConfidentLabel[] {
  const chosen: { label: ConfidentLabel; draw: number }[] = [];
  let best: { label: ConfidentLabel; draw: number } | null = null;
  let next = 0;
  for (let unit = 0; unit < endsCluster.length; unit++) {
    const label = labels[next];
    if (label?.unit === unit) {
      const draw = drawOf(unit);
      if (!best || draw < best.draw) best = { label, draw };
      next++;
    }
    if (endsCluster[unit] === 1 && best) {
      chosen.push(best);
      best = null;
    }
  }
  if (chosen.length > MOST_ITEMS) chosen.sort((a, b) => a.draw - b.draw).length = MOST_ITEMS;
  return chosen.map(({ label }) => label);
}

/** Evenly spread over what is kept, the first and the last step among them. */
function thin(curve: readonly CoveragePoint[]): CoveragePoint[] {
  if (curve.length <= STEPS_SHOWN) return [...curve];
  const last = curve.length - 1;
  const places = Array.from({ length: STEPS_SHOWN }, (_, i) => Math.round((i * last) / (STEPS_SHOWN - 1)));
  return places.flatMap((place) => curve[place] ?? []);
}

function toStep({ threshold, kept, coverage, agreement, agreementAtLeast }: CoveragePoint): CoverageStep {
  return { threshold, kept, coverage, agreement, agreementAtLeast };
}

/** The curve at a threshold, which stands between two confidences that occur. */
function toChosen(curve: readonly CoveragePoint[], threshold: number): CoverageStep | null {
  const at = curve.findLast((point) => point.threshold >= threshold);
  return at ? { ...toStep(at), threshold } : null;
}
