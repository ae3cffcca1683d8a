import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { createEndpoint } from "@/lib/judges/endpoints";
import { createProject } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { takeFromBudget } from "./endpoint-budget";
import { gateOf } from "./endpoint-gate";

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
