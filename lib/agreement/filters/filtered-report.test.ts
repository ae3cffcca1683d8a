import { beforeAll, describe, expect, test } from "vitest";
import { findAgreementReport, getAgreementReport, listBehind, listFilterChoices } from "@/lib/agreement/queries";
import { AgreementOptions, BehindQuery } from "@/lib/agreement/schema";
import { db } from "@/lib/db/client";
import type { Annotator, Comparison, Criterion, Project, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import {
  actorOf,
  createAnnotator,
  createComparison,
  createCriterion,
  createLabel,
  createProject,
  createUser,
} from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";

let owner: User;
let project: Project;
let criterion: Criterion;
let people: Annotator[];
const comparisons: Comparison[] = [];

// Category, turn, day in November; Ann, Bob, Cem and the judge; drawn at random or by hand.
const ROWS = [
  ["writing", 1, 3, [2, 3, 1, 1], "RANDOM"],
  ["writing", 2, 4, [1, -1, 1, 1], "ACTIVE"],
  ["code", 1, 5, [-4, -3, -1, 2], "RANDOM"],
  ["code", 2, 5, [4, -2, 0, -2], "GOLD"],
  [null, null, 6, [-1, -1, -2, -1], null],
] as const;

beforeAll(freshDatabase().open);
beforeAll(async () => {
  owner = await createUser();
  project = await createProject({ owner });
  criterion = await createCriterion(project);
  const cem = await createAnnotator(project, { name: "cem, junior", origin: "HERE", key: "user:cem" });
  people = [await createAnnotator(project, { name: "ann" }), await createAnnotator(project, { name: "bob" }), cem];
  const judge = await createAnnotator(project, { name: "Heron", kind: "AI" });
  const round = await createRound();
  await db().roundMember.create({ data: { roundId: round, annotatorId: cem.id, group: "juniors" } });
  for (const [i, [category, turnIndex, day, scores, selectionReason]] of ROWS.entries()) {
    const metadata: Record<string, string> = category ? { category, source: category === "code" ? "web" : "book" } : {};
    const comparison = await createComparison(project, { externalId: `q${i}`, metadata });
    await db().comparison.update({ where: { id: comparison.id }, data: { turnIndex } });
    comparisons.push(comparison);
    if (selectionReason) {
      const item = { comparisonId: comparison.id, roundId: round, position: i, selectionReason, inclusionProbability: 0.5 };
      await db().roundItem.create({ data: item });
    }
    for (const [place, score] of scores.entries()) {
      const submittedAt = new Date(`2026-11-0${day}T23:30:00Z`);
      await createLabel(comparison, criterion, [...people, judge][place]!, { score, submittedAt });
    }
  }
});

async function createRound(): Promise<string> {
  const id = newId();
  const scale = await db().scaleVersion.create({
    data: {
      id: newId(),
      projectId: project.id,
      version: 1,
      preset: "CUSTOM",
      levelsPerSide: 4,
      allowsTie: true,
      allowsBothBad: false,
      levels: [],
    },
  });
  await db().round.create({
    data: {
      id,
      projectId: project.id,
      number: 1,
      name: "Round 1",
      scaleVersionId: scale.id,
      overlap: 2,
      sampling: { kind: "all" },
      order: "RANDOM",
      seed: 1,
    },
  });
  return id;
}

const ask = (options: Record<string, unknown>) => AgreementOptions.parse(options);
const get = (options: Record<string, unknown>) => getAgreementReport(actorOf(owner), project.slug, ask(options));
const labelsOf = async (options: Record<string, unknown>) =>
  Object.fromEntries((await get(options)).annotators.map(({ name, labels }) => [name, labels]));

describe("filters", () => {
  test("let only the chosen people count, by name or id, and a name may hold a comma", async () => {
    expect(await labelsOf({ annotators: `ann,${people[1]!.id}`, ties: "category" })).toEqual({ ann: 5, bob: 5, Heron: 5 });
    expect(await labelsOf({ annotators: "cem, junior" })).toEqual({ "cem, junior": 4, Heron: 5 });
    expect(await labelsOf({ origin: "here" })).toEqual({ "cem, junior": 4, Heron: 5 });
    expect(await labelsOf({ group: "juniors", ties: "category" })).toEqual({ "cem, junior": 5, Heron: 5 });
    expect((await get({ annotators: "ann" })).filters).toEqual({ annotators: [{ id: people[0]!.id, name: "ann" }] });
  });

  test("narrow the comparisons by category, turn and chance", async () => {
    expect(await labelsOf({ category: "writing" })).toEqual({ ann: 2, bob: 2, "cem, junior": 2, Heron: 2 });
    expect(await labelsOf({ category: "source=web", ties: "category" })).toEqual({ ann: 2, bob: 2, "cem, junior": 2, Heron: 2 });
    expect(await labelsOf({ turn: "2", category: "code" })).toEqual({
      ann: 1,
      bob: 1,
      "cem, junior": 0,
      Heron: 1,
    });
    // Neither what was picked for being hard, nor gold, nor what no round has.
    expect(await labelsOf({ slice: "random" })).toEqual({ ann: 2, bob: 2, "cem, junior": 2, Heron: 2 });
  });

  test("narrow people's labels by strength and day, and leave the judge's on what remains", async () => {
    expect(await labelsOf({ minStrength: "3" })).toEqual({ ann: 2, bob: 2, Heron: 5 });
    expect(await labelsOf({ from: "2026-11-04", to: "2026-11-05", ties: "category" })).toEqual({
      ann: 3,
      bob: 3,
      "cem, junior": 3,
      Heron: 5,
    });
    // Ties have no strength.
    expect((await labelsOf({ minStrength: "1", ties: "category" }))["cem, junior"]).toBe(4);
  });

  test("say clearly what there is not", async () => {
    await expect(get({ annotators: "dora" })).rejects.toMatchObject({
      code: "invalid",
      message: 'No person of this project is called "dora". There is ann, bob, cem, junior.',
      fields: [{ path: "annotators" }],
    });
    await expect(get({ judges: "ann" })).rejects.toThrow('No judge\'s version of this project is called "ann". There is Heron.');
    await expect(get({ category: "poems" })).rejects.toThrow('No comparison with labels has "poems". There is code, writing.');
    await expect(get({ category: "task=x" })).rejects.toThrow('No comparison with labels has task "x". There is none.');
    await expect(get({ turn: "9" })).rejects.toThrow('stands at turn "9". There is 1, 2.');
    await expect(get({ group: "experts" })).rejects.toThrow('There is no group "experts" here. It has juniors.');
    await expect(get({ from: "2026-11-05", to: "2026-11-04" })).rejects.toMatchObject({ fields: [{ path: "to" }] });
    expect(AgreementOptions.safeParse({ from: "5.11.2026" }).error?.issues[0]?.message).toBe("Write a day such as 2026-11-25.");
    // A page shows what there is without them, and says so.
    const { report, problem } = await findAgreementReport(actorOf(owner), project.slug, ask({ category: "poems", turn: "1" }));
    expect([report.filters, problem]).toEqual([{}, expect.stringContaining("poems")]);
  });

  test("hold for the comparisons behind a number, and keys of metadata are no SQL", async () => {
    const page = await listBehind(actorOf(owner), project.slug, BehindQuery.parse({ outcome: "disagree", category: "code" }));
    expect(page.comparisons.map(({ externalId }) => externalId)).toEqual(["q3"]);
    await expect(get({ category: "a') from x; --=y" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("count new comparisons as soon as they have labels", async () => {
    const comparison = await createComparison(project, { externalId: "late", metadata: { category: "late" } });
    await createLabel(comparison, criterion, people[0]!, { score: 1 });
    expect(await labelsOf({ category: "late" })).toEqual({ ann: 1 });
    expect(await listFilterChoices(actorOf(owner), project.slug)).toMatchObject({
      groups: ["juniors"],
      origins: ["HERE", "IMPORTED"],
      categories: ["code", "late", "writing"],
      turns: [1, 2],
      judges: [{ name: "Heron" }],
    });
  });
});
