import { expect, test } from "vitest";
import { createRandom } from "@/lib/stats/random";
import { battleCell, countBattles, createBattleTally, LEFT_WINS, RIGHT_WINS, TIE, tallySingleUnits } from "./battles";
import { bootstrapStrengths, ranksByIntervals, ranksOf } from "./bootstrap-strengths";
import { checkConnection } from "./connection";
import { eloByOrder, eloRatings, toEloScale } from "./elo";
import { fitStrengths, type StrengthFit, type StrengthOptions } from "./fit-strengths";
import { davidson, raoKupper } from "./outcome-models";
import { strengthJackknife } from "./strength-jackknife";
import { contrastError, strengthCovariance, strengthSandwich } from "./strength-sandwich";
import { fitStyledStrengths, styleContrast } from "./style";
import { averageWinRate, winRate } from "./win-rates";

function fitted(table: Float64Array, models: number, options?: StrengthOptions): StrengthFit {
  const made = fitStrengths(table, models, options);
  if (!made.strengths) throw new Error(made.reason);
  return made;
}

/** A table from a matrix of wins, row over column. */
function fromWins(wins: readonly (readonly number[])[], ties: readonly [number, number, number][] = []): Float64Array {
  const models = wins.length;
  const table = new Float64Array(models * models * 3);
  wins.forEach((row, i) => {
    row.forEach((count, j) => {
      if (i !== j) table[i < j ? battleCell(models, i, j, LEFT_WINS) : battleCell(models, j, i, RIGHT_WINS)]! += count;
    });
  });
  for (const [i, j, count] of ties) table[battleCell(models, Math.min(i, j), Math.max(i, j), TIE)]! += count;
  return table;
}

const over = (made: StrengthFit, i: number, anchor: number) => made.strengths[i]! - made.strengths[anchor]!;

test("Bradley–Terry reproduces the citations between four journals", () => {
  const wins = [
    [0, 730, 498, 221],
    [33, 0, 68, 17],
    [320, 813, 0, 142],
    [284, 276, 325, 0],
  ];
  const made = fitted(fromWins(wins), 4);
  const published = [0, -2.949073, -0.47957, 0.268954];
  const errors = [0, 0.102545, 0.060589, 0.07083];
  published.forEach((b, i) => {
    expect(over(made, i, 0)).toBeCloseTo(b, 5);
    expect(contrastError(made.covariance, i, 0)).toBeCloseTo(errors[i]!, 5);
  });
  // Another order of the journals, the same strengths.
  const order = [2, 0, 3, 1];
  const turned = fitted(fromWins(order.map((i) => order.map((j) => wins[i]![j]!))), 4);
  order.forEach((i, at) => {
    expect(turned.strengths[at]).toBeCloseTo(made.strengths[i]!, 9);
  });
});

/** American League 1987: home team, then its wins at home and the visitors' against each other team. */
const TEAMS = ["Mil", "Det", "Tor", "NY", "Bos", "Cle", "Bal"];
const BASEBALL = `Mil: Det 4-3, Tor 4-2, NY 4-3, Bos 6-1, Cle 4-2, Bal 6-0
Det: Mil 3-3, Tor 4-2, NY 4-3, Bos 6-0, Cle 6-1, Bal 4-3
Tor: Mil 2-5, Det 4-3, NY 2-4, Bos 4-3, Cle 4-2, Bal 6-0
NY: Mil 3-3, Det 5-1, Tor 2-5, Bos 4-3, Cle 4-2, Bal 6-1
Bos: Mil 5-1, Det 2-5, Tor 3-3, NY 4-2, Cle 5-2, Bal 6-0
Cle: Mil 2-5, Det 3-3, Tor 3-4, NY 4-3, Bos 4-2, Bal 2-4
Bal: Mil 2-5, Det 1-5, Tor 1-6, NY 2-4, Bos 1-6, Cle 3-4`;

