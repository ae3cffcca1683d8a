import { describe, expect, test } from "vitest";
import { pandalm } from "./pandalm";

const context = { fileName: "gpt-3.5-turbo-testset-v1.json", annotatorName: undefined };
const row = {
  idx: 0,
  motivation_app: "Mail",
  cmp_key: "alpha-7b_beta-6.9B",
  instruction: "Shorten the sentence.",
  input: "It is the case that it rains.",
  response1: "It rains.",
  response2: "Rain.",
  annotator1: 1,
  annotator2: 0,
  annotator3: 2,
};

function parse(value: Record<string, unknown>, more = {}) {
  return pandalm.parse(value, { ...context, ...more });
}

describe("pandalm", () => {
  test("makes a comparison with one label a person, 1 for A, 2 for B, 0 a tie", () => {
    expect(parse(row)).toEqual({
      kind: "comparison",
      notices: [],
      labelColumns: ["annotator1", "annotator2", "annotator3"],
      record: {
        id: "0",
        prompt: [{ role: "user", content: "Shorten the sentence.\n\nIt is the case that it rains." }],
        responseA: "It rains.",
        responseB: "Rain.",
        modelA: "alpha-7b",
        modelB: "beta-6.9B",
        metadata: { motivation_app: "Mail", cmp_key: "alpha-7b_beta-6.9B" },
        labels: [
          { annotator: "annotator1", kind: "HUMAN", score: -2, strengthKnown: false },
          { annotator: "annotator2", kind: "HUMAN", score: 0, strengthKnown: true },
          { annotator: "annotator3", kind: "HUMAN", score: 2, strengthKnown: false },
        ],
      },
    });
  });

  test("needs no input and takes true for a text, with a notice", () => {
    const parsed = parse({ ...row, input: "", response1: true });
    expect(parsed).toMatchObject({ record: { prompt: [{ content: "Shorten the sentence." }], responseA: "true" } });
    expect(parsed.kind === "comparison" && parsed.notices).toHaveLength(1);
  });

  test("leaves models unknown where the key does not name two", () => {
    const parsed = parse({ ...row, cmp_key: "a_b_c" });
    expect(parsed.kind === "comparison" && [parsed.record.modelA, parsed.notices.length]).toEqual([undefined, 1]);
  });

  test.each([
    ["1", -2],
    ["2", 2],
    [1, -2],
    ["Tie", 0],
    [0, 0],
  ])("reads the verdict %j as the score %i of an AI label on the same comparison", (verdict, score) => {
    const parsed = parse({ idx: "17", gpt_result: verdict, gpt_reason: "Shorter.", gpt_reference: "Rain." });
    expect(parsed).toMatchObject({
      kind: "labels",
      externalId: "17",
      labels: [{ annotator: "gpt-3.5-turbo", kind: "AI", score, rationale: "Shorter.", metadata: { reference: "Rain." } }],
    });
  });

  test("stores an unreadable verdict as invalid with its reason, never as a guess", () => {
    const parsed = parse({ idx: 1, gpt_result: "garbage", gpt_reason: "Both are …", gpt_reference: "" });
    expect(parsed).toMatchObject({ labels: [{ answer: "invalid", rationale: "Both are …", metadata: { verdict: "garbage" } }] });
    expect(parsed.kind === "labels" && parsed.labels[0]?.score).toBeUndefined();
  });

  test("names the judge by option, file or column", () => {
    const verdict = { idx: 1, pandalm_result: 2, pandalm_reason: "", pandalm_reference: "" };
    const name = (more: object) => {
      const parsed = parse(verdict, more);
      return parsed.kind === "labels" ? parsed.labels[0]?.annotator : null;
    };
    expect(name({})).toBe("gpt-3.5-turbo");
    expect(name({ fileName: "verdicts.json" })).toBe("pandalm");
    expect(name({ annotatorName: "PandaLM 7B" })).toBe("PandaLM 7B");
  });

  test.each([
    [{ ...row, idx: null }, "idx"],
    [{ ...row, response2: ["x"] }, "response2"],
    [{ ...row, annotator2: 3 }, "annotator2"],
    [{ ...row, annotator1: null }, "annotator1"],
    [{ gpt_result: "1", gpt_reason: "" }, "idx"],
    [{ idx: 3, gpt_result: "1", gpt_reason: { a: 1 } }, "gpt_reason"],
  ])("refuses %j", (value, column) => {
    const parsed = parse(value);
    expect(parsed.kind === "refused" && parsed.problems[0]?.column).toBe(column);
  });

  test("is recognised by its columns, verdict files too", () => {
    expect(pandalm.recognises(row)).toBe(true);
    expect(pandalm.recognises({ idx: 1, gpt_result: "1" })).toBe(true);
    expect(pandalm.recognises({ idx: 1, _result: "1" })).toBe(false);
    expect(pandalm.recognises({ chosen: "x", rejected: "y" })).toBe(false);
  });
});
