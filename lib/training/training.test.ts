import { beforeAll, describe, expect, test } from "vitest";
import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import { getComparison } from "@/lib/comparisons/queries";
import { listLabelCounts } from "@/lib/datasets/browse/beside";
import { previewExport } from "@/lib/datasets/export/preview-export";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { setGold } from "@/lib/gold/set-gold";
import { getLabelColumns } from "@/lib/labels/label-columns";
import { openPresentation } from "@/lib/labels/presentation-token";
import { recordLabels } from "@/lib/labels/record-labels";
import { getOverview } from "@/lib/overview/get-overview";
import { createRound } from "@/lib/rounds/create-round";
import { addRoundMember } from "@/lib/rounds/members/change-members";
import { openRound } from "@/lib/rounds/open-round";
import { getQueue } from "@/lib/rounds/queue";
import { actorOf, createMember, createUser, readGuidelines } from "@/lib/testing/factories";
import { createRoundFixture, press, type RoundFixture } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { getFeedback } from "./get-feedback";
import { listStandings } from "./list-standings";
import { getTraining, retryTraining } from "./training";

beforeAll(freshDatabase().open);

const ALL = { limit: 20 };

/** A training over three comparisons of which the gold says that A is much better, and a round that needs it. */
async function createTraining(passMark = 0.6) {
  const fixture = await createRoundFixture({ comparisons: 3, people: 1 });
  const owner = actorOf(fixture.owner);
  const [criterion] = fixture.criteria;
  const settings = {
    criterionIds: [criterion!.id],
    userIds: fixture.people.map(({ id }) => id),
    overlap: 1,
    sampling: { kind: "all" as const },
    order: "RANDOM" as const,
    seed: 3,
  };
  for (const { id } of fixture.comparisons) {
    await setGold(owner, {
      project: fixture.project.slug,
      comparisonId: id,
      criterionId: criterion!.id,
      answer: "PREFERENCE",
      score: -4,
      explanation: "A does *what was asked*.",
    });
  }
  const training = await createRound(owner, fixture.project.id, { ...settings, name: "training", kind: "TRAINING", passMark });
  await openRound(owner, training.id);
  const main = await createRound(owner, fixture.project.id, { ...settings, name: "main", trainingRoundId: training.id });
  await openRound(owner, main.id);
  return {
    fixture,
    owner,
    person: actorOf(fixture.people[0]!),
    user: fixture.people[0]!,
    training,
    main,
    criterionId: criterion!.id,
  };
}

/** Answers everything of a training that waits: as the gold says, or the contrary. */
async function answerAll(
  roundId: string,
  user: User,
  criterionId: string,
  isRight: (place: number) => boolean,
): Promise<string[]> {
  const { items } = await getQueue(actorOf(user), roundId, ALL);
  for (const [place, { token }] of items.entries()) {
    const isSwapped = openPresentation(user.id, token)!.swapped;
    const side = isRight(place) === isSwapped ? "RIGHT" : "LEFT";
    await recordLabels(actorOf(user), [press(token, criterionId, { side, level: 4 })]);
  }
  return items.map(({ token }) => token);
}

