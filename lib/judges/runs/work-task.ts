import "server-only";
import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { openModelPastGate } from "@/lib/judges/open-model";
import type { JudgedComparison } from "@/lib/judges/prompt/build-messages";
import { ModelError } from "@/lib/llm/model-error";
import type { ChatMessage, Completion, CompletionRequest } from "@/lib/llm/types";
import type { RunFacts } from "./run-facts";

/** One request to a judge's model, kept nowhere; its caller has been let through the endpoint's gate. */
export async function ask(
  facts: Pick<RunFacts, "endpointId" | "model" | "spec">,
  request: CompletionRequest,
  signal?: AbortSignal,
): Promise<Completion> {
  const { endpointId, model, spec } = facts;
  const opened = await openModelPastGate({ endpointId, model, timeoutMs: spec.limits.timeoutSeconds * 1000 });
  return opened.complete(request, signal);
}

/** Identifies a prompt: SHA-256 of its messages. */
export function hashPrompt(messages: readonly ChatMessage[]): string {
  return createHash("sha256").update(canonicalJson(messages)).digest("hex");
}

/** The texts that a judge is shown: neither models nor people nor other labels. */
export async function getJudgedComparison(comparisonId: string): Promise<JudgedComparison> {
  const { prompt, responseA, responseB } = await db().comparison.findFirstOrThrow({
    where: { id: comparisonId },
    select: {
      prompt: { select: { messages: true } },
      responseA: { select: { text: true } },
      responseB: { select: { text: true } },
    },
  });
  // Written by the importers as a list of messages, and never changed.
  const conversation = prompt.messages as { role: string; content: string }[];
  return { conversation, responseA: responseA.text, responseB: responseB.text };
}

/**
 * What a call failed with, as the error of a model.
 *
 * @throws Whatever is none: a bug.
 */
export function toModelError(thrown: unknown): ModelError {
  if (thrown instanceof ModelError) return thrown;
  // A key that does not open is the endpoint's trouble, to be mended by a person; everything else is a bug.
  if (thrown instanceof AppError) return new ModelError("unauthorized", thrown.message, { cause: thrown });
  throw thrown;
}
