import { expect, test } from "vitest";
import { columnsOf, testId } from "@/lib/testing/columns-of";
import { findBehind } from "./find-behind";
import { toRatings } from "./ratings";
import { BehindQuery } from "./schema";

test("findBehind ranks by how sure the judge is, and a label without a probability comes last", () => {
  const given = { certain: 0.99, halfway: 0.75, guess: 0.5 };
  const labels = Object.entries(given).flatMap(([comparison, probabilityB]) => [
    { annotator: "ann", comparison, value: -1 },
    { annotator: "gauge", comparison, value: 2, probabilityB },
  ]);
  const hard = [
    { annotator: "ann", comparison: "hard", value: 1 },
    { annotator: "gauge", comparison: "hard", value: 4 },
  ];
  const columns = columnsOf([...labels, ...hard], { gauge: "AI" });
  const ratings = toRatings(columns, { ties: "exclude", invalid: "drop", criterion: 0, round: null, kinds: ["HUMAN", "AI"] });
  const rankOf = (sort: "sure" | "unsure") => {
    const query = BehindQuery.parse({ of: "judge", judge: testId("gauge"), sort });
    const found = findBehind({ ratings, orders: [], query });
    return Object.fromEntries(
      [...Object.keys(given), "hard"].map((name) => {
        const at = columns.findComparison(testId(name));
        return [name, found.find(({ comparison }) => comparison === at)?.distance];
      }),
    );
  };
  // |2p − 1| in eighths: 0.98, 0.5, 0.
  expect(rankOf("sure")).toEqual({ certain: 8, halfway: 4, guess: 0, hard: 0 });
  expect(rankOf("unsure")).toEqual({ certain: 0, halfway: 4, guess: 8, hard: 0 });
});
