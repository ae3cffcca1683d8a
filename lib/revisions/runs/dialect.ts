import type { ModelError } from "@/lib/llm/model-error";
import type { CompletionRequest } from "@/lib/llm/types";

interface Dialect {
  withTemperature: boolean;
  withTopP: boolean;
  withSeed: boolean;
  withStop: boolean;
  maxTokensField: CompletionRequest["maxTokensField"];
}

const WHOLE: Dialect = { withTemperature: true, withTopP: true, withSeed: true, withStop: true, maxTokensField: "max_tokens" };

/** What each endpoint's model was found to refuse, while this process lives: each refusal costs one try. */
const known = new Map<string, Dialect>();

/** Which settings a model is known to take. */
export function toDialect(endpointId: string, model: string): Dialect {
  return known.get(`${endpointId} ${model}`) ?? WHOLE;
}

/**
 * Learns from a refused request which setting the endpoint does not take, by the endpoint's own words.
 *
 * @returns Whether the next try will differ from the one that was refused.
 */
export function learnRefusal(endpointId: string, model: string, request: CompletionRequest, error: ModelError): boolean {
  if (error.kind !== "bad_request" || error.endpointText === null) return false;
  const text = error.endpointText.toLowerCase();
  const learned: Partial<Dialect> = {};
  if (request.maxTokensField === "max_tokens" && text.includes("max_completion_tokens"))
    learned.maxTokensField = "max_completion_tokens";
  else if (typeof request.topP === "number" && /top_?p\b/.test(text)) learned.withTopP = false;
  else if (request.temperature !== null && text.includes("temperature")) learned.withTemperature = false;
  else if (request.seed !== null && /\bseed\b/.test(text)) learned.withSeed = false;
  else if (request.stop !== undefined && /\bstop\b/.test(text)) learned.withStop = false;
  else return false;
  known.set(`${endpointId} ${model}`, { ...toDialect(endpointId, model), ...learned });
  return true;
}
