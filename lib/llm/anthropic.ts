import Anthropic from "@anthropic-ai/sdk";
import type { Fetch } from "@/lib/net/outbound-fetch";
import { keyHeaders } from "./address";
import { readEndpointAnswer } from "./endpoint-answer";
import { exchange, type ModelOptions, PLAIN_HEADERS } from "./exchange";
import { readMessage } from "./read-message";
import type { Completion, CompletionRequest, Model } from "./types";

const API_VERSION = "2023-06-01";

/** A model behind the messages protocol. It gives no log-probabilities and takes no seed: a soft label is a share of sampled answers. */
export function createAnthropic(options: ModelOptions): Model {
  return { complete: (request, signal) => complete(options, request, signal) };
}

async function complete(options: ModelOptions, request: CompletionRequest, signal?: AbortSignal): Promise<Completion> {
  const started = performance.now();
  const headers = {
    ...PLAIN_HEADERS,
    "anthropic-version": API_VERSION,
    ...keyHeaders("ANTHROPIC", options.baseUrl, options.apiKey),
  };
  const answer = await exchange(options, headers, (fetch) =>
    createClient(options, fetch).messages.create(toBody(options.model, request), { signal }).asResponse(),
  );
  const body = readEndpointAnswer(answer, options.apiKey);
  return { ...readMessage(body, answer.status), latencyMs: Math.round(performance.now() - started) };
}

function createClient(options: ModelOptions, fetch: Fetch): Anthropic {
  return new Anthropic({
    // The client writes the version into its paths itself.
    baseURL: options.baseUrl.replace(/\/v1\/?$/, ""),
    // Given, so that the client looks for none in the environment or in a file; what is sent are our own headers.
    apiKey: options.apiKey ?? "none",
    webhookKey: null,
    logLevel: "off",
    maxRetries: 0,
    // lib/net keeps the time and says what happened; the client's own clock must not ring first.
    timeout: options.timeoutMs + 60_000,
    fetch,
  });
}

function toBody(model: string, request: CompletionRequest): Anthropic.MessageCreateParamsNonStreaming {
  const { topP = null, stop = [] } = request;
  const system = request.messages.filter(({ role }) => role === "system").map(({ content }) => content);
  return {
    model,
    max_tokens: request.maxTokens,
    messages: request.messages.flatMap(({ role, content }) => (role === "system" ? [] : [{ role, content }])),
    ...(system.length > 0 ? { system: system.join("\n\n") } : {}),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(topP === null ? {} : { top_p: topP }),
    ...(stop.length > 0 ? { stop_sequences: [...stop] } : {}),
  };
}
