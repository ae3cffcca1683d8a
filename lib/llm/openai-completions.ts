import type OpenAI from "openai";
import { keyHeaders } from "./address";
import { readEndpointAnswer } from "./endpoint-answer";
import { exchange, type ModelOptions, PLAIN_HEADERS } from "./exchange";
import { createOpenAiClient } from "./openai-client";
import { readScoredTexts, readTextCompletion } from "./read-text-completion";
import { toPromptText } from "./to-prompt-text";
import type { Completion, CompletionRequest, Model } from "./types";

/** The completions protocol lists no more alternatives than this. */
const MOST_ALTERNATIVES = 5;

/**
 * A base model behind a server of the older completions protocol: the prompt is one text, and the model goes on with it. Asked for
 * candidates, it is given each of them behind the prompt and says how probable it found them (`echo`), as Constitutional AI's feedback
 * model was read; nothing is sampled.
 */
export function createOpenAiCompletions(options: ModelOptions): Model {
  return { complete: (request, signal) => complete(options, request, signal) };
}

async function complete(options: ModelOptions, request: CompletionRequest, signal?: AbortSignal): Promise<Completion> {
  const started = performance.now();
  const prompt = toPromptText(request.messages);
  const candidates = request.candidates ?? [];
  const headers = { ...PLAIN_HEADERS, ...keyHeaders("OPENAI_COMPLETIONS", options.baseUrl, options.apiKey) };
  const body = candidates.length > 0 ? toScoring(options.model, prompt, candidates) : toBody(options.model, prompt, request);
  const answer = await exchange(options, headers, (fetch) =>
    createOpenAiClient(options, fetch).completions.create(body, { signal }).asResponse(),
  );
  const json = readEndpointAnswer(answer, options.apiKey);
  const read =
    candidates.length > 0 ? readScoredTexts(json, answer.status, prompt, candidates) : readTextCompletion(json, answer.status);
  return { ...read, latencyMs: Math.round(performance.now() - started) };
}

/** One token more than nothing: servers differ over whether 0 may be asked for. It stands behind the candidate and is not read. */
function toScoring(model: string, prompt: string, candidates: readonly string[]): OpenAI.CompletionCreateParamsNonStreaming {
  return { model, prompt: candidates.map((text) => prompt + text), max_tokens: 1, temperature: 0, echo: true, logprobs: 1 };
}

function toBody(model: string, prompt: string, request: CompletionRequest): OpenAI.CompletionCreateParamsNonStreaming {
  const { topP = null, stop = [], choices = 1 } = request;
  return {
    model,
    prompt,
    max_tokens: request.maxTokens,
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(topP === null ? {} : { top_p: topP }),
    ...(choices > 1 ? { n: choices } : {}),
    ...(request.seed === null ? {} : { seed: request.seed }),
    ...(stop.length > 0 ? { stop: [...stop] } : {}),
    ...(request.topLogprobs > 0 ? { logprobs: Math.min(request.topLogprobs, MOST_ALTERNATIVES) } : {}),
  };
}
