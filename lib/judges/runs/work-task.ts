import "server-only";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { awaitRationale, findRationale } from "@/lib/judges/calls/rationales";
import { openModel } from "@/lib/judges/open-model";
import { buildMessages, type JudgedComparison } from "@/lib/judges/prompt/build-messages";
import { readAnswer } from "@/lib/judges/read-score";
import { ModelError } from "@/lib/llm/model-error";
import type { ChatMessage, Completion, CompletionRequest } from "@/lib/llm/types";
import { log } from "@/lib/log";
import type { LeasedTask } from "./claim-tasks";
import { toRequest, whatItRefuses } from "./dialect";
import { finishAnswered, finishKnown } from "./finish-answered";
import { finishFailed } from "./finish-failed";
import type { RunFacts } from "./run-facts";

const STORE_TRIES = 8;

/**
 * Makes one call and stores what came of it: an answer with its label when it was the comparison's last one, or a failed try with its
 * reason. A call that was answered before, by whatever run, is not made again.
 *
 * @returns When no call of this run should be made before, in milliseconds since 1970; 0 when any time is fine.
 */
export async function workTask(task: LeasedTask, facts: RunFacts, signal: AbortSignal): Promise<number> {
  if (await isAnswered(task, facts)) {
    await finishKnown(task, facts);
    return 0;
  }
  const isAfterRationale = task.step === "VERDICT" && facts.plan.steps.length > 1;
  const rationale = isAfterRationale ? await findRationale(task, facts) : null;
  if (isAfterRationale && rationale === null) {
    await awaitRationale(task, facts);
    return 0;
  }
  const messages = buildMessages(facts.frame, await getJudgedComparison(task.comparisonId), { ...facts, ...task, rationale });
  const request = toRequest(facts, messages, task);
  const started = performance.now();
  let completion: Completion;
  try {
    completion = await ask(facts, request, signal);
  } catch (thrown) {
    const error = toModelError(thrown);
    const latencyMs = Math.round(performance.now() - started);
    return finishFailed(task, facts, { error, latencyMs, isDialect: whatItRefuses(facts, request, error) });
  }
  const verdict = task.step === "VERDICT" ? readAnswer(completion, facts.spec) : null;
  await persistently(() => finishAnswered(task, facts, { completion, verdict, promptHash: hashPrompt(messages) }), signal);
  return 0;
}

/** A database that is away for a moment must not cost an answer that was paid for. */
async function persistently(store: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store();
    } catch (error) {
      if (attempt === STORE_TRIES || signal.aborted) throw error;
      log().error({ err: error, attempt }, "an answer could not be stored yet");
      await sleep(attempt * 1_000);
    }
  }
}

/** One request to a judge's model, kept nowhere. */
export async function ask(
  facts: Pick<RunFacts, "endpointId" | "model" | "spec">,
  request: CompletionRequest,
  signal?: AbortSignal,
): Promise<Completion> {
  const { endpointId, model, spec } = facts;
  const opened = await openModel({ endpointId, model, timeoutMs: spec.limits.timeoutSeconds * 1000 });
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

async function isAnswered(task: LeasedTask, facts: RunFacts): Promise<boolean> {
  const { comparisonId, order, principleId, sampleIndex, step } = task;
  const { judgeVersionId, criterionId } = facts;
  const known = await db().judgeCall.findFirst({
    where: { comparisonId, judgeVersionId, criterionId, order, principleId, sampleIndex, step },
    select: { id: true },
  });
  return known !== null;
}

function toModelError(thrown: unknown): ModelError {
  if (thrown instanceof ModelError) return thrown;
  // A key that does not open is the endpoint's trouble, to be mended by a person; everything else is a bug.
  if (thrown instanceof AppError) return new ModelError("unauthorized", thrown.message, { cause: thrown });
  throw thrown;
}
