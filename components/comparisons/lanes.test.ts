import { expect, test } from "vitest";
import { toLanes } from "./lanes";

const nameOf = (id: string) => ({ ann: "Ann", x: "judge-x", y: "judge-y" })[id] ?? id;
const ann = { annotatorId: "ann", kind: "HUMAN" as const };
const bob = { annotatorId: "bob", kind: "HUMAN" as const };
const x = { annotatorId: "x", kind: "AI" as const };
const y = { annotatorId: "y", kind: "AI" as const };
const longer = { annotatorId: "longer", kind: "BASELINE" as const };

test("toLanes draws the chosen judge below people, and no other judge", () => {
  const { laneOf, words } = toLanes({ of: "judge", judge: "x" }, nameOf);
  expect([ann, bob, x, y, longer].map(laneOf)).toEqual(["above", "above", "below", null, null]);
  expect(words).toBe("people’s scores stand above the line, that of judge-x below");
  expect(toLanes({ of: "judge", judge: "longer" }, nameOf).laneOf(longer)).toBe("below");
});

test("toLanes keeps two named annotators on two sides, and leaves out all others", () => {
  const { laneOf, words } = toLanes({ of: "pair", a: "y", b: "x" }, nameOf);
  expect([ann, x, y].map(laneOf)).toEqual([null, "below", "above"]);
  expect(words).toBe("the score of judge-y stands above the line, that of judge-x below");
});

test("toLanes of people among themselves has people alone", () => {
  expect([ann, bob, x, longer].map(toLanes({ of: "humans" }, nameOf).laneOf)).toEqual(["above", "above", null, null]);
});