describe("a training round", () => {
  test("asks everybody for all gold comparisons, and opens the round that needs it once it is passed", async () => {
    const { owner, person, user, training, main, criterionId } = await createTraining();
    expect((await getQueue(person, main.id, ALL)).gate).toMatchObject({
      kind: "training",
      roundId: training.id,
      isOpen: true,
      hasFailed: false,
    });
    expect((await getQueue(person, main.id, ALL)).items).toEqual([]);

    await answerAll(training.id, user, criterionId, (place) => place === 0);
    expect(await getTraining(person, training.id)).toMatchObject({ standing: { total: 3, done: 3, right: 1, passed: false } });
    expect((await getQueue(person, main.id, ALL)).gate).toMatchObject({ kind: "training", hasFailed: true });

    await retryTraining(person, training.id);
    expect((await getTraining(person, training.id)).standing).toMatchObject({ attempt: 2, total: 3, done: 0, passed: null });
    await expect(retryTraining(person, training.id)).rejects.toMatchObject({ code: "conflict" });
    await answerAll(training.id, user, criterionId, () => true);
    expect(await getTraining(person, training.id)).toMatchObject({
      standing: { right: 3, passed: true },
      opens: [{ id: main.id, name: "main" }],
    });
    expect(await listStandings(owner, training.id)).toMatchObject([{ name: user.name, standing: { attempt: 2, passed: true } }]);
    expect(await listStandings(person, training.id)).toEqual([]);
    expect(await listStandings(owner, main.id)).toEqual([]);
    expect((await getQueue(person, main.id, ALL)).gate).toBeNull();
    expect((await getQueue(person, main.id, ALL)).items).toHaveLength(3);
  });

  test("tells what the gold says only after the answer, which then stays", async () => {
    const { person, user, training, criterionId, main } = await createTraining();
    const [first] = (await getQueue(person, training.id, ALL)).items;
    await expect(getFeedback(person, training.id, first!.token)).rejects.toMatchObject({ code: "conflict" });
    await expect(getFeedback(person, main.id, first!.token)).rejects.toMatchObject({ code: "not_found" });
    await expect(getFeedback(actorOf(await createUser()), training.id, first!.token)).rejects.toMatchObject({
      code: "not_found",
    });

    const { swapped } = openPresentation(user.id, first!.token)!;
    const [better, worse] = swapped ? (["RIGHT", "LEFT"] as const) : (["LEFT", "RIGHT"] as const);
    const given = press(first!.token, criterionId, { side: better, level: 1 });
    expect((await recordLabels(person, [given]))[0]).toMatchObject({ status: "stored" });
    const feedback = await getFeedback(person, training.id, first!.token);
    expect(feedback.criteria).toMatchObject([{ verdict: "near", answer: "PREFERENCE", click: { side: better, level: 4 } }]);
    expect(feedback.criteria[0]?.explanation).toContain("<em>what was asked</em>");
    expect(feedback.standing).toMatchObject({ done: 1, total: 3, right: 1 });

    const changes = [press(first!.token, criterionId, { side: worse }), press(first!.token, criterionId, { answer: "UNDO" })];
    for (const change of changes) {
      expect((await recordLabels(person, [change]))[0]).toMatchObject({ status: "refused", code: "conflict" });
    }
    // Sent again, the answer itself is known as ever.
    expect((await recordLabels(person, [given]))[0]).toMatchObject({ status: "known" });
  });

  test("gives somebody who joins all of it, and cannot be needed before it is open or by who is not in it", async () => {
    const { fixture, owner, training, criterionId } = await createTraining();
    const late = await createUser({ name: "Late" });
    await createMember(fixture.project, late, "ANNOTATOR");
    const settings = {
      name: "next",
      criterionIds: [criterionId],
      userIds: [late.id],
      overlap: 1,
      sampling: { kind: "all" as const },
      order: "RANDOM" as const,
      seed: 1,
      trainingRoundId: training.id,
    };
    const next = await createRound(owner, fixture.project.id, settings);
    await expect(openRound(owner, next.id)).rejects.toThrow("Not in the training round, training: Late.");
    expect(await addRoundMember(owner, training.id, late.id)).toEqual({ taken: 3 });
    await readGuidelines(training.id);
    expect((await getQueue(actorOf(late), training.id, ALL)).items).toHaveLength(3);
    await openRound(owner, next.id);
    await expect(createRound(owner, fixture.project.id, { ...settings, trainingRoundId: next.id })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("needs comparisons with gold answers", async () => {
    const fixture = await createRoundFixture({ comparisons: 1, people: 1 });
    const owner = actorOf(fixture.owner);
    const settings = {
      name: "none",
      criterionIds: fixture.criteria.map(({ id }) => id),
      userIds: [fixture.people[0]!.id],
      overlap: 1,
      sampling: { kind: "all" as const },
      order: "RANDOM" as const,
      seed: 1,
    };
    for (const quality of [{ kind: "TRAINING" as const, passMark: 1 }, { goldShare: 0.1 }]) {
      const { id } = await createRound(owner, fixture.project.id, { ...settings, ...quality });
      await expect(openRound(owner, id)).rejects.toThrow("No comparison has a gold answer on what this round asks.");
    }
  });
});

describe("labels of a training round are no data", () => {
  test("in columns, agreement, pages, lists, exports and the overview", async () => {
    const { fixture, owner, user, training, criterionId } = await createTraining();
    const ids = fixture.comparisons.map(({ id }) => id);
    await answerAll(training.id, user, criterionId, () => true);
    expect(await db().label.count({ where: { projectId: fixture.project.id } })).toBe(3);
    await expectNoLabels(fixture, owner, ids);

    // One label of the labelling round is data, beside them, also when columns are read on.
    const [item] = (await getQueue(actorOf(user), fixture.roundId, ALL)).items;
    await recordLabels(actorOf(user), [press(item!.token, criterionId)]);
    expect((await getLabelColumns(fixture.project.id)).count).toBe(1);
    await retryLabels(training.id, user, criterionId);
    expect((await getLabelColumns(fixture.project.id)).count).toBe(1);
  });
});

async function retryLabels(roundId: string, user: User, criterionId: string): Promise<void> {
  await db().round.update({ where: { id: roundId }, data: { passMark: 1 } });
  await db().goldLabel.updateMany({ where: {}, data: { score: 4 } });
  await retryTraining(actorOf(user), roundId);
  await answerAll(roundId, user, criterionId, () => true);
}

async function expectNoLabels(fixture: RoundFixture, owner: ReturnType<typeof actorOf>, ids: readonly string[]): Promise<void> {
  const { project } = fixture;
  expect((await getLabelColumns(project.id)).count).toBe(0);
  const report = await getAgreementReport(owner, project.id, AgreementOptions.parse({}));
  expect(report.annotators).toEqual([]);
  expect((await getComparison(owner, project.id, ids[0]!)).labels).toEqual([]);
  expect((await listLabelCounts(ids)).size).toBe(0);
  const exported = await previewExport(owner, project.id, { format: "concord-jsonl" });
  expect(exported.counted.labels).toBe(0);
  const overview = await getOverview(owner, project.id);
  expect(overview.counts).toMatchObject({ byPeople: 0, labelled: 0, people: 0 });
  expect(overview.activity.filter(({ kind }) => kind === "LABELS")).toEqual([]);
  // The two labelling rounds alone: three comparisons each.
  expect(overview.assignments).toBe(6);
}
