import { expect, test } from "vitest";
import { digamma } from "@/lib/stats/numeric/digamma";
import { createRandom } from "@/lib/stats/random";
import { crowdlab } from "./crowdlab";
import { dawidSkene, oneCoin } from "./dawid-skene";
import { glad, gladPosteriors } from "./glad";
import { mace } from "./mace";
import { groupVotes, type Votes, voteShares } from "./votes";

/** One word an item, one digit a vote in the order of raters; a point is none. */
function votesOf(words: readonly string[], raters: readonly number[], categories: number): Votes {
  const item: number[] = [];
  const rater: number[] = [];
  const category: number[] = [];
  words.forEach((word, i) => {
    [...word].forEach((digit, at) => {
      if (digit === ".") return;
      item.push(i);
      rater.push(raters[at]!);
      category.push(Number(digit));
    });
  });
  return groupVotes({ item, rater, category }, { items: words.length, raters: Math.max(...raters) + 1, categories });
}

// Dawid & Skene (1979): 45 patients, observer 1 three times, observers 2 to 5 once.
const PATIENTS =
  "1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222"
    .split(" ")
    .map((word) => [...word].map((digit) => Number(digit) - 1).join(""));
const patients = votesOf(PATIENTS, [0, 0, 0, 1, 2, 3, 4], 4);

test("dawidSkene reproduces the paper's patients", () => {
  const first = dawidSkene(patients, { steps: 1, tolerance: -1 });
  // The log likelihood is that of the chances that the step began with, so of the shares of votes.
  expect(first.logLikelihood).toBeCloseTo(-205.091138, 4);
  const made = dawidSkene(patients, { steps: 500, tolerance: 1e-12 });
  expect(made.hasSettled).toBe(true);
  expect(made.logLikelihood).toBeCloseTo(-192.890881, 4);
  [0.3996, 0.422, 0.1118, 0.0667].forEach((prior, j) => {
    expect(made.priors[j]).toBeCloseTo(prior, 4);
  });
  const rows = [
    [0.8895, 0.1105, 0, 0],
    [0.0706, 0.8764, 0.053, 0],
    [0, 0.3388, 0.6612, 0],
    [0, 0, 0.5556, 0.4444],
  ];
  rows.forEach((row, truth) => {
    row.forEach((chance, given) => {
      expect(made.errors[given * 4 + truth]).toBeCloseTo(chance, 4);
    });
  });
  const best = PATIENTS.map((_, i) => {
    const own = [...made.posteriors.slice(i * 4, i * 4 + 4)];
    return own.indexOf(Math.max(...own)) + 1;
  });
  expect(best.join("")).toBe("142222132243121111222222112111131224233111212");
});

// Ten items, truth 0101010101; who is wrong where; the last rater always says 0.
const WRONG = [[9], [0, 5], [3], [2, 7]];
const TEN = Array.from({ length: 10 }, (_, i) => [...WRONG.map((items) => (i % 2) ^ (items.includes(i) ? 1 : 0)), 0].join(""));
const ten = votesOf(TEN, [0, 1, 2, 3, 4], 2);

test("dawidSkene finds the rater who always says the same, as crowd-kit does", () => {
  const made = dawidSkene(ten, { steps: 1000, tolerance: 1e-13 });
  [0.951, 0, 0.951, 0, 0.99676, 0, 0.99676, 0, 0.99676, 0].forEach((p, i) => {
    expect(made.posteriors[i * 2]).toBeCloseTo(p, 4);
  });
  expect(made.priors[0]).toBeCloseTo(0.48923, 5);
  expect(made.logLikelihood).toBeCloseTo(-21.846819, 5);
  // Rater 0: says 0 for certain where 0 is true, and with chance 0.2169 where 1 is.
  expect(made.errors[0]).toBeCloseTo(1, 4);
  expect(made.errors[1]).toBeCloseTo(0.2169, 4);
  expect([...made.errors.slice(16, 18)]).toEqual([1, 1]);
});

