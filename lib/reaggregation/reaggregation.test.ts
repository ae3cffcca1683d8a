import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import type { Actor } from "@/lib/auth/types";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { startJudgeWorker, stopJudgeWorker } from "@/lib/judges/runs/judge-worker";
import { actorOf, createAnnotator, createLabel, createMember, createUser } from "@/lib/testing/factories";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { createJudgeFixture, indexIn, isAB, type JudgeFixture, startFixtureRun, untilRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { openLabelsFile } from "./labels-file";
import { parseRule } from "./parse-rule";
import { readAggregationView } from "./read-view";
import { reaggregate, sweep } from "./reaggregate";
import type { RuleTexts } from "./schema";
import { getAggregation, listAggregations, storeAggregation } from "./stored-aggregations";

const actor = systemActor("test");
const COMPARISONS = 12;
const database = freshDatabase();
let server: FaultServer;
let fixture: JudgeFixture;
let asked: number;
let annotator: Actor;
let stranger: Actor;

/** P(first) of a call: every third comparison prefers its place, the others A or B by their number; the second sample is surer. */
function firstOf(index: number, ab: boolean, sample: number): number {
  const sure = sample === 0 ? 0.6 : 0.9;
  if (index % 3 === 0) return sure;
  const forA = index % 2 === 0;
  return forA === ab ? sure : 1 - sure;
}

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  server = await startFaultServer(({ prompt, body }) => {
    const first = firstOf(indexIn(prompt), isAB(prompt), Number(body.seed) - 7);
    return {
      kind: "answer",
      text: first > 0.5 ? "1" : "2",
      logprobs: { "1": Math.log(first), "2": Math.log(1 - first) },
    };
  });
  fixture = await createJudgeFixture(server, { comparisons: COMPARISONS, document: { samples: 2, seed: 7, temperature: 0.5 } });
  const runId = await startFixtureRun(fixture);
  startJudgeWorker();
  await untilRun(runId, ["DONE"]);
  await stopJudgeWorker();
  asked = server.requests.length;
  for (const name of ["one", "two"]) {
    const person = await createAnnotator(fixture.project, { name });
    for (const [i, comparison] of fixture.comparisons.entries()) {
      await createLabel(comparison, fixture.criterion, person, { score: i % 2 === 0 ? -2 : 2 });
    }
  }
  const people = await Promise.all([createUser(), createUser()]);
  await createMember(fixture.project, people[0], "ANNOTATOR");
  annotator = actorOf(people[0]);
  stranger = actorOf(people[1]);
});

afterAll(async () => {
  await server.close();
});

const again = (texts: RuleTexts = {}) =>
  reaggregate(actor, fixture.project.id, { judge: fixture.judge.judgeId }, (facts) => parseRule(texts, facts));

async function linesOf(idOrName: string): Promise<Record<string, unknown>[]> {
  const { lines } = await openLabelsFile(actor, fixture.project.id, idOrName);
  const made: Record<string, unknown>[] = [];
  for await (const line of lines) made.push(JSON.parse(line));
  return made;
}

async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error("it was allowed"),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
}

test("the version's own rule gives back the judge's stored labels to the last digit", async () => {
  await storeAggregation(
    actor,
    fixture.project.id,
    { judge: fixture.judge.judgeId },
    { name: "As it is", toRule: ({ own }) => own },
  );
  const labels = await db().label.findMany({
    where: { projectId: fixture.project.id, annotator: { kind: "AI" } },
    select: { comparisonId: true, score: true, probabilityB: true, probabilityBClamped: true, orderConsistent: true },
  });
  expect(labels).toHaveLength(COMPARISONS);
  const byComparison = new Map(labels.map(({ comparisonId, ...label }) => [comparisonId, label]));
  const lines = await linesOf("As it is");
  expect(lines).toHaveLength(COMPARISONS);
  for (const { comparison, score, probabilityB, probabilityBClamped, orderConsistent, calls } of lines) {
    expect({ score, probabilityB, probabilityBClamped, orderConsistent }).toEqual(byComparison.get(String(comparison)));
    expect(calls).toBe(4);
  }
});

test("its agreement with people is that of the agreement page", async () => {
  const { original, moves } = await again();
  const report = await getAgreementReport(actor, fixture.project.id, AgreementOptions.parse({}));
  const [judge] = report.judges;
  expect(original.agreement?.pairs).toBe(judge?.pairs);
  expect(original.agreement?.agreement).toEqual(judge?.againstEachHuman);
  expect(original.agreement?.cohenKappa).toEqual(judge?.cohenKappa);
  expect(original.agreement?.ceiling.estimate).toBe(1);
  expect(moves).toMatchObject({ same: COMPARISONS, turned: 0 });
});

test("another order is worked out from the stored calls: the biased third follows its place", async () => {
  // Of 0, 3, 6, 9 all four prefer the place, two of them A's (even) and two B's (odd) by the people.
  const ab = await again({ orders: "AB" });
  expect(ab.original).toMatchObject({ comparisons: 12, preferA: 4, preferB: 4, ties: 4, contradictions: 4, calls: 48 });
  expect(ab.changed).toMatchObject({ preferA: 8, preferB: 4, ties: 0, contradictions: 0, calls: 24 });
  expect(ab.moves).toMatchObject({ fromTie: 4, same: 8 });
  // Ten of twelve agree with both people: 3 and 9 are B to them.
  expect(ab.changed.agreement?.agreement.estimate).toBeCloseTo(20 / 24, 12);
  expect(ab.contentHash).not.toBe((await again()).contentHash);
  const none = await again({ onContradiction: "none" });
  expect(none.changed).toMatchObject({ unsettled: 4, ties: 0 });
  expect(none.moves).toMatchObject({ lost: 4 });
});

