import OpenAI from "openai";
import type { AllowedHost } from "@/lib/net/allowed-hosts";
import { OutboundError } from "@/lib/net/outbound-error";
import { createOutboundFetch } from "@/lib/net/outbound-fetch";
import type { OutboundResponse } from "@/lib/net/outbound-request";
import { readEndpointAnswer } from "./endpoint-answer";
import { ModelError } from "./model-error";
import { readCompletion } from "./read-completion";
import type { Completion, CompletionRequest, Model } from "./types";

export interface OpenAiCompatibleOptions {
  /** Where the API begins, for example https://api.example.com/v1. */
  baseUrl: string;
  /** Null for a server without keys. */
  apiKey: string | null;
  model: string;
  timeoutMs: number;
  /** Private hosts that the operator allows. */
  allowed: readonly AllowedHost[];
}

/**
 * A model behind any server that speaks the chat-completions protocol. The official client builds the request; it goes out by lib/net,
 * is sent once, and its answer is judged here: the client would repeat calls unseen and take a web page for an answer.
 */
export function createOpenAiCompatible(options: OpenAiCompatibleOptions): Model {
  return { complete: (request, signal) => complete(options, request, signal) };
}

async function complete(options: OpenAiCompatibleOptions, request: CompletionRequest, signal?: AbortSignal): Promise<Completion> {
  const started = performance.now();
  const answer = await send(options, request, signal);
  const body = readEndpointAnswer(answer, options.apiKey);
  return { ...readCompletion(body, answer.status), latencyMs: Math.round(performance.now() - started) };
}

/** One exchange by the official client, whatever it makes of the answer. */
async function send(
  options: OpenAiCompatibleOptions,
  request: CompletionRequest,
  signal?: AbortSignal,
): Promise<OutboundResponse> {
  let answer: OutboundResponse | undefined;
  let failure: unknown;
  const outbound = createOutboundFetch(
    // A completion is silent while it is written; after its first byte it comes at once.
    { allowed: options.allowed, limits: { totalMs: options.timeoutMs, idleMs: Math.min(options.timeoutMs, 30_000) } },
    (whole) => {
      answer = whole;
    },
  );
  const client = createClient(options, async (url, init) => {
    try {
      return await outbound(url, { ...init, headers: ownHeaders(options.apiKey) });
    } catch (error) {
      failure = error;
      throw error;
    }
  });
  try {
    await client.chat.completions.create(toBody(options.model, request), { signal }).asResponse();
  } catch (error) {
    // Statuses other than 2xx end here with a whole answer; what else ends here has none.
    if (answer) return answer;
    throw toModelError(failure ?? error);
  }
  if (answer) return answer;
  throw new ModelError("connection", "The endpoint gave no answer.");
}

/** Only these leave: the client would add what it finds in the environment and a description of this machine. */
function ownHeaders(apiKey: string | null): Record<string, string> {
  const headers = { "content-type": "application/json", accept: "application/json", "user-agent": "Concord" };
  return apiKey === null ? headers : { ...headers, authorization: `Bearer ${apiKey}` };
}

function createClient(
  options: OpenAiCompatibleOptions,
  fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>,
): OpenAI {
  return new OpenAI({
    baseURL: options.baseUrl,
    apiKey: options.apiKey ?? "none",
    // Everything that the client would read from the environment: no key of the server's own goes to an address typed in a page.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    // lib/net keeps the time and says what happened; the client's own clock must not ring first.
    timeout: options.timeoutMs + 60_000,
    fetch,
  });
}

function toBody(model: string, request: CompletionRequest): OpenAI.ChatCompletionCreateParamsNonStreaming {
  return {
    model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    [request.maxTokensField]: request.maxTokens,
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(request.seed === null ? {} : { seed: request.seed }),
    ...(request.topLogprobs > 0 ? { logprobs: true, top_logprobs: request.topLogprobs } : {}),
  };
}

function toModelError(error: unknown): ModelError {
  if (error instanceof OutboundError) return new ModelError(error.kind, error.message, { cause: error });
  return new ModelError("connection", "The call to the endpoint failed before it was sent.", { cause: error });
}
