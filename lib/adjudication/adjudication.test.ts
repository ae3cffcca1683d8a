import { beforeAll, expect, test } from "vitest";
import { verifyAudit } from "@/lib/audit/verify";
import type { UserActor } from "@/lib/auth/types";
import { exportDataset } from "@/lib/datasets/export-dataset";
import { db } from "@/lib/db/client";
import type { Comparison, Criterion, Project, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { createProject as createStudy } from "@/lib/projects/create-project";
import { createRound } from "@/lib/rounds/create-round";
import { addRoundMember, removeRoundMember } from "@/lib/rounds/members/change-members";
import { openRound } from "@/lib/rounds/open-round";
import { actorOf, createAnnotator, createComparison, createLabel, createMember, createUser } from "@/lib/testing/factories";
import { createRoundFixture } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { getDisputedItem } from "./get-item";
import { getDisputedPage } from "./queue";
import { requestAdjudication } from "./request-adjudication";
import { saveAdjudication } from "./save-adjudication";
import { saveAdjudicationRule } from "./save-rule";
import { type AdjudicationInput, AdjudicationRule } from "./schema";

const database = freshDatabase();
beforeAll(database.open);

interface Study {
  owner: User;
  project: Project;
  criterion: Criterion;
  /** By what they show: people's scores and a judge's. */
  comparisons: Record<"near" | "far" | "agreed" | "judged", Comparison>;
}

async function makeStudy(): Promise<Study> {
  const owner = await createUser({ isOperator: true });
  const { id } = await createStudy(actorOf(owner), { name: `Study ${newId().slice(-6)}`, scale: { preset: "ARENA" } });
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: id } });
  const people = [await createAnnotator(project), await createAnnotator(project), await createAnnotator(project)];
  const judge = await createAnnotator(project, { kind: "AI" });
  const make = async (scores: number[], judged: number) => {
    const comparison = await createComparison(project, { modelA: "hidden-model" });
    for (const [i, score] of scores.entries()) await createLabel(comparison, criterion, people[i]!, { score });
    await createLabel(comparison, criterion, judge, { score: judged });
    return comparison;
  };
  const comparisons = {
    near: await make([0, 2, 2], 2),
    far: await make([-2, 2], 2),
    agreed: await make([2, 2], 2),
    judged: await make([2, 2], -2),
  };
  return { owner, project, criterion, comparisons };
}

function answerTo(comparison: Comparison, criterion: Criterion, changes: Partial<AdjudicationInput> = {}): AdjudicationInput {
  const answer = { answer: "PREFERENCE", score: 2, rationale: "B answers.", wantsSecond: false, seen: null, ...changes };
  return { id: newId(), comparisonId: comparison.id, criterionId: criterion.id, ...answer } as AdjudicationInput;
}

async function listed(actor: UserActor, project: Project, show: "open" | "second" | "settled" = "open") {
  const page = await getDisputedPage(actor, project.slug, { show });
  return page.comparisons.map(({ id, size, reasons }) => ({ id, size, reasons }));
}

test("the list holds what the rule names, the furthest apart first", async () => {
  const { owner, project, comparisons } = await makeStudy();
  const actor = actorOf(owner);
  expect(await listed(actor, project)).toEqual([
    { id: comparisons.far.id, size: 4, reasons: ["direction"] },
    { id: comparisons.near.id, size: 2, reasons: ["direction"] },
  ]);
  // People's mean is +2 and the judge says −2: four steps.
  await saveAdjudicationRule(actor, project.slug, AdjudicationRule.parse({ direction: false, judge: "any" }));
  expect(await listed(actor, project)).toEqual([{ id: comparisons.judged.id, size: 4, reasons: ["judge"] }]);
  await saveAdjudicationRule(actor, project.slug, AdjudicationRule.parse({ direction: false, noMajority: true, spread: 2 }));
  expect(await listed(actor, project)).toEqual([
    { id: comparisons.far.id, size: 4, reasons: ["spread", "majority"] },
    { id: comparisons.near.id, size: 2, reasons: ["spread"] },
  ]);
  await saveAdjudicationRule(actor, project.slug, AdjudicationRule.parse({ direction: false, flagged: true }));
  const annotator = await createAnnotator(project);
  await db().comparisonFlag.create({
    data: { comparisonId: comparisons.agreed.id, id: newId(), projectId: project.id, annotatorId: annotator.id, kind: "broken" },
  });
  expect(await listed(actor, project)).toEqual([{ id: comparisons.agreed.id, size: 0, reasons: ["flag"] }]);
  const rules = await db().auditEvent.findMany({ where: { projectId: project.id, action: "adjudication.rule" } });
  expect(rules).toHaveLength(3);
  await expect(saveAdjudicationRule(actor, project.slug, AdjudicationRule.parse({ judge: annotator.id }))).rejects.toMatchObject({
    code: "invalid",
  });
});

