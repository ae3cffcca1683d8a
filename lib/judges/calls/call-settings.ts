import { ANSWER_PLACE } from "@/lib/judges/prompt/placeholders";
import { substitute } from "@/lib/judges/prompt/substitute";
import { SCALE } from "@/lib/judges/read-score";
import type { JudgeSpec } from "@/lib/judges/schema";
import type { CallStep } from "@/lib/judges/types";

/** What one call asks of its model apart from the messages. */
export interface CallSettings {
  maxTokens: number;
  temperature: number | null;
  topP: number | null;
  seed: number | null;
  topLogprobs: number;
  /** What a model that only goes on with texts is asked about, instead of writing: each way in which the answer may go on. */
  candidates: readonly string[];
}

/**
 * The settings of one call. A rationale is sampled as the version says. The verdict after it is read at temperature 0: what varies between
 * samples is the reasoning. Each sample has a seed of its own; with one seed for all, they would be one answer many times.
 */
export function toCallSettings(spec: JudgeSpec, { step, sampleIndex }: { step: CallStep; sampleIndex: number }): CallSettings {
  const byTokens = step === "VERDICT" && spec.softLabel === "logprobs";
  const isAfterRationale = step === "VERDICT" && spec.chainOfThought !== "none";
  return {
    maxTokens: step === "RATIONALE" ? spec.rationaleTokens : spec.maxTokens,
    temperature: isAfterRationale && spec.temperature !== null ? 0 : spec.temperature,
    topP: isAfterRationale ? null : spec.topP,
    seed: spec.seed === null ? null : spec.seed + sampleIndex,
    topLogprobs: byTokens ? spec.topLogprobs : 0,
    candidates: byTokens ? toCandidates(spec) : [],
  };
}

/** The answers as an example would write them: " (A)" and " (B)". */
function toCandidates({ template, answers }: JudgeSpec): string[] {
  const words = template.kind === "score" ? SCALE : [answers.first, answers.second];
  return words.map((word) => substitute(template.answer, { [ANSWER_PLACE]: word }));
}
