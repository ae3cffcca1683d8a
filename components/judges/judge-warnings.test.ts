import { expect, test } from "vitest";
import { describeBias } from "./judge-warnings";

const calls = (first: number, decided: number) => ({ first, decided });

test("describeBias tells a place that decides from few comparisons in both orders", () => {
  const bias = describeBias(calls(11, 12), { both: 6, first: 6, second: 0, bias: "first" });
  expect(bias?.title).toBe("This judge prefers the response that is listed first.");
  expect(bias?.text).toBe(
    "On 6 of 6 comparisons both orders of its prompt name the same place: 6 for the first. Its labels say more of the place than of the responses.",
  );
});

test("describeBias says nothing where both orders agree, however uneven the calls", () => {
  expect(describeBias(calls(30, 40), { both: 20, first: 2, second: 1, bias: null })).toBeNull();
});

test("describeBias warns of a judge that was asked in one order, from 20 calls on", () => {
  const none = { both: 0, first: 0, second: 0, bias: null };
  expect(describeBias(calls(19, 19), none)).toBeNull();
  expect(describeBias(calls(3, 20), none)?.title).toBe("This judge prefers the response that is listed second:");
  expect(describeBias(calls(11, 20), none)).toBeNull();
});
