import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import { openModel } from "@/lib/judges/open-model";
import { hashPrompt } from "@/lib/judges/runs/work-task";
import { ModelError } from "@/lib/llm/model-error";
import type { ChatMessage, Completion, CompletionRequest } from "@/lib/llm/types";
import { log } from "@/lib/log";
import { buildMessages, stopsOf, toStepText } from "@/lib/revisions/chain/build-messages";
import { drawCallSeed, drawPrinciple } from "@/lib/revisions/chain/draw-principle";
import type { NextStep } from "@/lib/revisions/chain/next-step";
import type { LeasedChain } from "./claim-chains";
import { learnRefusal, toDialect } from "./dialect";
import { finishFailed } from "./finish-failed";
import { endChain, finishStep } from "./finish-step";
import { readChain } from "./read-chain";
import type { RevisionFacts } from "./run-facts";

const STORE_TRIES = 8;

/**
 * Makes the next step of a chain and stores what came of it: a text with its response, or a failed try with its reason. A step that was made
 * before is never made again.
 *
 * @returns When no call of this run should be made before, in milliseconds since 1970; 0 when any time is fine.
 */
export async function workChain(chain: LeasedChain, facts: RevisionFacts, signal: AbortSignal): Promise<number> {
  const { conversation, next, standingResponseId } = await readChain(chain.id, facts.spec);
  if (next === null) {
    await endChain(chain);
    return 0;
  }
  const { kind, revision } = next;
  const { spec } = facts;
  const principle =
    kind === "RESPONSE" ? null : drawPrinciple(facts.principles, { seed: spec.seed, place: chain.place, revision });
  const messages = buildMessages(spec, conversation, next, principle);
  const request = toRequest(facts, chain, next, messages);
  const started = performance.now();
  let completion: Completion;
  try {
    completion = await ask(facts, request, signal);
    if (toStepText(spec.layout, completion.text) === "") throw nothingWritten(completion);
  } catch (thrown) {
    const error = toModelError(thrown);
    const latencyMs = Math.round(performance.now() - started);
    return finishFailed(chain, facts, {
      error,
      latencyMs,
      isDialect: learnRefusal(facts.endpointId, facts.model, request, error),
    });
  }
  const made = {
    step: next,
    principleId: principle?.id ?? null,
    promptHash: hashPrompt(messages),
    completion,
    standingResponseId,
  };
  await persistently(() => finishStep(chain, facts, made), signal);
  return 0;
}

function toRequest(
  { endpointId, model, spec }: RevisionFacts,
  { place }: LeasedChain,
  { kind, revision }: NextStep,
  messages: readonly ChatMessage[],
): CompletionRequest {
  const dialect = toDialect(endpointId, model);
  return {
    messages,
    maxTokens: spec.maxTokens,
    temperature: dialect.withTemperature ? spec.temperature : null,
    topP: dialect.withTopP ? spec.topP : null,
    seed: dialect.withSeed ? drawCallSeed(spec.seed, place, revision, kind) : null,
    topLogprobs: 0,
    maxTokensField: dialect.maxTokensField,
    stop: dialect.withStop ? stopsOf(spec) : undefined,
  };
}

async function ask(
  { endpointId, model, spec }: RevisionFacts,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<Completion> {
  const opened = await openModel({ endpointId, model, timeoutMs: spec.limits.timeoutSeconds * 1000 });
  return opened.complete(request, signal);
}

/** An empty text is no revision: taken for one, it would be the response that the next one is made from. */
function nothingWritten({ finishReason, tokensIn, tokensOut }: Completion): ModelError {
  const why = finishReason === "length" ? " It came to the end of its tokens first; allow more." : "";
  return new ModelError("empty", `The model wrote nothing.${why}`, {
    httpStatus: 200,
    usage: { tokensIn, tokensOut },
  });
}

/** A database that is away for a moment must not cost an answer that was paid for. */
async function persistently(store: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store();
    } catch (error) {
      if (attempt === STORE_TRIES || signal.aborted) throw error;
      log().error({ err: error, attempt }, "a step could not be stored yet");
      await sleep(attempt * 1_000);
    }
  }
}

function toModelError(thrown: unknown): ModelError {
  if (thrown instanceof ModelError) return thrown;
  // A key that does not open is the endpoint's trouble, to be mended by a person; everything else is a bug.
  if (thrown instanceof AppError) return new ModelError("unauthorized", thrown.message, { cause: thrown });
  throw thrown;
}
