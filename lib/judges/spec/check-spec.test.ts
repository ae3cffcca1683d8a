import { describe, expect, test } from "vitest";
import { JudgeDocument, JudgeSpec } from "@/lib/judges/schema";

const PAIR = { asks: "better", preamble: "", sample: "{{conversation}} {{response_1}} {{response_2}}", ending: "Which?" };
const EXAMPLE = { conversation: "Ping", responseA: "Pong", responseB: "What?", preference: "A" };

function problems(settings: object): Record<string, string> {
  const parsed = JudgeDocument.safeParse({ name: "n", endpoint: "e", model: "m", ...settings });
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join("."), message]));
}

describe("what must hold between a judge's settings", () => {
  test("a version as it was stored before there was a choice parses as what it meant", () => {
    const { hardening: _later, ...old } = JudgeSpec.parse({ template: PAIR });
    expect(JudgeSpec.parse({ template: PAIR })).toMatchObject({
      template: { kind: "pairwise", reasoning: "", answer: "{{answer}}" },
      constitution: null,
      fewShot: [],
      chainOfThought: "none",
      samples: 1,
      topP: null,
      aggregation: "mean",
      clamp: null,
      hardening: "off",
      limits: { contextTokens: null },
    });
    // What is stored parses to itself.
    expect(JudgeSpec.parse(old)).toEqual({ ...old, hardening: "off" });
  });

  test("a template of each kind names what it needs, and what is missing is said", () => {
    expect(problems({ template: { ...PAIR, sample: "{{conversation}} {{response_1}}" } })["template.sample"]).toMatch(
      /must name \{\{response_2\}\}/,
    );
    expect(problems({ template: { ...PAIR, kind: "multiple-choice" } })["template.sample"]).toMatch(
      /must name \{\{principle\}\}/,
    );
    expect(problems({ template: { ...PAIR, kind: "score" } })["template.sample"]).toMatch(
      /must name \{\{response\}\}|\{\{response_1\}\}/,
    );
    // What has no value is said at the part that names it.
    expect(problems({ template: { ...PAIR, ending: "{{respones_1}}" } })).toEqual({
      "template.ending": expect.stringContaining("{{respones_1}}, which has no value"),
    });
    expect(problems({ template: { ...PAIR, kind: "score", sample: "{{conversation}} {{response}}" } })).toEqual({});
    expect(problems({ template: { ...PAIR, answer: "({{first}})" } })["template.answer"]).toMatch(/\{\{answer\}\}/);
  });

  test("a principle in the template needs a constitution, and a constitution a place", () => {
    const named = { ...PAIR, preamble: "{{principle}}" };
    expect(problems({ template: named })).toHaveProperty("constitution");
    expect(problems({ template: PAIR, constitution: { name: "Ours" } })).toHaveProperty("template");
    expect(problems({ template: named, constitution: { name: "Ours" } })).toEqual({});
    expect(problems({ template: named, constitution: { name: "Ours", use: "fixed" } })).toHaveProperty([
      "constitution.principle",
    ]);
  });

  test("a chain of thought asks for reasoning, and its examples have some", () => {
    expect(problems({ template: PAIR, chainOfThought: "two-step" })).toHaveProperty(["template.reasoning"]);
    const reasoned = { template: { ...PAIR, reasoning: "Why?" }, chainOfThought: "two-step" };
    expect(problems({ ...reasoned, fewShot: [{ ...EXAMPLE, rationale: "So." }, EXAMPLE] })).toEqual({
      "fewShot.1.rationale": expect.stringContaining("Example 2 has no reasoning"),
    });
  });

  test("a direct judge scores both responses, and its examples have scores", () => {
    const direct = { template: { ...PAIR, kind: "score", sample: "{{conversation}} {{response}}" } };
    expect(problems({ ...direct, orders: "AB" })).toHaveProperty("orders");
    expect(problems({ ...direct, fewShot: [EXAMPLE] })).toHaveProperty(["fewShot.0.scoreA"]);
    expect(problems({ ...direct, fewShot: [{ ...EXAMPLE, scoreA: 9, scoreB: 2 }] })).toEqual({});
    expect(problems({ ...direct, fewShot: [{ ...EXAMPLE, scoreA: 11, scoreB: 2 }] })).toHaveProperty(["fewShot.0.scoreA"]);
  });

  test("several samples need a temperature", () => {
    expect(problems({ samples: 5 })).toHaveProperty("temperature");
    expect(problems({ samples: 5, temperature: 0.7 })).toEqual({});
    expect(problems({ samples: 5, temperature: null })).toEqual({});
  });

  test("an example that is longer than the context is named, with what it comes to", () => {
    const long = { ...EXAMPLE, responseA: "word ".repeat(2_000) };
    expect(problems({ fewShot: [EXAMPLE, long], limits: { contextTokens: 2_048 } })).toEqual({
      "fewShot.1.conversation": "Example 2 alone has about 2503 tokens, and the model takes 2048. Shorten it or leave it out.",
    });
    expect(problems({ fewShot: [long, long], limits: { contextTokens: 4_096 } })["fewShot.1.conversation"]).toMatch(
      /^With example 2 the examples and the answer come to about 5010 tokens/,
    );
    expect(problems({ fewShot: [long], limits: { contextTokens: 4_096 } })).toEqual({});
    expect(problems({ fewShot: [long] })).toEqual({});
  });

  test("the constitutional chain clamps to 0.40–0.60 unless it is told otherwise", () => {
    const chain = { template: { ...PAIR, reasoning: "Why?" }, chainOfThought: "constitutional" };
    const clampOf = (settings: object) => JudgeSpec.parse({ ...chain, ...settings }).clamp;
    expect(clampOf({})).toEqual({ low: 0.4, high: 0.6 });
    expect(clampOf({ clamp: null })).toBeNull();
    expect(clampOf({ clamp: { low: 0.2, high: 0.8 } })).toEqual({ low: 0.2, high: 0.8 });
    expect(JudgeSpec.parse({}).clamp).toBeNull();
    expect(problems({ clamp: { low: 0.6, high: 0.4 } })).not.toEqual({});
  });
});
