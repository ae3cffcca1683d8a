import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { JudgeSpec } from "./schema";

/** What every version has had from the beginning; later settings count only where they are not as if they were left out. */
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

/**
 * Identifies what a judge version is: SHA-256 of the canonical JSON of settings, endpoint and model. A version from before a setting was
 * there keeps its hash, and has the same as a new one in which that setting says what it meant then.
 */
export function contentHashOf(spec: JudgeSpec, endpointId: string, model: string): string {
  const absent = new Map(Object.entries(JudgeSpec.parse({})));
  const said = Object.entries(spec).filter(
    ([name, value]) => FIRST_SETTINGS.has(name) || canonicalJson(value) !== canonicalJson(absent.get(name)),
  );
  return createHash("sha256")
    .update(canonicalJson({ spec: Object.fromEntries(said), endpointId, model }))
    .digest("hex");
}
