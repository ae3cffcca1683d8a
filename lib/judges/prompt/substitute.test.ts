import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPlaceholders, substitute } from "./substitute";

describe("substitute", () => {
  test("substitute fills each place and reads nothing that it filled in", () => {
    const filled = substitute("1: {{one}}\n2: {{ two }}", { one: "{{two}} $& {{one}}", two: "second" });
    expect(filled).toBe("1: {{two}} $& {{one}}\n2: second");
  });

  test.each(["constructor", "__proto__", "toString", "one.length", "one[0]", "", "#if one", "=one"])(
    "substitute finds no value for {{%s}}",
    (name) => {
      expect(() => substitute(`{{${name}}}`, { one: "1" })).toThrow(/has no value/);
    },
  );

  test("substitute leaves single and broken braces alone", () => {
    expect(substitute("{one} {{one} }} { {one}}", { one: "x" })).toBe("{one} {{one} }} { {one}}");
  });

  test("whatever stands in a value stands in the result, unchanged and once", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(substitute("<{{a}}|{{b}}>", { a, b })).toBe(`<${a}|${b}>`);
      }),
    );
  });
});

test("findPlaceholders lists names once, in their order", () => {
  expect(findPlaceholders("{{b}} {{ a }} {{b}} {c}")).toEqual(["b", "a"]);
});