function baseball(): Float64Array {
  const table = new Float64Array(7 * 7 * 3);
  for (const line of BASEBALL.split("\n")) {
    const [home = "", games = ""] = line.split(": ");
    for (const [, away = "", won, lost] of games.matchAll(/(\w+) (\d)-(\d)/g)) {
      table[battleCell(7, TEAMS.indexOf(home), TEAMS.indexOf(away), LEFT_WINS)] = Number(won);
      table[battleCell(7, TEAMS.indexOf(home), TEAMS.indexOf(away), RIGHT_WINS)] = Number(lost);
    }
  }
  return table;
}

test("Bradley–Terry reproduces baseball without and with the advantage of the home side", () => {
  const plain = fitted(baseball(), 7);
  const published = [1.581356, 1.436408, 1.294485, 1.247618, 1.107698, 0.683853];
  published.forEach((b, i) => {
    expect(over(plain, i, 6)).toBeCloseTo(b, 6);
  });
  expect(contrastError(plain.covariance, 0, 6)).toBeCloseTo(0.343256, 5);
  expect(plain.sideEffect).toBeNull();

  const home = fitted(baseball(), 7, { hasSideEffect: true });
  expect(home.sideEffect).toBeCloseTo(0.302261, 6);
  expect(contrastError(home.covariance, 7)).toBeCloseTo(0.130944, 5);
  expect(over(home, 0, 6)).toBeCloseTo(1.619555, 6);
  expect(over(home, 5, 6)).toBeCloseTo(0.704694, 6);
});

/** Thirty games of five dishes: left, right, winner. */
const GAMES =
  "ZSL BPR TZL STR BZL PSR TBL ZPT SBR PTL BSR TZL SPT BTL ZBR PTR BSR TPL ZTR SBL PZR BSR TPL ZSL SBR PTR TZL BPR STL ZBR".split(
    " ",
  );
const DISHES = "BPZST";
const food = {
  left: GAMES.map(([a]) => DISHES.indexOf(a!)),
  right: GAMES.map(([, b]) => DISHES.indexOf(b!)),
  outcome: GAMES.map(([, , won]) => "LTR".indexOf(won!)),
};

test("ties as halves, Davidson and Rao–Kupper reproduce the same thirty games", () => {
  const table = countBattles(food, 5);
  const halves = fitted(table, 5);
  const powers = halves.strengths.map(Math.exp);
  const sum = powers.reduce((total, power) => total + power, 0);
  [0.147977, 0.128153, 0.09898, 0.1906, 0.4342901].forEach((power, i) => {
    expect(powers[i]! / sum).toBeCloseTo(power, 6);
  });
  [972.77, 947.78, 902.91, 1016.74, 1159.8].forEach((rating, i) => {
    expect(toEloScale(halves.strengths[i]!)).toBeCloseTo(rating, 2);
  });
  expect(halves.logLikelihood).toBeCloseTo(-18.480505, 6);
  [0.818366, 0.7909, 0.673451, 0.838946].forEach((error, i) => {
    expect(contrastError(halves.covariance, i + 1, 0)).toBeCloseTo(error, 5);
  });

  const david = fitted(table, 5, { model: davidson });
  expect(david.tie).toBeCloseTo(0.157284, 6);
  expect(david.logLikelihood).toBeCloseTo(-24.263663, 6);
  [-0.169923, -0.325457, -0.60529, 0.103569, 0.9971].forEach((b, i) => {
    expect(david.strengths[i]).toBeCloseTo(b, 5);
  });

  const rao = fitted(table, 5, { model: raoKupper });
  expect(rao.tie).toBeCloseTo(1.169991, 6);
  expect(rao.logLikelihood).toBeCloseTo(-24.142023, 6);
  [-0.178539, -0.31095, -0.571987, 0.074254, 0.987222].forEach((b, i) => {
    expect(rao.strengths[i]).toBeCloseTo(b, 5);
  });
});

