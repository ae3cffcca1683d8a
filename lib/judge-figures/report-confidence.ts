import { shareOf, toFigures } from "@/lib/agreement/figures";
import type { JudgePart } from "@/lib/agreement/judge/judge-part";
import { createClusterTally, probabilityBin, share } from "@/lib/stats";
import type { ConfidentLabel } from "./majorities";
import type { ConfidenceBin } from "./types";

const BINS = 5;

/** How far a judge agrees with the majority of people where it is how sure: five bins of max(p, 1 − p) over [½, 1]. */
export async function reportByConfidence(part: JudgePart, labels: readonly ConfidentLabel[]): Promise<ConfidenceBin[]> {
  const bins: ConfidenceBin[] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const inBin = labels.filter(({ confidence }) => probabilityBin(2 * confidence - 1, BINS) === bin);
    const sum = inBin.reduce((total, { confidence }) => total + confidence, 0);
    bins.push({
      low: (BINS + bin) / (2 * BINS),
      high: (BINS + bin + 1) / (2 * BINS),
      comparisons: inBin.length,
      meanConfidence: inBin.length > 0 ? sum / inBin.length : null,
      agreement: await reportBin(part, bin, inBin),
    });
  }
  return bins;
}

async function reportBin({ ratings, id, resampling }: JudgePart, bin: number, labels: readonly ConfidentLabel[]) {
  const { starts, peopleEnds, annotator, endsCluster, units } = ratings;
  const tally = createClusterTally(2);
  const people = new Set<number>();
  const n = { comparisons: labels.length, labels: 0, annotators: 0, dropped: 0 };
  let next = 0;
  // Labels come in the order of their units, and a cluster's units stand together.
  for (let unit = 0; unit < units; unit++) {
    const label = labels[next];
    if (label?.unit === unit) {
      tally.add(0, label.credit);
      tally.add(1, 1);
      n.labels += label.labels + 1;
      for (let r = starts[unit] ?? 0; r < (peopleEnds[unit] ?? 0); r++) people.add(annotator[r] ?? 0);
      next++;
    }
    if (endsCluster[unit] === 1) tally.endCluster();
  }
  n.annotators = people.size + (labels.length > 0 ? 1 : 0);
  const { agreement } = await toFigures(
    tally.finish(),
    { agreement: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, "no soft label of the judge is this sure")) },
    { resampling, stream: `confidence ${bin} ${id}`, n },
  );
  return agreement;
}
