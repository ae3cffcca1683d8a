import { describe, expect, test } from "vitest";
import { toScale, toStrengths } from "./scale";
import type { Preset } from "./types";

const PRESETS: readonly Preset[] = ["HH_HELPFUL", "HH_RED_TEAM", "LLAMA2", "ARENA", "BINARY", "CUSTOM"];

function scores(preset: Preset): number[] {
  return toScale(preset).buttons.map((button) => button.score);
}

describe("toScale", () => {
  test("the HH-RLHF presets have eight buttons from A much to B much and no middle", () => {
    expect(scores("HH_HELPFUL")).toEqual([-4, -3, -2, -1, 1, 2, 3, 4]);
    expect(scores("HH_RED_TEAM")).toEqual([-4, -3, -2, -1, 1, 2, 3, 4]);
    expect(toScale("HH_HELPFUL").buttons.map((button) => button.label)).toEqual([
      "Much",
      "Clearly",
      "Somewhat",
      "Slightly",
      "Slightly",
      "Somewhat",
      "Clearly",
      "Much",
    ]);
  });

  test("HH-RLHF leaves its weakest level out of exports, Llama 2 keeps it", () => {
    const dropped = (preset: Preset) => toScale(preset).buttons.filter((button) => !button.exported);
    expect(dropped("HH_HELPFUL").map((button) => button.score)).toEqual([-1, 1]);
    expect(dropped("HH_RED_TEAM").map((button) => button.score)).toEqual([-1, 1]);
    for (const preset of ["LLAMA2", "ARENA", "BINARY", "CUSTOM"] as const) expect(dropped(preset)).toEqual([]);
  });

  test("Llama 2's margins are the published 1, 2/3, 1/3, 0 and 3, 2, 1, 0", () => {
    const right = toScale("LLAMA2")
      .buttons.filter((button) => button.side === "RIGHT")
      .toReversed();
    expect(right.map((button) => button.degree)).toEqual(["significantly", "", "slightly", "negligibly"]);
    expect(right.map((button) => button.marginSmall)).toEqual([1, 2 / 3, 1 / 3, 0]);
    expect(right.map((button) => button.marginLarge)).toEqual([3, 2, 1, 0]);
  });

  test("arena has a tie on the line and both bad beside it", () => {
    expect(scores("ARENA")).toEqual([-2, 0, 2]);
    expect(toScale("ARENA")).toMatchObject({ levelsPerSide: 1, allowsTie: true, allowsBothBad: true });
  });

  test("binary stores 2, so that no rule about the weakest level touches it", () => {
    expect(scores("BINARY")).toEqual([-2, 2]);
    expect(toScale("BINARY")).toMatchObject({ allowsTie: false, allowsBothBad: false });
  });

  test.each([1, 2, 3, 4])("a custom scale of %i levels has as many strengths, rising", (levelsPerSide) => {
    for (const allowsTie of [false, true]) {
      const scale = toScale("CUSTOM", { levelsPerSide, allowsTie });
      const strengths = toStrengths(scale);
      expect(strengths).toHaveLength(levelsPerSide);
      expect(strengths).toEqual([...new Set(strengths)].sort((a, b) => a - b));
      expect(scale.buttons).toHaveLength(2 * levelsPerSide + (allowsTie ? 1 : 0));
    }
  });

  test("a custom scale outside 1 to 4 levels is a bug of the caller", () => {
    expect(() => toScale("CUSTOM", { levelsPerSide: 5, allowsTie: false })).toThrow(/1 to 4/);
    expect(() => toScale("CUSTOM", { levelsPerSide: 0, allowsTie: false })).toThrow(/1 to 4/);
  });

  test("every scale is the mirror of itself: scores rise from left to right and the sides carry the same words", () => {
    for (const preset of PRESETS) {
      const { buttons } = toScale(preset);
      const mirrored = buttons.toReversed();
      for (const [index, button] of buttons.entries()) {
        expect(button.score + (mirrored[index]?.score ?? Number.NaN)).toBe(0);
        expect(button.label).toBe(mirrored[index]?.label);
        expect(button.score).toBeGreaterThan(buttons[index - 1]?.score ?? Number.NEGATIVE_INFINITY);
      }
    }
  });
});
