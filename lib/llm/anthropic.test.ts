import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parseAllowedHosts } from "@/lib/net/allowed-hosts";
import { type FaultServer, type Reply, startFaultServer } from "@/lib/testing/fault-server";
import { openProvider } from "./open-provider";
import type { CompletionRequest } from "./types";

const request: CompletionRequest = {
  messages: [
    { role: "system", content: "You judge." },
    { role: "user", content: "1 or 2?" },
  ],
  maxTokens: 4,
  temperature: 1,
  seed: 5,
  topLogprobs: 20,
  maxTokensField: "max_tokens",
};

let server: FaultServer;

beforeEach(async () => {
  server = await startFaultServer(() => ({ kind: "answer", text: "2", tokensIn: 40, tokensOut: 1 }));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

function ask(changes: Partial<CompletionRequest> = {}, baseUrl = server.baseUrl) {
  const model = openProvider("ANTHROPIC", {
    baseUrl,
    apiKey: "sk-ant-canary",
    model: "claude",
    timeoutMs: 1_000,
    allowed: parseAllowedHosts(server.host),
  });
  return model.complete({ ...request, ...changes });
}

describe("createAnthropic", () => {
  test("complete sends one message request and reads text and usage; there are no log-probabilities", async () => {
    const completion = await ask({ stop: ["\n\n"], topP: 0.5 });
    expect(completion).toMatchObject({ text: "2", finishReason: "end_turn", positions: null, tokensIn: 40, tokensOut: 1 });
    expect(server.requests).toHaveLength(1);
    const [seen] = server.requests;
    expect(seen?.path).toBe("/v1/messages");
    expect(seen?.body).toEqual({
      model: "claude",
      max_tokens: 4,
      messages: [{ role: "user", content: "1 or 2?" }],
      system: "You judge.",
      temperature: 1,
      top_p: 0.5,
      stop_sequences: ["\n\n"],
    });
    expect(seen?.headers).toMatchObject({
      "x-api-key": "sk-ant-canary",
      "anthropic-version": "2023-06-01",
      "user-agent": "Concord",
    });
    expect(seen?.authorization).toBeNull();
  });

  test("complete takes an address with and without its version", async () => {
    await ask({}, server.baseUrl.replace("/v1", ""));
    expect(server.requests[0]?.path).toBe("/v1/messages");
  });

  test("complete sends nothing that it finds in the environment", async () => {
    vi.stubEnv("ANTHROPIC_API_KEY", "sk-from-environment");
    vi.stubEnv("ANTHROPIC_AUTH_TOKEN", "token-from-environment");
    vi.stubEnv("ANTHROPIC_CUSTOM_HEADERS", "x-spy: from-environment");
    vi.stubEnv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1/elsewhere");
    await ask();
    expect(JSON.stringify(server.requests[0]?.headers)).not.toContain("from-environment");
    expect(Object.keys(server.requests[0]?.headers ?? {}).sort()).toEqual([
      "accept",
      "accept-encoding",
      "anthropic-version",
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
      "x-api-key",
    ]);
  });

  test("complete takes text alone for the answer, not thoughts or calls of tools", async () => {
    const content = [
      { type: "thinking", thinking: "1", signature: "s" },
      { type: "tool_use", id: "t", name: "pick", input: { answer: "1" } },
      { type: "text", text: "2" },
    ];
    server.play(() => ({ kind: "body", body: JSON.stringify({ type: "message", content, stop_reason: "end_turn" }) }));
    expect(await ask()).toMatchObject({ text: "2", tokensIn: null });
  });

  test.each<[Reply, string]>([
    [{ kind: "status", status: 401 }, "unauthorized"],
    [{ kind: "status", status: 429, headers: { "retry-after": "2" } }, "rate_limited"],
    [{ kind: "status", status: 529, message: "Overloaded" }, "server_error"],
    [{ kind: "body", body: '{"type":"error","error":{"message":"no"}}' }, "bad_shape"],
    [{ kind: "body", body: '{"type":"message","content":[]}' }, "empty"],
    [{ kind: "body", body: "<html>" }, "not_json"],
    [{ kind: "hang" }, "timeout"],
    [{ kind: "cut" }, "connection"],
  ])("complete fails on %j as %s, without a second try", async (reply, kind) => {
    server.play(() => reply);
    await expect(ask()).rejects.toMatchObject({ kind });
    expect(server.requests).toHaveLength(1);
  });
});
