import type { Figure } from "@/lib/agreement/types";
import type { ReaggregationRule } from "./schema";

/** What one rule makes of a judge's stored calls. */
export interface ReaggregationSummary {
  rule: ReaggregationRule;
  /** The rule in a few words. */
  words: string;
  /** Comparisons with calls, and those of them for which the rule has no call: another order, another principle. */
  comparisons: number;
  missing: number;
  /** Labels by what they say. */
  preferA: number;
  preferB: number;
  ties: number;
  unsettled: number;
  invalid: number;
  /** Labels whose two orders name different responses. */
  contradictions: number;
  /** Verdicts behind the labels. */
  calls: number;
  /** With people; null while no comparison has labels of both. */
  agreement: ReaggregationAgreement | null;
}

/** Agreement with people, by the rules of the agreement page: ties left out, unreadable verdicts dropped. */
export interface ReaggregationAgreement {
  comparisons: number;
  pairs: number;
  agreement: Figure;
  cohenKappa: Figure;
  ceiling: Figure;
  /** Mean squared error of the soft label against each person's label; the clamped one where there are bounds. */
  brier: Figure | null;
  brierClamped: Figure | null;
}

/** How labels differ between two rules, on comparisons that have one by either. */
export interface LabelMoves {
  same: number;
  /** From A to B or from B to A. */
  turned: number;
  toTie: number;
  fromTie: number;
  /** Had a label that says something, and has none now; and the other way. */
  lost: number;
  gained: number;
  /** The same side, another strength. */
  strength: number;
}

/** A rule beside the version's own. */
export interface Reaggregation {
  judge: { id: string; name: string; version: number; versionId: string };
  criterion: { id: string; key: string };
  contentHash: string;
  original: ReaggregationSummary;
  changed: ReaggregationSummary;
  moves: LabelMoves;
}

/** One row of a sweep. */
export interface SweepRow {
  name: string;
  summary: ReaggregationSummary;
}

/** How the label depends on the order and on the number of samples. */
export interface Sweep {
  orders: readonly SweepRow[];
  /** Empty when each call was asked once. */
  samples: readonly SweepRow[];
}

/** What a version has that a rule can choose from. */
export interface RuleChoices {
  own: ReaggregationRule;
  /** Orders that have calls. */
  orders: readonly ("AB" | "BA")[];
  samples: number;
  /** Keys of the principles with calls, in the constitution's order. */
  principles: readonly string[];
}

/** A stored aggregation in a list. */
export interface StoredAggregation {
  id: string;
  name: string;
  contentHash: string;
  createdAt: string;
  criterion: string;
  version: number;
  rule: ReaggregationRule;
  /** The rule in a few words, and as the texts of its form. */
  words: string;
  texts: Readonly<Record<string, string>>;
}
