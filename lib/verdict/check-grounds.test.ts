import { expect, test } from "vitest";
import { checkGrounds, type Seen } from "./check-grounds";
import { strictnessOf } from "./strictness";

const CLEAN: Seen = { isKnown: true, shown: 0, examples: 4, tuned: 0, active: 0, guidelines: [2], maySpareEvasion: false };
const GROUNDS = { ids: Array.from({ length: 40 }, (_, i) => String(i)), twice: 40 };

const states = (seen: Partial<Seen>, filters = {}, grounds = GROUNDS) =>
  checkGrounds({ ...CLEAN, ...seen }, grounds, filters).map(({ state }) => state);
const textOf = (at: number, seen: Partial<Seen>, grounds = GROUNDS) => checkGrounds({ ...CLEAN, ...seen }, grounds, {})[at]!.text;

test("grounds hold where the judge saw nothing and labels came about in one way", () => {
  expect(states({})).toEqual(["holds", "holds", "holds", "holds"]);
});

test("examples in the prompt fail the test, settings chosen on the same labels ask for care", () => {
  expect(states({ shown: 3 })).toEqual(["fails", "holds", "holds", "holds"]);
  expect(textOf(0, { shown: 3 })).toMatch(/^3 of 40 comparisons are among the 4 examples/);
  expect(states({ tuned: 40 })[1]).toBe("care");
  expect(states({ isKnown: false }).slice(0, 2)).toEqual(["care", "care"]);
});

test("a filtered benchmark is none: chosen comparisons, missing verdicts, weak labels left out", () => {
  expect(states({ active: 5 })[2]).toBe("care");
  expect(states({}, {}, { ...GROUNDS, twice: 60 })[2]).toBe("care");
  expect(textOf(2, {}, { ...GROUNDS, twice: 60 })).toMatch(/verdict on 40 of the 60/);
  expect(states({}, { minStrength: 3 })[2]).toBe("care");
});

test("mixed guidelines, and harmlessness without a word on evasion, ask for care", () => {
  expect(states({ guidelines: [1, 3] })[3]).toBe("care");
  expect(textOf(3, { guidelines: [3, 1] })).toMatch(/guidelines v1, v3/);
  expect(states({ maySpareEvasion: true })[3]).toBe("care");
  expect(textOf(3, { guidelines: [null] })).toMatch(/not known here/);
});

test("strictness names the thresholds of three people as published", () => {
  const person = {
    n: 40,
    advantageJudge: 0.9,
    advantageHuman: 0.9,
    difference: 0,
    spread: 0.4,
    comparisonsNeeded: null,
    reason: null,
  };
  const perAnnotator = [0.0192, 0.026, 0.3145].map((p, i) => ({ ...person, annotator: String(i), p, rejected: false }));
  const made = strictnessOf({ perAnnotator });
  expect(made).toMatchObject({ tested: 3, uncorrected: 2, replaceable: 0 });
  [0.009091, 0.018182, 0.027273].forEach((threshold, i) => {
    expect(made.thresholds[i]).toBeCloseTo(threshold, 6);
  });
});
