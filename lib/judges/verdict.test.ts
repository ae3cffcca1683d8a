import { describe, expect, test } from "vitest";
import type { TokenPosition } from "@/lib/llm/types";
import { bare, readVerdict } from "./verdict";

const form = { answers: { first: "1", second: "2" }, minCoverage: 0, samples: 1 };

/** The written token and its alternatives by their probabilities, the first one written. */
function at(...masses: [string, number][]): TokenPosition {
  const alternatives = masses.map(([token, mass]) => ({ token, logprob: Math.log(mass) }));
  return { ...alternatives[0]!, alternatives };
}

describe("readVerdict from log-probabilities", () => {
  test("readVerdict reproduces P(first) of the published orders: logits (−0.2, −1.9) and (−1.2, −0.5)", () => {
    const logits = (one: number, two: number): TokenPosition => ({
      token: "1",
      logprob: one,
      alternatives: [
        { token: "1", logprob: one },
        { token: "2", logprob: two },
      ],
    });
    const ab = readVerdict({ text: "1", positions: [logits(-0.2, -1.9)] }, form);
    const ba = readVerdict({ text: "2", positions: [logits(-1.2, -0.5)] }, form);
    expect(ab.probabilityFirst).toBeCloseTo(0.845535, 6);
    expect(ba.probabilityFirst).toBeCloseTo(0.331812, 6);
    // softmax of two values: 1 / (1 + e^(l₂ − l₁))
    expect(Math.abs((ab.probabilityFirst ?? 0) - 1 / (1 + Math.exp(-1.7)))).toBeLessThan(1e-12);
    expect(Math.abs((ba.probabilityFirst ?? 0) - 1 / (1 + Math.exp(0.7)))).toBeLessThan(1e-12);
    expect(ab.method).toBe("logprobs");
  });

  test("readVerdict is Constitutional AI's soft label: p_A = exp(l_A) / (exp(l_A) + exp(l_B)), whatever else is listed", () => {
    const letters = { answers: { first: "A", second: "B" }, minCoverage: 0, samples: 1 };
    for (const [a, b] of [
      [-0.4, -2.9],
      [-3.25, -0.125],
      [-1.5, -1.5],
    ] as const) {
      const position: TokenPosition = {
        token: " (",
        logprob: -0.01,
        alternatives: [
          { token: " (", logprob: -0.01 },
          { token: " I", logprob: -5 },
        ],
      };
      const answer: TokenPosition = {
        token: "A",
        logprob: a,
        alternatives: [
          { token: "A", logprob: a },
          { token: "C", logprob: -4 },
          { token: "B", logprob: b },
        ],
      };
      const { probabilityFirst } = readVerdict({ text: " (A)", positions: [position, answer] }, letters);
      expect(Math.abs((probabilityFirst ?? 0) - Math.exp(a) / (Math.exp(a) + Math.exp(b)))).toBeLessThan(1e-12);
    }
  });

  test("readVerdict adds up the variants of a word and keeps how much they cover", () => {
    const position = at(["1", 0.3], [" 1", 0.1], ["(1", 0.05], ["2", 0.1], ["▁2", 0.05], ["Ġ2", 0.05], ["The", 0.2]);
    const verdict = readVerdict({ text: "1", positions: [position] }, form);
    expect(verdict.method).toBe("logprobs");
    expect(verdict.probabilityFirst).toBeCloseTo(0.45 / 0.65, 12);
    expect(verdict.coverage).toBeCloseTo(0.65, 12);
  });

  test("readVerdict compares letters without case and never takes 10 for 1", () => {
    const letters = { answers: { first: "A", second: "B" }, minCoverage: 0, samples: 1 };
    expect(
      readVerdict({ text: "a", positions: [at(["a", 0.5], [" (A)", 0.25], ["b", 0.25])] }, letters).probabilityFirst,
    ).toBeCloseTo(0.75, 12);
    const tens = readVerdict({ text: "10", positions: [at(["10", 0.6], ["1", 0.1], ["2", 0.3])] }, form);
    expect(tens.probabilityFirst).toBeCloseTo(0.25, 12);
  });

  test("readVerdict looks past white space and brackets, and counts what it took to get there", () => {
    const verdict = readVerdict(
      { text: "\n(1", positions: [at(["\n", 0.8], ["1", 0.2]), at(["(", 0.5], ["1", 0.5]), at(["1", 0.75], ["2", 0.25])] },
      form,
    );
    expect(verdict.probabilityFirst).toBeCloseTo(0.75, 12);
    expect(verdict.coverage).toBeCloseTo(0.4, 12);
  });

  test("a word that is missing from the list is truncated, never 0: its mass is bounded by the last listed token", () => {
    const verdict = readVerdict({ text: "1", positions: [at(["1", 0.9], ["The", 0.04], ["One", 0.02])] }, form);
    expect(verdict.method).toBe("truncated");
    expect(verdict.probabilityFirst).toBeCloseTo(0.9 / 0.92, 12);
    expect(verdict.coverage).toBeCloseTo(0.9, 12);
    const mirrored = readVerdict({ text: "2", positions: [at(["2", 0.9], ["The", 0.04], ["One", 0.02])] }, form);
    expect(mirrored.probabilityFirst).toBeCloseTo(0.02 / 0.92, 12);
  });

  test("the bound of a missing word is also what the list leaves over, and it is never 0 or 1", () => {
    const verdict = readVerdict({ text: "1", positions: [at(["1", 0.7], ["The", 0.29])] }, form);
    expect(verdict.probabilityFirst).toBeCloseTo(0.7 / 0.71, 12);
    const sure = readVerdict({ text: "1", positions: [at(["1", 1])] }, form);
    expect(sure.method).toBe("truncated");
    expect(sure.probabilityFirst).toBeLessThan(1);
    expect(sure.probabilityFirst).toBeGreaterThan(0.999);
  });

  test("readVerdict counts a written token that is not among the alternatives", () => {
    const position: TokenPosition = {
      token: "2",
      logprob: Math.log(0.01),
      alternatives: [{ token: "1", logprob: Math.log(0.09) }],
    };
    expect(readVerdict({ text: "2", positions: [position] }, form).probabilityFirst).toBeCloseTo(0.9, 12);
  });

  test("answer tokens that hold less than the wanted coverage are no verdict", () => {
    const verdict = readVerdict(
      { text: "1", positions: [at(["I", 0.96], ["1", 0.03], ["2", 0.01])] },
      { ...form, minCoverage: 0.1 },
    );
    expect(verdict).toEqual({ method: "invalid", probabilityFirst: null, score: null, coverage: expect.closeTo(0.04, 12) });
  });
});

