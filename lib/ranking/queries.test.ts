import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import type { CommandIo } from "@/lib/cli/io";
import { rank } from "@/lib/cli/rank";
import type { Annotator, Criterion, Project, User } from "@/lib/db/generated/client";
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
import { getRankReport } from "./queries";
import { RankOptions } from "./schema";

let owner: User;
let project: Project;
let criterion: Criterion;
let ann: Annotator;
let judge: Annotator;

beforeAll(freshDatabase().open);

// Thirty games between five dishes, as published with evalica: left, right, winner (L, R, or T for a tie).
const GAMES =
  "ZSL BPR TZL STR BZL PSR TBL ZPT SBR PTL BSR TZL SPT BTL ZBR PTR BSR TPL ZTR SBL PZR BSR TPL ZSL SBR PTR TZL BPR STL ZBR".split(
    " ",
  );
const NAMES: Readonly<Record<string, string>> = { B: "Burger", P: "Pasta", Z: "Pizza", S: "Sushi", T: "Tacos" };

beforeAll(async () => {
  owner = await createUser();
  project = await createProject({ owner });
  criterion = await createCriterion(project);
  ann = await createAnnotator(project, { name: "ann" });
  judge = await createAnnotator(project, { name: "gauge", kind: "AI" });
  for (const [i, [left = "", right = "", winner]] of GAMES.map((game) => [...game]).entries()) {
    const comparison = await createComparison(project, { modelA: NAMES[left]!, modelB: NAMES[right]!, clusterKey: `game ${i}` });
    const score = winner === "L" ? -2 : winner === "R" ? 2 : 0;
    // Half of them are shown the other way round.
    await createLabel(comparison, criterion, ann, { score, presentedSwapped: i % 2 === 1, submittedAt: new Date(i * 1000) });
    await createLabel(comparison, criterion, judge, { score: i % 2 === 0 ? 1 : -1 });
  }
  const unnamed = await createComparison(project, {});
  await createLabel(unnamed, criterion, ann, { score: 1 });
});

const report = (options: Partial<RankOptions> = {}, of = project) =>
  getRankReport(actorOf(owner), of.slug, RankOptions.parse(options));
const ratings = (made: Awaited<ReturnType<typeof report>>) =>
  Object.fromEntries(made.models.map(({ model, rating }) => [model, rating.estimate]));

