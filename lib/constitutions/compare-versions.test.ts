import fc from "fast-check";
import { expect, test } from "vitest";
import { comparePrinciples } from "./compare-versions";
import type { PrincipleInput } from "./schema";

function principle(key: string, data: Partial<PrincipleInput> = {}): PrincipleInput {
  return {
    key,
    preferenceText: `Choose ${key}.`,
    critiqueRequest: "Where not?",
    revisionRequest: "Mend it.",
    tags: [],
    weight: 1,
    ...data,
  };
}

test("principles that are equal and in their order are no change", () => {
  const list = ["a", "b", "c"].map((key) => principle(key));
  expect(comparePrinciples(list, structuredClone(list))).toEqual([]);
});

test("what was added, taken out, reworded and moved is told by key, with the words that differ", () => {
  const before = [principle("a"), principle("b"), principle("c"), principle("d")];
  const after = [
    principle("d"),
    principle("a"),
    principle("b", { preferenceText: "Choose the better b.", weight: 2, tags: ["tone"] }),
    principle("e"),
  ];
  const changes = comparePrinciples(before, after);
  expect(changes.map(({ key, kind, before: was, after: is, isMoved }) => [key, kind, was, is, isMoved])).toEqual([
    ["d", "changed", 4, 1, true],
    ["b", "changed", 2, 3, false],
    ["e", "added", null, 4, false],
    ["c", "gone", 3, null, false],
  ]);
  expect(changes[0]?.fields).toEqual([]);
  const reworded = changes[1]?.fields ?? [];
  expect(reworded.map(({ field }) => field)).toEqual(["preferenceText", "tags", "weight"]);
  expect(reworded[0]?.words).toEqual([
    { kind: "same", text: "Choose " },
    { kind: "added", text: "the better " },
    { kind: "same", text: "b." },
  ]);
  expect(reworded[2]?.words).toEqual([
    { kind: "gone", text: "1" },
    { kind: "added", text: "2" },
  ]);
});

test("one principle that is taken to another place is the only one moved, whichever it is", () => {
  const keys = ["a", "b", "c", "d", "e", "f", "g"];
  fc.assert(
    fc.property(fc.nat(6), fc.nat(6), (from, to) => {
      fc.pre(Math.abs(from - to) > 1);
      const order = [...keys];
      const [taken] = order.splice(from, 1);
      order.splice(to, 0, taken!);
      const changes = comparePrinciples(
        keys.map((key) => principle(key)),
        order.map((key) => principle(key)),
      );
      expect(changes.map(({ key, isMoved }) => [key, isMoved])).toEqual([[taken, true]]);
    }),
  );
});
