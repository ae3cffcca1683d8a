import { expect, test } from "vitest";
import { toConsensus } from "./consensus";

const votes = (...scores: (number | null)[]) => scores.map((score) => ({ score }));

test("the majority of people stands, with the mean strength of its side", () => {
  expect(toConsensus(votes(-4, -3, 2))).toEqual({ score: -4, method: "majority", votes: 3 });
  expect(toConsensus(votes(1, 2, 3, -4))).toEqual({ score: 2, method: "majority", votes: 4 });
  expect(toConsensus(votes(0, 0, 4))).toEqual({ score: 0, method: "majority", votes: 3 });
});

test("a split vote and a comparison without preferences have no answer", () => {
  expect(toConsensus(votes(-4, 1))).toEqual({ score: null, reason: "people are split" });
  expect(toConsensus(votes(-1, 0, 1))).toEqual({ score: null, reason: "people are split" });
  expect(toConsensus(votes(null, null))).toEqual({ score: null, reason: "no label of people" });
  expect(toConsensus([])).toEqual({ score: null, reason: "no label of people" });
});

test("an adjudication stands before any vote", () => {
  expect(toConsensus(votes(-4, -4, -4), { answer: "PREFERENCE", score: 2 })).toEqual({
    score: 2,
    method: "adjudication",
    votes: 3,
  });
  expect(toConsensus(votes(3), null)).toMatchObject({ method: "majority" });
});

test("an adjudicator who found both bad, or could not decide, leaves no answer", () => {
  expect(toConsensus(votes(-4, -4), { answer: "BOTH_BAD", score: null })).toEqual({
    score: null,
    reason: "adjudicated as both bad",
  });
  expect(toConsensus(votes(3), { answer: "UNSURE", score: null })).toEqual({ score: null, reason: "adjudicated as unsure" });
});

test("turning A and B round turns the answer round", () => {
  for (const scores of [
    [-4, -3, 2],
    [1, 1, -2],
    [0, 3, 3],
  ]) {
    const answer = toConsensus(votes(...scores));
    const turned = toConsensus(votes(...scores.map((score) => -score)));
    expect(turned.score === null ? null : turned.score + 0).toBe(answer.score === null ? null : 0 - answer.score);
  }
});
