import type { IntervalEstimate } from "@/lib/stats/estimate";

/** How one revision is preferred to another text of its chain. */
export interface PreferenceFigure {
  /** In [0, 1]: the share of labels for the revision, a tie counting half. */
  share: IntervalEstimate;
  /** From −4 to +4: the mean signed score, positive for the revision. */
  score: IntervalEstimate;
  labels: number;
  comparisons: number;
  annotators: number;
}

/** The texts of one revision number over all chains of a run. */
export interface RevisionRow {
  /** 0 is the first response. */
  revision: number;
  /** Texts that stand: those that a person rejected are left out. */
  texts: number;
  rejected: number;
  edited: number;
  /** Mean length in characters. */
  length: IntervalEstimate;
  /** People on the revision against the text before it and against the first; null for the first itself. */
  people: { before: PreferenceFigure; first: PreferenceFigure } | null;
  /** The same of judges. */
  judges: { before: PreferenceFigure; first: PreferenceFigure } | null;
}

/** Score, length and preference by the number of the revision. */
export interface RevisionPanel {
  criterion: { key: string; question: string };
  criteria: readonly string[];
  rows: readonly RevisionRow[];
}