test("an answer stands at once, in the list and in the consensus that is exported", async () => {
  const { owner, project, criterion, comparisons } = await makeStudy();
  const actor = actorOf(owner);
  const rows = async () => (await exportDataset(actor, project.slug, { format: "trl", source: "consensus" })).manifest;
  expect((await rows()).counted.rows).toBe(3);
  const input = answerTo(comparisons.far, criterion);
  expect(await saveAdjudication(actor, project.slug, input)).toEqual({ status: "stored" });
  expect(await saveAdjudication(actor, project.slug, input)).toEqual({ status: "known" });
  await expect(saveAdjudication(actor, project.slug, { ...input, rationale: "Other." })).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await listed(actor, project)).map(({ id }) => id)).toEqual([comparisons.near.id]);
  expect((await listed(actor, project, "settled")).map(({ id }) => id)).toEqual([comparisons.far.id]);
  expect((await rows()).counted.rows).toBe(4);
  await saveAdjudication(actor, project.slug, answerTo(comparisons.near, criterion, { answer: "BOTH_BAD", score: null }));
  const { counted, dropped } = await rows();
  expect(counted.rows).toBe(3);
  expect(dropped).toContainEqual(expect.objectContaining({ reason: "adjudicated as both bad", count: 1 }));
  await expect(
    saveAdjudication(actor, project.slug, answerTo(comparisons.agreed, criterion, { score: 3 })),
  ).rejects.toMatchObject({ code: "invalid" });
  expect(await verifyAudit()).toMatchObject({ breach: null });
});

test("of two who answer at once the later is told of the earlier, and nothing is lost", async () => {
  const { owner, project, criterion, comparisons } = await makeStudy();
  const second = await createUser();
  await createMember(project, second, "ANNOTATOR", { mayAdjudicate: true });
  const [one, other] = await Promise.all([
    saveAdjudication(actorOf(owner), project.slug, answerTo(comparisons.far, criterion, { score: -2 })),
    saveAdjudication(actorOf(second), project.slug, answerTo(comparisons.far, criterion, { score: 2 })),
  ]);
  expect([one.status, other.status].sort()).toEqual(["overtaken", "stored"]);
  const overtaken = one.status === "overtaken" ? one : other;
  if (overtaken.status !== "overtaken") throw new Error("one of them was");
  const again = answerTo(comparisons.far, criterion, { score: 0, seen: overtaken.standing.id });
  expect(await saveAdjudication(actorOf(owner), project.slug, again)).toEqual({ status: "stored" });
  const item = await getDisputedItem(actorOf(owner), project.slug, comparisons.far.id, { show: "open" });
  expect(item === "still-to-label" ? null : item.adjudications.map(({ score }) => score)).toEqual([0, overtaken.standing.score]);
});

test("a second opinion comes before others alone, and then the newest stands", async () => {
  const { owner, project, criterion, comparisons } = await makeStudy();
  const second = await createUser();
  await createMember(project, second, "ANNOTATOR", { mayAdjudicate: true });
  const first = answerTo(comparisons.agreed, criterion, { wantsSecond: true });
  await saveAdjudication(actorOf(owner), project.slug, first);
  expect((await listed(actorOf(owner), project)).map(({ id }) => id)).not.toContain(comparisons.agreed.id);
  expect(await listed(actorOf(second), project, "second")).toEqual([{ id: comparisons.agreed.id, size: 0, reasons: ["second"] }]);
  expect((await listed(actorOf(second), project)).map(({ id }) => id)).toContain(comparisons.agreed.id);
  const answer = answerTo(comparisons.agreed, criterion, { seen: first.id, score: -2 });
  expect(await saveAdjudication(actorOf(second), project.slug, answer)).toEqual({ status: "stored" });
  expect(await listed(actorOf(second), project, "second")).toEqual([]);
});

