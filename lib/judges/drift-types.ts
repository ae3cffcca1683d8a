import type { Figure } from "@/lib/agreement/types";

/** What one version's answers on the common comparisons cost. */
export interface DriftCost {
  /** Comparisons with a call of known cost. */
  comparisons: number;
  /** The mean of one comparison; null when no cost is known. */
  microDollars: number | null;
}

/** What changed between two versions of a judge on the comparisons that both have judged, from their stored verdicts. */
export interface VersionDrift {
  criterion: { id: string; key: string };
  /** Comparisons that both judged. */
  comparisons: number;
  /** Of these, verdicts of the earlier and of the later version that could not be read. */
  unreadable: readonly [number, number];
  /** Share of comparisons on which both prefer the same: A, B or a tie. */
  samePreference: Figure;
  /** Mean of the later version's probability of B less the earlier one's. */
  meanDifference: Figure;
  /** Mean size of that difference, whatever its direction. */
  meanSize: Figure;
  /** How often each agrees with a label of a person, over the same labels: those on which all three have a side. */
  agreement: { from: Figure; to: Figure; difference: Figure };
  cost: { from: DriftCost; to: DriftCost };
}
