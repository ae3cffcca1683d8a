import { expect, test } from "vitest";
import { invisibleLabel, invisibleName, splitInvisible } from "./invisible";

test("splitInvisible leaves a text without invisible characters whole", () => {
  expect(splitInvisible("plain\ttext\nof two lines")).toEqual(["plain\ttext\nof two lines"]);
  expect(splitInvisible("")).toEqual([]);
  expect(splitInvisible("naïve 漢字 שלום")).toEqual(["naïve 漢字 שלום"]);
});

test("splitInvisible takes out bidirectional and zero-width characters and counts runs", () => {
  expect(splitInvisible("a\u202Eb\u200B\u200B\u200Bc")).toEqual([
    "a",
    { codePoint: 0x202e, count: 1 },
    "b",
    { codePoint: 0x200b, count: 3 },
    "c",
  ]);
  expect(splitInvisible("\uFEFF")).toEqual([{ codePoint: 0xfeff, count: 1 }]);
  expect(splitInvisible("a\u0000b")).toEqual(["a", { codePoint: 0, count: 1 }, "b"]);
});

test("splitInvisible keeps what writing needs: emoji, Persian, selectors, a region's flag", () => {
  for (const text of ["👩‍👩‍👧", "❤️‍🔥", "می‌خواهم", "क्‍ष", "☺️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "葛󠄀"]) expect(splitInvisible(text)).toEqual([text]);
});

test("splitInvisible marks joiners and selectors that stand where none belongs", () => {
  expect(splitInvisible("a\u200Db")).toEqual(["a", { codePoint: 0x200d, count: 1 }, "b"]);
  expect(splitInvisible("a\uFE0F")).toEqual(["a", { codePoint: 0xfe0f, count: 1 }]);
  expect(splitInvisible("\u{E0041}\u{E0042}")).toEqual([
    { codePoint: 0xe0041, count: 1 },
    { codePoint: 0xe0042, count: 1 },
  ]);
});

test("invisibleLabel and invisibleName say which character it is", () => {
  expect(invisibleLabel({ codePoint: 0x202e, count: 1 })).toBe("U+202E");
  expect(invisibleLabel({ codePoint: 0x0b, count: 3 })).toBe("U+000B ×3");
  expect(invisibleName({ codePoint: 0x202e, count: 1 })).toBe("right-to-left override");
  expect(invisibleName({ codePoint: 0x1b, count: 1 })).toBe("control character");
  expect(invisibleName({ codePoint: 0xe0041, count: 1 })).toBe("tag character");
});
