import "server-only";
import { gateOf, toPaceOutcome } from "@/lib/llm/endpoint-gate";
import { expectedTokens } from "@/lib/llm/expected-tokens";
import { ModelError } from "@/lib/llm/model-error";
import { openProvider } from "@/lib/llm/open-provider";
import type { Completion, CompletionRequest, Model } from "@/lib/llm/types";
import { judgeAllowedHosts, type OpenedEndpoint, openEndpoint } from "./endpoints";

/** Which model of which endpoint. */
export interface OpenModelInput {
  endpointId: string;
  model: string;
  /** Of one call. */
  timeoutMs: number;
}

/** How long an address with its key is used without being read again. */
const KNOWN_MS = 1_000;
const known = new Map<string, { opened: Promise<OpenedEndpoint>; at: number }>();

/**
 * A model of one of a project's endpoints, whatever protocol it speaks, with its key. A call waits until the endpoint's limits, over all
 * runs and servers, let it go; its time begins then. Address and key are those of this moment, so open a model for each call.
 *
 * @throws AppError `unavailable` when the endpoint's key does not open.
 */
export async function openModel(input: OpenModelInput): Promise<Model> {
  const opened = await openEndpoint(input.endpointId);
  const gate = gateOf(input.endpointId);
  gate.setLimits(opened.limits);
  const model = toModel(input, opened);
  return { complete: (request, signal) => completeThroughGate(input.endpointId, model, request, signal) };
}

/** As `openModel`, for callers that go through the endpoint's gate themselves. Its address and key may be a second old. */
export async function openModelPastGate(input: OpenModelInput): Promise<Model> {
  const now = Date.now();
  let entry = known.get(input.endpointId);
  if (!entry || now - entry.at > KNOWN_MS) {
    entry = { opened: openEndpoint(input.endpointId), at: now };
    known.set(input.endpointId, entry);
    entry.opened.catch(() => known.delete(input.endpointId));
  }
  return toModel(input, await entry.opened);
}

function toModel({ model, timeoutMs }: OpenModelInput, { provider, baseUrl, apiKey }: OpenedEndpoint): Model {
  return openProvider(provider, { baseUrl, apiKey, model, timeoutMs, allowed: judgeAllowedHosts() });
}

async function completeThroughGate(
  endpointId: string,
  model: Model,
  request: CompletionRequest,
  signal?: AbortSignal,
): Promise<Completion> {
  const gate = gateOf(endpointId);
  const expected = expectedTokens(request.messages, request.maxTokens);
  await gate.enter(expected, signal);
  try {
    const completion = await model.complete(request, signal);
    const { tokensIn, tokensOut } = completion;
    gate.leave({ kind: "answered" }, { expected, taken: tokensIn === null ? null : tokensIn + (tokensOut ?? 0) });
    return completion;
  } catch (error) {
    gate.leave(error instanceof ModelError ? toPaceOutcome(error) : { kind: "other" }, { expected, taken: null });
    throw error;
  }
}
