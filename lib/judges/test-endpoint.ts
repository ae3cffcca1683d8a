import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import { limitAttempts } from "@/lib/auth/limit-attempts";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { findContextTokens } from "@/lib/llm/find-model-info";
import { ModelError } from "@/lib/llm/model-error";
import type { Completion, CompletionRequest, Model } from "@/lib/llm/types";
import type { Capabilities, ProviderChoice } from "./endpoint-schema";
import { judgeAllowedHosts, openEndpoint } from "./endpoints";
import { openModel } from "./open-model";

const TIMEOUT_MS = 60_000;
const TESTS = { limit: 20, seconds: 300 };

const QUESTION: CompletionRequest = {
  messages: [{ role: "user", content: "Is 2 greater than 1? Answer with one word, yes or no.\n\nAnswer:" }],
  maxTokens: 4,
  temperature: 0,
  seed: null,
  topLogprobs: 5,
  maxTokensField: "max_tokens",
};
/** Long enough that two samples are alike by luck once in many thousand times. */
const DRAW: CompletionRequest = {
  ...QUESTION,
  messages: [{ role: "user", content: "Write twelve random numbers between 1 and 1000, with spaces between them.\n\nNumbers:" }],
  maxTokens: 48,
  temperature: 1,
  topLogprobs: 0,
};

/**
 * Asks a model of an endpoint some short questions and stores what it can do: log-probabilities, several answers at once, seeds, a system message,
 * scoring of given texts, its count of tokens and its context. About eight calls of a few tokens each; none is a judge's.
 *
 * @throws AppError `not_found`; `invalid` with the reason when the endpoint does not answer at all; `rate_limited`.
 */
export async function testEndpoint(actor: Actor, project: string, endpointId: string, model: string): Promise<Capabilities> {
  const { id: projectId } = await getProject(actor, project, "research");
  const endpoint = await db().endpoint.findFirst({
    where: { id: endpointId, projectId, archivedAt: null },
    select: { id: true, name: true, provider: true },
  });
  if (!endpoint) throw notFound("The endpoint");
  await limitAttempts(`endpoint-test:${userIdOf(actor) ?? "system"}`, TESTS.limit, TESTS.seconds);
  const opened = await openModel({ endpointId, model, timeoutMs: TIMEOUT_MS });
  const found = await findOut(opened, endpoint.provider, model);
  const contextTokens = await findContextTokens(endpoint.provider, {
    ...(await openEndpoint(endpointId)),
    model,
    timeoutMs: 10_000,
    allowed: judgeAllowedHosts(),
  });
  const capabilities: Capabilities = { ...found, contextTokens };
  await db().$transaction(async (transaction) => {
    await transaction.endpoint.update({
      where: { id: endpoint.id },
      data: { capabilities, testedAt: new Date() },
      select: { id: true },
    });
    await appendAudit(transaction, actor, { projectId, action: "endpoint.test", target: endpoint.name, after: capabilities });
  });
  return capabilities;
}

async function findOut(model: Model, provider: ProviderChoice, name: string): Promise<Omit<Capabilities, "contextTokens">> {
  const { completion, request } = await askPlainly(model);
  const isChat = provider !== "OPENAI_COMPLETIONS";
  const listed = completion.positions?.[0]?.alternatives.length ?? null;
  const several = provider === "ANTHROPIC" ? null : await attempt(model, { ...request, topLogprobs: 0, choices: 2 });
  const system = isChat
    ? await attempt(model, {
        ...request,
        topLogprobs: 0,
        messages: [{ role: "system", content: "Be brief." }, ...request.messages],
      })
    : null;
  const scored = provider === "OPENAI_COMPLETIONS" ? await attempt(model, { ...request, candidates: [" yes", " no"] }) : null;
  return {
    model: name,
    modelReported: completion.model,
    latencyMs: completion.latencyMs,
    logprobs: completion.positions === null ? "no" : "yes",
    alternatives: completion.positions === null ? null : listed,
    n: several !== null && (several.choices ?? 1) > 1 ? "yes" : "no",
    seed: provider === "ANTHROPIC" ? "no" : await seedOf(model, request),
    systemRole: system === null ? "no" : "yes",
    scoring: scored?.positions ? "yes" : "no",
    usage: completion.tokensIn === null ? "no" : "yes",
  };
}

/** The first question, asked again without what the endpoint says that it does not take. */
async function askPlainly(model: Model): Promise<{ completion: Completion; request: CompletionRequest }> {
  let request = QUESTION;
  for (;;) {
    try {
      return { completion: await model.complete(request), request };
    } catch (thrown) {
      const error = thrown instanceof ModelError ? thrown : null;
      const simpler = error?.kind === "bad_request" ? withoutRefused(request, (error.endpointText ?? "").toLowerCase()) : null;
      if (error && !simpler) throw toRefusal(error);
      if (!simpler) throw thrown;
      request = simpler;
    }
  }
}

function withoutRefused(request: CompletionRequest, text: string): CompletionRequest | null {
  if (request.topLogprobs > 0 && text.includes("logprobs")) return { ...request, topLogprobs: 0 };
  if (request.maxTokensField === "max_tokens" && text.includes("max_completion_tokens"))
    return { ...request, maxTokensField: "max_completion_tokens" };
  if (request.temperature !== null && text.includes("temperature")) return { ...request, temperature: null };
  return null;
}

function toRefusal(error: ModelError): AppError {
  const said = error.endpointText === null ? "" : ` It says: ${error.endpointText}`;
  return new AppError("invalid", `The test got no answer. ${error.message}${said}`, {
    fields: [{ path: error.kind === "not_found" ? "model" : "test", message: error.message }],
  });
}

/** How servers answer what they do not know. */
const NOT_TAKEN: ReadonlySet<string> = new Set(["bad_request", "server_error", "bad_shape", "not_json", "empty"]);

/** Null when the endpoint does not take it; what has other reasons is thrown. */
async function attempt(model: Model, request: CompletionRequest): Promise<Completion | null> {
  try {
    return await model.complete(request);
  } catch (thrown) {
    if (thrown instanceof ModelError && NOT_TAKEN.has(thrown.kind)) return null;
    throw thrown instanceof ModelError ? toRefusal(thrown) : thrown;
  }
}

/** The same seed twice gives the same answer, and another seed another one; the same answer to all of them says nothing. */
async function seedOf(model: Model, { maxTokensField, temperature }: CompletionRequest): Promise<Capabilities["seed"]> {
  const draw = { ...DRAW, maxTokensField, temperature: temperature === null ? null : DRAW.temperature };
  const one = await attempt(model, { ...draw, seed: 11 });
  if (one === null) return "no";
  const again = await attempt(model, { ...draw, seed: 11 });
  const other = await attempt(model, { ...draw, seed: 12 });
  if (again === null || other === null) return "unknown";
  if (one.text !== again.text) return "no";
  return one.text === other.text ? "unknown" : "yes";
}
