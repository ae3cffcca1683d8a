import type { ReaggregationRule, RuleTexts } from "./schema";

/** A rule as the texts of its form; the inverse of `parseRule`. */
export function toRuleTexts(rule: ReaggregationRule): Required<Omit<RuleTexts, "criterion">> {
  return {
    orders: rule.orders,
    samples: rule.samples === null ? "all" : String(rule.samples),
    principles: rule.principles?.join(",") ?? "",
    aggregation: rule.aggregation,
    tieBand: String(rule.tieBand),
    onContradiction: rule.onContradiction,
    clampLow: rule.clamp ? String(rule.clamp.low) : "",
    clampHigh: rule.clamp ? String(rule.clamp.high) : "",
  };
}

const CONTRADICTION = { average: "averaged", tie: "a tie", none: "no label" } as const;

/** A rule in a few words: what is not said is the ordinary. */
export function describeRule(rule: ReaggregationRule): string {
  const words = [rule.orders === "both" ? "both orders" : `${rule.orders} alone`];
  if (rule.samples !== null) words.push(rule.samples === 1 ? "the first sample" : `the first ${rule.samples} samples`);
  if (rule.principles) words.push(`principles ${rule.principles.join(", ")}`);
  if (rule.aggregation === "vote") words.push("by votes");
  if (rule.tieBand > 0) words.push(`a tie within ${rule.tieBand}`);
  if (rule.onContradiction !== "average") words.push(`contradictions are ${CONTRADICTION[rule.onContradiction]}`);
  if (rule.clamp) words.push(`clamped to ${rule.clamp.low} to ${rule.clamp.high}`);
  return words.join(", ");
}
