import type { ListedComparison } from "@/lib/comparisons/types";
import type { IntervalEstimate } from "@/lib/stats";
import type { AgreementOptions, DisagreementKind } from "./schema";

/** What a figure counted. */
export interface FigureCounts {
  comparisons: number;
  labels: number;
  annotators: number;
  /** What was resampled. */
  clusters: number;
  /** What this figure had to leave out: split votes, ties, labels without a score. */
  dropped: number;
}

/** A number of a report: estimate, 95 % interval and how it was made, what it counted, and why a part is missing. Not rounded. */
export interface Figure extends IntervalEstimate {
  n: FigureCounts;
}

export type Category = "A" | "tie" | "B" | "invalid";

/** Someone whose labels are in the report. */
export interface ReportedAnnotator {
  id: string;
  name: string;
  kind: "HUMAN" | "AI" | "BASELINE";
  origin: "HERE" | "IMPORTED";
  judge: { id: string; name: string; version: number; versionId: string; model: string } | null;
  /** Labels that count under the report's rules, and on how many comparisons. */
  labels: number;
  comparisons: number;
  /** Verdicts of a judge that could not be read, whatever the report's rule makes of them: never a tie by themselves. */
  unreadable: number;
}

/** Two annotators on the comparisons that both labelled. */
export interface ReportedPair {
  a: string;
  b: string;
  comparisons: number;
  /** Rows a, columns b, in the order of the report's categories. */
  confusion: number[][];
  agreement: Figure;
  cohenKappa: Figure;
  cohenKappaLinear: Figure;
  cohenKappaQuadratic: Figure;
  gwetAC1: Figure;
  gwetAC2: Figure;
  scottPi: Figure;
  krippendorffAlphaNominal: Figure;
  krippendorffAlphaOrdinal: Figure;
  spearman: Figure;
  kendallTauB: Figure;
  pearson: Figure;
}

/** Two kinds of annotators against each other; people among themselves are the ceiling. */
export interface ReportedGroup {
  between: ["HUMAN", "HUMAN"] | ["HUMAN", "AI"] | ["HUMAN", "BASELINE"] | ["AI", "AI"];
  /** The judge or baseline of a HUMAN–AI or HUMAN–BASELINE group. */
  annotator?: string;
  /** The two judges of an AI–AI group. */
  annotators?: [string, string];
  /** With a pair of labels or more, and the labels on them. */
  comparisons: number;
  ratings: number;
  /** Pairs of labels. */
  pairs: number;
  /** Mean over comparisons of the share of agreeing pairs. */
  agreement: Figure;
  /** Agreeing pairs over all pairs. */
  agreementPooled: Figure;
  krippendorffAlphaNominal: Figure;
  krippendorffAlphaOrdinal: Figure;
  krippendorffAlphaInterval: Figure;
  gwetAC1: Figure;
  gwetAC2: Figure;
  /** Not for people with a judge. */
  fleissKappa?: Figure;
  /** People among themselves: Scott's π of the unordered pairs. */
  scottPi?: Figure;
  /** People with a judge: rows people, columns the judge. */
  cohenKappa?: Figure;
}

/** How a judge's two prompt orders compare, on comparisons where both were answered. */
export interface ReportedPosition {
  /** Both orders name the same response, or both neither. */
  consistent: Figure;
  /** Both orders name the response listed first, or both the one listed second. */
  firstBiased: Figure;
  secondBiased: Figure;
  /** Of all verdicts for one response: for the one listed first. */
  firstShare: Figure;
}

/** One person's place, and whether the judge could take it. */
export interface ReportedReplacement {
  annotator: string;
  /** Comparisons that this person, the judge and somebody else labelled. */
  n: number;
  /** Shares of them on which the judge (the person) is at least as close to the others as the person (the judge) is. */
  advantageJudge: number;
  advantageHuman: number;
  /** Mean of the person's advantage minus the judge's, comparison by comparison, and its standard deviation. */
  difference: number;
  spread: number | null;
  /** That the person is better by `epsilon` or more; null where it was not tested. */
  p: number | null;
  /** The judge is as good, less what its price forgives (Benjamini–Yekutieli over the people tested). */
  rejected: boolean;
  /** Comparisons with which this would be found four times in five, if the difference stays; null if no number would do. */
  comparisonsNeeded: number | null;
  reason: string | null;
}

