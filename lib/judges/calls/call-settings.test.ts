import { expect, test } from "vitest";
import { JudgeSpec } from "@/lib/judges/schema";
import { toCallSettings } from "./call-settings";

const TEMPLATE = {
  asks: "better",
  preamble: "",
  sample: "{{conversation}} {{response_1}} {{response_2}}",
  reasoning: "Why?",
  ending: "The answer is:",
  answer: " ({{answer}})",
};

test("a model that only goes on with texts is asked about the answers as an example writes them", () => {
  const spec = JudgeSpec.parse({ template: TEMPLATE, answers: { first: "A", second: "B" } });
  expect(toCallSettings(spec, { step: "VERDICT", sampleIndex: 0 })).toMatchObject({
    candidates: [" (A)", " (B)"],
    topLogprobs: 20,
    maxTokens: 4,
  });
  expect(toCallSettings({ ...spec, softLabel: "parsed" }, { step: "VERDICT", sampleIndex: 0 })).toMatchObject({
    candidates: [],
    topLogprobs: 0,
  });
});

test("reasoning is sampled as the version says, and the verdict after it is not: samples differ by their reasoning", () => {
  const spec = JudgeSpec.parse({
    template: TEMPLATE,
    chainOfThought: "two-step",
    temperature: 0.7,
    topP: 0.9,
    samples: 3,
    seed: 10,
  });
  expect(toCallSettings(spec, { step: "RATIONALE", sampleIndex: 2 })).toEqual({
    maxTokens: 512,
    temperature: 0.7,
    topP: 0.9,
    seed: 12,
    topLogprobs: 0,
    candidates: [],
  });
  expect(toCallSettings(spec, { step: "VERDICT", sampleIndex: 2 })).toMatchObject({ temperature: 0, topP: null, seed: 12 });
  // An endpoint that takes no temperature but its own is left to it in both steps.
  expect(toCallSettings({ ...spec, temperature: null }, { step: "VERDICT", sampleIndex: 0 }).temperature).toBeNull();
});
