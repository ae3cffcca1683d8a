import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { recordLabels } from "@/lib/labels/record-labels";
import { closeRound, pauseRound, reopenRound, resumeRound } from "@/lib/rounds/close-round";
import { createRound } from "@/lib/rounds/create-round";
import { addRoundMember, removeRoundMember } from "@/lib/rounds/members/change-members";
import { saveRoundMember } from "@/lib/rounds/members/save-member";
import { openRound } from "@/lib/rounds/open-round";
import { getRoundProgress, listMyRounds } from "@/lib/rounds/progress";
import { getRound } from "@/lib/rounds/queries";
import { getMyLabels, getQueue } from "@/lib/rounds/queue";
import type { NewRound } from "@/lib/rounds/schema";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { createRoundFixture, press, type RoundFixture, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { sweepRounds } from "./return-places";

const database = freshDatabase();
beforeAll(database.open);

async function onDemand(settings: { comparisons?: number; people?: number; round?: Partial<NewRound> } = {}) {
  const { round, ...rest } = settings;
  return createRoundFixture({ ...rest, round: { dealing: "ON_DEMAND", reservationMinutes: 60, ...round } });
}

function fetchFor(fixture: RoundFixture, person: User, limit = 20, after = -1) {
  return getQueue(actorOf(person), fixture.roundId, { limit, after });
}

async function label(fixture: RoundFixture, person: User, token: string, changes: Record<string, unknown> = {}) {
  const [answer] = await recordLabels(actorOf(person), [press(token, fixture.criteria[0]!.id, changes)]);
  return answer!;
}

function live(fixture: RoundFixture) {
  return db().assignment.findMany({
    where: { roundId: fixture.roundId, state: { in: ["OPEN", "DONE"] } },
    include: { annotator: true },
    orderBy: { position: "asc" },
  });
}

/** Lets everything that a person has reserved run out. */
async function runOut(fixture: RoundFixture, person?: User): Promise<void> {
  await db().assignment.updateMany({
    where: { roundId: fixture.roundId, state: "OPEN", ...(person ? { annotator: { userId: person.id } } : {}) },
    data: { reservedUntil: new Date(Date.now() - 1000) },
  });
}

async function openSlots(fixture: RoundFixture): Promise<number> {
  const { _sum } = await db().roundItem.aggregate({ where: { roundId: fixture.roundId }, _sum: { openSlots: true } });
  return _sum.openSlots ?? 0;
}

describe("a round dealt on demand", () => {
  test("assigns nothing when it opens, and what people ask for is reserved for them", async () => {
    const fixture = await onDemand({ comparisons: 12, people: 3, round: { overlap: 2 } });
    expect(await live(fixture)).toHaveLength(0);
    expect(await openSlots(fixture)).toBe(24);
    const [one] = fixture.people as [User];
    // A third of 24 labels.
    const queue = await fetchFor(fixture, one);
    expect(queue.items.map((item) => item.place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(queue.progress).toMatchObject({ total: 12, done: 0, left: 12, mayReturn: 0 });
    expect(queue.next).not.toBeNull();
    const reserved = await live(fixture);
    expect(reserved.map((assignment) => assignment.annotator.userId)).toEqual(reserved.map(() => one.id));
    const minutes = (reserved[0]!.reservedUntil!.getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThanOrEqual(60.1);
    // Asking again gives the same and reserves no more.
    expect((await fetchFor(fixture, one)).items.map((item) => item.token)).toEqual(queue.items.map((item) => item.token));
    expect(await live(fixture)).toHaveLength(8);
  });

  test("reaches its overlap exactly, and then says that nothing is left", async () => {
    const fixture = await onDemand({ comparisons: 5, people: 3, round: { overlap: 2 } });
    for (let turn = 0; turn < 20; turn++) {
      for (const person of fixture.people) {
        for (const token of await tokensOf(fixture, person)) expect((await label(fixture, person, token)).status).toBe("stored");
      }
    }
    const all = await live(fixture);
    expect(all).toHaveLength(10);
    expect(all.every((assignment) => assignment.state === "DONE" && !assignment.isExtra)).toBe(true);
    for (const { id } of fixture.comparisons) {
      const own = all.filter((assignment) => assignment.comparisonId === id);
      expect(new Set(own.map((assignment) => assignment.annotatorId)).size).toBe(2);
      expect(own.filter((assignment) => assignment.swapped)).toHaveLength(1);
    }
    for (const person of fixture.people) {
      const queue = await fetchFor(fixture, person);
      expect(queue).toMatchObject({ items: [], next: null, progress: { left: 0, mayReturn: 0 } });
    }
    const progress = await getRoundProgress(actorOf(fixture.owner), fixture.roundId);
    expect(progress).toMatchObject({ total: 10, done: 10, open: 0, extras: 0 });
  });

  test("pages on from a place, and goes on as long as something is open", async () => {
    const fixture = await onDemand({ comparisons: 30, people: 1, round: { overlap: 1 } });
    const [one] = fixture.people as [User];
    const first = await fetchFor(fixture, one, 3);
    expect(first.items).toHaveLength(3);
    const second = await fetchFor(fixture, one, 10, first.next!);
    expect(second.items.map((item) => item.place)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    // Never more than twenty at a time.
    const third = await fetchFor(fixture, one, 20, second.next!);
    expect(third.items).toHaveLength(7);
    const none = await fetchFor(fixture, one, 20, third.next!);
    expect(none.items).toHaveLength(0);
    expect(none.next).toBe(third.next);
    await label(fixture, one, first.items[0]!.token);
    expect((await fetchFor(fixture, one, 20, none.next!)).items).toHaveLength(1);
  });

  test("gives comparisons of a higher priority first, in the order of the round", async () => {
    const fixture = await onDemand({ comparisons: 1, people: 1, round: { overlap: 1 } });
    const items = await db().roundItem.findMany({ where: { roundId: fixture.roundId } });
    expect(items.map((item) => item.priority)).toEqual([0]);
    const prior = await createRoundFixture({ comparisons: 6, people: 1, round: { overlap: 1 } });
    const [person] = prior.people as [User];
    await db().comparison.update({ where: { id: prior.comparisons[4]!.id }, data: { metadata: { priority: "7" } } });
    await db().comparison.update({ where: { id: prior.comparisons[2]!.id }, data: { metadata: { priority: 9 } } });
    await db().comparison.update({ where: { id: prior.comparisons[0]!.id }, data: { metadata: { priority: "first" } } });
    for (const dealing of ["ON_DEMAND", "PLANNED"] as const) {
      const { id } = await createRound(actorOf(prior.owner), prior.project.id, {
        name: dealing,
        criterionIds: prior.criteria.map((criterion) => criterion.id),
        userIds: [person.id],
        overlap: 1,
        sampling: { kind: "all" },
        order: "DATASET",
        seed: 1,
        dealing,
      });
      await openRound(actorOf(prior.owner), id);
      const { items: queue } = await getQueue(actorOf(person), id, { limit: 20 });
      const numbers = queue.map((item) => Number(/number (\d)/.exec(item.leftHtml)?.[1]));
      expect(numbers).toEqual([2, 4, 0, 1, 3, 5]);
    }
  });

  test("holds nobody beyond their limit, and says what is left for them", async () => {
    const bounded = await onDemand({ comparisons: 30, people: 2, round: { overlap: 1, perPersonLimit: 4 } });
    const [one, two] = bounded.people as [User, User];
    const owner = actorOf(bounded.owner);
    const members = await db().roundMember.findMany({ where: { roundId: bounded.roundId }, include: { annotator: true } });
    const second = members.find((member) => member.annotator.userId === two.id)!;
    await db().roundMember.update({
      where: { roundId_annotatorId: { roundId: bounded.roundId, annotatorId: second.annotatorId } },
      data: { limit: 6 },
    });
    const queue = await fetchFor(bounded, one);
    expect(queue.items).toHaveLength(4);
    expect(queue.progress).toMatchObject({ total: 4, left: 4 });
    expect(queue.next).toBeNull();
    expect((await fetchFor(bounded, two)).items).toHaveLength(6);
    for (const { token } of queue.items) await label(bounded, one, token);
    expect(await fetchFor(bounded, one)).toMatchObject({ items: [], next: null, progress: { done: 4, left: 0, total: 4 } });
    expect((await getRoundProgress(owner, bounded.roundId)).open).toBe(20);
  });

  test("never gives people what they wrote themselves", async () => {
    const fixture = await onDemand({ comparisons: 4, people: 2, round: { overlap: 1 } });
    const [author, other] = fixture.people as [User, User];
    await db().response.update({ where: { id: fixture.comparisons[1]!.responseBId }, data: { authorId: author.id } });
    const own = await fetchFor(fixture, author);
    expect(own.progress).toMatchObject({ total: 3, left: 3 });
    for (const { token } of own.items) await label(fixture, author, token);
    for (let turn = 0; turn < 3; turn++) for (const token of await tokensOf(fixture, author)) await label(fixture, author, token);
    expect((await fetchFor(fixture, author)).progress).toMatchObject({ done: 3, left: 0 });
    const rest = await fetchFor(fixture, other);
    expect(rest.items).toHaveLength(1);
    expect(rest.items[0]!.leftHtml + rest.items[0]!.rightHtml).toContain("number 1");
  });
});

describe("reservations", () => {
  test("that run out return to whoever asks next; what their person keeps asking for does not", async () => {
    const fixture = await onDemand({ comparisons: 4, people: 2, round: { overlap: 1 } });
    const [one, two] = fixture.people as [User, User];
    const first = await fetchFor(fixture, one);
    expect(first.items).toHaveLength(2);
    await runOut(fixture, one);
    // Asking in time for oneself keeps them.
    await fetchFor(fixture, one);
    expect((await fetchFor(fixture, two)).items).toHaveLength(1);
    await runOut(fixture, one);
    const more = await fetchFor(fixture, two);
    expect(more.items).toHaveLength(2);
    const states = await db().assignment.groupBy({ by: ["state"], where: { roundId: fixture.roundId }, _count: true });
    expect(states.find(({ state }) => state === "EXPIRED")?._count).toBe(2);
    expect((await live(fixture)).length + (await openSlots(fixture))).toBe(4);
  });

  test("a late label counts while the place is open", async () => {
    const fixture = await onDemand({ comparisons: 3, people: 2, round: { overlap: 1 } });
    const [one] = fixture.people as [User];
    const queue = await fetchFor(fixture, one);
    await runOut(fixture);
    expect(await sweepRounds()).toBeGreaterThanOrEqual(1);
    expect(await openSlots(fixture)).toBe(3);
    expect((await label(fixture, one, queue.items[0]!.token)).status).toBe("stored");
    expect(await openSlots(fixture)).toBe(2);
    expect(await db().label.findMany({ where: { roundId: fixture.roundId } })).toMatchObject([{ isExtra: false }]);
    expect(await live(fixture)).toMatchObject([{ state: "DONE", isExtra: false }]);
  });

  test("a late label is kept as an extra once somebody else has the place, is counted, and can be changed and taken back", async () => {
    const fixture = await onDemand({ comparisons: 1, people: 2, round: { overlap: 1 } });
    const [one, two] = fixture.people as [User, User];
    const [late] = await tokensOf(fixture, one);
    await runOut(fixture);
    const [taken] = await tokensOf(fixture, two);
    expect(taken).toBeDefined();
    expect((await label(fixture, one, late!)).status).toBe("stored");
    expect((await label(fixture, two, taken!)).status).toBe("stored");
    const labels = await db().label.findMany({ where: { roundId: fixture.roundId }, include: { annotator: true } });
    expect(labels.map(({ annotator, isExtra }) => [annotator.userId, isExtra]).sort()).toEqual(
      [
        [one.id, true],
        [two.id, false],
      ].sort(),
    );
    const progress = await getRoundProgress(actorOf(fixture.owner), fixture.roundId);
    expect(progress).toMatchObject({ total: 1, done: 1, extras: 1, open: 0 });
    expect(progress.members.find((member) => member.name === one.name)).toMatchObject({ done: 1, extras: 1 });
    expect(await getRound(actorOf(fixture.owner), fixture.roundId)).toMatchObject({ assignments: 1, done: 1, extras: 1 });
    expect((await getMyLabels(actorOf(one), fixture.roundId, { limit: 20 })).items).toHaveLength(1);

    expect((await label(fixture, one, late!, { level: 1 })).status).toBe("stored");
    expect((await label(fixture, one, late!, { answer: "UNDO", side: undefined, level: undefined })).status).toBe("stored");
    expect(await db().label.count({ where: { roundId: fixture.roundId } })).toBe(1);
    expect((await label(fixture, one, late!)).status).toBe("stored");
    expect(await openSlots(fixture)).toBe(0);
    expect((await live(fixture)).filter((assignment) => !assignment.isExtra)).toHaveLength(1);
  });

  test("a batch of late labels is taken as one by one", async () => {
    const fixture = await onDemand({ comparisons: 6, people: 2, round: { overlap: 1 } });
    const [one, two] = fixture.people as [User, User];
    const late = await tokensOf(fixture, one);
    expect(late).toHaveLength(3);
    await runOut(fixture);
    await tokensOf(fixture, two);
    const criterionId = fixture.criteria[0]!.id;
    const answers = await recordLabels(
      actorOf(one),
      late.map((token) => press(token, criterionId)),
    );
    expect(answers.map((answer) => answer.status)).toEqual(["stored", "stored", "stored"]);
    const slots = await openSlots(fixture);
    const counted = (await live(fixture)).filter((assignment) => !assignment.isExtra).length;
    expect(slots + counted).toBe(6);
  });

  test("of several questions, run out as one: what was answered in time goes with what comes late", async () => {
    const criteria = ["helpful", "harmless"].map((key) => ({
      key,
      question: `Which is more ${key}?`,
      polarity: "BETTER" as const,
    }));
    const fixture = await createRoundFixture({
      comparisons: 1,
      people: 2,
      project: { criteria },
      round: { dealing: "ON_DEMAND", reservationMinutes: 60, overlap: 1 },
    });
    const [one, two] = fixture.people as [User, User];
    const [helpful, harmless] = fixture.criteria.map((criterion) => criterion.id) as [string, string];
    const [late] = await tokensOf(fixture, one);
    const send = (person: User, token: string, criterionId: string, changes = {}) =>
      recordLabels(actorOf(person), [press(token, criterionId, changes)]);
    await send(one, late!, helpful);
    await runOut(fixture);
    const [taken] = await tokensOf(fixture, two);
    // An answer can be taken back without a place.
    await send(one, late!, helpful, { answer: "UNDO", side: undefined, level: undefined });
    expect(await db().label.count({ where: { roundId: fixture.roundId } })).toBe(0);
    await send(one, late!, helpful);
    for (const criterionId of [helpful, harmless]) expect((await send(two, taken!, criterionId))[0]?.status).toBe("stored");
    await send(one, late!, harmless);
    const labels = await db().label.findMany({ where: { roundId: fixture.roundId }, include: { annotator: true } });
    expect(labels).toHaveLength(4);
    for (const each of labels) expect(each.isExtra).toBe(each.annotator.userId === one.id);
    expect((await live(fixture)).map((assignment) => assignment.state)).toEqual(["DONE", "DONE"]);
    expect(await openSlots(fixture)).toBe(0);
  });

  test("marks what was answered in time as beside the overlap only when the rest comes too late for a place", async () => {
    const criteria = ["helpful", "harmless"].map((key) => ({
      key,
      question: `Which is more ${key}?`,
      polarity: "BETTER" as const,
    }));
    const fixture = await createRoundFixture({
      comparisons: 1,
      people: 2,
      project: { criteria },
      round: { dealing: "ON_DEMAND", reservationMinutes: 60, overlap: 1 },
    });
    const [one, two] = fixture.people as [User, User];
    const [helpful, harmless] = fixture.criteria.map((criterion) => criterion.id) as [string, string];
    const [late] = await tokensOf(fixture, one);
    await recordLabels(actorOf(one), [press(late!, helpful)]);
    await runOut(fixture);
    await tokensOf(fixture, two);
    expect(await db().label.findMany({ where: { roundId: fixture.roundId } })).toMatchObject([{ isExtra: false }]);
    await recordLabels(actorOf(one), [press(late!, harmless)]);
    expect(await db().label.findMany({ where: { roundId: fixture.roundId } })).toMatchObject([
      { isExtra: true },
      { isExtra: true },
    ]);
  });
});

describe("a pause", () => {
  test("serves nothing new, takes what was served and changes of it, and costs no reservation", async () => {
    const fixture = await onDemand({ comparisons: 6, people: 2, round: { overlap: 1 } });
    const [one, two] = fixture.people as [User, User];
    const owner = actorOf(fixture.owner);
    const tokens = await tokensOf(fixture, one);
    await pauseRound(owner, fixture.roundId);
    expect(await fetchFor(fixture, two)).toMatchObject({ round: { state: "PAUSED" }, items: [], next: null });
    expect(await live(fixture)).toHaveLength(tokens.length);
    expect((await label(fixture, one, tokens[0]!)).status).toBe("stored");
    expect((await label(fixture, one, tokens[0]!, { level: 1 })).status).toBe("stored");
    await runOut(fixture);
    expect(await sweepRounds()).toBe(0);
    await expect(pauseRound(owner, fixture.roundId)).rejects.toMatchObject({ code: "conflict" });
    expect((await listMyRounds(actorOf(one)))[0]).toMatchObject({ state: "PAUSED", progress: { done: 1 } });
    await resumeRound(owner, fixture.roundId);
    expect((await fetchFor(fixture, one)).items.map((item) => item.token)).toEqual(expect.arrayContaining(tokens.slice(1)));
    await expect(resumeRound(owner, fixture.roundId)).rejects.toMatchObject({ code: "conflict" });
  });

  test("of a planned round is the same, and a paused round can be closed and opened again", async () => {
    const fixture = await createRoundFixture({ comparisons: 3, people: 1, round: { overlap: 1 } });
    const [one] = fixture.people as [User];
    const owner = actorOf(fixture.owner);
    const tokens = await tokensOf(fixture, one);
    await pauseRound(owner, fixture.roundId);
    expect((await fetchFor(fixture, one)).items).toEqual([]);
    expect((await label(fixture, one, tokens[0]!)).status).toBe("stored");
    await closeRound(owner, fixture.roundId);
    expect(await label(fixture, one, tokens[1]!)).toMatchObject({ status: "refused", code: "conflict" });
    expect(await label(fixture, one, tokens[0]!, { level: 1 })).toMatchObject({ status: "refused", code: "conflict" });
    await reopenRound(owner, fixture.roundId);
    expect((await label(fixture, one, tokens[1]!)).status).toBe("stored");
    const audited = await db().auditEvent.findMany({ where: { projectId: fixture.project.id }, orderBy: { position: "asc" } });
    expect(audited.map((event) => event.action).slice(-3)).toEqual(["round.pause", "round.close", "round.reopen"]);
  });
});

describe("people who join and leave a round dealt on demand", () => {
  test("what somebody had reserved is open again when they leave, and theirs again when they come back", async () => {
    const fixture = await onDemand({ comparisons: 6, people: 2, round: { overlap: 1 } });
    const [one, two] = fixture.people as [User, User];
    const owner = actorOf(fixture.owner);
    const before = await fetchFor(fixture, one);
    await label(fixture, one, before.items[0]!.token);
    const { annotatorId } = (await live(fixture))[0]!;
    expect(await removeRoundMember(owner, fixture.roundId, annotatorId)).toEqual({ handedOver: 2, dropped: 0 });
    expect(await openSlots(fixture)).toBe(5);
    expect(await label(fixture, one, before.items[1]!.token)).toMatchObject({ status: "refused", code: "conflict" });
    expect(await addRoundMember(owner, fixture.roundId, one.id)).toEqual({ taken: 0 });
    const again = await fetchFor(fixture, one);
    expect(again.items.length).toBeGreaterThan(0);
    expect((await live(fixture)).length + (await openSlots(fixture))).toBe(6);
    const newcomer = await createUser();
    await createMember(fixture.project, newcomer, "ANNOTATOR");
    await addRoundMember(owner, fixture.roundId, newcomer.id);
    for (let turn = 0; turn < 10; turn++) {
      for (const person of [one, two, newcomer])
        for (const token of await tokensOf(fixture, person)) await label(fixture, person, token);
    }
    expect(await openSlots(fixture)).toBe(0);
    expect((await live(fixture)).filter((assignment) => assignment.state === "DONE")).toHaveLength(6);
  });
});

describe("a planned round from which work returns", () => {
  test("gives what waits for somebody who is away to those who are done, and takes them back when they come", async () => {
    const fixture = await createRoundFixture({ comparisons: 8, people: 2, round: { overlap: 1, reservationMinutes: 60 } });
    const [away, here] = fixture.people as [User, User];
    const ownTokens = await tokensOf(fixture, away);
    const criterionId = fixture.criteria[0]!.id;
    await recordLabels(
      actorOf(here),
      (await tokensOf(fixture, here)).map((token) => press(token, criterionId)),
    );
    expect((await fetchFor(fixture, here)).progress).toMatchObject({ left: 0 });
    await db().roundMember.updateMany({
      where: { roundId: fixture.roundId, annotator: { userId: away.id } },
      data: { seenAt: new Date(Date.now() - 61 * 60_000) },
    });
    const taken = await fetchFor(fixture, here);
    expect(taken.items.length).toBeGreaterThan(0);
    // The one who comes back finds what nobody has taken, and a late label counts as long as it is not taken.
    const back = await fetchFor(fixture, away);
    expect(back.progress.left).toBe(4 - taken.items.length);
    for (const token of ownTokens) expect((await label(fixture, away, token)).status).toBe("stored");
    const extras = await db().label.count({ where: { roundId: fixture.roundId, isExtra: true } });
    expect(extras).toBe(taken.items.length);
    for (const { token } of taken.items) await label(fixture, here, token);
    const progress = await getRoundProgress(actorOf(fixture.owner), fixture.roundId);
    expect(progress).toMatchObject({ total: 8, done: 8, extras, open: 0 });
  });

  test("whoever joins gets what nobody could take when somebody left", async () => {
    const fixture = await createRoundFixture({ comparisons: 4, people: 2 });
    const owner = actorOf(fixture.owner);
    const leaving = await db().annotator.findFirstOrThrow({ where: { userId: fixture.people[0]!.id } });
    expect(await removeRoundMember(owner, fixture.roundId, leaving.id)).toEqual({ handedOver: 0, dropped: 4 });
    const newcomer = await createUser();
    await createMember(fixture.project, newcomer, "ANNOTATOR");
    expect(await addRoundMember(owner, fixture.roundId, newcomer.id)).toEqual({ taken: 4 });
    const all = await live(fixture);
    for (const { id } of fixture.comparisons) {
      const own = all.filter((assignment) => assignment.comparisonId === id);
      expect(own).toHaveLength(2);
      expect(own.filter((assignment) => assignment.swapped)).toHaveLength(1);
    }
  });
});

describe("settings of a round that was opened", () => {
  test("group and limit of a person change while it goes on, by researchers alone, and stand in the audit trail", async () => {
    const fixture = await onDemand({ comparisons: 6, people: 2, round: { overlap: 1 } });
    const [one, two] = fixture.people as [User, User];
    const owner = actorOf(fixture.owner);
    const { id: annotatorId } = await db().annotator.findFirstOrThrow({ where: { userId: one.id } });
    await saveRoundMember(owner, fixture.roundId, { annotatorId, group: "experts", limit: 2 });
    const progress = await getRoundProgress(owner, fixture.roundId);
    expect(progress.members.find((member) => member.annotatorId === annotatorId)).toMatchObject({ group: "experts", limit: 2 });
    expect((await fetchFor(fixture, one)).progress).toMatchObject({ total: 2, left: 2 });
    const last = await db().auditEvent.findFirst({ where: { projectId: fixture.project.id }, orderBy: { position: "desc" } });
    expect(last).toMatchObject({ action: "round.saveMember", after: { group: "experts", limit: 2 } });
    for (const user of [one, two, await createUser({ isOperator: true })]) {
      await expect(
        saveRoundMember(actorOf(user), fixture.roundId, { annotatorId, group: "", limit: null }),
      ).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(pauseRound(actorOf(user), fixture.roundId)).rejects.toMatchObject({ code: "not_found" });
      await expect(resumeRound(actorOf(user), fixture.roundId)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(
      saveRoundMember(owner, fixture.roundId, { annotatorId: fixture.project.id, group: "", limit: 1 }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("a training round cannot be dealt as people ask", async () => {
    const fixture = await onDemand({ comparisons: 1, people: 1, round: { overlap: 1 } });
    const training = createRound(actorOf(fixture.owner), fixture.project.id, {
      name: "training",
      criterionIds: fixture.criteria.map((criterion) => criterion.id),
      userIds: fixture.people.map((person) => person.id),
      overlap: 1,
      sampling: { kind: "all" },
      order: "DATASET",
      seed: 1,
      kind: "TRAINING",
      passMark: 0.5,
      dealing: "ON_DEMAND",
    });
    await expect(training).rejects.toMatchObject({ code: "invalid", fields: [{ path: "dealing" }] });
  });

  test("limits leave comparisons out of a planned round by lot, with the probability of being in", async () => {
    const fixture = await createRoundFixture({ comparisons: 10, people: 2, round: { overlap: 1, perPersonLimit: 3 } });
    const items = await db().roundItem.findMany({ where: { roundId: fixture.roundId } });
    expect(items).toHaveLength(6);
    expect(items.every((item) => item.selectionReason === "RANDOM" && item.inclusionProbability === 0.6)).toBe(true);
    expect(await live(fixture)).toHaveLength(6);
  });
});