/** The alternative annotator test (Calderon et al. 2025). */
export interface ReportedAltTest {
  epsilon: number;
  /** ω: share of the people tested whose place the judge could take. */
  winningRate: number | null;
  /** ρ: mean advantage of the judge. */
  advantageProbability: number | null;
  passes: boolean | null;
  perAnnotator: ReportedReplacement[];
  reason: string | null;
}

/** How often the longer response (characters) is preferred, on comparisons that a person and the judge labelled. */
export interface ReportedLength {
  preferLongerJudge: Figure;
  preferLongerHuman: Figure;
}

export interface ReportedBin {
  low: number;
  high: number;
  n: number;
  /** Null in an empty bin. */
  meanProbability: number | null;
  shareB: number | null;
}

/** Soft labels against each person's label: 1 if B, 0 if A, ties left out and counted. */
export interface ReportedCalibration {
  brier: Figure;
  ece: Figure;
  logLoss: Figure;
  /** [low, high), the last one closed. */
  bins: ReportedBin[];
}

/** A judge or a baseline, against people. */
export interface ReportedJudge {
  annotator: string;
  kind: "AI" | "BASELINE";
  /** With labels of the judge and of a person. */
  comparisons: number;
  /** Pairs of a person's label with the judge's. */
  pairs: number;
  shareB: Figure;
  tieShare: Figure;
  againstEachHuman: Figure;
  cohenKappa: Figure;
  krippendorffAlphaNominal: Figure;
  krippendorffAlphaOrdinal: Figure;
  gwetAC1: Figure;
  againstMajority: Figure;
  againstLeaveOneOut: Figure;
  ceilingLeaveOneOut: Figure;
  ceilingPairwise: Figure;
  /** Agreement with people over that of people among themselves, on the same comparisons; may exceed 1. */
  shareOfCeiling: Figure;
  /** Rows people's, columns the judge's category, in the order of the report's categories. */
  confusion: number[][];
  /** Rows people's, columns the judge's score, from −4 to +4. */
  confusionSigned: number[][];
  position: ReportedPosition;
  length: ReportedLength;
  altTest: ReportedAltTest;
  /**
   * Where the judge gave probabilities. Calibrated: by a temperature fitted on other clusters; absent where none can be fitted, and
   * of more than 50,000 pairs, where the judge's own figures have it.
   */
  calibration?: { raw: ReportedCalibration; clamped?: ReportedCalibration; calibrated?: ReportedCalibration };
}

/** A part of the pairs. */
export interface ReportedSlice {
  by: "strength" | "confidence" | "turn" | "category" | "round" | "time" | "criterion";
  /**
   * Strength, 1 to 4: of the person's label; among people each label of a pair counts once. Confidence: the lower end of the tenth in which the judge's
   * larger probability lies, 0.5 to 0.9. Turn and round: their number. Category: its value. Time: the first day. Criterion: its key.
   */
  value: number | string;
  /** By time: the last day. */
  to?: string;
  between: ["HUMAN", "HUMAN"] | ["HUMAN", "AI"] | ["HUMAN", "BASELINE"];
  /** The judge or baseline; null among people. */
  annotator: string | null;
  comparisons: number;
  agreement: Figure;
  /** Among people, by round and time. */
  people?: {
    krippendorffAlphaOrdinal: Figure;
    /** Before the tie rule. */
    tieShare: Figure;
    /** Of labels whose strength is known, ties left out; 1 to 4. */
    meanStrength: Figure;
    annotators: number;
    /** Who did not label in an earlier part. */
    newAnnotators: number;
  };
}

