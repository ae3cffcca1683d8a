import { expect, test } from "vitest";
import { Labelling, toLabelling } from "./labelling-schema";

test("a project that never changed its settings asks for an optional rationale and nothing else", () => {
  const standard = {
    rationale: "optional",
    confidence: false,
    edits: false,
    ratings: "off",
    showsOwnResults: false,
    contentWarning: "",
    consent: "",
  };
  expect(toLabelling({})).toEqual(standard);
  expect(toLabelling(null)).toEqual(standard);
});

test("settings that nobody knows are refused, not dropped", () => {
  expect(Labelling.safeParse({ ratings: "likert5" }).success).toBe(false);
  expect(Labelling.safeParse({ confidences: true }).success).toBe(false);
  expect(Labelling.safeParse({ consent: "a\0b" }).success).toBe(false);
});
