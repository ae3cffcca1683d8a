import { expect, test } from "vitest";
import { KEY_COMMANDS, rebind } from "./key-commands";
import { KEYS, readKeyMap, toPressed, toStandard } from "./key-map";

test("no two commands share a standard key, and each key that can be changed says what it does", () => {
  const keys = KEY_COMMANDS.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect([...keys].sort()).toEqual([...KEYS].sort());
});

test("a chosen key does what the standard one did, which then does nothing", () => {
  const changed = rebind({}, "u", "j");
  expect(changed).toEqual({ map: { u: "j" } });
  const { map } = changed as { map: Record<string, string> };
  expect([toStandard(map, "j"), toStandard(map, "u"), toStandard(map, "s"), toStandard(map, "Escape")]).toEqual([
    "u",
    null,
    "s",
    "Escape",
  ]);
  expect(toPressed(map, "u")).toBe("j");
  expect(rebind(map, "u", "u")).toEqual({ map: {} });
});

test("a key that is taken, and one that is no character, are refused with the reason", () => {
  expect(rebind({}, "u", "s")).toEqual({ refusal: "S is taken: skip, with a reason. Give that another key first." });
  expect(rebind({}, "u", "Enter")).toMatchObject({ refusal: expect.stringContaining("Only a letter") });
  expect(rebind({}, "u", " ")).toMatchObject({ refusal: expect.stringContaining("Only a letter") });
  expect(rebind({ s: "j" }, "u", "s")).toEqual({ map: { s: "j", u: "s" } });
});

test("stored keys are read back, exchanged ones too, and what is no choice of keys is none", () => {
  expect(readKeyMap({ s: "j", u: "s" })).toEqual({ s: "j", u: "s" });
  expect(readKeyMap({ s: "u", u: "s" })).toEqual({ s: "u", u: "s" });
  for (const stored of [null, "x", { u: 3 }, { nothing: "j" }, { u: "s" }, { u: "Enter" }])
    expect(readKeyMap(stored)).toEqual({});
});