test("dawidSkene never loses likelihood, and exchanging categories exchanges all", () => {
  let before = Number.NEGATIVE_INFINITY;
  for (let steps = 1; steps < 30; steps++) {
    const { logLikelihood } = dawidSkene(patients, { steps, tolerance: -1 });
    expect(logLikelihood).toBeGreaterThanOrEqual(before - 1e-9);
    before = logLikelihood;
  }
  const turned = votesOf(
    TEN.map((word) => [...word].map((digit) => 1 - Number(digit)).join("")),
    [0, 1, 2, 3, 4],
    2,
  );
  const [one, other] = [dawidSkene(ten), dawidSkene(turned)];
  for (let i = 0; i < 10; i++) expect(other.posteriors[i * 2 + 1]).toBeCloseTo(one.posteriors[i * 2]!, 9);
});

test("dawidSkene keeps its numbers where an item has hundreds of votes", () => {
  const words = Array.from({ length: 4 }, (_, i) => String(i % 2).repeat(400));
  const raters = Array.from({ length: 400 }, (_, r) => r);
  const crowd = votesOf(words, raters, 2);
  const made = dawidSkene(crowd);
  expect(made.posteriors[0]).toBeCloseTo(1, 9);
  expect(made.posteriors[2]).toBeCloseTo(0, 9);
  expect(Number.isFinite(made.logLikelihood)).toBe(true);
});

test("votes: an item without votes has the priors, and a wrong category is refused", () => {
  const some = votesOf(["00", "..", "11"], [0, 1], 2);
  expect([...voteShares(some)]).toEqual([1, 0, 0, 0, 0, 1]);
  const made = dawidSkene(some);
  expect(made.posteriors[2]).toBeCloseTo(0.5, 6);
  expect(() => votesOf(["2"], [0], 2)).toThrow("vote 0 is category 2 of 2");
  expect(dawidSkene(votesOf(["..", ".."], [0, 1], 2)).logLikelihood).toBeCloseTo(0, 6);
});

test("oneCoin reproduces crowd-kit's skills", () => {
  // It stops after two steps, since what it watches falls; our likelihood still rises.
  const made = oneCoin(ten, { steps: 2, tolerance: -1 });
  [0.87736, 0.74057, 0.87736, 0.74057, 0.57317].forEach((skill, r) => {
    expect(made.skills[r]).toBeCloseTo(skill, 4);
  });
});

test("mace finds all labels and orders the raters as crowd-kit does", () => {
  const made = mace(ten);
  for (let i = 0; i < 10; i++) expect(made.posteriors[i * 2]! > 0.5).toBe(i % 2 === 0);
  const [w1 = 0, w2 = 0, w3 = 0, w4 = 0, always = 0] = made.competence;
  expect(Math.min(w1, w3)).toBeGreaterThan(Math.max(w2, w4));
  expect(Math.min(w2, w4)).toBeGreaterThan(always);
  expect(made.habits[8]).toBeGreaterThan(made.habits[9]!);
  expect(mace(ten)).toEqual(made);
});

test("digamma: ψ(1) = −γ, ψ(½) = −γ − 2 ln 2, ψ(x + 1) = ψ(x) + 1/x", () => {
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 13);
  expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 13);
  expect(digamma(7.3)).toBeCloseTo(digamma(6.3) + 1 / 6.3, 13);
});

test("glad: the step of expectation by hand, the order of raters and the hard items", () => {
  const three = votesOf(["001"], [0, 1, 2], 2);
  const posteriors = gladPosteriors(three, Float64Array.of(1, 1, 1), Float64Array.of(1));
  expect(posteriors[0]).toBeCloseTo(0.731059, 6);
  // The fixed point as found by a general optimiser; crowd-kit stops before it, at 0.2115.
  const made = glad(ten, { steps: 300, tolerance: 1e-9 });
  const [w1 = 0, w2 = 0, w3 = 0, w4 = 0, always = 0] = made.abilities;
  expect(w1).toBeCloseTo(w3, 3);
  expect(w1).toBeGreaterThan(w2);
  expect(w2).toBeGreaterThan(always);
  expect(w4).toBeGreaterThan(always);
  const hardest = [...made.easiness.keys()].sort((a, b) => made.easiness[a]! - made.easiness[b]!).slice(0, 2);
  expect(hardest.sort()).toEqual([3, 9]);
  for (const item of [3, 9]) expect(made.posteriors[item * 2]).toBeCloseTo(0.28862, 4);
});