test("the effect of the left side and the sandwich of single games reproduce the same", () => {
  const sided = fitted(countBattles(food, 5, { keepsSides: true }), 5, { hasSideEffect: true });
  expect(sided.sideEffect).toBeCloseTo(-0.099504, 6);
  expect(contrastError(sided.covariance, 5)).toBeCloseTo(0.399543, 5);

  const table = countBattles(food, 5);
  const tally = tallySingleUnits(table);
  const covariance = strengthCovariance(tally, fitted(table, 5));
  [0.78859, 0.75533, 0.679569, 0.87113].forEach((error, i) => {
    expect(contrastError(covariance, i + 1, 0)).toBeCloseTo(error * Math.sqrt(30 / 29), 5);
  });
  const anchored = strengthSandwich(tally, fitted(table, 5), { anchor: 0 });
  expect(anchored[0]).toMatchObject({ estimate: 0, low: 0, high: 0 });
  expect(anchored[4]?.estimate).toBeCloseTo(1.076658, 6);
});

test("the sandwich knows clusters: every game ten times in one cluster is one game", () => {
  const once = createBattleTally(5);
  const tenfold = createBattleTally(5);
  food.left.forEach((left, i) => {
    once.add(left, food.right[i]!, food.outcome[i]!);
    for (let k = 0; k < 10; k++) tenfold.add(left, food.right[i]!, food.outcome[i]!);
    once.endCluster();
    tenfold.endCluster();
  });
  const [one, ten] = [once.finish(), tenfold.finish()];
  for (const model of [davidson, raoKupper]) {
    const error = contrastError(strengthCovariance(one, fitted(one.totals, 5, { model })), 4, 0);
    expect(contrastError(strengthCovariance(ten, fitted(ten.totals, 5, { model })), 4, 0)).toBeCloseTo(error, 6);
  }
});

test("fitStrengths refuses what has no finite answer", () => {
  const undefeated = fitStrengths(fromWins([[0, 3, 2], [0, 0, 1], [0, 1, 0]]), 3); // biome-ignore format: one table a line
  expect(undefeated.reason).toBe("the models fall into 2 groups of which one never lost to another: no finite distance fits");
  const apart = fitStrengths(fromWins([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]), 4); // biome-ignore format: one table a line
  expect(apart.reason).toBe("some models were never compared with the others, directly or by way of a third");
  expect(checkConnection(fromWins([[0, 1, 0], [1, 0, 0], [0, 0, 0]]), 3).groups).toEqual(Int32Array.of(0, 0, 1)); // biome-ignore format: one table a line
  expect(fitStrengths(new Float64Array(3), 1).reason).toBe("there are fewer than two models");
  const won = fromWins([[0, 2], [1, 0]]); // biome-ignore format: one table a line
  expect(fitStrengths(won, 2, { model: davidson }).reason).toContain("needs ties, and there are none");
  const tied = fromWins([[0, 0], [0, 0]], [[0, 1, 3]]); // biome-ignore format: one table a line
  expect(fitStrengths(tied, 2, { model: raoKupper }).reason).toContain("every battle is a tie");
  expect(fitted(tied, 2).strengths).toEqual(Float64Array.of(0, 0));
  // By hand: two wins against one are odds of 2.
  expect(over(fitted(won, 2), 0, 1)).toBeCloseTo(Math.LN2, 10);
});

test("bootstrapStrengths covers as the sandwich does, is the same for the same seed, and ranks", () => {
  const random = createRandom(5, "battles");
  const truth = [0.6, 0.2, 0, -0.8];
  const builder = createBattleTally(4);
  for (let cluster = 0; cluster < 300; cluster++) {
    for (let game = 0; game < 4; game++) {
      const left = random.below(4);
      const right = (left + 1 + random.below(3)) % 4;
      const won = random.next() < 1 / (1 + Math.exp(truth[right]! - truth[left]!));
      builder.add(left, right, random.next() < 0.2 ? TIE : won ? LEFT_WINS : RIGHT_WINS);
    }
    builder.endCluster();
  }
  const tally = builder.finish();
  for (const model of [undefined, davidson, raoKupper]) {
    const made = fitted(tally.totals, 4, model ? { model } : {});
    const booted = bootstrapStrengths(tally, made, { resamples: 1500 });
    const wide = strengthSandwich(tally, made);
    booted.strengths.forEach((own, i) => {
      expect(((own.high ?? 0) - (own.low ?? 0)) / ((wide[i]?.high ?? 0) - (wide[i]?.low ?? 0))).toBeCloseTo(1, 0.9);
      expect(own.low).toBeLessThan(made.strengths[i]!);
    });
    expect(booted.ranks.map(({ rank }) => rank)).toEqual(ranksOf(made.strengths));
    expect(booted.ranks[3]).toEqual({ rank: 4, low: 4, high: 4 });
    expect(bootstrapStrengths(tally, made, { resamples: 50 })).toEqual(bootstrapStrengths(tally, made, { resamples: 50 }));
  }
});

