import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { JudgeSpec } from "@/lib/judges/schema";

/** What every version has had from the beginning. */
const FIRST_SETTINGS: ReadonlySet<string> = new Set([
  "template",
  "preambleAsSystem",
  "answers",
  "orders",
  "softLabel",
  "topLogprobs",
  "minCoverage",
  "temperature",
  "seed",
  "maxTokens",
  "tieBand",
  "onContradiction",
  "limits",
  "price",
]);

/** Parts that settings got later, with what they were before there was a choice. */
const LATER_PARTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  template: { kind: "pairwise", reasoning: "", answer: "{{answer}}" },
  limits: { contextTokens: null },
};

/**
 * Identifies what a judge version is: SHA-256 of the canonical JSON of settings, endpoint and model. A version from before a setting was
 * there keeps its hash, and has the same as a new one in which that setting says what it meant then.
 */
export function contentHashOf(spec: JudgeSpec, endpointId: string, model: string): string {
  const absent = new Map(Object.entries(JudgeSpec.parse({})));
  // What no prompt of the version holds is no part of what it is.
  const parts = spec.chainOfThought === "none" ? { ...spec, template: { ...spec.template, reasoning: "" } } : spec;
  const said = Object.entries(parts)
    .filter(([name, value]) => FIRST_SETTINGS.has(name) || !isEqual(value, absent.get(name)))
    .map(([name, value]) => [name, withoutLater(value, LATER_PARTS[name])]);
  return createHash("sha256")
    .update(canonicalJson({ spec: Object.fromEntries(said), endpointId, model }))
    .digest("hex");
}

function withoutLater(value: unknown, later: Readonly<Record<string, unknown>> | undefined): unknown {
  if (!later || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([part, each]) => !(part in later && isEqual(each, later[part]))));
}

function isEqual(one: unknown, other: unknown): boolean {
  return canonicalJson({ value: one ?? null }) === canonicalJson({ value: other ?? null });
}
