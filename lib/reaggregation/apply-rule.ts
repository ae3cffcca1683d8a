import { type AggregatedLabel, type AggregationRule, aggregateCalls, type CallVerdict } from "@/lib/judges/aggregate";
import type { ReaggregationRule } from "./schema";

/** A stored verdict with what a rule may choose by. */
export interface SampledVerdict extends CallVerdict {
  /** From 0. */
  sampleIndex: number;
}

/** What of a version's aggregation no rule changes: its kind, what was asked, the principles and the scale. */
export interface FixedRule extends Pick<AggregationRule, "kind" | "polarity" | "weights" | "strengths"> {
  /** Keys of principles by their ids. */
  principleKeys: ReadonlyMap<string, string>;
}

/**
 * One comparison's label by a rule.
 *
 * @returns The label and the verdicts that it was made of; a label of null where the rule finds no call for an order that it wants.
 */
export function applyRule(
  calls: readonly SampledVerdict[],
  rule: ReaggregationRule,
  fixed: FixedRule,
): { label: AggregatedLabel | null; calls: number } {
  const { orders, samples, principles, aggregation, tieBand, onContradiction, clamp } = rule;
  const chosen = calls.filter(
    (call) =>
      // Of a direct judge each order is the score of one response: both are needed.
      (orders === "both" || call.order === orders || fixed.kind === "score") &&
      (samples === null || call.sampleIndex < samples) &&
      (principles === null || principles.includes(fixed.principleKeys.get(call.principleId ?? "") ?? "")),
  );
  const { kind, polarity, weights, strengths } = fixed;
  const label = aggregateCalls(chosen, {
    kind,
    polarity,
    weights,
    strengths,
    orders: kind === "score" ? "both" : orders,
    aggregation,
    tieBand,
    onContradiction,
    clamp,
  });
  return { label, calls: chosen.length };
}