test("who has still to label a comparison neither sees it nor answers it", async () => {
  const fixture = await createRoundFixture({ comparisons: 2, people: 2 });
  const { project, criteria, comparisons, people, owner } = fixture;
  const [person] = people;
  await db().member.updateMany({ where: { projectId: project.id, userId: person!.id }, data: { mayAdjudicate: true } });
  const annotators = [await createAnnotator(project), await createAnnotator(project)];
  for (const [i, annotator] of annotators.entries())
    await createLabel(comparisons[0]!, criteria[0]!, annotator, { score: i === 0 ? -2 : 2 });
  expect(await listed(actorOf(owner), project)).toHaveLength(1);
  const page = await getDisputedPage(actorOf(person!), project.slug, { show: "open" });
  expect([page.total, page.keptBack]).toEqual([0, 1]);
  expect(await getDisputedItem(actorOf(person!), project.slug, comparisons[0]!.id, { show: "open" })).toBe("still-to-label");
  const answer = answerTo(comparisons[0]!, criteria[0]!);
  await expect(saveAdjudication(actorOf(person!), project.slug, answer)).rejects.toMatchObject({ code: "conflict" });
  await db().round.update({ where: { id: fixture.roundId }, data: { state: "CLOSED" } });
  expect(await saveAdjudication(actorOf(person!), project.slug, answer)).toEqual({ status: "stored" });
});

test("the queue is not found by who neither adjudicates nor researches, and models are not in it", async () => {
  const { project, criterion, comparisons, owner } = await makeStudy();
  const [annotator, researcher, stranger] = [await createUser(), await createUser(), await createUser()];
  await createMember(project, annotator, "ANNOTATOR");
  await createMember(project, researcher, "RESEARCHER");
  for (const user of [annotator, stranger]) {
    await expect(getDisputedPage(actorOf(user), project.slug, { show: "open" })).rejects.toMatchObject({ code: "not_found" });
    await expect(saveAdjudication(actorOf(user), project.slug, answerTo(comparisons.far, criterion))).rejects.toMatchObject({
      code: "not_found",
    });
  }
  expect(await listed(actorOf(researcher), project)).toHaveLength(2);
  await expect(saveAdjudication(actorOf(researcher), project.slug, answerTo(comparisons.far, criterion))).rejects.toMatchObject({
    code: "forbidden",
  });
  const item = await getDisputedItem(actorOf(owner), project.slug, comparisons.far.id, { show: "open" });
  expect(JSON.stringify(item)).not.toContain("hidden-model");
});

test("pages go on after a cursor", async () => {
  const { owner, project, criterion } = await makeStudy();
  const people = [await createAnnotator(project), await createAnnotator(project)];
  for (let i = 0; i < 60; i++) {
    const comparison = await createComparison(project);
    for (const [n, annotator] of people.entries())
      await createLabel(comparison, criterion, annotator, { score: n === 0 ? -2 : 2 });
  }
  const first = await getDisputedPage(actorOf(owner), project.slug, { show: "open" });
  expect([first.total, first.comparisons.length, first.previous]).toEqual([62, 50, null]);
  const second = await getDisputedPage(actorOf(owner), project.slug, { show: "open", after: first.next! });
  expect([second.from, second.comparisons.length, second.next, second.previous]).toEqual([50, 12, null, ""]);
  const ids = [...first.comparisons, ...second.comparisons].map(({ id }) => id);
  expect(new Set(ids).size).toBe(62);
});

