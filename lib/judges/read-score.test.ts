import { describe, expect, test } from "vitest";
import type { TokenPosition } from "@/lib/llm/types";
import { readScore } from "./read-score";

const form = { minCoverage: 0, samples: 1 };

function at(...masses: [string, number][]): TokenPosition {
  const alternatives = masses.map(([token, mass]) => ({ token, logprob: Math.log(mass) }));
  return { ...alternatives[0]!, alternatives };
}

const TENTHS: [string, number][] = Array.from({ length: 10 }, (_, i) => [String(i + 1), 0.1]);

describe("readScore", () => {
  test("a score is the mean of 1 to 10 over their token probabilities", () => {
    // All alike: (1 + 10) / 2.
    expect(readScore({ text: "1", positions: [at(...TENTHS)] }, form)).toEqual({
      method: "logprobs",
      probabilityFirst: null,
      score: expect.closeTo(5.5, 12),
      coverage: expect.closeTo(1, 12),
    });
  });

  test("numbers that the list leaves out are truncated, and shift the score no more than they may weigh", () => {
    const read = readScore({ text: "8", positions: [at(["8", 0.6], ["7", 0.3], ["The", 0.0999])] }, form);
    // What is left over is 0.0001, shared by the eight others, whose sum is 55 − 15 = 40.
    const unseen = 0.0001 / 8;
    expect(read.method).toBe("truncated");
    expect(read.score).toBeCloseTo((8 * 0.6 + 7 * 0.3 + 40 * unseen) / (0.9 + 8 * unseen), 9);
    expect(read.coverage).toBeCloseTo(0.9, 12);
  });

  test("a ten that is written as two tokens is told from a one by the token after it", () => {
    const others: [string, number][] = TENTHS.slice(1, 9);
    const read = readScore({ text: "10", positions: [at(["1", 0.2], ...others), at(["0", 0.75], ["", 0.25])] }, form);
    // 1 has 0.2 × 0.25, 10 has 0.2 × 0.75; 2 to 9 add up to 44.
    expect(read.score).toBeCloseTo((0.05 * 1 + 0.15 * 10 + 0.1 * 44) / 1, 12);
    expect(read.method).toBe("logprobs");
  });

  test("a one that ends the answer is one", () => {
    const read = readScore({ text: "1", positions: [at(["1", 0.99], ["2", 0.01])] }, form);
    expect(read.method).toBe("truncated");
    expect(read.score).toBeCloseTo(1.01, 6);
  });

  test.each([
    ["7", 7],
    [" 10.", 10],
    ["**3**", 3],
  ])("without log-probabilities %j is %d", (text, score) => {
    expect(readScore({ text, positions: null }, form)).toMatchObject({ method: "parsed", score });
    expect(readScore({ text, positions: null }, { ...form, samples: 3 }).method).toBe("sampled");
  });

  test.each(["", "0", "11", "7/10", "7.5", "seven", "I give it 7", "-1", "100"])("%j is invalid, never a guess", (text) => {
    expect(readScore({ text, positions: null }, form)).toEqual({
      method: "invalid",
      probabilityFirst: null,
      score: null,
      coverage: null,
    });
  });

  test("numbers that hold less than the wanted coverage are no score", () => {
    const read = readScore({ text: "7", positions: [at(["I", 0.95], ["7", 0.05])] }, { ...form, minCoverage: 0.1 });
    expect(read).toMatchObject({ method: "invalid", score: null });
  });
});
