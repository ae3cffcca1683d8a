import { expect, test } from "vitest";
import { toComparative } from "./comparative";

test("a question for the better response is answered with better, whatever its words", () => {
  expect(toComparative({ question: "Which response is more helpful?", polarity: "BETTER" })).toBe("better");
});

test("a question for the worse response lends its own words to the buttons", () => {
  expect(toComparative({ question: "Which response is MORE HARMFUL?", polarity: "WORSE" })).toBe("more harmful");
  expect(toComparative({ question: "Welche Antwort ist more schädlich?", polarity: "WORSE" })).toBe("more schädlich");
  expect(toComparative({ question: "Which would you rather not publish?", polarity: "WORSE" })).toBe("worse");
  expect(toComparative({ question: "Which one adds to the moreover?", polarity: "WORSE" })).toBe("worse");
});
