import { expect, test } from "vitest";
import { columnsOf, type TestLabel, testId } from "@/lib/testing/columns-of";
import { findKinds } from "./disagreement-kinds";
import { toRatings } from "./ratings";
import { BehindQuery, type DisagreementKind } from "./schema";

const people = (comparison: string, ...values: number[]): TestLabel[] =>
  values.map((value, i) => ({ annotator: ["ann", "ben", "cleo"][i]!, comparison, value }));
const judge = (comparison: string, value: TestLabel["value"], probabilityB?: number): TestLabel => ({
  annotator: "gauge",
  comparison,
  value,
  ...(probabilityB === undefined ? {} : { probabilityB }),
});

const columns = columnsOf(
  [
    ...people("clear", -3, -1),
    judge("clear", 2),
    ...people("slight", -1),
    judge("slight", 4),
    ...people("tied", 2, 2),
    judge("tied", 0, 0.5),
    ...people("split", -1, 2, 2),
    judge("split", 2, 0.95),
    ...people("unread", 1),
    judge("unread", "INVALID"),
    ...people("alike", 2),
    judge("alike", 3, 0.97),
    ...people("unjudged", -2, 2),
  ],
  { gauge: "AI" },
);
const ratings = toRatings(columns, {
  ties: "category",
  invalid: "wrong",
  criterion: 0,
  round: null,
  kinds: ["HUMAN", "AI", "BASELINE"],
});
const at = (name: string) => columns.findComparison(testId(name));
const byJudge = BehindQuery.parse({ of: "judge", judge: testId("gauge") });
const orders = [
  { comparison: at("alike"), cluster: 0, ab: "first" as const, ba: "first" as const },
  { comparison: at("clear"), cluster: 0, ab: "first" as const, ba: "second" as const },
];

function list(query: BehindQuery, kind: DisagreementKind, isListed = (_: number) => true) {
  return findKinds({ ratings, orders, query, isListed }, kind).found.map(({ comparison, distance }) => [comparison, distance]);
}

test("findKinds counts each kind of disagreement between a judge and people", () => {
  const { counts, found } = findKinds({ ratings, orders, query: byJudge, isListed: () => true }, null);
  // "split" is opposite (−1 against +2) and slight on people's side.
  expect(counts).toEqual({ "opposite-strong": 1, "opposite-weak": 2, tie: 1, "sure-split": 1, orders: 1, unreadable: 1 });
  expect(found).toEqual([]);
});

test("findKinds lists the comparisons of a kind with how far apart their furthest labels are", () => {
  expect(list(byJudge, "opposite-strong")).toEqual([[at("clear"), 5]]);
  expect(new Map(list(byJudge, "opposite-weak") as [number, number][])).toEqual(
    new Map([
      [at("slight"), 5],
      [at("split"), 3],
    ]),
  );
  expect(list(byJudge, "sure-split")).toEqual([[at("split"), 3]]);
  expect(list(byJudge, "orders")).toEqual([[at("alike"), 1]]);
  expect(list(byJudge, "unreadable")).toEqual([[at("unread"), 0]]);
  expect(list(byJudge, "orders", (comparison) => comparison !== at("alike"))).toEqual([]);
});

test("findKinds among people leaves the judge out", () => {
  const humans = BehindQuery.parse({ of: "humans" });
  const { counts } = findKinds({ ratings, orders: [], query: humans, isListed: () => true }, null);
  // "split" is −1 against +2 twice; "unjudged" −2 against +2.
  expect(counts).toEqual({ "opposite-strong": 1, "opposite-weak": 1, tie: 0, "sure-split": 0, orders: 0, unreadable: 0 });
});
