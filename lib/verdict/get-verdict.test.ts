import { beforeAll, describe, expect, test } from "vitest";
import type { Project, User } from "@/lib/db/generated/client";
import {
  actorOf,
  createAnnotator,
  createComparison,
  createCriterion,
  createLabel,
  createMember,
  createProject,
  createUser,
} from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { getVerdict } from "./get-verdict";
import { VerdictView } from "./schema";

let owner: User;
let study: Project;

beforeAll(freshDatabase().open);
beforeAll(async () => {
  owner = await createUser();
  study = await createStudy({ more: 40 });
});

/**
 * Forty comparisons whose better response alternates; person j is wrong where k mod (5 + j) = j, the judge where k mod 8 = 3. The
 * judge alone labels `more` others.
 */
async function createStudy({ people = 3, more = 0 } = {}): Promise<Project> {
  const project = await createProject({ owner });
  const criterion = await createCriterion(project);
  const persons = [];
  for (let j = 0; j < people; j++) persons.push(await createAnnotator(project, { name: `person ${j}` }));
  const judge = await createAnnotator(project, { name: "gauge", kind: "AI" });
  for (let k = 0; k < 40 + more; k++) {
    const comparison = await createComparison(project, { modelA: "old", modelB: "new" });
    const right = k % 2 === 0 ? -2 : 2;
    for (const [j, person] of persons.entries()) {
      if (k < 40) await createLabel(comparison, criterion, person, { score: k % (5 + j) === j ? -right : right });
    }
    await createLabel(comparison, criterion, judge, { score: k % 8 === 3 ? -right : right });
  }
  return project;
}

const verdictOf = (project: Project, view: Partial<VerdictView> = {}) =>
  getVerdict(actorOf(owner), project.slug, VerdictView.parse(view));

describe("getVerdict", () => {
  test("gives the test's worked figures at three values of ε", async () => {
    const at = await verdictOf(study, { epsilon: 0.2 });
    expect(at).toMatchObject({ answer: "yes", counted: { comparisons: 40, labels: 120, clusters: 40 } });
    expect(at!.test.advantageProbability).toBeCloseTo(0.925, 9);
    expect(at!.test.winningRate).toBe(1);
    const byPerson = at!.test.perAnnotator.map(({ n, advantageHuman, difference, spread, p }) => [
      n,
      advantageHuman,
      difference,
      spread,
      p,
    ]);
    const expected = [
      [40, 0.875, -0.05, 0.450071, 0.000569],
      [40, 0.9, -0.025, 0.422902, 0.000865],
      [40, 0.9, -0.025, 0.422902, 0.000865],
    ];
    for (const [i, row] of expected.entries())
      for (const [j, value] of row.entries()) expect(byPerson[i]![j]).toBeCloseTo(value, 6);
    // Two p under 0.05 at ε 0.1, and nobody's place can be taken: Benjamini and Yekutieli are strict with three tests.
    const strict = await verdictOf(study);
    expect(strict).toMatchObject({ answer: "no", test: { winningRate: 0, passes: false, epsilon: 0.1 } });
    expect(strict!.byEpsilon.map(({ epsilon, replaceable }) => [epsilon, replaceable])).toEqual([
      [0.05, 0],
      [0.1, 0],
      [0.15, strict!.byEpsilon[2]!.replaceable],
      [0.2, 3],
    ]);
  });

  test("says what would change it, and what the test stands on", async () => {
    const verdict = (await verdictOf(study))!;
    const titles = verdict.variants.map(({ title }) => title);
    expect(titles.slice(0, 2)).toEqual(["As it stands", "ε 0.05 instead of 0.10"]);
    expect(verdict.variants.find(({ title }) => title === "ε 0.20 instead of 0.10")).toMatchObject({
      answer: "yes",
      replaceable: 3,
    });
    expect(verdict.variants.find(({ title }) => title === "Without person 1")).toMatchObject({
      answer: "unknown",
      reason: "2 people have 30 comparisons or more to be tested on; 3 are needed",
    });
    expect(titles.some((title) => /^\d+ more comparisons by person 1, difference unchanged$/.test(title))).toBe(true);
    expect(verdict.assumptions.map(({ title, state }) => [title, state])).toEqual([
      ["Three people or more", "holds"],
      ["Each with 30 comparisons or more", "holds"],
      ["People agree beyond chance", "holds"],
      ["Repeated prompts do no harm", "holds"],
      ["A judge that knows nothing would not pass", "holds"],
      // The judge and the labels came with a file.
      ["The judge never saw these labels", "care"],
      ["Settings were not chosen on the same labels", "care"],
      ["Comparisons are a fair sample", "holds"],
      ["The use is like the test", "care"],
    ]);
    // Two p under 0.05 and nobody's place can be taken: the page says what three tests at once cost.
    expect(verdict.strictness).toMatchObject({ tested: 3, uncorrected: 3, replaceable: 0 });
  });

  test("adds the judge's labels to people's win rates, and both shares of a pair of models make one", async () => {
    const { winRates, needed } = (await verdictOf(study))!;
    const [first, second] = winRates;
    expect(first).toMatchObject({ both: 40, judgeOnly: 40 });
    expect(first!.people.estimate! + second!.people.estimate!).toBeCloseTo(1, 12);
    expect(first!.combined.estimate! + second!.combined.estimate!).toBeCloseTo(1, 12);
    expect(first!.saved!).toBeGreaterThan(0);
    expect(needed!.withJudge).toBeLessThan(needed!.people);
  });

  test("cannot be said with two people, and is null without a judge", async () => {
    const two = await verdictOf(await createStudy({ people: 2 }));
    expect(two).toMatchObject({ answer: "unknown", test: { passes: null } });
    const empty = await createProject({ owner });
    await createCriterion(empty);
    expect(await verdictOf(empty)).toBeNull();
  });

  test("is not there for an annotator of the project, nor for anybody else", async () => {
    const project = await createStudy({ people: 1 });
    const annotator = await createUser();
    await createMember(project, annotator, "ANNOTATOR");
    for (const user of [annotator, await createUser()]) {
      await expect(getVerdict(actorOf(user), project.id, VerdictView.parse({}))).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
