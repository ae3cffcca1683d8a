import type OpenAI from "openai";
import { keyHeaders } from "./address";
import { readEndpointAnswer } from "./endpoint-answer";
import { exchange, type ModelOptions, PLAIN_HEADERS } from "./exchange";
import { createOpenAiClient } from "./openai-client";
import { readCompletion } from "./read-completion";
import type { Completion, CompletionRequest, Model } from "./types";

/** A model behind any server that speaks the chat-completions protocol: OpenAI, Azure, vLLM, llama.cpp, Ollama, LM Studio, gateways. */
export function createOpenAiCompatible(options: ModelOptions): Model {
  return { complete: (request, signal) => complete(options, request, signal) };
}

async function complete(options: ModelOptions, request: CompletionRequest, signal?: AbortSignal): Promise<Completion> {
  const started = performance.now();
  const headers = { ...PLAIN_HEADERS, ...keyHeaders("OPENAI_COMPATIBLE", options.baseUrl, options.apiKey) };
  const answer = await exchange(options, headers, (fetch) =>
    createOpenAiClient(options, fetch).chat.completions.create(toChatBody(options.model, request), { signal }).asResponse(),
  );
  const body = readEndpointAnswer(answer, options.apiKey);
  return { ...readCompletion(body, answer.status), latencyMs: Math.round(performance.now() - started) };
}

/** The body of a chat completion, as it is posted or written into a file for the provider’s batches. */
export function toChatBody(model: string, request: CompletionRequest): OpenAI.ChatCompletionCreateParamsNonStreaming {
  const { topP = null, stop = [], choices = 1 } = request;
  return {
    model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    [request.maxTokensField]: request.maxTokens,
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(topP === null ? {} : { top_p: topP }),
    ...(choices > 1 ? { n: choices } : {}),
    ...(request.seed === null ? {} : { seed: request.seed }),
    ...(stop.length > 0 ? { stop: [...stop] } : {}),
    ...(request.topLogprobs > 0 ? { logprobs: true, top_logprobs: request.topLogprobs } : {}),
  };
}
