import fc from "fast-check";
import { expect, test } from "vitest";
import { findWordSpans, type Span } from "./word-spans";

const cut = (text: string, spans: readonly Span[]) => spans.map(([from, length]) => text.slice(from, from + length));

test("names what the other text does not have", () => {
  const [left, right] = ["The cat sat on the mat.", "The dog sat on a mat."];
  const spans = findWordSpans(left, right, 1000);
  expect(cut(left, spans?.left ?? [])).toEqual(["cat", "the"]);
  expect(cut(right, spans?.right ?? [])).toEqual(["dog", "a"]);
});

test("equal texts have no spans, and an empty one lacks everything", () => {
  expect(findWordSpans("same words", "same words", 1000)).toEqual({ left: [], right: [] });
  expect(findWordSpans("", "all of it", 1000)).toEqual({ left: [], right: [[0, 9]] });
});

test("what is left without the spans is the same on both sides, whatever the texts", () => {
  const words = fc.array(fc.constantFrom("a", "b", " ", "\n", "é", "中", "👍", ".", "word")).map((all) => all.join(""));
  const without = (text: string, spans: readonly Span[]) =>
    [...spans].reverse().reduce((rest, [from, length]) => rest.slice(0, from) + rest.slice(from + length), text);
  fc.assert(
    fc.property(words, words, (left, right) => {
      const spans = findWordSpans(left, right, 1000);
      expect(spans).not.toBeNull();
      expect(without(left, spans?.left ?? [])).toBe(without(right, spans?.right ?? []));
    }),
  );
});

test("gives up when its time is over", () => {
  const unrelated = (seed: number) => Array.from({ length: 60_000 }, (_, index) => (index * seed) % 9973).join(" ");
  expect(findWordSpans(unrelated(7919), unrelated(104_729), 20)).toBeNull();
});
