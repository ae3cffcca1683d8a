import type { PersonAnswer } from "@/lib/labels/types";

/** An answer in the orientation of the database. */
export interface CanonicalAnswer {
  answer: PersonAnswer;
  /** −4 to +4, positive for B; null unless the answer is PREFERENCE. */
  score: number | null;
}

/** The gold answer of a comparison on one criterion, for researchers. */
export interface GoldAnswer extends CanonicalAnswer {
  criterionId: string;
  /** Markdown; told after the answer in a training round. */
  explanation: string;
  authorName: string | null;
  createdAt: string;
}

/** How an answer stands to the gold one. */
export type GoldVerdict =
  /** The same response (or tie, or other answer), at most one level stronger or weaker. */
  | "right"
  /** The same response, two levels or more stronger or weaker. */
  | "near"
  /** Another answer. */
  | "wrong";

/** How many comparisons have gold answers on exactly these criteria. */
export interface GoldCount {
  criterionIds: string[];
  comparisons: number;
}

/** An answer that can be chosen as gold: its value in the form, and its words. */
export interface GoldOption {
  value: string;
  label: string;
}

/** What a person may know of their own agreement in a round: answers that were held against something, and how many are the same. */
export interface OwnResults {
  gold: { of: number; same: number };
  repeats: { of: number; same: number };
}
