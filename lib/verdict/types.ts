import type { Figure, ReportedAltTest, ReportedFilters } from "@/lib/agreement/types";
import type { IntervalEstimate } from "@/lib/stats";
import type { VerdictView } from "./schema";

/** Whether a judge may stand in for a person: "narrowly" when one person less would turn it. */
export type VerdictAnswer = "yes" | "narrowly" | "no" | "unknown";

/** Something that the test needs, or that would make it say too much. */
export interface Assumption {
  state: "holds" | "care" | "fails";
  title: string;
  text: string;
}

/** What testing several people at once costs. */
export interface TestStrictness {
  /** People tested, those with p of 0.05 at most, and of them those who count after Benjamini and Yekutieli. */
  tested: number;
  uncorrected: number;
  replaceable: number;
  /** What the smallest, second smallest … p must not exceed. */
  thresholds: number[];
}

/** The verdict with one thing changed. */
export interface VerdictVariant {
  title: string;
  winningRate: number | null;
  replaceable: number;
  tested: number;
  answer: VerdictAnswer;
  reason: string | null;
}

/** How often a model is preferred over the others, by people, by the judge, and by both together. */
export interface ModelWinRate {
  model: string;
  /** Comparisons that people and judge labelled, and those of the judge alone. */
  both: number;
  judgeOnly: number;
  people: IntervalEstimate;
  judge: IntervalEstimate;
  combined: IntervalEstimate;
  lambda: number;
  /** Share of people's labels that the judge saves; null without intervals. */
  saved: number | null;
}

/** May this judge replace an annotator here? */
export interface Verdict {
  criterion: string;
  round: number | null;
  ties: VerdictView["ties"];
  invalid: VerdictView["invalid"];
  judge: { id: string; name: string };
  judges: readonly { id: string; name: string }[];
  answer: VerdictAnswer;
  test: ReportedAltTest;
  /** Names of the people of the test, by id. */
  names: Readonly<Record<string, string>>;
  counted: { comparisons: number; labels: number; clusters: number };
  /** By ε: how many people's places the judge could take. */
  byEpsilon: { epsilon: number; replaceable: number; tested: number; winningRate: number | null }[];
  assumptions: Assumption[];
  strictness: TestStrictness;
  /** Which labels alone were counted. */
  filters: ReportedFilters;
  variants: VerdictVariant[];
  winRates: ModelWinRate[];
  /** Comparisons that people would still have to label for ±0.05 on every model's win rate: alone, and with the judge. */
  needed: { people: number; withJudge: number } | null;
  /** Krippendorff's α of people, ordinal. */
  people: Figure | null;
  generatedAt: string;
}
