import { beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { actorOf, createAnnotator, createLabel, createMember, createUser } from "@/lib/testing/factories";
import { createJudgeFixture, type JudgeFixture } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { getCostReport } from "./cost-report";
import { toCostRow } from "./cost-row";
import { saveMoneySettings } from "./settings";

const database = freshDatabase();
const system = systemActor("test");
let fixture: JudgeFixture;
let researcher: UserActor;
let annotator: UserActor;

beforeAll(async () => {
  await database.open();
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  fixture = await createJudgeFixture({ baseUrl: "http://127.0.0.1:9/v1" }, { comparisons: 10 });
  const [one, two] = [await createUser(), await createUser()];
  await createMember(fixture.project, one, "RESEARCHER");
  await createMember(fixture.project, two, "ANNOTATOR");
  [researcher, annotator] = [actorOf(one), actorOf(two)];
});

test("a label costs what its calls and its time cost, and one that people agree with costs more", async () => {
  const { project, criterion, comparisons, judge } = fixture;
  // RLAIF's numbers: a judge's label is two calls for 57,120 micro-dollars. Ten labels, one of them unreadable, and one failed call more.
  const run = await db().judgeRun.create({
    data: {
      id: newId(),
      projectId: project.id,
      judgeVersionId: judge.versionId,
      criterionId: criterion.id,
      sampling: { kind: "all" },
      state: "DONE",
      concurrency: 1,
      comparisons: 10,
      callMicroDollars: 28_560n,
    },
  });
  const spending = { projectId: project.id, runId: run.id, tokensIn: 0, tokensOut: 0, uncosted: 0 };
  await db().spending.createMany({
    data: [
      { ...spending, day: new Date("2026-11-01"), slot: 3, attempts: 12, microDollars: 12 * 28_560 },
      { ...spending, day: new Date("2026-11-02"), slot: 5, attempts: 9, microDollars: 9 * 28_560, uncosted: 1 },
    ],
  });
  const version = await db().annotator.findFirstOrThrow({ where: { judgeVersionId: judge.versionId } });
  const people = [await createAnnotator(project, { origin: "HERE" }), await createAnnotator(project, { origin: "HERE" })];
  for (const [index, comparison] of comparisons.entries()) {
    const isUnreadable = index === 9;
    await createLabel(comparison, criterion, version, isUnreadable ? { answer: "INVALID", score: null } : { score: -2 });
    // The first agrees with the judge on all ten, the second on the first five.
    for (const [which, person] of people.entries()) {
      const label = await createLabel(comparison, criterion, person, { score: which === 0 || index < 5 ? -1 : 1 });
      await db().label.updateMany({ where: { id: label.id }, data: { durationMs: 36_000 } });
    }
  }
  const file = await createAnnotator(project);
  await createLabel(comparisons[0] ?? never(), criterion, file, { score: -1 });

  expect((await getCostReport(researcher, project.slug)).people).toMatchObject({ cost: null, reason: "no hourly rate is set" });
  await saveMoneySettings(system, project.id, {
    capMicroDollars: null,
    dailyCapMicroDollars: null,
    hourlyRateMicroDollars: 20_000_000,
  });
  const report = await getCostReport(researcher, project.slug);
  const [row] = report.judges;
  expect(row).toMatchObject({ labels: 9, others: 1, cost: 21 * 28_560, uncosted: 1, perLabel: (21 * 28_560) / 9 });
  // Nine readable labels: with the first person 9 of 9, with the second 5 of 9, with the file 1 of 1: 15 of 19 pairs.
  expect(row?.agreement.estimate).toBeCloseTo(15 / 19, 12);
  expect(row?.perAgreed.value).toBeCloseTo((21 * 28_560) / 9 / (15 / 19), 6);
  // Twenty labels of 36 s: 12 minutes at $20 an hour are $4, 20 cents a label.
  expect(report.people).toMatchObject({ labels: 20, others: 0, perLabel: 200_000, secondsPerLabel: 36, name: "2 people" });
  expect(report.people?.cost).toBeCloseTo(4_000_000, 6);
  expect(report.untimed).toBe(1);
  // People among themselves: 5 of 10, and on the first comparison the file agrees with both: 7 of 12 pairs.
  expect(report.people?.perAgreed.value).toBeCloseTo(200_000 / (7 / 12), 6);
  await expect(getCostReport(annotator, project.slug)).rejects.toMatchObject({ code: "not_found" });
});

test("an interval of agreement turns round in the cost of an agreed label, and what is not known stays unknown", () => {
  const agreement = { estimate: 0.8, low: 0.5, high: 1, reason: null, comparisons: 40 };
  const facts = {
    id: "a",
    kind: "AI" as const,
    name: "Heron",
    judge: null,
    labels: 10,
    others: 0,
    cost: 571_200,
    reason: null,
    uncosted: 0,
    agreement,
    milliseconds: null,
  };
  expect(toCostRow(facts)).toMatchObject({
    perLabel: 57_120,
    perAgreed: { value: 71_400, low: 57_120, high: 114_240 },
    secondsPerLabel: null,
  });
  expect(toCostRow({ ...facts, labels: 0 })).toMatchObject({ perLabel: null, perAgreed: { value: null } });
  expect(toCostRow({ ...facts, cost: null })).toMatchObject({
    perLabel: null,
    perAgreed: { value: null, low: null, high: null },
  });
  expect(toCostRow({ ...facts, agreement: { ...agreement, estimate: 0, low: 0 } }).perAgreed).toMatchObject({
    value: null,
    high: null,
  });
});

function never(): never {
  throw new Error("there are ten comparisons");
}
