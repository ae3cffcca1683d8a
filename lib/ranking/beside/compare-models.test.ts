import { describe, expect, test } from "vitest";
import { bradleyTerry, createRandom, LEFT_WINS, RIGHT_WINS, TIE } from "@/lib/stats";
import { combineStrengths } from "./combine-strengths";
import { compareOrder } from "./compare-order";
import { controlLength } from "./control-length";
import type { BattleColumns } from "./gather-battles";
import { reportStyle } from "./report-style";

const resampling = { seed: 1, resamples: 500, breathe: () => undefined };

/** Battles as "comparison left right outcome", each comparison a cluster of its own. */
function battlesOf(models: string[], rows: readonly (readonly [number, number, number, number])[]): BattleColumns {
  const column = (at: 0 | 1 | 2 | 3) => Int32Array.from(rows, (row) => row[at]);
  return {
    comparison: column(0),
    cluster: column(0),
    left: column(1),
    right: column(2),
    outcome: Int8Array.from(column(3)),
    models,
  };
}

/** Three models of strengths 1, 0, −1, each pair in turn; the judge's outcome is people's but for `wrong` of them. */
function study(comparisons: number, labelled: number, wrong: number) {
  const random = createRandom(7, "study");
  const strengths = [1, 0, -1];
  const pairs = [
    [0, 1],
    [1, 2],
    [0, 2],
  ] as const;
  const judge: [number, number, number, number][] = [];
  const people: [number, number, number, number][] = [];
  for (let i = 0; i < comparisons; i++) {
    const [left, right] = pairs[i % 3]!;
    const p = 1 / (1 + Math.exp(strengths[right]! - strengths[left]!));
    const outcome = random.next() < p ? LEFT_WINS : RIGHT_WINS;
    judge.push([i, left, right, random.next() < wrong ? 2 - outcome : outcome]);
    if (i < labelled) people.push([i, left, right, outcome]);
  }
  const models = ["strong", "middle", "weak"];
  return { people: battlesOf(models, people), judge: battlesOf(models, judge), comparisons };
}

describe("combineStrengths", () => {
  test("a good judge narrows the intervals, and one that guesses is hardly trusted", () => {
    const good = study(900, 300, 0.05);
    const made = combineStrengths(good.people, good.judge, good.comparisons);
    expect(made).toMatchObject({ both: 300, judgeOnly: 600, reason: null });
    expect(made.models.map(({ model, rank }) => [model, rank])).toEqual([
      ["strong", 1],
      ["middle", 2],
      ["weak", 3],
    ]);
    for (const { saved } of made.models) expect(saved!).toBeGreaterThan(0.15);
    const poor = study(900, 300, 0.5);
    expect(combineStrengths(poor.people, poor.judge, poor.comparisons).lambda!).toBeLessThan(0.15);
  });

  test("says why where nobody and the judge labelled the same, or models are apart", () => {
    const { judge } = study(60, 0, 0);
    const nobody = battlesOf([], []);
    expect(combineStrengths(nobody, judge, 60)).toMatchObject({
      models: [],
      lambda: null,
      reason: "no comparison was labelled by people and by the judge",
    });
    const once = battlesOf(["strong", "middle"], [[0, 0, 1, LEFT_WINS]]);
    expect(combineStrengths(once, judge, 60).reason).toMatch(/^on the comparisons that both labelled: /);
  });
});

describe("compareOrder", () => {
  test("the same labels have the same order in every resample; a judge who turns them has the opposite", async () => {
    const { people, judge } = study(600, 600, 0);
    const same = await compareOrder(people, judge, bradleyTerry, resampling);
    expect(same).toMatchObject({ models: 3, tau: { estimate: 1 }, rho: { estimate: 1 } });
    const turned = { ...judge, outcome: judge.outcome.map((outcome) => 2 - outcome) };
    const opposite = await compareOrder(people, turned, bradleyTerry, resampling);
    expect(opposite.tau.estimate).toBe(-1);
    expect(opposite.rho.estimate).toBe(-1);
  });

  test("a noisy judge has an interval, and models apart have none", async () => {
    const { people, judge } = study(150, 150, 0.4);
    const { tau } = await compareOrder(people, judge, bradleyTerry, resampling);
    expect(tau.low!).toBeLessThanOrEqual(tau.estimate!);
    expect(tau.high!).toBeGreaterThanOrEqual(tau.estimate!);
    const once = battlesOf(["strong", "middle"], [[0, 0, 1, LEFT_WINS]]);
    expect((await compareOrder(once, judge, bradleyTerry, resampling)).tau).toMatchObject({
      estimate: null,
      reason: expect.stringContaining("by people:"),
    });
  });
});

describe("reportStyle", () => {
  test("finds the odds by hand where the model says nothing: 3 to 1 for the response with a list", () => {
    const rows: [number, number, number, number][] = [];
    const contrasts = new Map<number, number[]>();
    // Two models of equal strength; whoever has the list wins three times of four, on either side.
    for (let i = 0; i < 80; i++) {
      const listLeft = i % 2 === 0;
      const listWins = Math.floor(i / 2) % 4 !== 0;
      rows.push([i, 0, 1, listLeft === listWins ? LEFT_WINS : RIGHT_WINS]);
      contrasts.set(i, [0, listLeft ? 1 : -1, 0, 0, 0]);
    }
    const made = reportStyle(battlesOf(["old", "new"], rows), null, contrasts, 80);
    expect(made.effects).toHaveLength(1);
    expect(made.effects[0]).toMatchObject({ style: "lists", unit: "one side alone", comparisons: 80, judge: null });
    expect(made.effects[0]!.people.estimate).toBeCloseTo(3, 6);
    expect(made.effects[0]!.people.low!).toBeGreaterThan(1);
  });

  test("says why without a difference of style", () => {
    const rows: [number, number, number, number][] = [[0, 0, 1, TIE]];
    expect(reportStyle(battlesOf(["old", "new"], rows), null, new Map([[0, [0, 0, 0, 0, 0]]]), 1).reason).toBe(
      "the responses differ in no style",
    );
  });
});

test("controlLength shows both rates of each model, from its own side", () => {
  const rows: [number, number, number, number][] = Array.from({ length: 40 }, (_, i) => [
    i,
    0,
    1,
    i % 4 === 0 ? RIGHT_WINS : LEFT_WINS,
  ]);
  // The left response is longer where it wins, so at equal length it wins less.
  const lengths = {
    a: Int32Array.from(rows, ([i]) => (i % 4 === 0 ? 90 + (i % 3) * 20 : 120 + (i % 5) * 10)),
    b: new Int32Array(40).fill(100),
  };
  const [left, right] = controlLength(battlesOf(["old", "new"], rows), lengths);
  expect(left!.raw).toBe(0.75);
  expect(right!.raw).toBe(0.25);
  expect(left!.controlled.estimate! + right!.controlled.estimate!).toBeCloseTo(1, 9);
  expect(left!.controlled.estimate!).toBeLessThan(0.75);
});
