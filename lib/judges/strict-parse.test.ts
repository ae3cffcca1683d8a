import { describe, expect, test } from "vitest";
import { JUDGE_ATTACKS } from "@/lib/testing/attacks/judge-attacks";
import { readScore } from "./read-score";
import { readVerdict } from "./verdict";

const WORDS = [
  { first: "1", second: "2" },
  { first: "A", second: "B" },
] as const;

/** What models write in place of an answer, for a pair of words: each holds one of them, or both, and is neither. */
const GARBAGE: Readonly<Record<string, (first: string, second: string) => string>> = {
  "a sentence": (a) => `I would choose ${a}.`,
  "a sentence that begins with it": (a) => `${a} is the better response.`,
  "an article": () => "A better answer would be shorter.",
  "the word before it": (a) => `Response ${a}`,
  "a heading before it": (a) => `Answer: ${a}`,
  both: (a, b) => `${a} or ${b}`,
  "both, the one twice": (a, b) => `${a} ${b} ${a}`,
  "neither, by name": (a, b) => `Neither ${a} nor ${b}.`,
  "a denial": (a) => `Not ${a}`,
  "it, and why": (a) => `${a}\n\nIt answers what was asked.`,
  "why, and it": (a) => `It answers what was asked.\n\n${a}`,
  "reasoning that changes its mind": (a, b) => `At first I thought ${a}, but on reflection ${b}.`,
  "a list": (a, b) => `${a}. good\n${b}. bad`,
  "it twice": (a) => `${a}${a}`,
  "it in a row of letters": (a) => `x${a}x`,
  "a comparison": (a, b) => `${a} > ${b}`,
  "a sum": (a, b) => `${a}=${b}`,
  JSON: (a) => `{"answer":"${a}"}`,
  "a tag": (a) => `<answer>${a}</answer>`,
  "double brackets with words": (a) => `[[Response ${a}]]`,
  "a box": (a) => `\\boxed{${a}}`,
  code: (a) => `\`\`\`\n${a}\n\`\`\` done`,
  "a question back": (a) => `${a}?`,
  "a percentage": (a) => `${a}0 %`,
  "a sign before it": (a) => `-${a}`,
  "it with a decimal": (a) => `${a}.5`,
  "a refusal": (a) => `I cannot compare response ${a} with the other.`,
  "another language": (a) => `Antwort ${a}`,
  "hidden characters in it": (a) => `${a}\u200b!`,
  "a look-alike": () => "\u0410",
  "a number in a circle": () => "\u2460",
  nothing: () => "",
  "white space": () => " \n\t ",
  "punctuation alone": () => '("...")',
  "a long story": (a, b) => `${"So it goes. ".repeat(5_000)}${a} ${b}`,
};

const completion = (text: string) => ({ text, positions: null });

describe("SEC-72: a verdict is one exact word or it is invalid; there is no search for the first A or B in the text", () => {
  test.each(WORDS)("garbage that holds $first or $second is read as neither", ({ first, second }) => {
    for (const [what, write] of Object.entries(GARBAGE)) {
      for (const text of [write(first, second), write(second, first)]) {
        for (const samples of [1, 5]) {
          const verdict = readVerdict(completion(text), { answers: { first, second }, minCoverage: 0, samples });
          expect(verdict, what).toEqual({ method: "invalid", probabilityFirst: null, score: null, coverage: null });
        }
      }
    }
    expect(Object.keys(GARBAGE).length).toBeGreaterThanOrEqual(30);
  });

  test.each(WORDS)("an attack that comes back as the answer names neither $first nor $second", ({ first, second }) => {
    for (const { name, write } of JUDGE_ATTACKS) {
      const verdict = readVerdict(completion(write(second)), { answers: { first, second }, minCoverage: 0, samples: 1 });
      expect(verdict.method, name).toBe("invalid");
    }
  });

  test("the words themselves are read, also in brackets, bold or with a full stop, so that what is refused above is refused for its form", () => {
    for (const { first, second } of WORDS) {
      for (const dress of ["_", " _", "(_)", "**_**", '"_"', "_.", "[_]", "\n_\n"]) {
        const read = (word: string) =>
          readVerdict(completion(dress.replace("_", word)), { answers: { first, second }, minCoverage: 0, samples: 1 });
        expect([read(first).probabilityFirst, read(second).probabilityFirst], dress).toEqual([1, 0]);
      }
    }
  });

  test("a score is one number from 1 to 10 or invalid, not the first number in the text", () => {
    for (const text of [
      "7/10",
      "Score: 7",
      "7 out of 10",
      "I give 7.",
      "7 8",
      "11",
      "0",
      "7.5",
      "seven",
      "-7",
      '{"score":7}',
      "",
    ]) {
      expect(readScore(completion(text), { minCoverage: 0, samples: 1 }), text).toMatchObject({ method: "invalid", score: null });
    }
    expect(readScore(completion(" **7** "), { minCoverage: 0, samples: 1 })).toMatchObject({ method: "parsed", score: 7 });
  });
});
