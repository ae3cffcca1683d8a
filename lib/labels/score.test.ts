import { describe, expect, test } from "vitest";
import { toScale } from "./scale";
import { type Presentation, toClick, toScore } from "./score";
import type { Click, Polarity, Scale, ScaleButton } from "./types";

const SCALES: readonly Scale[] = [
  toScale("HH_HELPFUL"),
  toScale("HH_RED_TEAM"),
  toScale("LLAMA2"),
  toScale("ARENA"),
  toScale("BINARY"),
  ...[1, 2, 3, 4].flatMap((levelsPerSide) => [false, true].map((allowsTie) => toScale("CUSTOM", { levelsPerSide, allowsTie }))),
];
const PRESENTATIONS: readonly Presentation[] = [false, true].flatMap((swapped) =>
  (["BETTER", "WORSE"] satisfies Polarity[]).map((polarity) => ({ swapped, polarity })),
);

function clickOf(button: ScaleButton): Click {
  return button.side === "TIE" ? { side: "TIE", level: 0 } : { side: button.side, level: button.level };
}

describe("toScore", () => {
  const hh = toScale("HH_HELPFUL");

  test("is worked out by hand for each of the four ways to present a comparison", () => {
    const right: Click = { side: "RIGHT", level: 4 };
    // Right is B, and B is far better.
    expect(toScore(right, { swapped: false, polarity: "BETTER" }, hh)).toBe(4);
    // Right is A.
    expect(toScore(right, { swapped: true, polarity: "BETTER" }, hh)).toBe(-4);
    // Right is B, and B is far worse.
    expect(toScore(right, { swapped: false, polarity: "WORSE" }, hh)).toBe(-4);
    // Right is A, and A is far worse: B is far better.
    expect(toScore(right, { swapped: true, polarity: "WORSE" }, hh)).toBe(4);
  });

  test("names the same response whichever side it stood on, on every scale and level", () => {
    for (const scale of SCALES) {
      for (const button of scale.buttons) {
        for (const polarity of ["BETTER", "WORSE"] as const) {
          const mirrored = scale.buttons.find((other) => other.level === button.level && other.score === -button.score);
          const here = toScore(clickOf(button), { swapped: false, polarity }, scale);
          const there = toScore(clickOf(mirrored!), { swapped: true, polarity }, scale);
          expect(there).toBe(here);
        }
      }
    }
  });

  test("inverts with the polarity of the question and keeps the strength", () => {
    for (const scale of SCALES) {
      for (const button of scale.buttons) {
        for (const swapped of [false, true]) {
          const better = toScore(clickOf(button), { swapped, polarity: "BETTER" }, scale);
          const worse = toScore(clickOf(button), { swapped, polarity: "WORSE" }, scale);
          expect(better! + worse!).toBe(0);
          expect(Math.abs(better!)).toBe(Math.abs(button.score));
        }
      }
    }
  });

  test("stores a tie as 0 and never as -0", () => {
    for (const presentation of PRESENTATIONS) {
      expect(Object.is(toScore({ side: "TIE", level: 0 }, presentation, toScale("ARENA")), 0)).toBe(true);
    }
  });

  test("has no value for a button that the scale does not have", () => {
    const presentation: Presentation = { swapped: false, polarity: "BETTER" };
    expect(toScore({ side: "TIE", level: 0 }, presentation, hh)).toBeNull();
    expect(toScore({ side: "LEFT", level: 2 }, presentation, toScale("BINARY"))).toBeNull();
    expect(toScore({ side: "RIGHT", level: 0 }, presentation, toScale("ARENA"))).toBeNull();
  });
});

describe("toClick", () => {
  test("is the inverse of toScore, both ways, on every scale, button and presentation", () => {
    for (const scale of SCALES) {
      for (const presentation of PRESENTATIONS) {
        for (const button of scale.buttons) {
          const click = clickOf(button);
          const score = toScore(click, presentation, scale);
          expect(toClick(score!, presentation, scale)).toEqual(click);
        }
        for (let score = -4; score <= 4; score++) {
          const click = toClick(score, presentation, scale);
          if (click) expect(toScore(click, presentation, scale)).toBe(score);
          else expect(scale.buttons.some((button) => button.score === score)).toBe(false);
        }
      }
    }
  });
});
