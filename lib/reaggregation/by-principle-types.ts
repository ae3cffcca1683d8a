import type { IntervalEstimate } from "@/lib/stats/estimate";
import type { LabelMoves, ReaggregationAgreement } from "./types";

/** What one principle did in a judge's stored calls. */
export interface PrincipleFigures {
  key: string;
  /** What its verdicts count for beside the others'. */
  weight: number;
  /** Comparisons that it was asked about; and those of them whose verdict by it alone is a preference. */
  used: number;
  decided: number;
  /** Its verdicts alone against people; null while no comparison has both. */
  agreement: ReaggregationAgreement | null;
  /** How labels differ when it is left out, and the agreement then. Labels that are `lost` have no stored call by another principle. */
  without: { moves: LabelMoves; agreement: ReaggregationAgreement | null };
}

/** Two principles that prefer different responses. */
export interface PrincipleConflict {
  one: string;
  other: string;
  /** Comparisons on which both have a preference, and those on which they differ. */
  comparisons: number;
  differ: number;
  share: IntervalEstimate;
}

/** A judge version's stored calls, principle by principle. */
export interface PrincipleReport {
  judge: { id: string; name: string; version: number; versionId: string };
  criterion: { id: string; key: string };
  /** Comparisons with calls. */
  comparisons: number;
  agreement: ReaggregationAgreement | null;
  principles: readonly PrincipleFigures[];
  /** Those that differ most often first; 20 at most. */
  conflicts: readonly PrincipleConflict[];
  /** Pairs of principles that were asked about the same comparison at all. */
  pairs: number;
}

/** A judge version whose calls name principles of a constitution. */
export interface PrincipleJudge {
  judgeId: string;
  name: string;
  version: number;
  /** Of the constitution. */
  constitutionVersion: number;
  /** Calls that name a principle; 0 where all principles were asked in one prompt. */
  calls: number;
}
