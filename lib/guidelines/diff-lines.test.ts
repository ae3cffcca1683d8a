import { expect, test } from "vitest";
import { listLineChanges } from "./diff-lines";

test("lines that stay, come and go are told apart, and an end of line at the very end makes no difference", () => {
  expect(listLineChanges("one\ntwo\nthree", "one\n2\nthree\nfour\n")).toEqual([
    { kind: "same", text: "one" },
    { kind: "gone", text: "two" },
    { kind: "added", text: "2" },
    { kind: "same", text: "three" },
    { kind: "added", text: "four" },
  ]);
  expect(listLineChanges("same\n", "same")).toEqual([{ kind: "same", text: "same" }]);
});
