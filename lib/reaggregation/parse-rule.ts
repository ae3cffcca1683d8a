import { AppError } from "@/lib/errors";
import { ReaggregationRule, type RuleTexts } from "./schema";

/** What a version has, against which a rule is checked. */
export interface RuleFrame {
  own: ReaggregationRule;
  principles: readonly string[];
  samples: number;
}

/**
 * A rule from texts as they were typed or stand in an address.
 *
 * @throws AppError `invalid` with the field's name, what is wrong and what is allowed.
 */
export function parseRule(texts: RuleTexts, { own, principles, samples }: RuleFrame): ReaggregationRule {
  const parsed = ReaggregationRule.safeParse({
    orders: texts.orders ?? own.orders,
    samples: isAll(texts.samples) ? null : toNumber(texts.samples),
    principles: isAll(texts.principles) ? null : toKeys(texts.principles),
    aggregation: texts.aggregation ?? own.aggregation,
    tieBand: texts.tieBand === undefined ? own.tieBand : toNumber(texts.tieBand),
    onContradiction: texts.onContradiction ?? own.onContradiction,
    clamp: toClamp(texts, own),
  });
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message }) => ({ path: toField(path), message }));
    throw new AppError("invalid", fields.map(({ path, message }) => `${path}: ${message}`).join(" "), { fields });
  }
  const rule = parsed.data;
  if (rule.samples !== null && rule.samples > samples) {
    throw refuse(
      "samples",
      `This version asks each call ${samples === 1 ? "once" : `${samples} times`}; give at most ${samples}.`,
    );
  }
  const unknown = rule.principles?.filter((key) => !principles.includes(key)) ?? [];
  if (unknown.length > 0) {
    const has = principles.length === 0 ? "This version has none." : `It has ${principles.join(", ")}.`;
    throw refuse("principles", `There is no principle ${unknown.map((key) => `"${key}"`).join(", ")}. ${has}`);
  }
  // All of them are the same as no choice, and the same content.
  return rule.samples === samples ? { ...rule, samples: null } : rule;
}

function toClamp({ clampLow, clampHigh }: RuleTexts, own: ReaggregationRule): unknown {
  if (clampLow === undefined && clampHigh === undefined) return own.clamp;
  if (!clampLow && !clampHigh) return null;
  return { low: toNumber(clampLow), high: toNumber(clampHigh) };
}

function isAll(text: string | undefined): boolean {
  return text === undefined || text === "" || text === "all";
}

function toKeys(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");
}

function toNumber(text: string | undefined): number {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** The name under which a form has what stands at a path of the rule. */
function toField([first, second]: readonly PropertyKey[]): string {
  if (first !== "clamp") return String(first);
  return second === "high" ? "clampHigh" : "clampLow";
}

function refuse(path: string, message: string): AppError {
  return new AppError("invalid", message, { fields: [{ path, message }] });
}