test("strengthJackknife is exact on battles of two models, worked by hand", () => {
  // Each cluster is one battle: 6 won, 4 lost. Log odds ln(6/4); without a win ln(5/4), without a loss ln(6/3); a strength is half of that.
  const builder = createBattleTally(2);
  for (let i = 0; i < 10; i++) {
    builder.add(0, 1, i < 6 ? LEFT_WINS : RIGHT_WINS);
    builder.endCluster();
  }
  const tally = builder.finish();
  const jackknifed = strengthJackknife(tally, fitted(tally.totals, 2));
  const se = Math.sqrt((9 / 10) * (6 * (Math.log(5 / 6) / 2) ** 2 + 4 * (Math.log(4 / 3) / 2) ** 2));
  // t of 9 degrees of freedom at 0.975 is 2.262157.
  expect(jackknifed?.strengths[0]?.estimate).toBeCloseTo(Math.log(1.5) / 2, 8);
  expect(jackknifed?.strengths[0]?.high).toBeCloseTo(Math.log(1.5) / 2 + 2.262157 * se, 5);
  expect(jackknifed?.strengths[1]?.low).toBeCloseTo(-Math.log(1.5) / 2 - 2.262157 * se, 5);
  expect(jackknifed?.sideEffect).toBeNull();
});

test("strengthJackknife has no error where the models fall apart without one cluster, or with one alone", () => {
  const make = (outcomes: readonly number[]) => {
    const builder = createBattleTally(2);
    for (const outcome of outcomes) {
      builder.add(0, 1, outcome);
      builder.endCluster();
    }
    return builder.finish();
  };
  const once = make([LEFT_WINS, LEFT_WINS, RIGHT_WINS]);
  expect(strengthJackknife(once, fitted(once.totals, 2))).toBeNull();
  const tied = make([TIE]);
  expect(strengthJackknife(tied, fitted(tied.totals, 2))).toBeNull();
});

test("bootstrapStrengths gives no interval where resamples fall apart", () => {
  const builder = createBattleTally(2);
  for (const outcome of [LEFT_WINS, LEFT_WINS, RIGHT_WINS]) {
    builder.add(0, 1, outcome);
    builder.endCluster();
  }
  const tally = builder.finish();
  const made = bootstrapStrengths(tally, fitted(tally.totals, 2), { resamples: 200 });
  expect(made.missing).toBeGreaterThan(50);
  expect(made.strengths[0]).toMatchObject({ low: null, high: null });
  expect(made.strengths[0]?.reason).toMatch(/^no interval: in \d+ of 200 resamples the models are not connected$/);
});

test("ranksByIntervals counts who is better for certain", () => {
  const intervals = [{ low: 3, high: 5 }, { low: 2, high: 4 }, { low: 0, high: 1.5 }, { low: null, high: null }]; // biome-ignore format: one list
  expect(ranksByIntervals(intervals)).toEqual([1, 1, 3, null]);
});

