import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parseAllowedHosts } from "@/lib/net/allowed-hosts";
import { completionBody, type FaultServer, type Reply, startFaultServer } from "@/lib/testing/fault-server";
import type { ModelOptions } from "./exchange";
import { ModelError } from "./model-error";
import { createOpenAiCompatible } from "./openai-compatible";
import type { CompletionRequest } from "./types";

const request: CompletionRequest = {
  messages: [{ role: "user", content: "1 or 2?" }],
  maxTokens: 4,
  temperature: 0,
  seed: null,
  topLogprobs: 20,
  maxTokensField: "max_tokens",
};

let server: FaultServer;

beforeEach(async () => {
  server = await startFaultServer(() => ({ kind: "answer", text: "1", logprobs: { "1": -0.2, "2": -1.9 } }));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

function model(changes: Partial<ModelOptions> = {}) {
  return createOpenAiCompatible({
    baseUrl: server.baseUrl,
    apiKey: "sk-canary-key",
    model: "scripted",
    timeoutMs: 2_000,
    allowed: parseAllowedHosts(server.host),
    ...changes,
  });
}

async function failureOf(reply: Reply, changes: Partial<ModelOptions> = {}): Promise<ModelError> {
  server.play(() => reply);
  const error = await model(changes)
    .complete(request)
    .then(
      (answer) => new Error(`it answered ${JSON.stringify(answer)}`),
      (reason: unknown) => reason,
    );
  if (error instanceof ModelError) return error;
  throw error;
}

describe("createOpenAiCompatible", () => {
  test("complete sends one request and reads text, log-probabilities and usage", async () => {
    const completion = await model().complete({ ...request, seed: 7 });
    expect(completion).toMatchObject({ text: "1", finishReason: "stop", tokensIn: 100, tokensOut: 1, model: "scripted-1" });
    expect(completion.positions?.[0]?.alternatives).toEqual([
      { token: "1", logprob: -0.2 },
      { token: "2", logprob: -1.9 },
    ]);
    expect(server.requests).toHaveLength(1);
    const [seen] = server.requests;
    expect(seen?.path).toBe("/v1/chat/completions");
    expect(seen?.authorization).toBe("Bearer sk-canary-key");
    expect(seen?.body).toEqual({
      model: "scripted",
      messages: [{ role: "user", content: "1 or 2?" }],
      max_tokens: 4,
      temperature: 0,
      seed: 7,
      logprobs: true,
      top_logprobs: 20,
    });
  });

  test("complete leaves out what is not asked for", async () => {
    await model().complete({ ...request, temperature: null, topLogprobs: 0, maxTokensField: "max_completion_tokens" });
    expect(Object.keys(server.requests[0]?.body ?? {})).toEqual(["model", "messages", "max_completion_tokens"]);
  });

  test("complete sends nothing that it finds in the environment, and no key where there is none", async () => {
    vi.stubEnv("OPENAI_API_KEY", "sk-from-environment");
    vi.stubEnv("OPENAI_ORG_ID", "org-canary");
    vi.stubEnv("OPENAI_PROJECT_ID", "project-canary");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "x-canary: canary");
    await model({ apiKey: null }).complete(request);
    const headers = server.requests[0]?.headers ?? {};
    expect(server.requests[0]?.authorization).toBeNull();
    expect(JSON.stringify(headers)).not.toMatch(/canary|sk-from|stainless/);
  });

  test("complete reads answers without log-probabilities, in parts, refused and empty", async () => {
    const replies: [unknown, string][] = [
      [{ role: "assistant", content: "2" }, "2"],
      [{ role: "assistant", content: [{ type: "text", text: "2" }] }, "2"],
      [{ role: "assistant", content: null, refusal: "I will not judge." }, "I will not judge."],
      [{ role: "assistant", content: "" }, ""],
      [{ role: "assistant", content: "1\u0000\uD800" }, "1\uFFFD\uFFFD"],
    ];
    for (const [message, text] of replies) {
      server.play(() => ({ kind: "body", body: JSON.stringify({ choices: [{ message }] }) }));
      expect(await model().complete(request)).toMatchObject({ text, positions: null, tokensIn: null, model: null });
    }
  });

  test("complete takes impossible log-probabilities for none", async () => {
    for (const logprob of [0.5, "NaN", true]) {
      const body = JSON.stringify(completionBody({ kind: "answer", text: "1", logprobs: { "1": -0.1, "2": -9 } })).replaceAll(
        "-0.1",
        JSON.stringify(logprob),
      );
      server.play(() => ({ kind: "body", body }));
      expect((await model().complete(request)).positions).toBeNull();
    }
  });

  test.each<[Reply, string, boolean]>([
    [{ kind: "status", status: 401 }, "unauthorized", false],
    [{ kind: "status", status: 402 }, "payment_required", false],
    [{ kind: "status", status: 403 }, "forbidden", false],
    [{ kind: "status", status: 404 }, "not_found", false],
    [{ kind: "status", status: 400, message: "the prompt is too long" }, "bad_request", false],
    [{ kind: "status", status: 422 }, "bad_request", false],
    [{ kind: "status", status: 418 }, "bad_request", false],
    [{ kind: "status", status: 429 }, "rate_limited", true],
    [{ kind: "body", status: 429, body: '{"error":{"message":"spent","code":"insufficient_quota"}}' }, "payment_required", false],
    [{ kind: "status", status: 500 }, "server_error", true],
    [{ kind: "status", status: 502 }, "server_error", true],
    [{ kind: "status", status: 503 }, "server_error", true],
    [{ kind: "status", status: 408 }, "server_error", true],
    [{ kind: "status", status: 302, headers: { location: "http://127.0.0.1:1/" } }, "redirect", false],
    [{ kind: "body", body: "<!doctype html><title>Sign in</title>", headers: { "content-type": "text/html" } }, "not_json", true],
    [{ kind: "body", body: '{"choices":[{"message":{"content":"1"' }, "not_json", true],
    [{ kind: "body", body: "" }, "not_json", true],
    [{ kind: "body", body: "NaN" }, "not_json", true],
    [{ kind: "body", body: "null" }, "bad_shape", true],
    [{ kind: "body", body: "[]" }, "bad_shape", true],
    [{ kind: "body", body: '"1"' }, "bad_shape", true],
    [{ kind: "body", body: '{"object":"list","data":[]}' }, "bad_shape", true],
    [{ kind: "body", body: '{"choices":[{"text":"1"}]}' }, "bad_shape", true],
    [{ kind: "body", body: '{"choices":[]}' }, "empty", true],
    [{ kind: "body", body: '{"choices":null}' }, "bad_shape", true],
    [{ kind: "huge" }, "too_large", false],
    [{ kind: "bomb" }, "too_large", false],
    [{ kind: "close" }, "connection", true],
    [{ kind: "cut" }, "connection", true],
  ])("complete tells %j as %s", async (reply, kind, isRetryable) => {
    const error = await failureOf(reply);
    expect(error.kind).toBe(kind);
    expect(error.isRetryable).toBe(isRetryable);
    expect(error.message.length).toBeGreaterThan(10);
    // The client library repeats nothing by itself.
    expect(server.requests).toHaveLength(1);
  });

  test("complete ends an endpoint that hangs or drips", async () => {
    expect((await failureOf({ kind: "hang" }, { timeoutMs: 200 })).kind).toBe("timeout");
    expect((await failureOf({ kind: "drip" }, { timeoutMs: 300 })).kind).toBe("timeout");
  });

  test("complete refuses a private address that the operator has not listed, and nothing arrives there", async () => {
    expect((await failureOf({ kind: "answer", text: "1" }, { allowed: [] })).kind).toBe("refused_address");
    expect(server.requests).toHaveLength(0);
  });

  test("complete honours Retry-After in seconds, milliseconds and as a date, and believes no longer wait than 15 minutes", async () => {
    const wait = async (headers: Record<string, string>) =>
      (await failureOf({ kind: "status", status: 429, headers })).retryAfterMs;
    expect(await wait({ "retry-after": "7" })).toBe(7_000);
    expect(await wait({ "retry-after-ms": "250", "retry-after": "7" })).toBe(250);
    expect(await wait({ "retry-after": "999999" })).toBe(900_000);
    expect(await wait({ "retry-after": "soon" })).toBeNull();
    expect(await wait({})).toBeNull();
    const inTen = await wait({ "retry-after": new Date(Date.now() + 10_000).toUTCString() });
    expect(inTen).toBeGreaterThan(7_000);
    expect(inTen).toBeLessThanOrEqual(10_000);
  });

  test("complete keeps the endpoint's words apart and strikes the key out of them", async () => {
    const error = await failureOf({ kind: "status", status: 401, message: "Incorrect API key provided: sk-canary-key\u0000" });
    expect(error.endpointText).toBe("Incorrect API key provided: [key]");
    expect(error.message).not.toContain("canary");
    const page = await failureOf({ kind: "body", status: 500, body: "<html><body>secret stack</body></html>" });
    expect(page.endpointText).toBe("an HTML page");
  });

  test("complete stops when its caller gives up", async () => {
    server.play(() => ({ kind: "hang" }));
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(), 50);
    await expect(model().complete(request, giveUp.signal)).rejects.toMatchObject({ kind: "aborted" });
  });
});

test("Azure's version stays behind every path, and its key goes in a header of its own", async () => {
  await model({ baseUrl: `${server.baseUrl}/openai/deployments/judge?api-version=2024-10-21` }).complete(request);
  const [seen] = server.requests;
  expect(seen?.path).toBe("/v1/openai/deployments/judge/chat/completions?api-version=2024-10-21");
  expect(seen?.headers["api-key"]).toBe("sk-canary-key");
  expect(seen?.authorization).toBeNull();
});