test("a planned round gives nobody what they adjudicated: not when it opens, not from who leaves, not to who joins", async () => {
  const { owner, project, criterion, comparisons } = await makeStudy();
  const actor = actorOf(owner);
  await saveAdjudication(actor, project.slug, answerTo(comparisons.far, criterion));
  const others = [await createUser(), await createUser()];
  for (const user of others) await createMember(project, user, "ANNOTATOR");
  const open = async (people: readonly User[], overlap: number) => {
    const { id } = await createRound(actor, project.id, {
      name: "after",
      criterionIds: [criterion.id],
      userIds: people.map((user) => user.id),
      overlap,
      sampling: { kind: "all" },
      order: "DATASET",
      seed: 3,
    });
    return { id, ...(await openRound(actor, id)) };
  };
  const dealtTo = async (roundId: string, user: User) =>
    (await db().assignment.findMany({ where: { roundId, annotator: { userId: user.id }, state: "OPEN" } })).map(
      ({ comparisonId }) => comparisonId,
    );

  const round = await open([owner, ...others], 2);
  expect(round).toMatchObject({ comparisons: 4, assignments: 8 });
  expect(await dealtTo(round.id, owner)).not.toContain(comparisons.far.id);
  for (const user of others) expect(await dealtTo(round.id, user)).toContain(comparisons.far.id);
  const leaver = await db().annotator.findFirstOrThrow({ where: { projectId: project.id, userId: others[0]!.id } });
  // One of the two who have it leaves, and only the adjudicator could follow.
  const { dropped } = await removeRoundMember(actor, round.id, leaver.id);
  expect(dropped).toBeGreaterThan(0);
  expect(await dealtTo(round.id, owner)).not.toContain(comparisons.far.id);

  const everybody = await open([owner, ...others], 3);
  expect(everybody).toMatchObject({ comparisons: 3, assignments: 9 });
  const joined = await open(others, 2);
  await addRoundMember(actor, joined.id, owner.id);
  const taken = await dealtTo(joined.id, owner);
  expect(taken.length).toBeGreaterThan(0);
  expect(taken).not.toContain(comparisons.far.id);
});

test("what a researcher sends comes before the adjudicators whatever the rule says, until it has a final answer", async () => {
  const { owner, project, criterion, comparisons } = await makeStudy();
  const actor = actorOf(owner);
  const send = (...ids: string[]) => requestAdjudication(actor, project.slug, { criterion: criterion.key, comparisonIds: ids });
  const ids = [comparisons.agreed.id, comparisons.far.id];
  expect(await send(...ids)).toEqual({ asked: 2, known: 0, settled: 0 });
  expect(await send(...ids)).toEqual({ asked: 0, known: 2, settled: 0 });
  expect(await listed(actor, project)).toEqual([
    { id: comparisons.far.id, size: 4, reasons: ["direction", "asked"] },
    { id: comparisons.near.id, size: 2, reasons: ["direction"] },
    { id: comparisons.agreed.id, size: 0, reasons: ["asked"] },
  ]);
  await saveAdjudication(actor, project.slug, answerTo(comparisons.agreed, criterion));
  expect((await listed(actor, project)).map(({ id }) => id)).not.toContain(comparisons.agreed.id);
  expect(await send(comparisons.agreed.id)).toEqual({ asked: 0, known: 0, settled: 1 });
  expect(await verifyAudit()).toMatchObject({ breach: null });
});

test("nobody sends what is not theirs to adjudication", async () => {
  const { owner, project, criterion, comparisons } = await makeStudy();
  const other = await makeStudy();
  const annotator = await createUser();
  await createMember(project, annotator, "ANNOTATOR");
  const request = { criterion: criterion.key, comparisonIds: [comparisons.far.id] };
  for (const user of [annotator, other.owner]) {
    await expect(requestAdjudication(actorOf(user), project.slug, request)).rejects.toMatchObject({ code: "not_found" });
  }
  const foreign = { ...request, comparisonIds: [comparisons.far.id, other.comparisons.far.id] };
  await expect(requestAdjudication(actorOf(owner), project.slug, foreign)).rejects.toMatchObject({ code: "invalid" });
  await expect(requestAdjudication(actorOf(owner), project.slug, { ...request, criterion: "none" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await db().adjudicationRequest.count({ where: { projectId: project.id } })).toBe(0);
});
