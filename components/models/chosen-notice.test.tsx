import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ChosenNotice } from "./chosen-notice";

const said = (chosen: { comparisons: number; active: number; unequal: number }) =>
  renderToStaticMarkup(<ChosenNotice chosen={chosen} />);

test("ChosenNotice is silent where every comparison had the same chance", () => {
  expect(said({ comparisons: 1240, active: 0, unequal: 0 })).toBe("");
});

test("ChosenNotice warns of comparisons that were chosen, or drawn with another chance, and says how many", () => {
  expect(said({ comparisons: 1240, active: 0, unequal: 30 })).toContain(
    "Of 1,240 comparisons in rounds, 30 had another chance to be drawn than the rest.",
  );
  expect(said({ comparisons: 40, active: 12, unequal: 12 })).toContain("Of 40 comparisons in rounds, 12 were chosen actively.");
});