describe("readVerdict from the answer's text", () => {
  test.each(["1", " 1", "1.", "(1)", "[1]", "**1**", '"1"', "\n1\n"])("readVerdict reads %j as the first", (text) => {
    expect(readVerdict({ text, positions: null }, form)).toEqual({
      method: "parsed",
      probabilityFirst: 1,
      score: null,
      coverage: null,
    });
  });

  test("one answer of several is sampled, so that their share is known for what it is", () => {
    expect(readVerdict({ text: "2", positions: null }, { ...form, samples: 5 })).toMatchObject({
      method: "sampled",
      probabilityFirst: 0,
    });
    expect(readVerdict({ text: "?", positions: null }, { ...form, samples: 5 }).method).toBe("invalid");
  });

  test.each([
    "",
    " ",
    "3",
    "10",
    "12",
    "1 2",
    "1 or 2",
    "1, because it is shorter",
    "Response 1",
    "I would say 2",
    "both",
    "neither 1 nor 2",
    "1/2",
    "1️⃣",
    "２",
    "one",
    "-1",
    "1)2",
    "null",
    "I cannot judge this.",
    "<answer>1</answer>",
    '{"answer":1}',
  ])("readVerdict calls %j invalid instead of guessing", (text) => {
    expect(readVerdict({ text, positions: null }, form)).toEqual({
      method: "invalid",
      probabilityFirst: null,
      score: null,
      coverage: null,
    });
  });

  test("log-probabilities that list neither word leave the decision to the text", () => {
    const positions = [at(["Neither", 0.9], ["Both", 0.1])];
    expect(readVerdict({ text: "Neither", positions }, form).method).toBe("invalid");
    expect(readVerdict({ text: "2", positions }, form)).toMatchObject({ method: "parsed", probabilityFirst: 0 });
  });
});

test("bare keeps what makes words different", () => {
  expect(["(A)", " a.", "▁A", "A\n"].map(bare)).toEqual(["a", "a", "a", "a"]);
  expect(bare("A B")).toBe("a b");
  expect(bare("<1>")).toBe("<1>");
});
