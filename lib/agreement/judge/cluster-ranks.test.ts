import { expect, test } from "vitest";
import { rankByContent } from "./cluster-ranks";

const clusters = [
  [
    { p: 0.9, y: 1 },
    { p: 0.2, y: 0 },
  ],
  [{ p: 0.9, y: 1 }],
  [{ p: 0.9, y: 0 }],
  [{ p: 0.9, y: 1 }],
  [{ p: 0.2, y: 0 }],
];

test("rankByContent gives every cluster a place of its own, in an order that its content decides", () => {
  const ranks = rankByContent(clusters);
  expect([...ranks].sort()).toEqual([0, 1, 2, 3, 4]);
  const turned = rankByContent([...clusters].reverse().map((cluster) => [...cluster].reverse()));
  const sets = (of: Int32Array, at: readonly number[]) => at.map((i) => of[i]).sort();
  expect([turned[4], turned[2], turned[0]]).toEqual([ranks[0], ranks[2], ranks[4]]);
  // The two that hold the same may have changed places.
  expect(sets(turned, [1, 3])).toEqual(sets(ranks, [1, 3]));
});

test("rankByContent tells an outcome apart from its opposite", () => {
  const [one, other] = rankByContent([[{ p: 0.5, y: 1 }], [{ p: 0.5, y: 0 }]]);
  expect(one).not.toBe(other);
});