test("fewer samples, a wider tie and another clamp change what they should", async () => {
  // One sample: p is 0.4 or 0.6, strength 1; two: 0.25 or 0.75, strength 3 of 4.
  const one = await again({ samples: "1" });
  expect(one.changed).toMatchObject({ calls: 24, preferA: 4, preferB: 4 });
  expect(one.moves).toMatchObject({ strength: 8, same: 4 });
  const wide = await again({ samples: "1", tieBand: "0.11" });
  expect(wide.changed.ties).toBe(12);
  expect(wide.changed.agreement).toBeNull();
  const clamped = await again({ clampLow: "0.45", clampHigh: "0.55" });
  expect(clamped.moves.same).toBe(12);
  expect(clamped.changed.agreement?.brier).toEqual(clamped.original.agreement?.brier);
  // (1 − 0.55)² on each pair that has no tie of the judge.
  expect(clamped.changed.agreement?.brierClamped?.estimate).toBeCloseTo(0.45 ** 2, 12);
});

test("the sweeps have a row for each order and each number of samples", async () => {
  const { orders, samples } = await sweep(actor, fixture.project.id, { judge: "Scripted" });
  expect(orders.map(({ name, summary }) => [name, summary.preferA, summary.preferB, summary.ties])).toEqual([
    ["AB alone", 8, 4, 0],
    ["BA alone", 4, 8, 0],
    ["both", 4, 4, 4],
  ]);
  expect(samples.map(({ name, summary }) => [name, summary.calls])).toEqual([
    ["1", 24],
    ["2", 48],
  ]);
});

describe("stored aggregations", () => {
  test("are named once, found again, and give the same labels each time", async () => {
    const project = fixture.project.id;
    const target = { judge: fixture.judge.judgeId };
    const toRule = (facts: Parameters<typeof parseRule>[1]) => parseRule({ orders: "BA" }, facts);
    const stored = await storeAggregation(actor, project, target, { name: "BA alone", toRule });
    expect(await storeAggregation(actor, project, target, { name: "BA alone", toRule })).toEqual(stored);
    const taken = storeAggregation(actor, project, target, { name: "BA alone", toRule: ({ own }) => own });
    expect((await refusalOf(taken)).code).toBe("conflict");
    expect((await listAggregations(actor, project, fixture.judge.judgeId)).map(({ name }) => name)).toEqual([
      "BA alone",
      "As it is",
    ]);
    expect((await getAggregation(actor, project, stored.id)).rule.orders).toBe("BA");
    const lines = await linesOf(stored.id);
    expect(lines).toEqual(await linesOf("BA alone"));
    expect(lines.find(({ id }) => id === "c0")).toMatchObject({
      score: 3,
      criterion: "helpful",
      annotator: "Scripted v1",
      calls: 2,
    });
    expect(lines[0]?.aggregation).toEqual({ name: "BA alone", contentHash: stored.contentHash });
    const audit = await db().auditEvent.findMany({ where: { action: "aggregation.store" } });
    expect(audit.map(({ target: of }) => of).sort()).toEqual(["As it is", "BA alone"]);
  });

  test("the page tells what is wrong at its field and computes nothing then", async () => {
    const view = await readAggregationView(actor, fixture.project.id, fixture.judge.judgeId, { tieBand: "2", preview: "yes" });
    expect(view.errors).toEqual({ tieBand: "Below 0.5." });
    expect(view.texts.tieBand).toBe("2");
    expect(view.preview).toBeNull();
    const right = await readAggregationView(actor, fixture.project.id, fixture.judge.judgeId, { orders: "AB", preview: "yes" });
    expect(right.preview?.changed.rule.orders).toBe("AB");
    expect(right.sweep).toBeNull();
  });
});

test("none of it asked the model anything", () => {
  expect(server.requests).toHaveLength(asked);
  expect(asked).toBe(COMPARISONS * 4);
});

test("annotators and strangers see nothing of it, nor does another project", async () => {
  const { project, judge } = fixture;
  const other = await createJudgeFixture(server, { comparisons: 0 });
  for (const [who, where] of [
    [annotator, project.id],
    [stranger, project.id],
    [actor, other.project.id],
  ] as const) {
    for (const attempt of [
      () => reaggregate(who, where, { judge: judge.judgeId }, ({ own }) => own),
      () => sweep(who, where, { judge: judge.judgeId }),
      () => storeAggregation(who, where, { judge: judge.judgeId }, { name: "Theirs", toRule: ({ own }) => own }),
      () => openLabelsFile(who, where, "As it is"),
      () => readAggregationView(who, where, judge.judgeId, {}),
    ])
      expect((await refusalOf(attempt())).code).toBe("not_found");
  }
  expect((await refusalOf(listAggregations(annotator, project.id, judge.judgeId))).code).toBe("not_found");
});
