import { toCallSettings } from "@/lib/judges/calls/call-settings";
import type { CallStep } from "@/lib/judges/types";
import type { ModelError } from "@/lib/llm/model-error";
import type { ChatMessage, CompletionRequest } from "@/lib/llm/types";
import type { RunFacts } from "./run-facts";

interface Dialect {
  withLogprobs: boolean;
  withCandidates: boolean;
  withTemperature: boolean;
  withSeed: boolean;
  maxTokensField: CompletionRequest["maxTokensField"];
}

/** What each version's endpoint was found to refuse, while this process lives: each refusal costs one try. */
const known = new Map<string, Dialect>();

/** The request of a call, in the words that its endpoint is known to take. */
export function toRequest(
  { judgeVersionId, spec }: Pick<RunFacts, "judgeVersionId" | "spec">,
  messages: readonly ChatMessage[],
  call: { step: CallStep; sampleIndex: number },
): CompletionRequest {
  const dialect = dialectOf(judgeVersionId);
  const settings = toCallSettings(spec, call);
  return {
    messages,
    maxTokens: settings.maxTokens,
    temperature: dialect.withTemperature ? settings.temperature : null,
    topP: settings.topP,
    seed: dialect.withSeed ? settings.seed : null,
    topLogprobs: dialect.withLogprobs ? settings.topLogprobs : 0,
    maxTokensField: dialect.maxTokensField,
    candidates: dialect.withCandidates && dialect.withLogprobs ? settings.candidates : [],
  };
}

/**
 * Learns from a refused request which setting the endpoint does not take: log-probabilities, the scoring of given answers, the temperature, the seed, the older name of
 * the token limit. What is left out is never made up: without log-probabilities the answer itself is read.
 *
 * @returns Whether the next try will differ from the one that was refused.
 */
export function whatItRefuses(
  { judgeVersionId }: Pick<RunFacts, "judgeVersionId">,
  request: CompletionRequest,
  error: ModelError,
): boolean {
  if (error.kind !== "bad_request") return false;
  const dialect = dialectOf(judgeVersionId);
  const text = (error.endpointText ?? "").toLowerCase();
  const mayEcho = (request.candidates ?? []).length > 0;
  if (mayEcho && (error.ignored === "candidates" || text.includes("echo"))) {
    known.set(judgeVersionId, { ...dialect, withCandidates: false });
    return true;
  }
  const learned: Partial<Dialect> = {};
  if (request.topLogprobs > 0 && text.includes("logprobs")) learned.withLogprobs = false;
  else if (request.maxTokensField === "max_tokens" && text.includes("max_completion_tokens"))
    learned.maxTokensField = "max_completion_tokens";
  else if (request.temperature !== null && text.includes("temperature")) learned.withTemperature = false;
  else if (request.seed !== null && /\bseed\b/.test(text)) learned.withSeed = false;
  else return false;
  known.set(judgeVersionId, { ...dialect, ...learned });
  return true;
}

function dialectOf(judgeVersionId: string): Dialect {
  return known.get(judgeVersionId) ?? NOTHING_KNOWN;
}

const NOTHING_KNOWN: Dialect = {
  withLogprobs: true,
  withCandidates: true,
  withTemperature: true,
  withSeed: true,
  maxTokensField: "max_tokens",
};
