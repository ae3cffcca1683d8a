import { expect, test } from "vitest";
import { nameOf } from "./use-shortcuts";

const key = (typed: string, code: string, shiftKey = false) => nameOf({ key: typed, code, shiftKey });

test("a key is named by what is printed on it, whatever the layout", () => {
  expect(key("z", "KeyZ")).toBe("z");
  expect(key("Z", "KeyZ", true)).toBe("z");
  // German: Z and Y have changed places.
  expect(key("z", "KeyY")).toBe("z");
  // Dvorak: S stands where O is.
  expect(key("s", "Semicolon")).toBe("s");
  expect(key("?", "Minus", true)).toBe("?");
});

test("digits count without Shift on a French keyboard, and on the pad", () => {
  expect(key("&", "Digit1")).toBe("1");
  expect(key("1", "Digit1", true)).toBe("1");
  expect(key("7", "Numpad7")).toBe("7");
});

test("a digit's key with Shift is not the digit where Shift prints something else", () => {
  expect(key("!", "Digit1", true)).toBe("!");
});

test("letters of another script count by their place", () => {
  expect(key("ы", "KeyS")).toBe("s");
  expect(key("δ", "KeyD")).toBe("d");
});
