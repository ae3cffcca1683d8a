import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import type { Annotator, Comparison, Criterion, Project } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { saveJudge } from "@/lib/judges/save-judge";
import { actorOf, createAnnotator, createComparison, createLabel, createUser } from "@/lib/testing/factories";
import { createJudgeFixture } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { measureDrift } from "./measure-drift";

const database = freshDatabase();
const actor = systemActor("test");
let project: Project;
let criterion: Criterion;
let judgeId = "";
const comparisons: Comparison[] = [];

/** p(B) of v1 and v2, and what two people say; null: no label, NaN: a verdict that could not be read. */
const ROWS: readonly [one: number | null, two: number | null, people: readonly number[]][] = [
  [0.9, 0.7, [2, 2]],
  [0.8, 0.4, [1, -1]],
  [0.2, 0.3, [-2]],
  [0.5, 0.6, [2]],
  [0.1, Number.NaN, [-2]],
  [0.7, null, [2]],
  [null, 0.7, [2]],
  [0.6, 0.6, [0]],
];

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  const fixture = await createJudgeFixture({ baseUrl: "http://127.0.0.1:9/v1" }, { comparisons: 0 });
  ({ project, criterion } = fixture);
  ({ judgeId } = fixture.judge);
  const second = await saveJudge(actor, project.id, {
    name: "Scripted",
    endpoint: "Scripted server",
    model: "scripted-1",
    hardening: "off",
  });
  expect(second).toMatchObject({ judgeId, version: 2 });
  const versions = [await annotatorOf(fixture.judge.versionId), await annotatorOf(second.versionId)];
  const people = [await createAnnotator(project), await createAnnotator(project)];
  for (const [one, two, said] of ROWS) {
    const comparison = await createComparison(project);
    comparisons.push(comparison);
    for (const [i, score] of said.entries()) await createLabel(comparison, criterion, people[i] as Annotator, { score });
    for (const [i, p] of [one, two].entries()) if (p !== null) await label(comparison, versions[i] as Annotator, p);
  }
  await call(comparisons[0], fixture.judge.versionId, 300n);
  await call(comparisons[1], fixture.judge.versionId, 500n);
  await call(comparisons[5], fixture.judge.versionId, 9_000n);
}, 60_000);

function annotatorOf(judgeVersionId: string): Promise<Annotator> {
  return db().annotator.findFirstOrThrow({ where: { judgeVersionId } });
}

function label(comparison: Comparison, annotator: Annotator, p: number) {
  if (Number.isNaN(p)) return createLabel(comparison, criterion, annotator, { answer: "INVALID", score: null });
  return createLabel(comparison, criterion, annotator, { score: Math.sign(p - 0.5), probabilityB: p });
}

async function call(comparison: Comparison | undefined, judgeVersionId: string, costMicroDollars: bigint) {
  await db().judgeCall.create({
    data: {
      comparisonId: comparison?.id ?? "",
      id: newId(),
      judgeVersionId,
      criterionId: criterion.id,
      order: "AB",
      promptHash: "",
      rawText: "1",
      method: "parsed",
      latencyMs: 1,
      costMicroDollars,
    },
  });
}

describe("SEC-74: what a change of the prompt did to the verdicts", () => {
  test("is counted on the comparisons that both versions judged, by hand", async () => {
    const [drift, ...others] = await measureDrift(actor, project.slug, judgeId, { from: 1, to: 2 });
    expect(others).toEqual([]);
    // Rows 1 to 5 and 8; v2's verdict on row 5 could not be read.
    expect(drift).toMatchObject({ criterion: { key: "helpful" }, comparisons: 6, unreadable: [0, 1] });
    // The same side: rows 1, 3 and 8, of five.
    expect(drift?.samePreference).toMatchObject({ estimate: 3 / 5, n: { comparisons: 5, dropped: 1, clusters: 5 } });
    // −0.2 −0.4 +0.1 +0.1 0.
    expect(drift?.meanDifference.estimate).toBeCloseTo(-0.4 / 5, 12);
    expect(drift?.meanSize.estimate).toBeCloseTo(0.8 / 5, 12);
    // Rows 1 to 3: v1 has a tie on row 4, v2 nothing on row 5, the person of row 8 a tie. v1 is with 2, 1 and 1 of 2, 2 and 1 labels.
    expect(drift?.agreement.from).toMatchObject({ estimate: 4 / 5, n: { comparisons: 3, labels: 5, dropped: 2 } });
    expect(drift?.agreement.to.estimate).toBeCloseTo(4 / 5, 12);
    expect(drift?.agreement.difference.estimate).toBeCloseTo(0, 12);
  });

  test("has intervals that hold their estimate, clusters as units", async () => {
    const [drift] = await measureDrift(actor, project.slug, judgeId, { from: 1, to: 2 });
    // Five differences of mean −0.08: the standard error is √(Σ(d − mean)²/(5 · 4)) = √(0.188/20), and t with 4 degrees is 2.776445.
    const half = 2.776445 * Math.sqrt(0.188 / 20);
    expect(drift?.meanDifference.low).toBeCloseTo(-0.08 - half, 5);
    expect(drift?.meanDifference.high).toBeCloseTo(-0.08 + half, 5);
    expect(drift?.meanDifference.method).toContain("cluster sandwich");
  });

  test("costs what the kept calls on the common comparisons cost", async () => {
    const [drift] = await measureDrift(actor, project.slug, judgeId, { from: 1, to: 2 });
    expect(drift?.cost).toEqual({ from: { comparisons: 2, microDollars: 400 }, to: { comparisons: 0, microDollars: null } });
  });

  test("turned round, it is the opposite; of a version with itself or one that is not there, it is nothing", async () => {
    const [there] = await measureDrift(actor, project.slug, judgeId, { from: 1, to: 2 });
    const [back] = await measureDrift(actor, project.slug, judgeId, { from: 2, to: 1 });
    expect(back?.meanDifference.estimate).toBeCloseTo(-(there?.meanDifference.estimate ?? 0), 12);
    expect(back?.samePreference.estimate).toBe(there?.samePreference.estimate);
    expect(await measureDrift(actor, project.slug, judgeId, { from: 1, to: 1 })).toEqual([]);
    expect(await measureDrift(actor, project.slug, judgeId, { from: 1, to: 7 })).toEqual([]);
  });

  test("is not shown to a stranger", async () => {
    const stranger = actorOf(await createUser());
    await expect(measureDrift(stranger, project.slug, judgeId, { from: 1, to: 2 })).rejects.toMatchObject({ code: "not_found" });
  });
});
