import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonRow } from "./parse-json-row";

function problem(text: string) {
  const parsed = parseJsonRow(text);
  if (parsed.ok) throw new Error("was read");
  return parsed.problem;
}

function value(text: string) {
  const parsed = parseJsonRow(text);
  if (!parsed.ok) throw new Error(parsed.problem.reason);
  return parsed.value;
}

describe("parseJsonRow", () => {
  test("gives what JSON.parse gives for any object without a repeated key", () => {
    const json = fc.dictionary(
      fc.string({ unit: "binary" }).filter((key) => key !== "__proto__"),
      fc.jsonValue({ maxDepth: 4, stringUnit: "grapheme" }),
    );
    fc.assert(
      fc.property(json, (object) => {
        const text = JSON.stringify(object);
        const parsed = parseJsonRow(text);
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
        else expect(parsed.problem.reason).toMatch(/NUL|__proto__|surrogate/);
      }),
    );
  });

  test("keeps the digits of whole numbers beyond 2^53", () => {
    expect(value('{"idx": 12345678901234567890, "n": [-9007199254740993], "ok": 9007199254740991}')).toEqual({
      idx: "12345678901234567890",
      n: ["-9007199254740993"],
      ok: 9007199254740991,
    });
  });

  test("keeps a number that no double holds, and leaves ordinary ones alone", () => {
    expect(value('{"a":1e999,"b":0.83,"c":-1.5e-3,"d":0.12345678901234567890}')).toEqual({
      a: "1e999",
      b: 0.83,
      c: -0.0015,
      d: 0.12345678901234568,
    });
  });

  test("does not touch digits inside texts", () => {
    expect(value('{"a":"12345678901234567890","b\\"":"\\\\","c":12345678901234567890}')).toEqual({
      a: "12345678901234567890",
      'b"': "\\",
      c: "12345678901234567890",
    });
  });

  test("refuses a key that stands twice, also escaped and deeper", () => {
    expect(problem('{"a":1,"b":2,"a":3}')).toMatchObject({ column: "a", reason: expect.stringContaining("twice") });
    expect(problem('{"a":1,"\\u0061":3}')).toMatchObject({ column: "a" });
    expect(problem('{"m":[{"k":1,"k":1}]}')).toMatchObject({ column: "k" });
    expect(value('{"a":{"b":1},"c":{"b":2}}')).toEqual({ a: { b: 1 }, c: { b: 2 } });
  });

  test("refuses __proto__ and takes constructor and prototype as data", () => {
    expect(problem('{"metadata":{"__proto__":{"isAdmin":true}}}')).toMatchObject({ column: "__proto__" });
    expect(problem('{"\\u005f_proto__":1}')).toMatchObject({ column: "__proto__" });
    const parsed = value('{"constructor":1,"prototype":2}');
    expect(Object.entries(parsed)).toEqual([
      ["constructor", 1],
      ["prototype", 2],
    ]);
  });

  test("refuses NUL and halves of surrogate pairs, and names the place", () => {
    expect(problem('{"m":{"x":["a\\u0000b"]}}')).toMatchObject({ column: "m.x.0", reason: expect.stringContaining("NUL") });
    expect(problem('{"a":"\\ud83d"}')).toMatchObject({ column: "a", reason: expect.stringContaining("surrogate") });
    expect(problem('{"a":"\\uDE00\\uD83D"}')).toMatchObject({ column: "a" });
    expect(problem('{"a\\u0000":1}')).toMatchObject({ reason: expect.stringContaining("NUL") });
    expect(value('{"a":"\\ud83d\\ude00 \\\\u0000"}')).toEqual({ a: "😀 \\u0000" });
  });

  test("refuses nesting that is too deep, 100,000 levels as well", () => {
    for (const depth of [65, 100_000]) {
      expect(problem(`{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`).reason).toContain("more than 64 deep");
    }
    expect(parseJsonRow(`{"a":${"[".repeat(63)}${"]".repeat(63)}}`).ok).toBe(true);
  });

  test.each([
    ['{"a":"x', "Not JSON: a text is not closed at character 8."],
    ['{"a":1', "Not JSON: the row ends too early."],
    ["{'a':1}", "Not JSON: a character does not belong there at character 2."],
    ['{"a":1}x', "Not JSON: a character does not belong there at character 8."],
    ['{"a":"\t"}', "Not JSON: a control character stands unescaped in a text at character 7."],
    ['{"a":NaN}', "Not JSON: a character does not belong there."],
    ['{"a":-}', "Not JSON: a character does not belong there at character 7."],
    ["[1]", "The row is a list, not an object."],
    ["null", "The row is null, not an object."],
    ['"x"', "The row is a text, not an object."],
    ["12345678901234567890", "The row is a text, not an object."],
  ])("says what is wrong with %j", (text, reason) => {
    expect(problem(text).reason).toBe(reason);
  });
});
