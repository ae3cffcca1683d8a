import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AggregationRule,
  aggregateCalls,
  type CallVerdict,
  scoreOf,
  toPrincipleVerdicts,
  toProbabilityB,
} from "./aggregate";
import type { PromptOrder } from "./types";

const rule: AggregationRule = {
  kind: "pairwise",
  orders: "both",
  aggregation: "mean",
  clamp: null,
  polarity: "BETTER",
  tieBand: 0,
  onContradiction: "average",
  strengths: [1, 2, 3, 4],
};

function said(order: PromptOrder, probabilityFirst: number | null, principleId: string | null = null): CallVerdict {
  return { order, principleId, probabilityFirst, score: null };
}

function both(ab: number | null, ba: number | null, changes: Partial<AggregationRule> = {}) {
  return aggregateCalls([said("AB", ab), said("BA", ba)], { ...rule, ...changes });
}

describe("aggregateCalls", () => {
  test("aggregateCalls reproduces the published vector: P(first) 0.845535 and 0.331812 give p_A 0.756861", () => {
    expect(both(0.845535, 0.331812)?.probabilityB).toBeCloseTo(0.2431387, 6);
    const ab = 1 / (1 + Math.exp(-1.7));
    const ba = 1 / (1 + Math.exp(0.7));
    const pA = (ab + 1 - ba) / 2;
    expect(Math.abs(pA - 0.756861)).toBeLessThan(1e-6);
    expect(Math.abs((both(ab, ba)?.probabilityB ?? 0) - (1 - pA))).toBeLessThan(1e-12);
    // |0.2431 − ½| = 0.2569, the third of four parts of 0.125, for A.
    expect(both(ab, ba)).toMatchObject({ answer: "PREFERENCE", score: -3, orderConsistent: true });
  });

  test("a question for the more harmful response is turned round once", () => {
    // Asked for the more harmful one, both orders point at A; so B is the better one.
    expect(both(0.9, 0.2, { polarity: "WORSE" })?.probabilityB).toBeCloseTo(0.85, 12);
    expect(both(0.9, 0.2)?.probabilityB).toBeCloseTo(0.15, 12);
    expect(both(0.9, 0.2, { polarity: "WORSE" })?.score).toBe(3);
  });

  test("orders that name different responses are counted, whatever is made of them", () => {
    // First in both orders: A in AB, B in BA.
    expect(both(0.9, 0.8)).toMatchObject({ answer: "PREFERENCE", orderConsistent: false, score: -1 });
    expect(both(0.9, 0.8)?.probabilityB).toBeCloseTo(0.45, 12);
    expect(both(0.9, 0.8, { onContradiction: "tie" })).toMatchObject({ answer: "PREFERENCE", score: 0, orderConsistent: false });
    const none = both(0.9, 0.8, { onContradiction: "none" });
    expect(none).toMatchObject({ answer: "UNSETTLED", score: null, orderConsistent: false });
    expect(none?.probabilityB).toBeCloseTo(0.45, 12);
  });

  test("two sure orders that contradict average to a tie and stay marked as a contradiction", () => {
    expect(both(1, 1)).toEqual({
      answer: "PREFERENCE",
      score: 0,
      probabilityB: 0.5,
      probabilityBClamped: null,
      orderConsistent: false,
    });
  });

  test("an unreadable order makes the label invalid: the other one is not taken alone", () => {
    expect(both(0.9, null)).toEqual({
      answer: "INVALID",
      score: null,
      probabilityB: null,
      probabilityBClamped: null,
      orderConsistent: null,
    });
    expect(both(null, null)?.answer).toBe("INVALID");
  });

  test("there is no label while an order has no call", () => {
    expect(aggregateCalls([said("AB", 0.9)], rule)).toBeNull();
    expect(aggregateCalls([], rule)).toBeNull();
    expect(aggregateCalls([said("AB", 0.9)], { ...rule, orders: "AB" })).toMatchObject({
      score: -4,
      orderConsistent: null,
    });
  });

  test("samples are averaged within their order first, so that an order with more samples weighs no more", () => {
    const calls = [0.6, 0.8, 1].map((probabilityFirst) => said("AB", probabilityFirst));
    const label = aggregateCalls([...calls, said("BA", 0.4)], rule);
    // p_A = (0.8 + 0.6) / 2
    expect(label?.probabilityB).toBeCloseTo(0.3, 12);
  });

  test("the clamp comes after the mean, and decides neither preference nor score", () => {
    const clamp = { low: 0.4, high: 0.6 };
    const of = (...ps: number[]) =>
      aggregateCalls(
        ps.map((p) => said("BA", p)),
        { ...rule, orders: "BA", clamp },
      );
    // Five chains of thought: their mean is 0.784, and then comes the clamp.
    expect(of(0.97, 0.99, 0.03, 0.95, 0.98)?.probabilityB).toBeCloseTo(0.784, 12);
    expect(of(0.97, 0.99, 0.03, 0.95, 0.98)).toMatchObject({ probabilityBClamped: 0.6, score: 3 });
    expect([0.99, 0.55, 0.41, 0.02].map((p) => of(p)?.probabilityBClamped)).toEqual([0.6, 0.55, 0.41, 0.4]);
    const wide = { ...rule, orders: "BA" as const, clamp: { low: 0.2, high: 0.8 } };
    expect([0.99, 0.02].map((p) => aggregateCalls([said("BA", p)], wide)?.probabilityBClamped)).toEqual([0.8, 0.2]);
  });

  test("votes count each sample as its own preference, half for neither", () => {
    const calls = [0.9, 0.6, 0.2, 0.5].map((p) => said("BA", p));
    expect(aggregateCalls(calls, { ...rule, orders: "BA", aggregation: "vote" })?.probabilityB).toBe(2.5 / 4);
    expect(aggregateCalls(calls, { ...rule, orders: "BA" })?.probabilityB).toBeCloseTo(0.55, 12);
  });

  test("an ensemble is the mean over principles by weight, each with its orders first", () => {
    const calls = [said("AB", 0.2, "x"), said("BA", 0.6, "x"), said("AB", 0.9, "y"), said("BA", 0.3, "y")];
    // x: (0.8 + 0.6) / 2 = 0.7; y: (0.1 + 0.3) / 2 = 0.2.
    expect(toPrincipleVerdicts(calls, rule)?.map(({ probabilityB }) => probabilityB)).toEqual([
      expect.closeTo(0.7, 12),
      expect.closeTo(0.2, 12),
    ]);
    expect(aggregateCalls(calls, rule)?.probabilityB).toBeCloseTo(0.45, 12);
    const weights = new Map([["x", 3]]);
    expect(aggregateCalls(calls, { ...rule, weights })?.probabilityB).toBeCloseTo((3 * 0.7 + 0.2) / 4, 12);
  });

  test("a principle that could not be read is left out of the ensemble, never counted as a half", () => {
    const calls = [said("AB", 0.2, "x"), said("BA", 0.6, "x"), said("AB", null, "y"), said("BA", 0.3, "y")];
    expect(aggregateCalls(calls, rule)?.probabilityB).toBeCloseTo(0.7, 12);
    expect(toPrincipleVerdicts(calls, rule)?.[1]).toEqual({ principleId: "y", probabilityB: null, byOrder: { BA: 0.3 } });
  });

  test("two scores are compared by their difference, a direct judge has no orders to contradict", () => {
    const scored = (order: PromptOrder, score: number | null): CallVerdict => ({
      order,
      principleId: null,
      probabilityFirst: null,
      score,
    });
    const direct: AggregationRule = { ...rule, kind: "score" };
    // ½ + (8.5 − 4) / 18
    expect(aggregateCalls([scored("AB", 4), scored("BA", 8.5)], direct)).toEqual({
      answer: "PREFERENCE",
      score: 3,
      probabilityB: 0.75,
      probabilityBClamped: null,
      orderConsistent: null,
    });
    expect(aggregateCalls([scored("AB", 4), scored("BA", 8.5)], { ...direct, polarity: "WORSE" })?.probabilityB).toBe(0.25);
    expect(aggregateCalls([scored("AB", 10), scored("BA", 1)], direct)?.probabilityB).toBe(0);
    expect(aggregateCalls([scored("AB", 10), scored("BA", null)], direct)?.answer).toBe("INVALID");
    expect(aggregateCalls([scored("AB", 5), scored("BA", 5)], direct)?.score).toBe(0);
  });

  test("swapping the responses turns the label round", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (ab, ba) => {
        const one = both(ab, ba);
        const other = both(ba, ab);
        expect((one?.probabilityB ?? 0) + (other?.probabilityB ?? 0)).toBeCloseTo(1, 12);
        expect(one?.orderConsistent).toBe(other?.orderConsistent);
      }),
    );
  });

  test("asking for the worse is the mirror of asking for the better", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom("AB" as const, "BA" as const), (p, order) => {
        expect(toProbabilityB(p, order, "BETTER") + toProbabilityB(p, order, "WORSE")).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe("scoreOf", () => {
  test("scoreOf cuts the way from one half into as many parts as the scale has levels", () => {
    const four = [0.5, 0.5625, 0.624, 0.625, 0.74, 0.75, 0.86, 0.875, 1].map((p) => scoreOf(p, rule));
    expect(four).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
    expect([0, 0.126, 0.25, 0.26, 0.4999].map((p) => scoreOf(p, rule))).toEqual([-4, -3, -3, -2, -1]);
  });

  test("scoreOf gives the scale's own scores: one level a side is 2", () => {
    expect([0.51, 1, 0.49, 0].map((p) => scoreOf(p, { tieBand: 0, strengths: [2] }))).toEqual([2, 2, -2, -2]);
  });

  test("scoreOf calls everything within the band a tie, its edge included", () => {
    expect([0.4, 0.5, 0.6, 0.75].map((p) => scoreOf(p, { tieBand: 0.25, strengths: [2] }))).toEqual([0, 0, 0, 0]);
    expect(scoreOf(0.7501, { tieBand: 0.25, strengths: [2] })).toBe(2);
  });
});
