import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readVerdict } from "@/lib/judges/verdict";
import { parseAllowedHosts } from "@/lib/net/allowed-hosts";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { ModelError } from "./model-error";
import { openProvider } from "./open-provider";
import type { CompletionRequest } from "./types";

const request: CompletionRequest = {
  messages: [{ role: "user", content: "Options:\n (A) né à 東京 🙂\n (B) b\nThe answer is:" }],
  maxTokens: 4,
  temperature: 0,
  seed: 5,
  topLogprobs: 20,
  maxTokensField: "max_tokens",
  candidates: [" (A)", " (B)"],
};

let server: FaultServer;

beforeEach(async () => {
  server = await startFaultServer(() => ({ kind: "answer", text: " (A)", logprobs: { " (A)": -0.4, " (B)": -2.9 } }));
});

afterEach(() => server.close());

function model() {
  return openProvider("OPENAI_COMPLETIONS", {
    baseUrl: server.baseUrl,
    apiKey: "sk-base",
    model: "base",
    timeoutMs: 2_000,
    allowed: parseAllowedHosts(server.host),
  });
}

describe("createOpenAiCompletions", () => {
  test("scores each candidate behind the prompt in one request, as Constitutional AI's feedback model was read", async () => {
    const completion = await model().complete(request);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({ path: "/v1/completions", authorization: "Bearer sk-base" });
    const prompt = request.messages[0]?.content ?? "";
    expect(server.requests[0]?.body).toEqual({
      model: "base",
      prompt: [`${prompt} (A)`, `${prompt} (B)`],
      max_tokens: 1,
      temperature: 0,
      echo: true,
      logprobs: 1,
    });
    expect(completion).toMatchObject({ text: " (A)", finishReason: "scored", tokensIn: 100, model: "scripted-base" });
    const verdict = readVerdict(completion, { answers: { first: "A", second: "B" }, minCoverage: 0, samples: 1 });
    // p_A = exp(l_A) / (exp(l_A) + exp(l_B)).
    const expected = Math.exp(-0.4) / (Math.exp(-0.4) + Math.exp(-2.9));
    expect(verdict.method).toBe("logprobs");
    expect(Math.abs((verdict.probabilityFirst ?? 0) - expected)).toBeLessThan(1e-12);
    expect(Math.abs((verdict.coverage ?? 0) - Math.exp(-0.4) - Math.exp(-2.9))).toBeLessThan(1e-12);
  });

  test("finds the candidate's tokens without offsets, and in the spelling of a byte-pair vocabulary", async () => {
    server.play(({ body }) => {
      const choices = (body.prompt as string[]).map((prompt, index) => ({
        index,
        text: `${prompt}!`,
        logprobs: {
          tokens: ["all before", "Ġ(", index === 0 ? "A" : "B", ")", "!"],
          token_logprobs: [null, -0.25, index === 0 ? -0.5 : -1.5, -0.125, -3],
        },
      }));
      return { kind: "body", body: JSON.stringify({ choices }) };
    });
    const { positions, tokensIn } = await model().complete(request);
    expect(positions?.[0]?.alternatives).toEqual([
      { token: " (A)", logprob: -0.875 },
      { token: " (B)", logprob: -1.875 },
    ]);
    expect(tokensIn).toBeNull();
  });

  test.each([
    ["a token that reaches back into the prompt", ["all", "is: (", "A", ")", "!"], [null, -1, -1, -1, -1]],
    ["a probability above 1", ["all", " (", "A", ")", "!"], [null, -1, 0.7, -1, -1]],
    ["a token without its probability", ["all", " (", "A", ")", "!"], [null, -1, null, -1, -1]],
  ])("gives no probability for %s", async (_what, tokens, values) => {
    server.play(({ body }) => {
      const choices = (body.prompt as string[]).map((prompt, index) => ({
        index,
        text: `${prompt}!`,
        logprobs: { tokens, token_logprobs: values },
      }));
      return { kind: "body", body: JSON.stringify({ choices }) };
    });
    const completion = await model().complete(request);
    expect(completion.positions).toBeNull();
    expect(readVerdict(completion, { answers: { first: "A", second: "B" }, minCoverage: 0, samples: 1 }).method).toBe("invalid");
  });

  test("says so when the endpoint does not echo, so that the answer is read from what it writes", async () => {
    server.play(() => ({ kind: "body", body: JSON.stringify({ choices: [{ text: " (A)", logprobs: null }] }) }));
    const error = await model()
      .complete(request)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ kind: "bad_request", ignored: "candidates" });
  });

  test("goes on with one text and reads the alternatives at each token", async () => {
    const { candidates: _none, ...plain } = request;
    const completion = await model().complete({ ...plain, topP: 0.9, stop: ["\n"] });
    expect(server.requests[0]?.body).toEqual({
      model: "base",
      prompt: plain.messages[0]?.content,
      max_tokens: 4,
      temperature: 0,
      top_p: 0.9,
      seed: 5,
      stop: ["\n"],
      logprobs: 5,
    });
    expect(completion.positions?.[0]?.alternatives).toHaveLength(2);
  });

  test("writes several messages as turns and leaves the last word to the assistant", async () => {
    const { candidates: _none, ...plain } = request;
    await model().complete({
      ...plain,
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Which?" },
        { role: "assistant", content: "Let's think." },
        { role: "user", content: "So?" },
      ],
    });
    expect(server.requests[0]?.body.prompt).toBe(
      "Be brief.\n\nHuman: Which?\n\nAssistant: Let's think.\n\nHuman: So?\n\nAssistant:",
    );
  });
});
