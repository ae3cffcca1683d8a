import { expect, test } from "vitest";
import { toVerdict } from "./to-verdict";

const score = (value: number) => ({ answer: "PREFERENCE" as const, score: value });

test("toVerdict asks for the same response, and forgives one level of strength", () => {
  expect(toVerdict(score(-3), score(-3))).toBe("right");
  expect(toVerdict(score(-2), score(-3))).toBe("right");
  expect(toVerdict(score(-1), score(-3))).toBe("near");
  expect(toVerdict(score(1), score(-1))).toBe("wrong");
  expect(toVerdict(score(0), score(0))).toBe("right");
  expect(toVerdict(score(0), score(1))).toBe("wrong");
});

test("toVerdict takes answers without a score as they are", () => {
  expect(toVerdict({ answer: "BOTH_BAD", score: null }, { answer: "BOTH_BAD", score: null })).toBe("right");
  expect(toVerdict({ answer: "SKIP", score: null }, score(2))).toBe("wrong");
  expect(toVerdict(score(2), { answer: "UNSURE", score: null })).toBe("wrong");
});
