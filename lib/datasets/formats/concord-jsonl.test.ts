import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { parseJsonRow } from "@/lib/datasets/source/parse-json-row";
import { concordJsonl, toConcordLine } from "./concord-jsonl";

const context = { fileName: "x.jsonl", annotatorName: undefined };
const minimal = { prompt: "q", responseA: "a", responseB: "b" };

function parse(row: Record<string, unknown>) {
  return concordJsonl.parse(row, context);
}

function record(row: Record<string, unknown>): ComparisonRecord {
  const parsed = parse(row);
  if (parsed.kind !== "comparison") throw new Error(JSON.stringify(parsed));
  return parsed.record;
}

function problem(row: Record<string, unknown>) {
  const parsed = parse(row);
  if (parsed.kind !== "refused") throw new Error("was not refused");
  return parsed.problems[0];
}

const label = (more: Record<string, unknown>) => ({ ...minimal, labels: [{ annotator: "x", kind: "HUMAN", ...more }] });

describe("concord-jsonl", () => {
  test("takes a text as the user's message, and needs no more than prompt and responses", () => {
    expect(record(minimal)).toEqual({ prompt: [{ role: "user", content: "q" }], responseA: "a", responseB: "b" });
  });

  test("reads the example of the documentation", () => {
    const made = record({
      id: "q81-m1-m2",
      prompt: [{ role: "user", content: "Write a haiku." }],
      responseA: "x",
      responseB: "y",
      modelA: "gpt-x",
      modelB: "vicuna",
      cluster: "q81",
      metadata: { category: "writing" },
      labels: [
        {
          annotator: "e3",
          kind: "HUMAN",
          criterion: "overall",
          score: -2,
          rationale: "r",
          durationMs: 41000,
          submittedAt: "2026-05-01T10:00:00Z",
        },
        { annotator: "gpt-4", kind: "AI", criterion: "overall", probabilityB: 0.83, order: "both", metadata: {} },
        { annotator: "e1", kind: "HUMAN", criterion: "overall", answer: "both_bad" },
      ],
    });
    expect(made.labels).toHaveLength(3);
    expect(made.labels?.[1]).toMatchObject({ probabilityB: 0.83, order: "both" });
  });

  test("turns true, false and numbers into texts, with a notice", () => {
    const parsed = parse({ prompt: [{ role: "user", content: 7 }], responseA: true, responseB: 0.5, id: 12 });
    expect(parsed).toMatchObject({
      kind: "comparison",
      record: { id: "12", prompt: [{ role: "user", content: "7" }], responseA: "true", responseB: "0.5" },
    });
    expect(parsed.kind === "comparison" && parsed.notices).toHaveLength(3);
  });

  test("keeps an id beyond 2^53 as its digits", () => {
    const row = parseJsonRow('{"id":12345678901234567890,"prompt":"q","responseA":"a","responseB":"b"}');
    expect(row.ok && record(row.value).id).toBe("12345678901234567890");
  });

  test("writes and reads back any record unchanged, byte by byte", () => {
    const text = fc.string({ unit: "grapheme" }).filter((value) => value.isWellFormed() && !value.includes("\0"));
    const short = fc.string({ minLength: 1, maxLength: 20 }).filter((value) => !value.includes("\0"));
    const anyLabel = fc.oneof(
      fc.record(
        {
          annotator: short,
          kind: fc.constant("HUMAN" as const),
          score: fc.integer({ min: -4, max: 4 }),
          rationale: text,
          durationMs: fc.nat(),
        },
        { requiredKeys: ["annotator", "kind", "score"] },
      ),
      fc.record(
        {
          annotator: short,
          kind: fc.constant("AI" as const),
          probabilityB: fc.double({ min: 0, max: 1, noNaN: true }),
          order: fc.constantFrom("AB" as const, "both" as const),
        },
        { requiredKeys: ["annotator", "kind", "probabilityB"] },
      ),
      fc.record({
        annotator: short,
        kind: fc.constant("HUMAN" as const),
        answer: fc.constantFrom("skip" as const, "unsure" as const),
      }),
    );
    const anyRecord = fc.record(
      {
        id: short,
        prompt: fc.array(
          fc.record({ role: fc.constantFrom("system" as const, "user" as const, "assistant" as const), content: text }),
          { maxLength: 4 },
        ),
        responseA: text,
        responseB: text,
        modelA: short,
        cluster: short,
        labels: fc.uniqueArray(anyLabel, { selector: (one) => `${one.kind}${one.annotator}`, maxLength: 4 }),
      },
      { requiredKeys: ["prompt", "responseA", "responseB"] },
    );
    fc.assert(
      fc.property(anyRecord, (one) => {
        const line = toConcordLine(one);
        const row = parseJsonRow(line);
        if (!row.ok) throw new Error(row.problem.reason);
        expect(toConcordLine(record(row.value))).toBe(line);
      }),
    );
  });

  test.each([
    [{ responseA: "a", responseB: "b" }, "prompt", "missing"],
    [{ ...minimal, responseB: null }, "responseB", "type string"],
    [{ ...minimal, prompt: [{ role: "bot", content: "x" }] }, "prompt.0.role", "one of system, user, assistant, tool"],
    [{ ...minimal, prompt: [{ role: "user", content: ["x"] }] }, "prompt.0.content", "type string"],
    [{ ...minimal, category: "x" }, "", "Unknown field: category"],
    [{ ...minimal, id: { a: 1 } }, "id", "neither a text nor a number"],
    [{ ...minimal, id: "x".repeat(513) }, "id", "longer than 512"],
    [{ ...minimal, metadata: [1] }, "metadata", "type record"],
    [label({ score: 5 }), "labels.0.score", "above 4"],
    [label({ score: 1.5 }), "labels.0.score", "whole number"],
    [label({}), "labels.0", "needs a score"],
    [label({ answer: "skip", score: 2 }), "labels.0.score", "has no score"],
    [label({ answer: "tie" }), "labels.0.answer", "one of skip, unsure"],
    [label({ probabilityB: 0.4 }), "labels.0.probabilityB", "Only AI and BASELINE"],
    [label({ score: 3, strengthKnown: false }), "labels.0.score", "not known"],
    [label({ score: 1, submittedAt: "yesterday" }), "labels.0.submittedAt", "2026-05-01T10:00:00Z"],
    [
      { ...minimal, labels: [label({ score: 1 }).labels[0], label({ score: 2 }).labels[0]] },
      "labels",
      "two labels on one criterion",
    ],
  ])("refuses %j", (row, column, reason) => {
    expect(problem(row)).toMatchObject({ column, reason: expect.stringContaining(reason), mend: expect.stringMatching(/\w/) });
  });

  test("takes two labels of one annotator where they are numbered or on different criteria", () => {
    const labels = [
      { annotator: "x", kind: "HUMAN", score: 1 },
      { annotator: "x", kind: "HUMAN", score: 2, repeat: 1 },
      { annotator: "x", kind: "HUMAN", score: 2, criterion: "honest" },
    ];
    expect(record({ ...minimal, labels }).labels).toHaveLength(3);
    for (const one of labels) expect(LabelRecord.safeParse(one).success).toBe(true);
  });
});