describe("getRankReport", () => {
  test("gives the published Bradley–Terry ratings, ties as halves", async () => {
    const made = await report();
    expect(made.models.map(({ model }) => model)).toEqual(["Tacos", "Sushi", "Burger", "Pasta", "Pizza"]);
    const got = ratings(made);
    for (const [model, rating] of Object.entries({
      Burger: 972.77,
      Pasta: 947.78,
      Pizza: 902.91,
      Sushi: 1016.74,
      Tacos: 1159.8,
    })) {
      expect(got[model]).toBeCloseTo(rating, 2);
    }
    expect(made).toMatchObject({ connected: true, reason: null, dropped: 1, annotators: [ann.id] });
    const [tacos] = made.models;
    expect(tacos).toMatchObject({ rank: 1, battles: 13 });
    // So few games: in many resamples somebody never loses, and the jackknife with t stands in.
    expect(tacos!.rating).toMatchObject({ method: "cluster jackknife of 30 clusters", reason: null });
    const [low, high] = [tacos!.log.low!, tacos!.log.high!];
    expect((low + high) / 2).toBeCloseTo(tacos!.log.estimate!, 12);
    expect(tacos).toMatchObject({ rankLow: 1, rankHigh: 5 });
    // 10 wins and no tie in 13 games.
    expect(tacos!.winRate.estimate).toBeCloseTo(10 / 13, 12);
    expect(made.duels.find(({ a, b }) => a === "Pasta" && b === "Pizza")).toEqual({
      a: "Pasta",
      b: "Pizza",
      wins: 0,
      ties: 1,
      losses: 2 - 1,
    });
  });

  test("gives Davidson's and Rao and Kupper's published parameters for ties", async () => {
    const made = await report({ method: "davidson" });
    expect(made.ties).toMatchObject({ battles: 2, treatment: "modelled" });
    expect(made.ties.parameter).toBeCloseTo(0.157284, 5);
    expect(made.models.find(({ model }) => model === "Tacos")!.log.estimate).toBeCloseTo(0.9971, 5);
    expect((await report({ method: "rao-kupper" })).ties.parameter).toBeCloseTo(1.169991, 5);
  });

  test("speaks of the side that was shown, not of A and B", async () => {
    const { positionEffect } = await report();
    // As published for left and right of the games, every second one mirrored here: another number, from 30 labels that know it.
    expect(positionEffect.n.labels).toBe(30);
    expect(positionEffect.estimate).not.toBeNull();
    const mirrored = await report({ by: "gauge" });
    expect(mirrored.positionEffect).toMatchObject({ estimate: null, reason: "no label says which response was shown first" });
  });

  test("Elo's ratings are given with how far they depend on the order, and without an interval", async () => {
    const made = await report({ method: "elo" });
    const [first] = made.models;
    expect(first!.model).toBe("Tacos");
    expect(first!.rating).toMatchObject({
      low: null,
      high: null,
      reason: expect.stringMatching(/^no interval: .*200 random orders/),
    });
    expect(made.models.reduce((sum, { rating }) => sum + rating.estimate!, 0)).toBeCloseTo(5000, 6);
  });

  test("says why there are no strengths: nobody to compare, or groups that never meet", async () => {
    const empty = await createProject({ owner });
    await createCriterion(empty);
    expect(await report({}, empty)).toMatchObject({ models: [], connected: false, reason: "there are fewer than two models" });

    const apart = await createProject({ owner });
    const asked = await createCriterion(apart);
    const person = await createAnnotator(apart);
    for (const [modelA, modelB] of [
      ["a", "b"],
      ["c", "d"],
    ] as const) {
      for (const score of [1, -1]) await createLabel(await createComparison(apart, { modelA, modelB }), asked, person, { score });
    }
    const made = await report({}, apart);
    expect(made).toMatchObject({ connected: false, reason: expect.stringContaining("never compared with the others") });
    expect(made.apart).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    expect(made.models.map(({ rank: place, rating }) => [place, rating.estimate])).toEqual(Array(4).fill([null, null]));
    expect(made.models[0]!.winRate.estimate).toBe(0.5);
  });

  test("gives intervals where every resample has strengths", async () => {
    const many = await createProject({ owner });
    const asked = await createCriterion(many);
    const person = await createAnnotator(many);
    for (let i = 0; i < 40; i++) {
      const comparison = await createComparison(many, { modelA: "old", modelB: "new" });
      await createLabel(comparison, asked, person, { score: i % 4 === 0 ? -1 : 1 });
    }
    const made = await report({}, many);
    const [first, second] = made.models;
    // Three of four won: ln 3 between the two, half of it on each side of the mean.
    expect(first).toMatchObject({ model: "new", rank: 1, rankLow: 1, rankHigh: 1 });
    expect(first!.log.estimate).toBeCloseTo(Math.log(3) / 2, 9);
    expect(second!.log.estimate).toBeCloseTo(-Math.log(3) / 2, 9);
    expect(first!.log.low!).toBeGreaterThan(0);
    expect(first!.rating.high!).toBeGreaterThan(first!.rating.estimate!);
  });

  test("takes a judge by name or id, and refuses one that is not there", async () => {
    expect((await report({ by: "gauge" })).annotators).toEqual([judge.id]);
    expect((await report({ by: judge.id })).annotators).toEqual([judge.id]);
    expect((await report({ by: "all" })).annotators).toHaveLength(2);
    await expect(report({ by: "nobody" })).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("gauge") });
  });

  test("is not there for an annotator of the project, nor for anybody else", async () => {
    const annotator = await createUser();
    await createMember(project, annotator, "ANNOTATOR");
    for (const user of [annotator, await createUser()]) {
      await expect(getRankReport(actorOf(user), project.id, RankOptions.parse({}))).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("the command prints the same document", async () => {
    const documents: unknown[] = [];
    const lines: string[] = [];
    const io = { print: (line: string) => lines.push(line), document: (document: unknown) => documents.push(document) };
    const run = rank.parse(["--project", project.slug, "--method", "davidson"]);
    expect(await run(systemActor(), io as unknown as CommandIo)).toBe(0);
    const { generatedAt: _, ...printed } = documents[0] as Record<string, unknown>;
    const { generatedAt: __, ...expected } = await report({ method: "davidson" });
    expect(printed).toEqual(expected);
    expect(lines.some((line) => /^ +1 {2}Tacos +1,173 /.test(line))).toBe(true);
  });
});
