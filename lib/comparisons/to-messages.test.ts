import { expect, test } from "vitest";
import { toExcerpt, toMessages } from "./to-messages";

test("toExcerpt takes the last thing that a person said, as one line", () => {
  const messages = [
    { role: "user", content: "First" },
    { role: "assistant", content: "Answer" },
    { role: "user", content: "And\n\n  now?" },
    { role: "assistant", content: "draft" },
  ];
  expect(toExcerpt(messages)).toEqual({ excerpt: "And now?", earlierMessages: 2 });
});

test("toExcerpt cuts a long text between words, and one without spaces where it must", () => {
  const { excerpt } = toExcerpt([{ role: "user", content: "word ".repeat(100) }]);
  expect(excerpt).toMatch(/^(word )+…$/);
  expect(excerpt.length).toBeLessThanOrEqual(162);
  expect(toExcerpt([{ role: "user", content: "x".repeat(500) }]).excerpt).toBe(`${"x".repeat(160)} …`);
});

test("toExcerpt takes what there is where no person spoke", () => {
  expect(toExcerpt([{ role: "system", content: "Be brief." }])).toEqual({ excerpt: "Be brief.", earlierMessages: 0 });
  expect(toExcerpt([])).toEqual({ excerpt: "", earlierMessages: 0 });
});

test("toMessages refuses what is no list of messages", () => {
  expect(() => toMessages({ role: "user" })).toThrow();
});
