import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";
import type { PromptOrder } from "@/lib/judges/types";

/** What makes one call of a judge different from every other. */
export interface CallKey {
  judgeVersionId: string;
  comparisonId: string;
  criterionId: string;
  order: PromptOrder;
  principleId: string | null;
  sampleIndex: number;
}

const LENGTH = 12;

/**
 * The mark of a call's delimiters: the same each time for the same call, and another one for every other. It is made of ids that are
 * younger than the texts, so that no text can hold it; one that does all the same gets the next mark.
 */
export function toMark(key: CallKey, texts: readonly string[]): string {
  for (let round = 0; ; round++) {
    const digest = createHash("sha256").update(canonicalJson({ ...key, round, purpose: "delimiter of a judge's prompt" }));
    const mark = digest.digest("hex").slice(0, LENGTH);
    if (!texts.some((text) => text.toLowerCase().includes(mark))) return mark;
  }
}