/** How two criteria go together in the labels of the same person on the same comparison. */
export interface ReportedTension {
  criteria: [string, string];
  comparisons: number;
  /** Of the signed scores. */
  spearman: Figure;
  /** Share of those who prefer a response on both that prefer A on one and B on the other. */
  opposed: Figure;
}

/** On what agreement stands: how many people labelled each comparison, and who shares comparisons with whom. */
export interface ReportedCoverage {
  /** How many comparisons have so many people's labels, from 0 on. */
  byPeople: { labels: number; comparisons: number }[];
  people: number;
  /** Pairs of people with a comparison in common, and with 30 or more. */
  pairs: number;
  pairsWithEnough: number;
  /** Groups of people whom no comparison ties to the others. */
  groups: number;
}

/** What may explain that agreement moved. */
export interface ReportedTimeline {
  changes: { at: string; what: "guidelines" | "judge"; name: string }[];
  guidelinesOfRounds: { round: number; version: number }[];
}

/** Agreement under both ways to treat ties, whichever rule the report has. */
export interface ReportedBothRules {
  between: ["HUMAN", "HUMAN"] | ["HUMAN", "AI"] | ["HUMAN", "BASELINE"];
  annotator: string | null;
  exclude: Figure;
  category: Figure;
}

/** Which labels alone the report counted; only what was asked for. */
export interface ReportedFilters {
  annotators?: { id: string; name: string }[];
  group?: string;
  origin?: "here" | "imported";
  judges?: { id: string; name: string }[];
  minStrength?: number;
  category?: { key: string; value: string };
  turn?: number;
  slice?: "random";
  from?: string;
  to?: string;
}

/** What a project's labels can be filtered by, for menus. */
export interface FilterChoices {
  people: { id: string; name: string }[];
  judges: { id: string; name: string }[];
  /** Names that people were given in rounds. */
  groups: string[];
  origins: ("HERE" | "IMPORTED")[];
  /** Values of the metadata's `category`; empty where there are too many for a menu. */
  categories: string[];
  turns: number[];
}

/** What the page shows, the API answers and the command prints. */
export interface AgreementReport {
  project: string;
  criterion: string;
  round: number | null;
  ties: AgreementOptions["ties"];
  invalid: AgreementOptions["invalid"];
  between: AgreementOptions["between"];
  intervals: AgreementOptions["intervals"];
  filters: ReportedFilters;
  /** What nominal coefficients count; a tie only where the rule allows one and some label is one. */
  categories: Category[];
  /** The distinct signed scores that ordinal, interval and weighted coefficients use. */
  scores: number[];
  generatedAt: string;
  seed: number;
  labelsVersion: string;
  /** All that the report counts. */
  counted: { comparisons: number; labels: number; clusters: number };
  baseRate: {
    /** Share of people's labels that prefer B, under the tie rule. */
    shareB: Figure;
    /** Share of people's labels that are ties, before the tie rule. */
    tieShare: Figure;
    /** Agreement with people's labels of someone who always gives their most frequent answer. */
    alwaysLargest: Figure;
  };
  annotators: ReportedAnnotator[];
  pairs: ReportedPair[];
  groups: ReportedGroup[];
  judges: ReportedJudge[];
  slices: ReportedSlice[];
  bothRules: ReportedBothRules[];
  tensions: ReportedTension[];
  coverage: ReportedCoverage;
  timeline: ReportedTimeline;
}

/** A page of the comparisons behind a number. */
export interface BehindPage {
  criterion: { id: string; key: string };
  round: number | null;
  /** On all pages. */
  total: number;
  /** Of all comparisons under the same filters, how many disagree in which way. */
  kinds: Record<DisagreementKind, number>;
  /** How many stand on the pages before. */
  from: number;
  comparisons: ListedComparison[];
  /** What `after` has to be for the next page; null on the last one. */
  next: string | null;
  /** What `after` has to be for the page before, empty for the first page; null on the first one. */
  previous: string | null;
}

/** Where a comparison stands among those behind a number. */
export interface Neighbours {
  total: number;
  /** From 1; null when it is not among them. */
  place: number | null;
  previous: string | null;
  next: string | null;
}
