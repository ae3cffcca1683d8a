import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { openPresentation } from "@/lib/labels/presentation-token";
import { recordLabels } from "@/lib/labels/record-labels";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createComparison, createMember, createUser } from "@/lib/testing/factories";
import { createRoundFixture, press, type RoundFixture, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { closeRound, reopenRound } from "./close-round";
import { createRound, deleteRound, saveRound } from "./create-round";
import { addRoundMember, removeRoundMember } from "./members/change-members";
import { removeProjectMember } from "./members/remove-project-member";
import { openRound } from "./open-round";
import { getRoundProgress, listMyRounds } from "./progress";
import { getRound, listRounds } from "./queries";
import { getMyLabels, getQueue } from "./queue";
import type { NewRound } from "./schema";

const database = freshDatabase();
beforeAll(database.open);

async function draft(comparisons: number, changes: Partial<NewRound> = {}) {
  const owner = await createUser({ isOperator: true });
  const project = await createProject(actorOf(owner), { name: "Drafted", scale: { preset: "HH_HELPFUL" } });
  const row = await db().project.findUniqueOrThrow({ where: { id: project.id } });
  for (let index = 0; index < comparisons; index++) await createComparison(row);
  const criteria = await db().criterion.findMany({ where: { projectId: project.id } });
  const input: NewRound = {
    name: "pilot",
    criterionIds: criteria.map((criterion) => criterion.id),
    userIds: [owner.id],
    overlap: 1,
    sampling: { kind: "all" },
    order: "RANDOM",
    seed: 5,
    ...changes,
  };
  return { owner, project: row, input };
}

function assignmentsOf(fixture: { roundId: string }, where: object = {}) {
  return db().assignment.findMany({ where: { roundId: fixture.roundId, ...where }, include: { annotator: true } });
}

describe("a round of chosen comparisons", () => {
  test("takes those alone, as chosen and not as drawn, and no withdrawn one", async () => {
    const { owner, project, input } = await draft(5);
    const actor = actorOf(owner);
    const all = await db().comparison.findMany({ where: { projectId: project.id }, orderBy: { id: "asc" } });
    const comparisonIds = [all[3]!.id, all[1]!.id, all[4]!.id];
    await db().comparison.update({ where: { id: all[4]!.id }, data: { withdrawnAt: new Date() } });
    const { id } = await createRound(actor, project.slug, { ...input, sampling: { kind: "chosen", comparisonIds } });
    expect(await openRound(actor, id)).toEqual({ comparisons: 2, assignments: 2 });
    const items = await db().roundItem.findMany({ where: { roundId: id }, orderBy: { position: "asc" } });
    expect(items.map(({ comparisonId, selectionReason }) => [comparisonId, selectionReason])).toEqual([
      [all[1]!.id, "ACTIVE"],
      [all[3]!.id, "ACTIVE"],
    ]);
  });

  test("is refused with comparisons of another project, and stays a draft while none can be labelled", async () => {
    const [{ owner, project, input }, other] = [await draft(1), await draft(1)];
    const actor = actorOf(owner);
    const idsOf = async (projectId: string) => (await db().comparison.findMany({ where: { projectId } })).map(({ id }) => id);
    const foreign = { kind: "chosen" as const, comparisonIds: await idsOf(other.project.id) };
    await expect(createRound(actor, project.slug, { ...input, sampling: foreign })).rejects.toMatchObject({ code: "invalid" });
    const own = { kind: "chosen" as const, comparisonIds: await idsOf(project.id) };
    const { id } = await createRound(actor, project.slug, { ...input, sampling: own });
    await db().comparison.updateMany({ where: { projectId: project.id }, data: { withdrawnAt: new Date() } });
    await expect(openRound(actor, id)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("createRound", () => {
  test("makes a numbered draft that assigns nothing, and the draft can be changed and thrown away", async () => {
    const { owner, project, input } = await draft(2);
    const actor = actorOf(owner);
    const first = await createRound(actor, project.slug, input);
    const second = await createRound(actor, project.id, { ...input, name: "second" });
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(await db().assignment.count({ where: { roundId: first.id } })).toBe(0);

    await saveRound(actor, second.id, { ...input, name: "renamed", sampling: { kind: "random", n: 1 } });
    expect(await listRounds(actor, project.id)).toMatchObject([
      { number: 1, name: "pilot", state: "DRAFT", comparisons: 2, assignments: 2 },
      { number: 2, name: "renamed", state: "DRAFT", comparisons: 1, assignments: 1 },
    ]);
    await deleteRound(actor, second.id);
    expect(await listRounds(actor, project.id)).toHaveLength(1);
    const audited = await db().auditEvent.findMany({ where: { projectId: project.id }, orderBy: { position: "asc" } });
    expect(audited.map((entry) => entry.action)).toEqual([
      "project.create",
      "round.create",
      "round.create",
      "round.save",
      "round.delete",
    ]);
  });

  test("two rounds made at once get two numbers", async () => {
    const { owner, project, input } = await draft(0);
    const made = await Promise.all(Array.from({ length: 6 }, () => createRound(actorOf(owner), project.id, input)));
    expect(made.map((round) => round.number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("refuses an overlap that the people cannot give, strangers, and criteria of other projects", async () => {
    const { owner, project, input } = await draft(1);
    const other = await draft(1);
    const refused = (changes: Partial<NewRound>) =>
      expect(createRound(actorOf(owner), project.id, { ...input, ...changes })).rejects.toMatchObject({ code: "invalid" });
    await refused({ overlap: 2 });
    await refused({ userIds: [other.owner.id] });
    await refused({ criterionIds: other.input.criterionIds });
    await refused({ criterionIds: [...input.criterionIds, ...other.input.criterionIds] });
  });

  test("is for those who research in the project", async () => {
    const { project, input } = await draft(1);
    const annotator = await createUser();
    await createMember(project, annotator, "ANNOTATOR");
    for (const user of [annotator, await createUser({ isOperator: true })]) {
      await expect(createRound(actorOf(user), project.id, input)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("openRound", () => {
  test("makes exactly comparisons × overlap assignments, with reason and probability of inclusion", async () => {
    const { owner, project, input } = await draft(9);
    const people = [owner];
    for (let index = 0; index < 2; index++) {
      const person = await createUser();
      await createMember(project, person, "ANNOTATOR");
      people.push(person);
    }
    const settings = {
      ...input,
      userIds: people.map((person) => person.id),
      overlap: 2,
      sampling: { kind: "random" as const, n: 6 },
    };
    const { id } = await createRound(actorOf(owner), project.id, settings);
    expect(await openRound(actorOf(owner), id)).toEqual({ comparisons: 6, assignments: 12 });

    const items = await db().roundItem.findMany({ where: { roundId: id } });
    expect(items).toHaveLength(6);
    expect(items.every((item) => item.selectionReason === "RANDOM" && Math.abs(item.inclusionProbability - 6 / 9) < 1e-12)).toBe(
      true,
    );
    const assignments = await assignmentsOf({ roundId: id });
    expect(assignments).toHaveLength(12);
    for (const item of items) {
      const own = assignments.filter((assignment) => assignment.comparisonId === item.comparisonId);
      expect(new Set(own.map((assignment) => assignment.annotatorId)).size).toBe(2);
      // Two people, one of each side.
      expect(own.filter((assignment) => assignment.swapped)).toHaveLength(1);
    }
  });

  test("draws the same with the same seed", async () => {
    const { owner, project, input } = await draft(12, { sampling: { kind: "random", n: 5 } });
    const chosen: string[][] = [];
    for (let time = 0; time < 2; time++) {
      const { id } = await createRound(actorOf(owner), project.id, input);
      await openRound(actorOf(owner), id);
      const assignments = await db().assignment.findMany({ where: { roundId: id }, orderBy: { position: "asc" } });
      chosen.push(assignments.map((assignment) => `${assignment.comparisonId} ${assignment.swapped}`));
    }
    expect(chosen[0]).toEqual(chosen[1]);
  });

  test("fixes scale and guidelines at the versions in force and leaves withdrawn comparisons out", async () => {
    const { owner, project, input } = await draft(3);
    const { id } = await createRound(actorOf(owner), project.id, input);
    const newer = await db().guidelineVersion.create({
      data: { id: crypto.randomUUID(), projectId: project.id, version: 2, markdown: "Newer.", contentHash: "x" },
    });
    const withdrawn = await db().comparison.findFirstOrThrow({ where: { projectId: project.id } });
    await db().comparison.update({ where: { id: withdrawn.id }, data: { withdrawnAt: new Date() } });
    expect(await openRound(actorOf(owner), id)).toEqual({ comparisons: 2, assignments: 2 });
    const round = await db().round.findUniqueOrThrow({ where: { id } });
    expect(round).toMatchObject({ state: "OPEN", guidelineVersionId: newer.id });
    expect(round.openedAt).not.toBeNull();
  });

  test("is refused without comparisons, with too few people left, and a second time", async () => {
    const empty = await draft(0);
    const { id } = await createRound(actorOf(empty.owner), empty.project.id, empty.input);
    await expect(openRound(actorOf(empty.owner), id)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Import a file"),
    });
    expect(await db().round.findUnique({ where: { id } })).toMatchObject({ state: "DRAFT" });

    const { owner, project, input } = await draft(2);
    const person = await createUser();
    await createMember(project, person, "ANNOTATOR");
    const round = await createRound(actorOf(owner), project.id, { ...input, userIds: [owner.id, person.id], overlap: 2 });
    await db().member.updateMany({ where: { userId: person.id }, data: { removedAt: new Date() } });
    await expect(openRound(actorOf(owner), round.id)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("1 of the chosen"),
    });
    await saveRound(actorOf(owner), round.id, input);
    const both = await Promise.allSettled([openRound(actorOf(owner), round.id), openRound(actorOf(owner), round.id)]);
    expect(both.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(await db().assignment.count({ where: { roundId: round.id } })).toBe(2);
    await expect(saveRound(actorOf(owner), round.id, input)).rejects.toMatchObject({ code: "conflict" });
    await expect(deleteRound(actorOf(owner), round.id)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("getQueue", () => {
  test("gives the next open comparisons, sides in place, and nothing that tells which response is which", async () => {
    const fixture = await createRoundFixture({ comparisons: 3 });
    const person = fixture.people[0]!;
    const queue = await getQueue(actorOf(person), fixture.roundId, { limit: 20 });
    expect(queue.round).toMatchObject({
      number: 1,
      state: "OPEN",
      scale: { levelsPerSide: 4 },
      criteria: [{ key: "helpful", comparative: "better" }],
    });
    expect(queue.round.guidelines?.html).toContain("<h");
    expect(queue.progress).toEqual({ total: 3, done: 0, left: 3, today: 0, medianSeconds: null, mayReturn: 0 });
    expect(queue.items.map((item) => item.place)).toEqual([1, 2, 3]);
    expect(queue.next).toBeNull();
    for (const [index, item] of queue.items.entries()) {
      const { swapped } = openPresentation(person.id, item.token)!;
      expect(item.leftHtml).toContain(`text of ${swapped ? "B" : "A"}, number ${index}`);
      expect(item.rightHtml).toContain(`text of ${swapped ? "A" : "B"}, number ${index}`);
    }
    const sent = JSON.stringify(queue);
    const secrets = await db().comparison.findMany({
      where: { projectId: fixture.project.id },
      select: { id: true, responseAId: true, responseBId: true, promptId: true },
    });
    const assignments = await assignmentsOf(fixture);
    for (const id of [...secrets.flatMap((each) => Object.values(each)), ...assignments.map((assignment) => assignment.id)]) {
      expect(sent).not.toContain(id);
    }
    expect(sent).not.toMatch(/swapped|score":[^,]*,"model|annotatorId|probability/);
  });

  test("pages through the queue, marks what was fetched, and leaves out what is done or withdrawn", async () => {
    const fixture = await createRoundFixture({ comparisons: 5 });
    const person = fixture.people[0]!;
    const first = await getQueue(actorOf(person), fixture.roundId, { limit: 2 });
    expect(first.items.map((item) => item.place)).toEqual([1, 2]);
    const second = await getQueue(actorOf(person), fixture.roundId, { limit: 2, after: first.next! });
    expect(second.items.map((item) => item.place)).toEqual([3, 4]);
    expect(await db().assignment.count({ where: { roundId: fixture.roundId, servedAt: { not: null } } })).toBe(4);

    await recordLabels(actorOf(person), [press(first.items[0]!.token, fixture.criteria[0]!.id, { durationMs: 8000 })]);
    const third = openPresentation(person.id, second.items[0]!.token)!;
    await db().comparison.update({ where: { id: third.comparisonId }, data: { withdrawnAt: new Date() } });
    const later = await getQueue(actorOf(person), fixture.roundId, { limit: 20 });
    expect(later.items.map((item) => item.place)).toEqual([2, 3, 4]);
    expect(later.progress).toEqual({ total: 4, done: 1, left: 3, today: 1, medianSeconds: 8, mayReturn: 0 });
  });

  test("shows a person their own earlier answers and nobody else's", async () => {
    const fixture = await createRoundFixture({ comparisons: 2, project: { scale: { preset: "ARENA" } } });
    const [one, other] = fixture.people as [User, User];
    const criterionId = fixture.criteria[0]!.id;
    const [mine] = await tokensOf(fixture, one);
    const theirs = await tokensOf(fixture, other);
    await recordLabels(actorOf(one), [press(mine!, criterionId, { side: "TIE", level: 0, rationale: "the same to me" })]);
    await recordLabels(
      actorOf(other),
      theirs.map((token) => press(token, criterionId, { side: "LEFT", level: 1, rationale: "canary-7f3a" })),
    );

    const done = await getMyLabels(actorOf(one), fixture.roundId, { limit: 20 });
    expect(done.items).toHaveLength(1);
    expect(done.items[0]).toMatchObject({
      token: mine,
      answers: [
        { criterionId, answer: "PREFERENCE", click: { side: "TIE", level: 0 }, rationale: "the same to me", reason: null },
      ],
    });
    const queue = await getQueue(actorOf(one), fixture.roundId, { limit: 20 });
    expect(queue.items.map((item) => item.answers)).toEqual([[]]);
    expect(JSON.stringify([queue, done])).not.toContain("canary-7f3a");
  });

  test("does not change by a byte when other people and judges label", async () => {
    const fixture = await createRoundFixture({ comparisons: 3 });
    const [one, other] = fixture.people as [User, User];
    const before = JSON.stringify(await getQueue(actorOf(one), fixture.roundId, { limit: 20 }));
    const tokens = await tokensOf(fixture, other);
    await recordLabels(
      actorOf(other),
      tokens.map((token) => press(token, fixture.criteria[0]!.id)),
    );
    expect(JSON.stringify(await getQueue(actorOf(one), fixture.roundId, { limit: 20 }))).toBe(before);
  });

  test("of a closed round is empty and says so; of a draft or another's round it is not found", async () => {
    const fixture = await createRoundFixture();
    await closeRound(actorOf(fixture.owner), fixture.roundId);
    const queue = await getQueue(actorOf(fixture.people[0]!), fixture.roundId, { limit: 20 });
    expect(queue).toMatchObject({ round: { state: "CLOSED" }, items: [], progress: { left: 3 } });
    const drafted = await draft(1);
    const { id } = await createRound(actorOf(drafted.owner), drafted.project.id, drafted.input);
    await expect(getQueue(actorOf(drafted.owner), id, { limit: 20 })).rejects.toMatchObject({ code: "not_found" });
    for (const user of [fixture.owner, drafted.owner, await createUser({ isOperator: true })]) {
      await expect(getQueue(actorOf(user), fixture.roundId, { limit: 20 })).rejects.toMatchObject({ code: "not_found" });
      await expect(getMyLabels(actorOf(user), fixture.roundId, { limit: 20 })).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("people who join and leave", () => {
  async function loads(fixture: RoundFixture) {
    const open = await assignmentsOf(fixture, { state: "OPEN" });
    return fixture.people.map((person) => open.filter((assignment) => assignment.annotator.userId === person.id).length);
  }

  test("what waits for somebody who leaves goes to the others, and what they labelled stays", async () => {
    const fixture = await createRoundFixture({ comparisons: 12, people: 3, round: { overlap: 1 } });
    const [leaving] = fixture.people as [User];
    const [token] = await tokensOf(fixture, leaving);
    await recordLabels(actorOf(leaving), [press(token!, fixture.criteria[0]!.id)]);
    const { annotatorId } = openPresentation(leaving.id, token!)!;

    expect(await removeRoundMember(actorOf(fixture.owner), fixture.roundId, annotatorId)).toEqual({ handedOver: 3, dropped: 0 });
    expect((await loads(fixture)).sort()).toEqual([0, 5, 6]);
    const live = await assignmentsOf(fixture, { state: { in: ["OPEN", "DONE"] } });
    expect(new Set(live.map((assignment) => assignment.comparisonId)).size).toBe(12);
    expect(await db().label.count({ where: { annotatorId } })).toBe(1);
    await expect(getQueue(actorOf(leaving), fixture.roundId, { limit: 5 })).rejects.toMatchObject({ code: "not_found" });
  });

  test("a comparison that everybody has is dropped rather than given twice", async () => {
    const fixture = await createRoundFixture({ comparisons: 4, people: 2 });
    const annotator = await db().annotator.findFirstOrThrow({ where: { userId: fixture.people[0]!.id } });
    expect(await removeRoundMember(actorOf(fixture.owner), fixture.roundId, annotator.id)).toEqual({ handedOver: 0, dropped: 4 });
    expect(await loads(fixture)).toEqual([0, 4]);
    const last = await db().annotator.findFirstOrThrow({ where: { userId: fixture.people[1]!.id } });
    await expect(removeRoundMember(actorOf(fixture.owner), fixture.roundId, last.id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("a newcomer takes what no browser has fetched, until all have the same; whoever comes back gets theirs again", async () => {
    const fixture = await createRoundFixture({ comparisons: 12, people: 2, round: { overlap: 1 } });
    const [busy] = fixture.people as [User];
    await getQueue(actorOf(busy), fixture.roundId, { limit: 5 });
    const newcomer = await createUser();
    await createMember(fixture.project, newcomer, "ANNOTATOR");
    fixture.people.push(newcomer);
    expect(await addRoundMember(actorOf(fixture.owner), fixture.roundId, newcomer.id)).toEqual({ taken: 3 });
    // 6 + 6 become 5 (all fetched), 4 and 3.
    expect((await loads(fixture)).sort()).toEqual([3, 4, 5]);
    const served = await assignmentsOf(fixture, { state: "OPEN", servedAt: { not: null } });
    expect(served).toHaveLength(5);
    expect(served.every((assignment) => assignment.annotator.userId === busy.id)).toBe(true);

    const again = await db().annotator.findFirstOrThrow({ where: { userId: newcomer.id } });
    await removeRoundMember(actorOf(fixture.owner), fixture.roundId, again.id);
    expect((await loads(fixture))[2]).toBe(0);
    await addRoundMember(actorOf(fixture.owner), fixture.roundId, newcomer.id);
    const after = await loads(fixture);
    expect(after[2]).toBeGreaterThanOrEqual(2);
    expect(after[0]! + after[1]! + after[2]!).toBe(12);
    const queue = await getQueue(actorOf(newcomer), fixture.roundId, { limit: 20 });
    expect(queue.items.map((item) => item.place)).toEqual(queue.items.map((_, index) => index + 1));
  });

  test("who leaves the project leaves its open rounds", async () => {
    const fixture = await createRoundFixture({ comparisons: 6, people: 3, round: { overlap: 2 } });
    const [leaving] = fixture.people as [User];
    const member = await db().member.findFirstOrThrow({ where: { projectId: fixture.project.id, userId: leaving.id } });
    await removeProjectMember(actorOf(fixture.owner), fixture.project.id, member.id);
    // Each comparison of theirs goes to the one who did not have it.
    expect(await loads(fixture)).toEqual([0, 6, 6]);
  });

  test("only researchers of the project move people, only in an open round, and only members of the project", async () => {
    const fixture = await createRoundFixture({ people: 2 });
    const annotator = await db().annotator.findFirstOrThrow({ where: { userId: fixture.people[0]!.id } });
    const stranger = await createUser();
    for (const user of [stranger, fixture.people[0]!]) {
      await expect(removeRoundMember(actorOf(user), fixture.roundId, annotator.id)).rejects.toMatchObject({ code: "not_found" });
      await expect(addRoundMember(actorOf(user), fixture.roundId, stranger.id)).rejects.toMatchObject({ code: "not_found" });
      await expect(closeRound(actorOf(user), fixture.roundId)).rejects.toMatchObject({ code: "not_found" });
    }
    const owner = actorOf(fixture.owner);
    await expect(addRoundMember(owner, fixture.roundId, stranger.id)).rejects.toMatchObject({ code: "invalid" });
    await expect(addRoundMember(owner, fixture.roundId, fixture.people[0]!.id)).rejects.toMatchObject({ code: "invalid" });
    await closeRound(owner, fixture.roundId);
    await expect(closeRound(owner, fixture.roundId)).rejects.toMatchObject({ code: "conflict" });
    await expect(removeRoundMember(owner, fixture.roundId, annotator.id)).rejects.toMatchObject({ code: "conflict" });
    await reopenRound(owner, fixture.roundId);
    await expect(reopenRound(owner, fixture.roundId)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("progress", () => {
  test("of a round counts each person's work, skips and pace, and is for those who may read", async () => {
    const fixture = await createRoundFixture({ comparisons: 3, people: 2 });
    const [one] = fixture.people as [User];
    const tokens = await tokensOf(fixture, one);
    const criterionId = fixture.criteria[0]!.id;
    await recordLabels(actorOf(one), [
      press(tokens[0]!, criterionId, { durationMs: 10_000 }),
      press(tokens[1]!, criterionId, { durationMs: 30_000, answer: "SKIP", reason: "broken", side: undefined, level: undefined }),
    ]);
    const progress = await getRoundProgress(actorOf(fixture.owner), fixture.roundId);
    expect(progress).toMatchObject({ state: "OPEN", total: 6, done: 2 });
    expect(progress.members.find((member) => member.name === one.name)).toMatchObject({
      total: 3,
      done: 2,
      left: 1,
      today: 2,
      skips: 1,
      medianSeconds: 20,
      removed: false,
      lastLabelAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(progress.members.find((member) => member.name !== one.name)).toMatchObject({
      done: 0,
      medianSeconds: null,
      lastLabelAt: null,
    });
    await expect(getRoundProgress(actorOf(one), fixture.roundId)).rejects.toMatchObject({ code: "not_found" });

    const details = await getRound(actorOf(fixture.owner), fixture.roundId);
    expect(details).toMatchObject({ assignments: 6, done: 2, medianSeconds: 20, guidelineVersion: 1, people: 2 });
    await expect(getRound(actorOf(one), fixture.roundId)).rejects.toMatchObject({ code: "not_found" });

    expect(await listMyRounds(actorOf(one))).toMatchObject([
      {
        id: fixture.roundId,
        state: "OPEN",
        projectName: "Labelled",
        progress: { total: 3, done: 2, left: 1, today: 2, medianSeconds: 20 },
      },
    ]);
    expect(await listMyRounds(actorOf(fixture.owner))).toEqual([]);
  });
});
