import type { AdjudicationView, AnnotatorName, FlagView, LabelView, PromptMessage } from "@/lib/comparisons/types";
import type { Polarity, Scale } from "@/lib/labels/types";

/** Why a comparison comes before the adjudicators. */
export type DisputeReason = "direction" | "spread" | "majority" | "judge" | "flag" | "asked" | "second";

/** A comparison in the adjudicator's list. */
export interface DisputedComparison {
  id: string;
  externalId: string | null;
  excerpt: string;
  earlierMessages: number;
  /** Steps apart: of people's scores, or of their mean and a judge that the rule names. */
  size: number;
  reasons: DisputeReason[];
  /** The labels on the criterion, one an annotator. */
  labels: { annotatorId: string; name: string; kind: AnnotatorName["kind"]; score: number | null }[];
  /** The newest final answer; null without one. */
  standing: AdjudicationView | null;
}

/** One page of the adjudicator's list. */
export interface DisputedPage {
  criterion: { id: string; key: string; question: string; polarity: Polarity };
  comparisons: DisputedComparison[];
  total: number;
  /** Place of the first one, from 0. */
  from: number;
  /** Kept back from this reader, who has still to label them. */
  keptBack: number;
  /** Give it as `after`; null on the last page. */
  next: string | null;
  /** "" for the first page; null on it. */
  previous: string | null;
  /** The first one of the whole list, to begin with. */
  first: string | null;
}

/** A comparison with all its labels on one criterion, before an adjudicator. It names no model. */
export interface DisputedItem {
  id: string;
  externalId: string | null;
  prompt: PromptMessage[];
  a: string;
  b: string;
  withdrawn: boolean;
  criterion: { id: string; key: string; question: string; polarity: Polarity };
  scale: Scale;
  reasons: DisputeReason[];
  size: number;
  labels: LabelView[];
  /** The reader as an annotator of the project, whose own labels are shown as such; null for one who is none. */
  ownAnnotatorId: string | null;
  flags: FlagView[];
  /** On the criterion, the newest first; it stands. */
  adjudications: AdjudicationView[];
  /** In the list that one came from; `place` from 1, null when it is not in it any more. */
  place: number | null;
  total: number;
  previous: string | null;
  next: string | null;
}

/** The answer to a final answer. */
export type AdjudicationOutcome =
  | { status: "stored" }
  /** The same answer came before; nothing changed. */
  | { status: "known" }
  /** Somebody else answered meanwhile: nothing was stored, and this is what stands. */
  | { status: "overtaken"; standing: AdjudicationView };
