import { expect, test } from "vitest";
import { toAnswerText, toBesideText } from "./answer-text";

test("an answer is said in a word or two", () => {
  expect(toAnswerText({ answer: "PREFERENCE", score: 3 })).toBe("+3");
  expect(toAnswerText({ answer: "PREFERENCE", score: 0 })).toBe("0, a tie");
  expect(toAnswerText({ answer: "PREFERENCE", score: -2, strengthKnown: false })).toBe("A, strength unknown");
  expect(toAnswerText({ answer: "SKIP", score: null })).toBe("skipped");
});

test("ratings and confidence are said by response, and nothing where nothing was asked", () => {
  expect(toBesideText({ ratings: { kind: "likert7", a: 6, b: 2 }, confidence: 4 })).toBe("A 6, B 2 of 7; sure 4 of 5");
  expect(toBesideText({ ratings: { kind: "llama2-safety", a: "safe", b: "unsafe" }, confidence: null })).toBe("A safe, B unsafe");
  expect(toBesideText({ ratings: null, confidence: null })).toBe("");
});
