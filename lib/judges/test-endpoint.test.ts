import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { completionBody, type FaultServer, type Script, startFaultServer } from "@/lib/testing/fault-server";
import { freshDatabase } from "@/lib/testing/test-db";
import type { ProviderChoice } from "./endpoint-schema";
import { createEndpoint, listEndpoints } from "./endpoints";
import { testEndpoint } from "./test-endpoint";

const database = freshDatabase();
const actor = systemActor("test");
let server: FaultServer;

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
});

beforeEach(async () => {
  server = await startFaultServer(able);
});

afterEach(() => server.close());

/** Takes everything, and draws by its seed. */
const able: Script = ({ path, body, prompt }) => {
  if (path.startsWith("/v1/models"))
    return { kind: "body", body: JSON.stringify({ data: [{ id: "other" }, { id: "m", max_model_len: 32_768 }] }) };
  const reply = {
    kind: "answer" as const,
    text: prompt.includes("random") ? `drawn by ${String(body.seed)}` : "yes",
    ...(body.logprobs ? { logprobs: { yes: -0.8, no: -2.5, " yes": -0.9, " no": -3.5 } } : {}),
  };
  if (body.n !== 2 || path !== "/v1/chat/completions") return reply;
  const whole = completionBody(reply) as { choices: unknown[] };
  return { kind: "body", body: JSON.stringify({ ...whole, choices: [...whole.choices, ...whole.choices] }) };
};

async function newEndpoint(provider: ProviderChoice = "OPENAI_COMPATIBLE", key: string | null = null) {
  const project = await createProject();
  const limits = { maxConcurrency: null, requestsPerMinute: null, tokensPerMinute: null };
  const id = await db().$transaction((transaction) =>
    createEndpoint(transaction, actor, project.id, { name: "Scripted", provider, baseUrl: server.baseUrl, limits, key }),
  );
  return { project, id };
}

test("a server that can do everything is found out in a few calls, and what was found is stored", async () => {
  const { project, id } = await newEndpoint();
  const found = await testEndpoint(actor, project.id, id, "m");
  expect(found).toMatchObject({
    model: "m",
    modelReported: "scripted-1",
    logprobs: "yes",
    alternatives: 4,
    n: "yes",
    seed: "yes",
    systemRole: "yes",
    scoring: "no",
    usage: "yes",
    contextTokens: 32_768,
  });
  expect(server.requests.length).toBeLessThanOrEqual(8);
  const [entry] = await listEndpoints(actor, project.id);
  expect(entry?.capabilities).toEqual(found);
  expect(entry?.testedAt).not.toBeNull();
  expect(await db().auditEvent.count({ where: { projectId: project.id, action: "endpoint.test" } })).toBe(1);
});

test("what a server refuses or does otherwise is said, never assumed", async () => {
  server.play(({ path, body, prompt, index }) => {
    if (path.startsWith("/v1/models")) return { kind: "status", status: 404 };
    if (body.logprobs) return { kind: "status", status: 400, message: "logprobs are not supported with this model" };
    if (body.max_tokens) return { kind: "status", status: 400, message: "Use 'max_completion_tokens' instead." };
    if (body.n) return { kind: "status", status: 400, message: "n must be 1" };
    if (Array.isArray(body.messages) && body.messages.some((message) => message.role === "system"))
      return { kind: "status", status: 400, message: "system role not supported" };
    return { kind: "answer", text: prompt.includes("random") ? `draw ${index}` : "yes" };
  });
  const { project, id } = await newEndpoint();
  expect(await testEndpoint(actor, project.id, id, "m")).toMatchObject({
    logprobs: "no",
    alternatives: null,
    n: "no",
    // Taken, and not kept to.
    seed: "no",
    systemRole: "no",
    contextTokens: null,
  });
});

test("a base model's server is asked whether it scores given texts", async () => {
  const { project, id } = await newEndpoint("OPENAI_COMPLETIONS");
  expect(await testEndpoint(actor, project.id, id, "m")).toMatchObject({ scoring: "yes", systemRole: "no", logprobs: "yes" });
});

test("Anthropic's messages have no log-probabilities, no seed and one answer", async () => {
  const { project, id } = await newEndpoint("ANTHROPIC");
  expect(await testEndpoint(actor, project.id, id, "m")).toMatchObject({
    logprobs: "no",
    n: "no",
    seed: "no",
    systemRole: "yes",
    usage: "yes",
  });
});

test("an endpoint that gives no answer is said with its reason, without its key, and nothing is stored", async () => {
  const { project, id } = await newEndpoint("OPENAI_COMPATIBLE", "sk-canary-1234567");
  server.play(({ authorization }) => ({ kind: "status", status: 401, message: `no such key ${authorization}` }));
  const error = await testEndpoint(actor, project.id, id, "m").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AppError);
  expect(String(error)).toMatch(/401/);
  expect(JSON.stringify(error) + String(error)).not.toContain("canary");
  expect((await listEndpoints(actor, project.id))[0]?.testedAt).toBeNull();
});

test("annotators and members of other projects cannot test an endpoint", async () => {
  const { project, id } = await newEndpoint();
  const annotator = await createUser();
  await createMember(project, annotator, "ANNOTATOR");
  for (const user of [annotator, await createUser()]) {
    await expect(testEndpoint(actorOf(user), project.id, id, "m")).rejects.toMatchObject({ code: "not_found" });
  }
  expect(server.requests).toHaveLength(0);
});
