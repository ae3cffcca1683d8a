import type { AgreementOptions } from "@/lib/agreement/schema";
import type {
  AgreementReport,
  Figure,
  ReportedAnnotator,
  ReportedCalibration,
  ReportedFilters,
  ReportedJudge,
} from "@/lib/agreement/types";

/** What a judge said on a criterion, all its labels counted, whether people labelled the same comparisons or not. */
export interface JudgeAnswers {
  total: number;
  preferA: number;
  ties: number;
  preferB: number;
  unsettled: number;
  unreadable: number;
  /** Labels with a probability. */
  soft: number;
}

/** People's signed scores against the judge's probability of B. */
export interface ProbabilityTable {
  /** Of the bins, ten and equally wide; [low, high), the last one closed. */
  bins: readonly { low: number; high: number }[];
  /** Rows people's scores from −4 to +4, columns bins. */
  counts: number[][];
  /** Pairs of labels in the table. */
  pairs: number;
}

/** The judge's soft labels, made over. */
export interface FittedCalibration {
  /** Fitted by folds of whole clusters, each on the others. Null: see `reason`. */
  figures: ReportedCalibration | null;
  reason: string | null;
}

export interface JudgeCalibration {
  raw: ReportedCalibration;
  clamped: ReportedCalibration | null;
  temperature: FittedCalibration & {
    /** Fitted on all: above 1 the judge is too sure. */
    value: number | null;
  };
  isotonic: FittedCalibration;
}

/** Labels about which the judge was equally sure. */
export interface ConfidenceBin {
  /** Of max(p, 1 − p); [low, high), the last one closed. */
  low: number;
  high: number;
  comparisons: number;
  meanConfidence: number | null;
  /** With the majority of people. */
  agreement: Figure;
}

/** What keeping the judge's labels from a confidence on would give. */
export interface CoverageStep {
  threshold: number;
  kept: number;
  coverage: number;
  agreement: number;
  /** For this threshold alone, with confidence 1 − δ (Clopper–Pearson). */
  agreementAtLeast: number;
}

/** How far agreement rises when only the labels that the judge is sure of are kept. */
export interface SelectiveFigures {
  target: number;
  delta: number;
  /** Comparisons, one drawn from each cluster, so that they are independent. */
  items: number;
  /** Comparisons of which those were drawn; and those without a majority of people. */
  of: number;
  split: number;
  /** At most 200 of the curve's steps, evenly spread. */
  curve: readonly CoverageStep[];
  /** The step at the threshold that holds the target; null where none does, for `reason`. */
  chosen: CoverageStep | null;
  reason: string | null;
  /** Fewer comparisons could not hold the target whatever the judge says. */
  fewest: number;
}

export const EFFECTS = ["position", "length", "lists", "headers", "code"] as const;

/** A habit of the judge beside that of people on the same comparisons. Paired: what both have in common is in neither's interval. */
export interface JudgeEffect {
  effect: (typeof EFFECTS)[number];
  /** On which the two responses differ in it. */
  comparisons: number;
  /** How often the response with more of it (position: the one shown first or left) is preferred. */
  judge: Figure;
  people: Figure;
  /** Judge minus people. */
  difference: Figure;
}

/** One judge's or baseline's figures, which cost too much for the agreement report. */
export interface JudgeFigures {
  project: string;
  criterion: string;
  round: number | null;
  ties: AgreementOptions["ties"];
  invalid: AgreementOptions["invalid"];
  /** Which labels alone were counted; empty: all. */
  filters: ReportedFilters;
  counted: AgreementReport["counted"];
  epsilon: number;
  generatedAt: string;
  seed: number;
  labelsVersion: string;
  annotator: ReportedAnnotator;
  answers: JudgeAnswers;
  /** People with labels on the criterion. */
  people: number;
  /** Distinct signed scores under the rules. */
  scores: number[];
  /** Agreement with people's labels of someone who always gives their most frequent answer. */
  alwaysLargest: Figure;
  /** The judge's entry of the agreement report; null where it has no label that counts. */
  agreement: ReportedJudge | null;
  byProbability: ProbabilityTable | null;
  calibration: JudgeCalibration | null;
  byConfidence: ConfidenceBin[];
  selective: SelectiveFigures | null;
  effects: JudgeEffect[];
}

/** Two judges against the majority of people on the comparisons that both labelled. */
export interface AgainstBest {
  annotator: string;
  comparisons: number;
  clusters: number;
  /** Comparisons on which this one alone, and the best one alone, gives the answer of most people. */
  onlyThis: number;
  onlyBest: number;
  p: number | null;
  /** After Benjamini and Hochberg, over all tests of the leaderboard. */
  adjusted: number | null;
  /** McNemar's test, or the sign flip of clusters where a cluster holds several comparisons. */
  method: "McNemar, exact" | "sign flip by cluster" | null;
  reason: string | null;
}

/** Tests of every judge against the one that agrees best. */
export interface BestTests {
  /** The judge with the highest agreement with people of those with 30 comparisons or more. */
  best: string | null;
  tests: AgainstBest[];
  /** How many p values were adjusted together. */
  made: number;
  adjustment: "Benjamini–Hochberg";
}
