import { expect, test } from "vitest";
import { toScale } from "@/lib/labels/scale";
import type { Preset } from "@/lib/labels/types";
import { buttonOfKey, fullName, keyOf } from "./scale-words";

const keys = (preset: Preset) => {
  const scale = toScale(preset);
  return scale.buttons.map((button) => keyOf(scale, button)).join(" ");
};

test("numbers run from left to right, and a tie is 0", () => {
  expect(keys("HH_HELPFUL")).toBe("1 2 3 4 5 6 7 8");
  expect(keys("ARENA")).toBe("1 0 2");
  expect(keys("BINARY")).toBe("1 2");
});

test("a key finds its button; t is a tie where there is one", () => {
  expect(buttonOfKey(toScale("HH_HELPFUL"), "7")).toMatchObject({ side: "RIGHT", level: 3 });
  expect(buttonOfKey(toScale("HH_HELPFUL"), "0")).toBeNull();
  expect(buttonOfKey(toScale("ARENA"), "T")).toMatchObject({ side: "TIE" });
  expect(buttonOfKey(toScale("ARENA"), "3")).toBeNull();
});

test("a button says its whole answer, also where the question asks for the worse", () => {
  const scale = toScale("HH_RED_TEAM");
  const names = scale.buttons.map((button) => fullName(button, { comparative: "more harmful" }));
  expect(names[0]).toBe("Left is much more harmful");
  expect(names[7]).toBe("Right is much more harmful");
  expect(new Set(names).size).toBe(8);
});
