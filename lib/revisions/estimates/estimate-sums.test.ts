import { expect, test } from "vitest";
import { countSteps } from "@/lib/revisions/chain/next-step";
import { RevisionSpec } from "@/lib/revisions/schema";
import { countKinds, estimateSums, type MeasuredStep } from "./estimate-sums";

const price = { inputMicroDollarsPerMillion: 1_000_000, outputMicroDollarsPerMillion: 2_000_000 };
const sizes = { chains: 20, prompts: 4_000, responses: 0, examples: 100, requests: 60 };

test("a run makes chains × (n × 2) calls with critiques and chains × n without, and one more for each response that it writes", () => {
  for (const withCritique of [true, false]) {
    for (const kind of ["prompts", "responses"] as const) {
      const spec = RevisionSpec.parse({ begin: { kind }, revisions: 4, withCritique });
      const counts = countKinds(spec, 20);
      const sum = counts.RESPONSE + counts.CRITIQUE + counts.REVISION;
      expect(sum).toBe(20 * (4 * (withCritique ? 2 : 1) + (kind === "prompts" ? 1 : 0)));
      expect(sum).toBe(20 * countSteps(spec));
    }
  }
});

test("without steps of the model the sizes bound it: two characters to a token, and each step writes all that it may", () => {
  const spec = RevisionSpec.parse({ begin: { kind: "prompts" }, revisions: 2, maxTokens: 50 });
  const estimate = estimateSums({ spec, sizes, measured: [], price });
  // Prompts 2,000 tokens; around each call 160 / 2 + 20 = 100. Response: 2,000 + 20 × 20. A critique of each of 2 revisions:
  // 2,000 + 20 × 100 + 20 × 50 = 5,000; a revision has its critique too: 6,000.
  expect(estimate).toMatchObject({ from: "sizes", tokensIn: 2_400 + 2 * 5_000 + 2 * 6_000, tokensOut: 20 * 5 * 50 });
  expect(estimate.costMicroDollars).toBe(24_400 + 2 * 5_000);
  expect(estimateSums({ spec, sizes, measured: [], price: null }).costMicroDollars).toBeNull();
});

test("responses of the dataset are counted at their own length, and only where they stand", () => {
  const spec = RevisionSpec.parse({ begin: { kind: "responses" }, revisions: 1, withCritique: false, maxTokens: 50 });
  const estimate = estimateSums({ spec, sizes: { ...sizes, responses: 8_000 }, measured: [], price });
  // 2,000 of prompts, 20 × 100 around, 4,000 of responses.
  expect(estimate).toMatchObject({ tokensIn: 8_000, tokensOut: 20 * 50 });
});

test("ten steps of each kind that is needed tell the next ones, with their range", () => {
  const spec = RevisionSpec.parse({ begin: { kind: "responses" }, revisions: 3 });
  const steps = (kind: MeasuredStep["kind"], tokensIn: number, n: number): MeasuredStep[] =>
    Array.from({ length: n }, () => ({ kind, tokensIn, tokensOut: 10 }));
  const measured = [...steps("CRITIQUE", 100, 10), ...steps("REVISION", 150, 12)];
  const estimate = estimateSums({ spec, sizes, measured, price });
  expect(estimate).toMatchObject({ from: "model", measuredSteps: 22, tokensIn: 60 * 250, tokensOut: 120 * 10 });
  // Steps that never differ leave no room for error.
  expect(estimate.high).toMatchObject({ tokensIn: 60 * 250, tokensOut: 1_200 });
  const scattered = [...measured.slice(0, -1), { kind: "REVISION" as const, tokensIn: 400, tokensOut: 10 }];
  expect(estimateSums({ spec, sizes, measured: scattered, price }).high.tokensIn).toBeGreaterThan(60 * 270);
  expect(estimateSums({ spec, sizes, measured: measured.slice(1), price }).from).toBe("sizes");
});
