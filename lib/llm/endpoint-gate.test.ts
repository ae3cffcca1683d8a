import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { createEndpoint } from "@/lib/judges/endpoints";
import { createProject } from "@/lib/testing/factories";
import { startFaultServer } from "@/lib/testing/fault-server";
import { freshDatabase } from "@/lib/testing/test-db";
import { takeFromBudget } from "./endpoint-budget";
import { EndpointGate, gateOf, toPaceOutcome } from "./endpoint-gate";
import { ModelError } from "./model-error";

const database = freshDatabase();
let endpointId = "";

beforeAll(async () => {
  await database.open();
});

async function newEndpoint(name: string): Promise<string> {
  const project = await createProject();
  endpointId = await db().$transaction((transaction) =>
    createEndpoint(transaction, systemActor("test"), project.id, {
      name,
      provider: "OPENAI_COMPATIBLE",
      baseUrl: "https://api.example.com/v1",
      limits: { maxConcurrency: null, requestsPerMinute: null, tokensPerMinute: null },
      key: null,
    }),
  );
  return endpointId;
}

test("a budget gives two seconds' worth at once and then what the minute brings, however many ask", async () => {
  const endpointId = await newEndpoint("a");
  const wish = { endpointId, requestsPerMinute: 600, tokensPerMinute: null, requests: 15, tokensEach: 1, tokensOwed: 0 };
  const began = performance.now();
  let granted = 0;
  let longest = 0;
  while (performance.now() - began < 1_500) {
    const both = await Promise.all([takeFromBudget(wish), takeFromBudget(wish)]);
    for (const { granted: some, waitMs } of both) {
      granted += some;
      longest = Math.max(longest, waitMs);
    }
    await new Promise((settle) => setTimeout(settle, 20));
  }
  const seconds = (performance.now() - began) / 1_000;
  // Twenty at once, ten a second after that; the next one is never further than a tenth of a second.
  expect(granted).toBeGreaterThanOrEqual(20 + 10 * 1.5 - 3);
  expect(granted).toBeLessThanOrEqual(20 + 10 * seconds);
  expect(longest).toBeGreaterThan(0);
  expect(longest).toBeLessThanOrEqual(100);
});

test("tokens that calls took beyond what was expected are paid back before more is given", async () => {
  const wish = {
    endpointId: await newEndpoint("b"),
    requestsPerMinute: null,
    tokensPerMinute: 60_000,
    requests: 50,
    tokensEach: 500,
    tokensOwed: 0,
  };
  // 2,000 tokens are there: four calls of 500.
  expect((await takeFromBudget(wish)).granted).toBe(4);
  const { granted, waitMs } = await takeFromBudget({ ...wish, tokensOwed: 3_000 });
  expect(granted).toBe(0);
  // Three seconds' worth, less what has come back meanwhile.
  expect(waitMs).toBeGreaterThan(500);
  expect(waitMs).toBeLessThan(3_100);
});

test("a gate lets calls through at the pace of the endpoint's requests a minute", async () => {
  const gate = gateOf(await newEndpoint("c"));
  gate.setLimits({ maxConcurrency: null, requestsPerMinute: 1_200, tokensPerMinute: null });
  const began = performance.now();
  for (let n = 0; n < 60; n++) {
    await gate.enter(10);
    gate.leave({ kind: "answered" }, { expected: 10, taken: 10 });
  }
  const seconds = (performance.now() - began) / 1_000;
  // Forty come at once, the other twenty at twenty a second.
  expect(seconds).toBeGreaterThan(0.9);
  expect(seconds).toBeLessThan(6);
});

test("a gate keeps to its endpoint's calls at once, and a caller that gives up leaves no trace", async () => {
  const gate = gateOf(await newEndpoint("d"));
  gate.setLimits({ maxConcurrency: 2, requestsPerMinute: null, tokensPerMinute: null });
  await gate.enter(1);
  await gate.enter(1);
  expect(gate.tryEnter(1)).toBe(false);
  const control = new AbortController();
  const third = gate.enter(1, control.signal);
  control.abort();
  await expect(third).rejects.toMatchObject({ kind: "aborted" });
  const fourth = gate.enter(1);
  gate.leave({ kind: "answered" }, { expected: 1, taken: null });
  await fourth;
  expect(gate.tryEnter(1)).toBe(false);
});

test("refusals in a row close a gate for as long as they ask", async () => {
  const gate = gateOf(await newEndpoint("e"));
  await gate.enter(1);
  gate.leave({ kind: "busy", retryAfterMs: 400 }, { expected: 1, taken: null });
  const began = performance.now();
  await gate.enter(1);
  expect(performance.now() - began).toBeGreaterThanOrEqual(395);
  gate.leave({ kind: "answered" }, { expected: 1, taken: null });
});

test("what an endpoint asks of one server holds for another one too, and for one that starts meanwhile", async () => {
  const endpointId = await newEndpoint("f");
  let freeAt = Number.POSITIVE_INFINITY;
  const early: string[] = [];
  const server = await startFaultServer(() => {
    if (freeAt === Number.POSITIVE_INFINITY) {
      freeAt = Date.now() + 3_000;
      return { kind: "status", status: 429, headers: { "retry-after": "3" } };
    }
    return { kind: "answer", text: "1" };
  });
  /** A server's part: one call through its own gate, by its own knowledge. */
  const call = async (gate: EndpointGate, name: string): Promise<void> => {
    await gate.enter(1);
    if (Date.now() < freeAt && freeAt !== Number.POSITIVE_INFINITY) early.push(name);
    const answer = await fetch(`${server.baseUrl}/chat/completions`, { method: "POST", body: "{}" });
    await answer.arrayBuffer();
    const seconds = Number(answer.headers.get("retry-after"));
    const error = new ModelError("rate_limited", "busy", { httpStatus: 429, retryAfterMs: seconds * 1_000 });
    gate.leave(toPaceOutcome(answer.ok ? null : error), { expected: 1, taken: null });
  };
  try {
    const [one, other] = [new EndpointGate(endpointId), new EndpointGate(endpointId)];
    // The other one is awake and knows of nothing; it reads again within a second.
    await other.enter(1);
    other.leave({ kind: "answered" }, { expected: 1, taken: null });
    await call(one, "one");
    await new Promise((settle) => setTimeout(settle, 1_100));
    if (other.tryEnter(1)) other.leave({ kind: "answered" }, { expected: 1, taken: null });
    await new Promise((settle) => setTimeout(settle, 200));
    await Promise.all([call(other, "other"), call(new EndpointGate(endpointId), "started since"), call(one, "one")]);
    expect(early).toEqual([]);
    expect(Date.now()).toBeLessThan(freeAt + 2_500);
    expect(server.requests).toHaveLength(4);
  } finally {
    await server.close();
  }
});