test("eloRatings moves by hand, keeps the sum, and eloByOrder shows what the order did", () => {
  // 1000 against 1000: a win moves half of k; then 1002 against 998 expects 0.50575…
  expect([...eloRatings({ left: [0], right: [1], outcome: [LEFT_WINS] }, 2)]).toEqual([1002, 998]);
  const two = eloRatings({ left: [0, 1], right: [1, 0], outcome: [LEFT_WINS, RIGHT_WINS] }, 2);
  expect(two[0]).toBeCloseTo(1002 + 4 * (1 - 1 / (1 + 10 ** (-4 / 400))), 10);
  expect(eloRatings(food, 5).reduce((sum, rating) => sum + rating, 0)).toBeCloseTo(5000, 8);
  const spread = eloByOrder({ ...food, clusters: food.left.map((_, i) => i) }, 5, { k: 32, orders: 100 });
  expect(spread[4]?.bestRank).toBe(1);
  for (const { low, high, bestRank, worstRank } of spread) {
    expect(high).toBeGreaterThan(low);
    expect(worstRank).toBeGreaterThanOrEqual(bestRank);
  }
  const one = eloByOrder({ ...food, clusters: food.left.map(() => 0) }, 5, { orders: 3 });
  expect(one[0]?.low).toBeCloseTo(one[0]?.high ?? 0, 10);
});

test("win rates count ties as halves and turn with the question", () => {
  const table = countBattles(food, 5);
  expect(winRate(5, 0, 1).compute(table).estimate).toBe(0);
  expect(winRate(5, 1, 2).compute(table).estimate).toBe(0.25);
  expect(winRate(5, 2, 1).compute(table).estimate).toBe(0.75);
  expect(averageWinRate(table, 5, 1).estimate).toBeCloseTo((1 + 0.25 + 0.25 + 0.2) / 4, 12);
  expect(winRate(2, 0).compute(new Float64Array(12)).reason).toBe("the model was in no battle");
  expect(averageWinRate(new Float64Array(12), 2, 0).reason).toBe("the model was in no battle");
});

test("styled strengths without covariates are plain ones, and length is told from strength", () => {
  const clusters = food.left.map((_, i) => i);
  const plain = fitStyledStrengths({ ...food, clusters, covariates: new Float64Array(0), covariateCount: 0 }, 5, {
    hasSideEffect: true,
  });
  const known = fitted(countBattles(food, 5, { keepsSides: true }), 5, { hasSideEffect: true });
  expect(plain.reason).toBeNull();
  if (plain.strengths) {
    expect(plain.sideEffect).toBeCloseTo(-0.099504, 6);
    plain.strengths.forEach((b, i) => {
      expect(b).toBeCloseTo(known.strengths[i]!, 6);
    });
  }

  // Two equal models, of which the second writes longer; people prefer longer by e² for covariate 1.
  const random = createRandom(3, "style");
  const n = 8000;
  const covariates = new Float64Array(n);
  const outcome = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    covariates[i] = styleContrast(100, 100 + 100 * random.next());
    outcome[i] = random.next() < 1 / (1 + Math.exp(-2 * covariates[i]!)) ? LEFT_WINS : RIGHT_WINS;
  }
  const battles = { left: new Uint8Array(n), right: new Uint8Array(n).fill(1), outcome, covariates, covariateCount: 1 };
  const controlled = fitStyledStrengths({ ...battles, clusters: Uint32Array.from({ length: n }, (_, i) => i) }, 2);
  if (!controlled.strengths) throw new Error(controlled.reason);
  const error = Math.sqrt(controlled.covariance[8]!);
  expect(Math.abs(controlled.effects[0]! - 2)).toBeLessThan(4 * error);
  expect(Math.abs(controlled.strengths[0]!)).toBeLessThan(4 * Math.sqrt(controlled.covariance[0]!));
  const raw = fitted(countBattles(battles, 2), 2);
  expect(raw.strengths[1]! - raw.strengths[0]!).toBeGreaterThan(0.2);
  const constant = { ...battles, covariates: new Float64Array(n), clusters: new Uint32Array(n) };
  expect(fitStyledStrengths(constant, 2).reason).toBe(
    "a covariate cannot be told from the models, the side or another covariate",
  );
});
