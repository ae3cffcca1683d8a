import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { EndpointInput } from "./endpoint-schema";
import { addExampleTexts } from "./form-examples";
import { JudgeForm, nameOfTemplate, newJudgeTexts, toFormTexts } from "./form-schema";
import { TEMPLATES } from "./prompt/presets";
import { JudgeDocument } from "./schema";

const texts = { ...newJudgeTexts("Local"), project: "study", name: "Judge", model: "m", apiKey: "" };

function problems(changes: Record<string, string>): Record<string, string> {
  const parsed = JudgeForm.safeParse({ ...texts, ...changes });
  if (parsed.success) throw new Error("the form was taken");
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]));
}

describe("JudgeForm", () => {
  test("the fields of a new judge are the document's own defaults", () => {
    expect(JudgeForm.parse(texts)).toEqual({
      project: "study",
      key: null,
      document: JudgeDocument.parse({ name: "Judge", endpoint: "Local", model: "m" }),
    });
  });

  test("a document survives the way through the form", () => {
    const document = JudgeDocument.parse({
      name: "Judge",
      endpoint: { name: "New", provider: "ANTHROPIC", baseUrl: "https://api.example.com/v1/" },
      model: "m",
      template: { asks: "worse", preamble: "A\n\nB", sample: "{{conversation}} {{response_1}} {{response_2}}", ending: "" },
      preambleAsSystem: true,
      answers: { first: "A", second: "B" },
      orders: "AB",
      softLabel: "parsed",
      minCoverage: 0.25,
      temperature: null,
      seed: 3,
      tieBand: 0.05,
      onContradiction: "none",
      limits: { concurrency: 9, timeoutSeconds: 30, attempts: 2 },
      price: { inputMicroDollarsPerMillion: 600_000, outputMicroDollarsPerMillion: 0 },
    });
    expect(document.endpoint).toMatchObject({ name: "New", provider: "ANTHROPIC", baseUrl: "https://api.example.com/v1" });
    const sent: Record<string, string> = { ...toFormTexts(document), project: "study", apiKey: "sk-1" };
    // As a browser sends it: CRLF, and an unticked box is absent.
    sent["template.preamble"] = sent["template.preamble"]?.replaceAll("\n", "\r\n") ?? "";
    expect(JudgeForm.parse(sent)).toEqual({ project: "study", key: "sk-1", document });
  });

  test("comparisons come in as examples behind those that are there, by their ids, once each and only where people prefer one", () => {
    const [known, fresh, even] = [newId(), newId(), newId()];
    const first = { conversation: "Why?", responseA: "Because.", responseB: "Ask again.", preference: "A" as const };
    const before = JudgeDocument.parse({
      name: "J",
      endpoint: "Local",
      model: "m",
      fewShot: [{ ...first, comparisonId: known }],
    });
    const taken = [
      { ...first, comparisonId: known },
      { ...first, conversation: "Human: Why not?", comparisonId: fresh, preference: "B" as const },
      { ...first, comparisonId: even, preference: null },
    ];
    const filled = { ...addExampleTexts(toFormTexts(before), taken), project: "study", apiKey: "" };
    expect(JudgeForm.parse(filled).document.fewShot.map(({ comparisonId, preference }) => [comparisonId, preference])).toEqual([
      [known, "A"],
      [fresh, "B"],
    ]);
  });

  test("what is wrong is said at the field that is wrong", () => {
    expect(problems({ name: " " })).toEqual({ name: "Cannot be empty." });
    expect(problems({ tieBand: "half", temperature: "-1" })).toEqual({
      tieBand: "Give a number.",
      temperature: "Give a number.",
    });
    expect(problems({ endpoint: "new", "endpoint.name": "x", "endpoint.baseUrl": "localhost" })).toHaveProperty([
      "endpoint.baseUrl",
    ]);
    expect(problems({ template: "own", "template.sample": "{{response_1}}" })).toHaveProperty(["template.sample"]);
    expect(
      problems({ apiKey: "with space", endpoint: "new", "endpoint.name": "x", "endpoint.baseUrl": "https://a.example/v1" }),
    ).toHaveProperty("apiKey");
    expect(problems({ apiKey: "sk-for-a-known-one" })).toHaveProperty("apiKey");
    expect(problems({ "price.in": "0.5" })).toHaveProperty(["price.out"]);
  });
});

test("nameOfTemplate knows Concord's templates and calls every other text one's own", () => {
  expect(nameOfTemplate(TEMPLATES["harmless-base"])).toBe("harmless-base");
  expect(nameOfTemplate({ ...TEMPLATES["harmless-base"], asks: "better" })).toBe("own");
});

test("an endpoint's address loses what a protocol adds, and keeps Azure's version alone", () => {
  const baseUrl = (text: string): unknown => EndpointInput.shape.baseUrl.safeParse(text).data;
  expect(baseUrl("https://api.example.com/v1/chat/completions/")).toBe("https://api.example.com/v1");
  expect(baseUrl("https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21")).toBe(
    "https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21",
  );
  expect(baseUrl("https://api.example.com/v1?key=secret")).toBeUndefined();
  expect(baseUrl("api.example.com/v1")).toBeUndefined();
});