const LABELS = ["00.", "010", "111", "1.1", "001", "11.", ".00", "101"];
const MODEL = [0.1, 0.3, 0.8, 0.7, 0.2, 0.9, 0.4, 0.55];
const probabilities = Float64Array.from(MODEL.flatMap((p) => [1 - p, p]));

test("crowdlab reproduces cleanlab", () => {
  const made = crowdlab(votesOf(LABELS, [0, 1, 2], 2), probabilities);
  if (!made.posteriors) throw new Error(made.reason);
  expect(made.modelWeight).toBeCloseTo(1.581139, 6);
  [0.454545, 0.090909, 0.2].forEach((weight, r) => {
    expect(made.raterWeights[r]).toBeCloseTo(weight, 6);
  });
  expect([...made.consensus]).toEqual([0, 0, 1, 1, 0, 1, 0, 1]);
  [0.893588, 0.726766, 0.82403, 0.751235, 0.759559, 0.893588, 0.642734, 0.624827].forEach((quality, i) => {
    expect(made.quality[i]).toBeCloseTo(quality, 6);
  });
  [0.843449, 0.67961, 0.690947].forEach((quality, r) => {
    expect(made.raterQuality[r]).toBeCloseTo(quality, 6);
  });
  // By hand, item 7: weights 0.454545 + 0.090909 + 0.2 + 1.581139 on its quality, 0.248485 on ½.
  expect(made.nextScores[7]).toBeCloseTo((2.326593 * 0.624827 + 0.248485 / 2) / (2.326593 + 0.248485), 5);
});

test("crowdlab breaks ties by the model, leaves out who shares nothing, and refuses without overlap", () => {
  const made = crowdlab(votesOf(["01.", "00.", "11.", "..1", "..."], [0, 1, 2], 2), probabilities.slice(0, 10));
  if (!made.posteriors) throw new Error(made.reason);
  expect([...made.consensus]).toEqual([0, 0, 1, 1, -1]);
  expect(made.raterQuality[2]).toBeNull();
  // An item without votes: the model alone, 0.8, drawn to ½ by one vote of mean weight.
  const weight = made.raterWeights.reduce((sum, own) => sum + own, 0) / 3;
  expect(made.nextScores[4]).toBeCloseTo((made.modelWeight * 0.8 + weight / 2) / (made.modelWeight + weight), 9);
  expect(crowdlab(votesOf(["0.", ".1"], [0, 1], 2), probabilities.slice(0, 4)).reason).toBe("no unit has two ratings");
});

test("all models find the truth of many items from mixed raters", () => {
  const random = createRandom(9, "crowd");
  const skills = [0.9, 0.8, 0.7, 0.6, 0.5];
  const truths = Array.from({ length: 400 }, () => random.below(3));
  const words = truths.map((truth) =>
    skills.map((skill) => (random.next() < skill ? truth : (truth + 1 + random.below(2)) % 3)).join(""),
  );
  const many = votesOf(words, [0, 1, 2, 3, 4], 3);
  for (const { posteriors } of [dawidSkene(many), oneCoin(many), mace(many), glad(many)]) {
    const right = truths.filter((truth, i) => {
      const own = [...posteriors.slice(i * 3, i * 3 + 3)];
      return own.indexOf(Math.max(...own)) === truth;
    });
    expect(right.length).toBeGreaterThan(350);
  }
  oneCoin(many).skills.forEach((skill, r) => {
    expect(Math.abs(skill - skills[r]!)).toBeLessThan(0.08);
  });
});
