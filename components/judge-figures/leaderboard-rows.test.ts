import { expect, test } from "vitest";
import type { Leaderboard, LeaderboardRow } from "@/lib/judge-figures/leaderboard-types";
import { describeTests } from "./leaderboard-foot";
import { sortBoard, toSortKey } from "./leaderboard-rows";

const value = (estimate: number | null) => ({ estimate, n: { comparisons: 40 } });

function row(name: string, agreement: number | null, more: Partial<LeaderboardRow> = {}, comparisons = 40): LeaderboardRow {
  // Only what sorting reads stands here.
  const figures =
    agreement === null ? null : { comparisons, againstEachHuman: value(agreement), altTest: { advantageProbability: agreement } };
  return {
    name,
    annotator: name,
    kind: "AI",
    judge: null,
    openRun: null,
    unreadable: 0,
    figures: figures as LeaderboardRow["figures"],
    reason: agreement === null ? "never run" : null,
    perLabelMicroDollars: null,
    costReason: null,
    secondsPerLabel: null,
    ...more,
  };
}

function board(rows: LeaderboardRow[]): Leaderboard {
  const people = { annotators: 2, group: { agreementPooled: value(0.73) }, perLabelMicroDollars: 280_000, secondsPerLabel: 51 };
  return { rows, people } as unknown as Leaderboard;
}

const names = (rows: readonly (LeaderboardRow | "people")[]) => rows.map((each) => (each === "people" ? each : each.name));

test("sortBoard puts people at their place, and who has no value or too few comparisons last", () => {
  const rows = [row("wren", 0.64), row("new", null), row("few", 0.99, {}, 12), row("heron", 0.75)];
  expect(names(sortBoard(board(rows), "agreement"))).toEqual(["heron", "people", "wren", "few", "new"]);
  // People have no ρ of their own.
  expect(names(sortBoard(board(rows), "rho"))).toEqual(["heron", "wren", "people", "few", "new"]);
});

test("sortBoard puts the cheapest first, figures or none", () => {
  const rows = [row("dear", 0.8, { perLabelMicroDollars: 900_000 }), row("running", null, { perLabelMicroDollars: 1000 })];
  expect(names(sortBoard(board(rows), "cost"))).toEqual(["running", "people", "dear"]);
});

test("toSortKey takes a column's name, and agreement for anything else", () => {
  expect([toSortKey("ece"), toSortKey("nonsense"), toSortKey(["ece"])]).toEqual(["ece", "agreement", "agreement"]);
});

test("describeTests names the test, the correction and how many were made", () => {
  const test = {
    annotator: "b",
    comparisons: 9,
    clusters: 9,
    onlyThis: 1,
    onlyBest: 2,
    p: 1,
    adjusted: 1,
    method: "McNemar, exact",
    reason: null,
  } as const;
  expect(describeTests({ best: "a", tests: [test], made: 1, adjustment: "Benjamini–Hochberg" })).toBe(
    "p against the best: McNemar, exact, against the majority of people; corrected over 1 test (Benjamini–Hochberg).",
  );
  expect(describeTests({ best: null, tests: [], made: 0, adjustment: "Benjamini–Hochberg" })).toBe("");
});
