import { expect, test } from "vitest";
import { describeBehind } from "./words";

const NAMES: Record<string, string> = { h: "Heron v3", m: "Mara Lind", t: "Tomás Ibarra" };
const nameOf = (id: string) => NAMES[id] ?? "?";

test("describeBehind says whose labels a number counted", () => {
  expect(describeBehind({ of: "humans" }, nameOf)).toBe("Comparisons that two people labelled");
  expect(describeBehind({ of: "judge", judge: "h" }, nameOf)).toBe("Comparisons that a person and Heron v3 labelled");
  expect(describeBehind({ of: "pair", a: "m", b: "t" }, nameOf)).toBe("Comparisons that Mara Lind and Tomás Ibarra labelled");
});

test("describeBehind says how the labels went", () => {
  expect(describeBehind({ of: "judge", judge: "h", outcome: "disagree" }, nameOf)).toBe(
    "Comparisons on which a person and Heron v3 prefer different responses",
  );
  expect(describeBehind({ of: "judge", judge: "h", rowScore: -4, columnScore: 3 }, nameOf)).toBe(
    "Comparisons on which a person said −4 and Heron v3 said +3",
  );
  expect(describeBehind({ of: "pair", a: "m", b: "t", row: "A", column: "tie" }, nameOf)).toBe(
    "Comparisons on which Mara Lind preferred A and Tomás Ibarra said a tie",
  );
});

test("describeBehind says how a judge's two orders went", () => {
  expect(describeBehind({ of: "judge", judge: "h", position: "first" }, nameOf)).toBe(
    "Comparisons on which Heron v3 names the response listed first in both orders of its prompt",
  );
});
