import { describe, expect, test } from "vitest";
import type { AskedLabelling } from "@/lib/projects/labelling-schema";
import type { SubmittedLabel } from "./schema";
import { type Beside, toExtras } from "./to-extras";

const NOTHING: AskedLabelling = { rationale: "optional", confidence: false, edits: false, ratings: "off" };

function read(input: Record<string, unknown>, labelling: Partial<AskedLabelling> = {}, beside: Partial<Beside> = {}) {
  const label = { answer: "PREFERENCE", side: "RIGHT", level: 2, ...input } as Exclude<SubmittedLabel, { answer: "UNDO" }>;
  return toExtras(label, { labelling: { ...NOTHING, ...labelling }, isFirst: true, swapped: false, score: 2, ...beside });
}

const refusal = (part: string) => ({ code: "invalid", message: expect.stringContaining(part) });

describe("a rationale", () => {
  test("is stored, or nothing, where it is optional", () => {
    expect(read({ rationale: "Because." })).toEqual({ rationale: "Because.", confidence: null, ratings: null });
    expect(read({})).toEqual({ rationale: null, confidence: null, ratings: null });
  });

  test("is refused where it is off, and missed where it is required, save with a skip", () => {
    expect(read({ rationale: "Because." }, { rationale: "off" })).toEqual(refusal("asks for no reasons"));
    expect(read({}, { rationale: "required" })).toEqual(refusal("asks for a reason"));
    expect(read({ answer: "UNSURE" }, { rationale: "required" }, { score: null })).toEqual(refusal("asks for a reason"));
    expect(read({ answer: "SKIP", reason: "cut" }, { rationale: "required" }, { score: null })).toMatchObject({
      rationale: null,
    });
  });
});

test("confidence is stored where it is asked, refused where it is not, and missed only with a preference", () => {
  expect(read({ confidence: 4 }, { confidence: true })).toMatchObject({ confidence: 4 });
  expect(read({ confidence: 4 })).toEqual(refusal("does not ask how sure"));
  expect(read({}, { confidence: true })).toEqual(refusal("how sure you are"));
  expect(read({ answer: "UNSURE" }, { confidence: true }, { score: null })).toMatchObject({ confidence: null });
});

describe("ratings", () => {
  test("follow their responses to either side", () => {
    const ratings = { left: 6, right: 3 };
    expect(read({ ratings }, { ratings: "likert7" })).toMatchObject({ ratings: { kind: "likert7", a: 6, b: 3 } });
    expect(read({ ratings }, { ratings: "likert7" }, { swapped: true })).toMatchObject({
      ratings: { kind: "likert7", a: 3, b: 6 },
    });
  });

  test("are missed with the first question's preference alone, and taken with it alone", () => {
    expect(read({}, { ratings: "likert10" })).toEqual(refusal("asks for a rating of each"));
    expect(read({}, { ratings: "likert10" }, { isFirst: false })).toMatchObject({ ratings: null });
    const ratings = { left: 10, right: 1 };
    expect(read({ ratings }, { ratings: "likert10" }, { isFirst: false })).toEqual(refusal("first question"));
    expect(read({ ratings })).toEqual(refusal("asks for no ratings"));
  });

  test("of another kind are refused by name", () => {
    expect(read({ ratings: { left: 8, right: 1 } }, { ratings: "likert7" })).toEqual(refusal("ratings.left: 8"));
    expect(read({ ratings: { left: "safe", right: "harmful" } }, { ratings: "llama2-safety" })).toEqual(
      refusal('ratings.right: "harmful"'),
    );
  });

  // Every combination of a preference and two bins: of the 12, the two with the unsafe one preferred over the safe one are forbidden.
  test("keep the unsafe response from being preferred to the safe one", () => {
    const bins = ["safe", "unsafe"] as const;
    for (const score of [-3, 0, 2]) {
      for (const swapped of [false, true]) {
        for (const left of bins) {
          for (const right of bins) {
            const [a, b] = swapped ? [right, left] : [left, right];
            const preferred = score > 0 ? [b, a] : [a, b];
            const isForbidden = score !== 0 && preferred[0] === "unsafe" && preferred[1] === "safe";
            const found = read({ ratings: { left, right } }, { ratings: "llama2-safety" }, { swapped, score });
            expect(found, JSON.stringify({ score, swapped, left, right })).toEqual(
              isForbidden
                ? refusal("preferred response is rated unsafe")
                : { rationale: null, confidence: null, ratings: { kind: "llama2-safety", a, b } },
            );
          }
        }
      }
    }
  });
});
