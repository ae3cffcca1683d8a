import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { applyRule, type FixedRule, type SampledVerdict } from "./apply-rule";
import { countMoves, createLabelList } from "./label-list";
import { parseRule } from "./parse-rule";
import { describeRule, toRuleTexts } from "./rule-words";
import type { ReaggregationRule } from "./schema";

const OWN: ReaggregationRule = {
  orders: "both",
  samples: null,
  principles: null,
  aggregation: "mean",
  tieBand: 0,
  onContradiction: "average",
  clamp: null,
};
const FIXED: FixedRule = {
  kind: "pairwise",
  polarity: "BETTER",
  weights: new Map(),
  strengths: [1, 2, 3, 4],
  principleKeys: new Map([
    ["p-kind", "kind"],
    ["p-true", "true"],
  ]),
};

const call = (order: "AB" | "BA", first: number | null, sampleIndex = 0, principleId: string | null = null): SampledVerdict => ({
  order,
  probabilityFirst: first,
  sampleIndex,
  principleId,
  score: null,
});

describe("applyRule", () => {
  // P(B): AB gives 1 − 0.9 = 0.1 and 1 − 0.7 = 0.3, BA gives 0.4 and 0.8.
  const calls = [call("AB", 0.9), call("AB", 0.7, 1), call("BA", 0.4), call("BA", 0.8, 1)];
  const probability = (rule: Partial<ReaggregationRule>) => applyRule(calls, { ...OWN, ...rule }, FIXED).label?.probabilityB;

  test("orders and samples are chosen from what there is", () => {
    expect(probability({})).toBeCloseTo((0.2 + 0.6) / 2, 12);
    expect(probability({ orders: "AB" })).toBeCloseTo(0.2, 12);
    expect(probability({ orders: "BA" })).toBeCloseTo(0.6, 12);
    expect(probability({ samples: 1 })).toBeCloseTo((0.1 + 0.4) / 2, 12);
    expect(applyRule(calls, { ...OWN, samples: 1 }, FIXED).calls).toBe(2);
    expect(applyRule([call("AB", 0.9)], { ...OWN, orders: "BA" }, FIXED).label).toBeNull();
  });

  test("votes, tie band, contradiction and clamp follow the rule", () => {
    // Votes: AB both for A, BA one each: (0 + ½) / 2.
    expect(probability({ aggregation: "vote" })).toBeCloseTo(0.25, 12);
    expect(applyRule(calls, { ...OWN, tieBand: 0.1001 }, FIXED).label?.score).toBe(0);
    // AB says A and BA says B.
    expect(applyRule(calls, { ...OWN, onContradiction: "none" }, FIXED).label?.answer).toBe("UNSETTLED");
    expect(applyRule(calls, { ...OWN, onContradiction: "tie" }, FIXED).label?.score).toBe(0);
    expect(applyRule(calls, { ...OWN, clamp: { low: 0.45, high: 0.55 } }, FIXED).label).toMatchObject({
      probabilityBClamped: 0.45,
    });
  });

  test("a subset of principles counts alone", () => {
    const both = [
      call("AB", 0.9, 0, "p-kind"),
      call("BA", 0.1, 0, "p-kind"),
      call("AB", 0.2, 0, "p-true"),
      call("BA", 0.8, 0, "p-true"),
    ];
    const of = (principles: string[] | null) => applyRule(both, { ...OWN, principles }, FIXED).label?.probabilityB;
    expect(of(null)).toBeCloseTo((0.1 + 0.8) / 2, 12);
    expect(of(["kind"])).toBeCloseTo(0.1, 12);
    expect(of(["true"])).toBeCloseTo(0.8, 12);
  });
});

test("countMoves counts each change once, and what has no preference before and after not at all", () => {
  const label = (score: number) => ({
    answer: "PREFERENCE" as const,
    score,
    probabilityB: 0.5,
    probabilityBClamped: null,
    orderConsistent: null,
  });
  const scores = [
    [1, 1],
    [1, -2],
    [-1, 0],
    [0, 3],
    [2, 4],
    [2, null],
    [null, 2],
    [null, null],
  ];
  const [from, to] = [createLabelList(), createLabelList()];
  for (let i = 0; i < 300; i++) {
    for (const [before, after] of scores) {
      from.add(before === null || before === undefined ? null : label(before), 1);
      to.add(after === null || after === undefined ? null : label(after), 1);
    }
  }
  expect(countMoves(from, to)).toEqual({
    same: 300,
    turned: 300,
    toTie: 300,
    fromTie: 300,
    strength: 300,
    lost: 300,
    gained: 300,
  });
  expect(from.count()).toMatchObject({ comparisons: 2400, missing: 600, ties: 300, preferA: 300, preferB: 1200, calls: 1800 });
});

describe("parseRule", () => {
  const frame = { own: OWN, principles: ["kind", "true"], samples: 4 };

  test("reads what toRuleTexts writes, and what is left out is the version's own", () => {
    const rule: ReaggregationRule = {
      orders: "AB",
      samples: 2,
      principles: ["true"],
      aggregation: "vote",
      tieBand: 0.05,
      onContradiction: "none",
      clamp: { low: 0.4, high: 0.6 },
    };
    expect(parseRule(toRuleTexts(rule), frame)).toEqual(rule);
    expect(parseRule({}, frame)).toEqual(OWN);
    expect(parseRule({ samples: "4", principles: "" }, frame)).toEqual(OWN);
    expect(describeRule(rule)).toBe(
      "AB alone, the first 2 samples, principles true, by votes, a tie within 0.05, contradictions are no label, clamped to 0.4 to 0.6",
    );
  });

  test.each([
    [{ orders: "AA" }, "orders", /BA/],
    [{ samples: "5" }, "samples", /at most 4/],
    [{ samples: "0" }, "samples", /./],
    [{ principles: "kind, cruel" }, "principles", /"cruel".*It has kind, true/],
    [{ tieBand: "0.5" }, "tieBand", /Below 0\.5/],
    [{ tieBand: "wide" }, "tieBand", /number/],
    [{ clampLow: "0.6", clampHigh: "0.7" }, "clampLow", /0\.5/],
    [{ clampLow: "0.4" }, "clampHigh", /number/],
  ])("refuses %j at its field", (texts, path, message) => {
    try {
      parseRule(texts, frame);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      const [field] = (error as AppError).fields;
      expect(field?.path).toBe(path);
      expect(field?.message).toMatch(message);
    }
  });
});
