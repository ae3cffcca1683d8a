import { expect, test } from "vitest";
import { toEstimate } from "./estimate-sums";

const price = { inputMicroDollarsPerMillion: 30_000_000, outputMicroDollarsPerMillion: 60_000_000 };
const none = { calls: 100, bytes: 800, measured: null, maxTokens: 4 };

test("before anything is measured, tokens come from bytes, and the range says how far texts can mislead", () => {
  // 800 bytes at 4 a token and 10 around: 210; at 5.5: 155.45…; at 2: 410. Answers: 2 tokens, from 1 to 4.
  const estimate = toEstimate({ steps: [none], price, concurrency: 4 });
  expect(estimate).toMatchObject({ tokensIn: 21_000, tokensOut: 200, seconds: null, measuredCalls: 0, measuredOn: "texts" });
  expect(estimate.low).toMatchObject({ tokensIn: 15_545, tokensOut: 100 });
  expect(estimate.high).toMatchObject({ tokensIn: 41_000, tokensOut: 400 });
  expect(estimate.costMicroDollars).toBe(21_000 * 30 + 200 * 60);
  expect(toEstimate({ steps: [none], price: null, concurrency: 4 }).costMicroDollars).toBeNull();
});

test("measured calls give RLAIF's cost of a label: 830 tokens in and 61 out, twice", () => {
  const calls = Array.from({ length: 20 }, () => ({ tokensIn: 830, tokensOut: 61, latencyMs: 1500, bytes: 3320 }));
  const step = { calls: 2, bytes: 3320, measured: { of: "version" as const, calls }, maxTokens: 512 };
  const estimate = toEstimate({ steps: [step], price, concurrency: 1 });
  expect(estimate).toMatchObject({ tokensIn: 1660, tokensOut: 122, costMicroDollars: 57_120, seconds: 3, measuredOn: "version" });
  // Calls that never differ leave no room for error.
  expect(estimate.low).toEqual(estimate.high);
});

test("longer texts than those that were measured cost more, calls at once take less time, and steps add up", () => {
  const calls = Array.from({ length: 10 }, (_, index) => ({
    tokensIn: 100 + (index % 2 === 0 ? 10 : -10),
    tokensOut: 1,
    latencyMs: 1000,
    bytes: 400,
  }));
  const step = { calls: 50, bytes: 800, measured: { of: "model" as const, calls }, maxTokens: 4 };
  const estimate = toEstimate({ steps: [step, step], price: null, concurrency: 10 });
  expect(estimate.tokensIn).toBe(2 * 50 * 200);
  expect(estimate.seconds).toBeCloseTo((2 * 50 * 1) / 10, 12);
  expect(estimate.measuredOn).toBe("model");
  expect(estimate.low.tokensIn).toBeLessThan(estimate.tokensIn);
  expect(estimate.high.tokensIn).toBeGreaterThan(estimate.tokensIn);
  // Fewer calls than may be made at once: one call's time.
  expect(toEstimate({ steps: [{ ...step, calls: 1 }], price: null, concurrency: 10 }).seconds).toBeCloseTo(1, 12);
});
