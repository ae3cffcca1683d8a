import { describe, expect, test } from "vitest";
import type { AskedLabelling } from "@/lib/projects/labelling-schema";
import type { AskedCriterion, OwnAnswer } from "@/lib/rounds/types";
import {
  afterSending,
  CONFIDENCE,
  type Draft,
  forbiddenSide,
  type Given,
  isForbiddenTogether,
  NO_DRAFT,
  openStep,
  RATE_LEFT,
  RATE_RIGHT,
  stepsOf,
  toSend,
  toShown,
} from "./draft";

const PLAIN: AskedLabelling = { rationale: "optional", confidence: false, edits: false, ratings: "off" };
const LEFT: Given = { answer: "PREFERENCE", click: { side: "LEFT", level: 2 } };

function asked(labelling: Partial<AskedLabelling>, criteria: Partial<AskedCriterion>[] = [{ id: "one" }]) {
  const whole = criteria.map((each) => ({
    id: "one",
    key: "k",
    question: "Which?",
    polarity: "BETTER" as const,
    comparative: "better",
    required: true,
    ...each,
  }));
  return { labelling: { ...PLAIN, ...labelling }, criteria: whole };
}

const draft = (part: Partial<Draft>): Draft => ({ ...NO_DRAFT, ...part });
const sent = (part: Partial<OwnAnswer> = {}): OwnAnswer => ({
  criterionId: "one",
  answer: "PREFERENCE",
  click: { side: "LEFT", level: 2 },
  reason: null,
  rationale: null,
  confidence: null,
  ratings: null,
  ...part,
});
const FRESH = { answers: [] };

describe("the steps of a comparison", () => {
  test("go from the ratings over the criteria to the confidence", () => {
    const round = asked({ ratings: "likert7", confidence: true }, [{ id: "one" }, { id: "two" }]);
    expect(stepsOf(round)).toEqual([RATE_LEFT, RATE_RIGHT, "one", "two", CONFIDENCE]);
    expect(stepsOf(asked({}))).toEqual(["one"]);
  });

  test("lead to the next open one, then to what was passed over, and never back to an optional one", () => {
    const round = asked({ ratings: "likert7" }, [{ id: "one" }, { id: "two", required: false }]);
    const shown = (part: Partial<Draft>) => toShown(FRESH, draft(part));
    expect(openStep(round, shown({}))).toBe(RATE_LEFT);
    expect(openStep(round, shown({ given: { one: LEFT } }), "one")).toBe("two");
    expect(openStep(round, shown({ given: { one: LEFT } }), "two")).toBe(RATE_LEFT);
    expect(openStep(round, shown({ given: { one: LEFT }, ratings: { left: 1, right: 2 } }), "two")).toBeNull();
  });

  test("ask how sure one is only where a preference was given", () => {
    const round = asked({ confidence: true });
    expect(openStep(round, toShown(FRESH, draft({ given: { one: LEFT } })))).toBe(CONFIDENCE);
    expect(openStep(round, toShown(FRESH, draft({ given: { one: { answer: "UNSURE" } } })))).toBeNull();
  });
});

describe("what is sent", () => {
  test("is each answer at once where nothing else is asked", () => {
    const { ready } = toSend(asked({}, [{ id: "one" }, { id: "two" }]), FRESH, draft({ given: { one: LEFT }, rationale: "so" }));
    expect(ready).toEqual([{ criterionId: "one", given: LEFT, rationale: "so", confidence: null, ratings: null }]);
  });

  test("waits for both ratings, which go with the first question alone", () => {
    const round = asked({ ratings: "likert7" }, [{ id: "one" }, { id: "two" }]);
    const given = { one: LEFT, two: LEFT };
    expect(toSend(round, FRESH, draft({ given, ratings: { left: 5 } })).ready.map(({ criterionId }) => criterionId)).toEqual([
      "two",
    ]);
    const { ready } = toSend(round, FRESH, draft({ given, ratings: { left: 5, right: 2 } }));
    expect(ready.map(({ ratings }) => ratings)).toEqual([{ left: 5, right: 2 }, null]);
  });

  test("waits for the confidence with a preference, and not with another answer", () => {
    const round = asked({ confidence: true });
    expect(toSend(round, FRESH, draft({ given: { one: LEFT } })).ready).toEqual([]);
    expect(toSend(round, FRESH, draft({ given: { one: LEFT }, confidence: 4 })).ready).toMatchObject([{ confidence: 4 }]);
    expect(toSend(round, FRESH, draft({ given: { one: { answer: "UNSURE" } } })).ready).toMatchObject([{ confidence: null }]);
  });

  test("waits for a reason where one is required, and says so", () => {
    const round = asked({ rationale: "required" });
    expect(toSend(round, FRESH, draft({ given: { one: LEFT }, rationale: "  " }))).toEqual({ ready: [], lacksReason: true });
    expect(toSend(round, FRESH, draft({ given: { one: LEFT }, rationale: "so" }))).toMatchObject({
      ready: [{ rationale: "so" }],
    });
    expect(toSend(round, FRESH, draft({ given: { one: { answer: "SKIP", reason: "cut" } } })).ready).toHaveLength(1);
  });

  test("is an answer again when its ratings or its confidence change, and nothing when they do not", () => {
    const round = asked({ ratings: "likert7", confidence: true });
    const item = { answers: [sent({ ratings: { left: 5, right: 2 }, confidence: 3 })] };
    expect(toSend(round, item, draft({ ratings: { right: 2 }, confidence: 3 })).ready).toEqual([]);
    expect(toSend(round, item, draft({ ratings: { right: 6 } })).ready).toMatchObject([
      { given: LEFT, ratings: { left: 5, right: 6 }, confidence: 3 },
    ]);
    expect(toSend(round, item, draft({ confidence: 5 })).ready).toMatchObject([
      { confidence: 5, ratings: { left: 5, right: 2 } },
    ]);
  });

  test("leaves the rest of a draft where it is", () => {
    const both = draft({ given: { one: LEFT, two: LEFT }, rationale: "so" });
    const answered = { criterionId: "one", given: LEFT, rationale: "so", confidence: null, ratings: null };
    expect(afterSending(both, [answered])).toEqual({ ...both, given: { two: LEFT } });
    expect(afterSending(draft({ given: { one: LEFT } }), [answered])).toBeNull();
  });
});

describe("Llama 2's bins", () => {
  const round = asked({ ratings: "llama2-safety" });

  test("forbid the unsafe side where the other one is safe, and the other side when the question asks for the worse", () => {
    expect(forbiddenSide(round, { left: "unsafe", right: "safe" })).toBe("LEFT");
    expect(forbiddenSide(round, { left: "safe", right: "unsafe" })).toBe("RIGHT");
    expect(forbiddenSide(round, { left: "unsafe", right: "unsafe" })).toBeNull();
    expect(forbiddenSide(round, { left: "unsafe" })).toBeNull();
    const worse = asked({ ratings: "llama2-safety" }, [{ id: "one", polarity: "WORSE" }]);
    expect(forbiddenSide(worse, { left: "unsafe", right: "safe" })).toBe("RIGHT");
    expect(forbiddenSide(asked({ ratings: "harmful" }), { left: "harmful", right: "harmless" })).toBeNull();
  });

  test("are looked at with the answer that was given before them", () => {
    const shown = (right: "safe" | "unsafe") =>
      toShown(FRESH, draft({ given: { one: LEFT }, ratings: { left: "unsafe", right } }));
    expect(isForbiddenTogether(round, shown("safe"))).toBe(true);
    expect(isForbiddenTogether(round, shown("unsafe"))).toBe(false);
  });
});
