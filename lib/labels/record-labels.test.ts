import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { closeRound, reopenRound } from "@/lib/rounds/close-round";
import { getRoundProgress } from "@/lib/rounds/progress";
import { actorOf, createAnnotator, createMember, createUser } from "@/lib/testing/factories";
import { createRoundFixture, press, type RoundFixture, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { countWithdrawnLabels } from "./count-withdrawn";
import { getLabelColumns } from "./label-columns";
import { openPresentation } from "./presentation-token";
import { recordLabels } from "./record-labels";
import type { JudgeLabelInput } from "./schema";

const database = freshDatabase();
beforeAll(database.open);

async function start(settings: Parameters<typeof createRoundFixture>[0] = {}) {
  const fixture = await createRoundFixture(settings);
  const person = fixture.people[0]!;
  const tokens = await tokensOf(fixture, person);
  return { fixture, person, tokens, token: tokens[0]!, criterionId: fixture.criteria[0]!.id };
}

function labelsOf(fixture: RoundFixture) {
  return db().label.findMany({ where: { projectId: fixture.project.id }, orderBy: { submittedAt: "asc" } });
}

function eventsOf(fixture: RoundFixture) {
  return db().labelEvent.findMany({ where: { projectId: fixture.project.id }, orderBy: { receivedAt: "asc" } });
}

describe("a person's label", () => {
  test("is stored once as score, click and event, and moves its assignment on", async () => {
    const { fixture, person, token, criterionId } = await start();
    const shown = openPresentation(person.id, token)!;
    const input = press(token, criterionId, { rationale: " Because of the example. " });

    expect(await recordLabels(actorOf(person), [input])).toEqual([{ eventId: input.eventId, status: "stored" }]);

    const [label, ...others] = await labelsOf(fixture);
    expect(others).toEqual([]);
    expect(label).toMatchObject({
      comparisonId: shown.comparisonId,
      criterionId,
      annotatorId: shown.annotatorId,
      roundId: fixture.roundId,
      assignmentId: shown.assignmentId,
      answer: "PREFERENCE",
      score: shown.swapped ? -3 : 3,
      clickedSide: "RIGHT",
      clickedLevel: 3,
      polarity: "BETTER",
      presentedSwapped: shown.swapped,
      scaleVersionId: shown.scaleVersionId,
      guidelineVersionId: shown.guidelineVersionId,
      durationMs: 4000,
      idleMs: 100,
      strengthKnown: true,
    });
    const [event, ...more] = await eventsOf(fixture);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ id: input.eventId, labelId: label?.id, kind: "SUBMIT", before: null, actorUserId: person.id });
    expect(event?.after).toMatchObject({ answer: "PREFERENCE", score: label?.score, clickedSide: "RIGHT" });
    const assignment = await db().assignment.findFirstOrThrow({ where: { id: shown.assignmentId } });
    expect(assignment.state).toBe("DONE");
    expect(assignment.completedAt).not.toBeNull();
  });

  test("of a comparison withdrawn meanwhile is stored, said so, counted for researchers and data for nobody", async () => {
    const { fixture, person, tokens, criterionId } = await start();
    const [first, second] = tokens.map((token) => openPresentation(person.id, token)!);
    const [early, late, alone] = [press(tokens[0]!, criterionId), press(tokens[0]!, criterionId), press(tokens[1]!, criterionId)];
    expect(await recordLabels(actorOf(person), [early])).toEqual([{ eventId: early.eventId, status: "stored" }]);
    await db().comparison.updateMany({
      where: { id: { in: [first!.comparisonId, second!.comparisonId] } },
      data: { withdrawnAt: new Date() },
    });
    expect(await recordLabels(actorOf(person), [alone])).toEqual([{ eventId: alone.eventId, status: "stored", withdrawn: true }]);
    // Sent again because its first acknowledgement was lost on the way.
    expect(await recordLabels(actorOf(person), [alone])).toEqual([{ eventId: alone.eventId, status: "known", withdrawn: true }]);
    const other = press(tokens[2]!, criterionId);
    expect(await recordLabels(actorOf(person), [other])).toEqual([{ eventId: other.eventId, status: "stored" }]);
    const { withdrawn, done } = await getRoundProgress(actorOf(fixture.owner), fixture.roundId);
    expect({ withdrawn, done }).toEqual({ withdrawn: { labels: 2, late: 1 }, done: 1 });
    expect(await countWithdrawnLabels(fixture.project.id)).toEqual({ labels: 2, late: 1 });
    const columns = await getLabelColumns(fixture.project.id);
    const counted = [...columns.labels.comparison.subarray(0, columns.count)].filter((c) => columns.withdrawn[c] === 0);
    expect(counted).toHaveLength(1);
    expect(await recordLabels(actorOf(person), [late])).toEqual([
      { eventId: late.eventId, status: "stored", changed: true, withdrawn: true },
    ]);
  });

  test("means the same response whichever side it stood on, and the opposite under a question for the worse", async () => {
    for (const polarity of ["BETTER", "WORSE"] as const) {
      const { fixture, person, tokens, criterionId } = await start({
        comparisons: 6,
        project: { criteria: [{ key: "asked", question: "Which one?", polarity }] },
      });
      // The person always means response B, strength 4: where it is on the left they press left.
      const sides = tokens.map((token) => (openPresentation(person.id, token)!.swapped ? "LEFT" : "RIGHT") as "LEFT" | "RIGHT");
      expect(new Set(sides).size).toBe(2);
      await recordLabels(
        actorOf(person),
        tokens.map((token, index) => press(token, criterionId, { side: sides[index], level: 4 })),
      );
      const scores = (await labelsOf(fixture)).map((label) => label.score);
      expect(scores).toEqual(Array(6).fill(polarity === "BETTER" ? 4 : -4));
    }
  });

  test("is stored alike whether it comes alone or among others", async () => {
    const { fixture, person, tokens, criterionId } = await start({ comparisons: 4 });
    const same = {
      side: "LEFT",
      level: 2,
      rationale: "a reason",
      durationMs: 777,
      idleMs: 3,
      decidedAt: "2026-03-01T09:00:00.000Z",
    };
    await recordLabels(actorOf(person), [press(tokens[0]!, criterionId, same)]);
    await recordLabels(actorOf(person), [press(tokens[1]!, criterionId, same), press(tokens[2]!, criterionId, same)]);
    const ids = [
      "id",
      "comparisonId",
      "assignmentId",
      "labelId",
      "bodyHash",
      "submittedAt",
      "receivedAt",
      "writtenXid",
      "score",
      "presentedSwapped",
    ];
    const plain = (row: object): Record<string, unknown> =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([name]) => !ids.includes(name))
          .map(([name, value]) => [name, name === "after" ? plain(value) : value]),
      );
    const labels = (await labelsOf(fixture)).map(plain);
    const events = (await eventsOf(fixture)).map(plain);
    expect(labels).toHaveLength(3);
    for (const list of [labels, events]) for (const row of list) expect(row).toEqual(list[0]);
    for (const event of await eventsOf(fixture)) {
      const label = await db().label.findFirstOrThrow({ where: { id: event.labelId } });
      const after = event.after as Record<string, unknown>;
      expect(new Date(String(after.submittedAt))).toEqual(label.submittedAt);
      expect(after.score).toBe(label.score);
      expect(after.presentedSwapped).toBe(label.presentedSwapped);
    }
    const skip = { answer: "SKIP", reason: "broken", side: undefined, level: undefined };
    expect((await recordLabels(actorOf(person), [press(tokens[3]!, criterionId, skip)]))[0]?.status).toBe("stored");
  });

  test("keeps ratings by response, confidence and hidden time, alike on both ways into the database", async () => {
    const { fixture, person, tokens, criterionId } = await start({ labelling: { ratings: "likert7", confidence: true } });
    const beside = { ratings: { left: 6, right: 2 }, confidence: 5, hiddenMs: 1234 };
    await recordLabels(actorOf(person), [press(tokens[0]!, criterionId, beside)]);
    await recordLabels(
      actorOf(person),
      tokens.slice(1).map((token) => press(token, criterionId, beside)),
    );
    const labels = await labelsOf(fixture);
    expect(labels).toHaveLength(3);
    for (const label of labels) {
      const ratings = { kind: "likert7", a: label.presentedSwapped ? 2 : 6, b: label.presentedSwapped ? 6 : 2 };
      expect(label).toMatchObject({ ratings, confidence: 5, hiddenMs: 1234 });
      const event = await db().labelEvent.findFirstOrThrow({ where: { labelId: label.id } });
      expect(event.after).toMatchObject({ ratings, confidence: 5, hiddenMs: 1234 });
    }
    const { ratings: _, ...without } = beside;
    expect((await recordLabels(actorOf(person), [press(tokens[0]!, criterionId, without)]))[0]).toMatchObject({
      status: "refused",
      code: "invalid",
      message: expect.stringContaining("rating of each response"),
    });
  });

  test("that is sent twice is acknowledged and changes nothing", async () => {
    const { fixture, person, token, criterionId } = await start();
    const input = press(token, criterionId);
    await recordLabels(actorOf(person), [input]);
    const before = await labelsOf(fixture);
    expect(await recordLabels(actorOf(person), [input])).toEqual([{ eventId: input.eventId, status: "known" }]);
    expect(await labelsOf(fixture)).toEqual(before);
    expect(await eventsOf(fixture)).toHaveLength(1);
  });

  test("with another body under the same id is a conflict that names the event, and the first stands", async () => {
    const { fixture, person, tokens, criterionId } = await start();
    const input = press(tokens[0]!, criterionId);
    await recordLabels(actorOf(person), [input]);
    for (const other of [
      { ...input, level: 1 },
      { ...input, token: tokens[1]! },
      { ...input, durationMs: 5 },
    ]) {
      const [answer] = await recordLabels(actorOf(person), [other as typeof input]);
      expect(answer).toMatchObject({ eventId: input.eventId, status: "refused", code: "conflict" });
    }
    expect(await eventsOf(fixture)).toHaveLength(1);
    expect((await labelsOf(fixture)).map((label) => label.clickedLevel)).toEqual([3]);
  });

  test("sent fifty times at once is one row, one event and fifty good answers", async () => {
    const { fixture, person, token, criterionId } = await start();
    const input = press(token, criterionId);
    const answers = await Promise.all(Array.from({ length: 50 }, () => recordLabels(actorOf(person), [input])));
    const states = answers.map(([answer]) => answer?.status);
    expect(states.filter((state) => state === "stored")).toHaveLength(1);
    expect(states.filter((state) => state === "known")).toHaveLength(49);
    expect(await labelsOf(fixture)).toHaveLength(1);
    expect(await eventsOf(fixture)).toHaveLength(1);
  });

  test("of two bodies under one id sent at once is stored once, and every sender of the other is told", async () => {
    const { fixture, person, token, criterionId } = await start();
    const input = press(token, criterionId);
    const bodies = Array.from({ length: 20 }, (_, index) => ({ ...input, level: 1 + (index % 2) }) as typeof input);
    const answers = (await Promise.all(bodies.map((body) => recordLabels(actorOf(person), [body])))).flat();
    const [stored] = await labelsOf(fixture);
    for (const [index, answer] of answers.entries()) {
      const wins = (bodies[index] as { level: number }).level === stored?.clickedLevel;
      expect(answer.status === "refused").toBe(!wins);
    }
    expect(await eventsOf(fixture)).toHaveLength(1);
  });

  test("that changes keeps what was in its history, whatever the number of changes sent at once", async () => {
    const { fixture, person, token, criterionId } = await start();
    const inputs = Array.from({ length: 24 }, (_, index) => press(token, criterionId, { level: 1 + (index % 4) }));
    const answers = (await Promise.all(inputs.map((input) => recordLabels(actorOf(person), [input])))).flat();
    expect(answers.every((answer) => answer.status === "stored")).toBe(true);
    const events = await eventsOf(fixture);
    expect(events).toHaveLength(24);
    expect(events.filter((event) => event.kind === "SUBMIT")).toHaveLength(1);
    // Each event's before is another event's after: the chain from nothing to the label visits all 24.
    const [label] = await labelsOf(fixture);
    const afters = events.map((event) => JSON.stringify(event.after));
    const befores = events.flatMap((event) => (event.before ? [JSON.stringify(event.before)] : []));
    const rest = [...afters];
    for (const before of befores) {
      expect(rest).toContain(before);
      rest.splice(rest.indexOf(before), 1);
    }
    expect(rest).toHaveLength(1);
    expect(JSON.parse(rest[0]!)).toMatchObject({ clickedLevel: label?.clickedLevel, submittedAt: expect.any(String) });
  });

  test("and its later change in one batch are taken in their order", async () => {
    const { fixture, person, token, criterionId } = await start();
    const inputs = [
      press(token, criterionId, { level: 4 }),
      press(token, criterionId, { level: 1 }),
      press(token, criterionId, { level: 2 }),
    ];
    const answers = await recordLabels(actorOf(person), inputs);
    expect(answers.map((answer) => answer.status)).toEqual(["stored", "stored", "stored"]);
    expect((await labelsOf(fixture)).map((label) => label.clickedLevel)).toEqual([2]);
    expect((await eventsOf(fixture)).map((event) => event.kind)).toEqual(["SUBMIT", "CHANGE", "CHANGE"]);
  });

  test("that stands twice in one batch is stored once", async () => {
    const { fixture, person, token, criterionId } = await start();
    const input = press(token, criterionId);
    expect((await recordLabels(actorOf(person), [input, input])).map((answer) => answer.status)).toEqual(["stored", "known"]);
    expect(await eventsOf(fixture)).toHaveLength(1);
  });

  test("can be taken back: the label goes, its history stays, and the comparison is open again", async () => {
    const { fixture, person, token, criterionId } = await start();
    await recordLabels(actorOf(person), [press(token, criterionId)]);
    const undo = {
      kind: "PERSON",
      eventId: newId(),
      token,
      criterionId,
      decidedAt: new Date().toISOString(),
      answer: "UNDO",
    } as const;
    expect(await recordLabels(actorOf(person), [undo])).toEqual([{ eventId: undo.eventId, status: "stored" }]);
    expect(await labelsOf(fixture)).toEqual([]);
    const [, event] = await eventsOf(fixture);
    expect(event).toMatchObject({ kind: "UNDO", after: null, before: expect.objectContaining({ clickedLevel: 3 }) });
    const { assignmentId } = openPresentation(person.id, token)!;
    expect(await db().assignment.findFirst({ where: { id: assignmentId } })).toMatchObject({ state: "OPEN", completedAt: null });

    expect(await recordLabels(actorOf(person), [undo])).toEqual([{ eventId: undo.eventId, status: "known" }]);
    const [again] = await recordLabels(actorOf(person), [{ ...undo, eventId: newId() }]);
    expect(again).toMatchObject({
      status: "refused",
      code: "conflict",
      message: expect.stringContaining("no answer to take back"),
    });
    expect((await recordLabels(actorOf(person), [press(token, criterionId, { level: 1 })]))[0]?.status).toBe("stored");
  });

  test("other than a preference has no score and keeps its reason", async () => {
    const { fixture, person, tokens, criterionId } = await start({ project: { scale: { preset: "ARENA" } } });
    const common = { side: undefined, level: undefined };
    await recordLabels(actorOf(person), [
      press(tokens[0]!, criterionId, { ...common, answer: "SKIP", reason: "broken text" }),
      press(tokens[1]!, criterionId, { ...common, answer: "UNSURE" }),
      press(tokens[2]!, criterionId, { ...common, answer: "BOTH_BAD" }),
    ]);
    const stored = (await labelsOf(fixture)).map(({ answer, score, reason, clickedSide }) => ({
      answer,
      score,
      reason,
      clickedSide,
    }));
    expect(stored).toContainEqual({ answer: "SKIP", score: null, reason: "broken text", clickedSide: null });
    expect(stored).toContainEqual({ answer: "UNSURE", score: null, reason: null, clickedSide: null });
    expect(stored).toContainEqual({ answer: "BOTH_BAD", score: null, reason: null, clickedSide: null });
  });

  test("that the scale does not have is invalid and says what it has", async () => {
    const { person, token, criterionId } = await start();
    const [tie] = await recordLabels(actorOf(person), [press(token, criterionId, { side: "TIE", level: 0 })]);
    expect(tie).toMatchObject({
      status: "refused",
      code: "invalid",
      message: "The scale of this round has 4 levels a side and no tie.",
    });
    const [bad] = await recordLabels(actorOf(person), [
      press(token, criterionId, { answer: "BOTH_BAD", side: undefined, level: undefined }),
    ]);
    expect(bad).toMatchObject({ status: "refused", code: "invalid" });
  });
});

describe("what is not one's own", () => {
  async function seenRefused(actor: User, token: string, criterionId: string, code: string) {
    const [answer] = await recordLabels(actorOf(actor), [press(token, criterionId)]);
    expect(answer).toMatchObject({ status: "refused", code });
  }

  test("another person's assignment is not found, with the token of either", async () => {
    const { fixture, person, token, criterionId } = await start();
    await seenRefused(fixture.people[1]!, token, criterionId, "not_found");
    await seenRefused(fixture.owner, token, criterionId, "not_found");
    expect(await labelsOf(fixture)).toEqual([]);
    await recordLabels(actorOf(person), [press(token, criterionId)]);
  });

  test("a stranger, an annotator of another project and a removed member find nothing", async () => {
    const { fixture, person, token, criterionId } = await start();
    const other = await start();
    await seenRefused(await createUser(), token, criterionId, "not_found");
    await seenRefused(other.person, token, criterionId, "not_found");
    await db().member.updateMany({
      where: { projectId: fixture.project.id, userId: person.id },
      data: { removedAt: new Date() },
    });
    await seenRefused(person, token, criterionId, "not_found");
    expect(await labelsOf(fixture)).toEqual([]);
  });

  test("a criterion of another project, and one that the round does not ask, is not found", async () => {
    const { fixture, person, token } = await start();
    const other = await start();
    await seenRefused(person, token, other.criterionId, "not_found");
    const unasked = await db().criterion.create({
      data: { id: newId(), projectId: fixture.project.id, key: "later", question: "?", position: 5 },
    });
    await seenRefused(person, token, unasked.id, "not_found");
  });

  test("a forged token is not found", async () => {
    const { person, token, criterionId } = await start();
    await seenRefused(person, `${token.slice(0, -3)}AAA`, criterionId, "not_found");
    await seenRefused(person, "x", criterionId, "not_found");
  });

  test("an assignment whose side was drawn anew is not found with the old token", async () => {
    const { person, token, criterionId } = await start();
    const { assignmentId, swapped } = openPresentation(person.id, token)!;
    await db().assignment.updateMany({ where: { id: assignmentId }, data: { swapped: !swapped } });
    await seenRefused(person, token, criterionId, "not_found");
  });

  test("a closed round, an archived project and a withdrawn assignment are conflicts that promise to keep the answer", async () => {
    const { fixture, person, tokens, criterionId } = await start();
    const owner = actorOf(fixture.owner);
    await closeRound(owner, fixture.roundId);
    const [closed] = await recordLabels(actorOf(person), [press(tokens[0]!, criterionId)]);
    expect(closed).toMatchObject({ code: "conflict", message: expect.stringMatching(/closed.*kept on this device/) });
    await reopenRound(owner, fixture.roundId);

    await db().assignment.updateMany({
      where: { id: openPresentation(person.id, tokens[0]!)!.assignmentId },
      data: { state: "WITHDRAWN" },
    });
    const [withdrawn] = await recordLabels(actorOf(person), [press(tokens[0]!, criterionId)]);
    expect(withdrawn).toMatchObject({ code: "conflict", message: expect.stringContaining("no longer assigned") });

    await db().project.update({ where: { id: fixture.project.id }, data: { archivedAt: new Date() } });
    const [archived] = await recordLabels(actorOf(person), [press(tokens[1]!, criterionId)]);
    expect(archived).toMatchObject({ code: "conflict", message: expect.stringContaining("archived") });
    expect(await labelsOf(fixture)).toEqual([]);
  });

  test("one bad label of a batch does not hold up the others", async () => {
    const { fixture, person, tokens, criterionId } = await start();
    const answers = await recordLabels(actorOf(person), [
      press(tokens[0]!, criterionId),
      press("forged", criterionId),
      press(tokens[1]!, criterionId, { side: "TIE", level: 0 }),
      press(tokens[2]!, criterionId),
    ]);
    expect(answers.map((answer) => (answer.status === "refused" ? answer.code : answer.status))).toEqual([
      "stored",
      "not_found",
      "invalid",
      "stored",
    ]);
    expect(await labelsOf(fixture)).toHaveLength(2);
  });
});

describe("a round that asks several criteria", () => {
  const project = {
    criteria: [
      { key: "helpful", question: "Which is more helpful?", polarity: "BETTER" as const },
      { key: "harmless", question: "Which is MORE HARMFUL?", polarity: "WORSE" as const },
    ],
  };

  test("is done with a comparison only when all are answered, also when they arrive at once", async () => {
    const { fixture, person, tokens } = await start({ comparisons: 8, project });
    const [helpful, harmless] = fixture.criteria.map((criterion) => criterion.id);
    const stateOf = async (token: string) =>
      (await db().assignment.findFirstOrThrow({ where: { id: openPresentation(person.id, token)!.assignmentId } })).state;

    await recordLabels(actorOf(person), [press(tokens[0]!, helpful!)]);
    expect(await stateOf(tokens[0]!)).toBe("OPEN");
    await recordLabels(actorOf(person), [press(tokens[0]!, harmless!)]);
    expect(await stateOf(tokens[0]!)).toBe("DONE");

    await Promise.all(
      tokens.slice(1).flatMap((token) => [helpful!, harmless!].map((id) => recordLabels(actorOf(person), [press(token, id)]))),
    );
    for (const token of tokens) expect(await stateOf(token)).toBe("DONE");

    const undo = { side: undefined, level: undefined, durationMs: undefined, idleMs: undefined, answer: "UNDO" as const };
    await recordLabels(actorOf(person), [press(tokens[0]!, harmless!, undo)]);
    expect(await stateOf(tokens[0]!)).toBe("OPEN");
  });
});

describe("closing a round under load", () => {
  test("leaves each label clearly before or after: every acknowledged one is stored, every other refused", async () => {
    const { fixture, person, tokens, criterionId } = await start({ comparisons: 20 });
    const sent = tokens.map(async (token, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 2));
      return (await recordLabels(actorOf(person), [press(token, criterionId)]))[0];
    });
    await new Promise((resolve) => setTimeout(resolve, 15));
    await closeRound(actorOf(fixture.owner), fixture.roundId);
    const atClose = await db().label.count({ where: { projectId: fixture.project.id } });
    const answers = await Promise.all(sent);
    const stored = answers.filter((answer) => answer?.status === "stored").length;
    expect(atClose).toBe(stored);
    expect(await db().label.count({ where: { projectId: fixture.project.id } })).toBe(stored);
    expect(
      answers.every((answer) => answer?.status === "stored" || (answer?.status === "refused" && answer.code === "conflict")),
    ).toBe(true);
  });

  test("waits for a label that is under way", async () => {
    const { fixture, person, token, criterionId } = await start();
    const { comparisonId, annotatorId } = openPresentation(person.id, token)!;
    const blocker = await pool().connect();
    try {
      // Another transaction holds the label's key, so that the statement stands still after it has seen the round open.
      await blocker.query("begin");
      await blocker.query(
        `insert into "Label" ("comparisonId", id, "projectId", "criterionId", "annotatorId", "roundId", answer, "submittedAt")
         values ($1, $2, $3, $4, $5, $6, 'SKIP', now())`,
        [comparisonId, newId(), fixture.project.id, criterionId, annotatorId, fixture.roundId],
      );
      const label = recordLabels(actorOf(person), [press(token, criterionId)]);
      await new Promise((resolve) => setTimeout(resolve, 150));
      let closed = false;
      const close = closeRound(actorOf(fixture.owner), fixture.roundId).then(() => {
        closed = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 250));
      expect(closed).toBe(false);
      await blocker.query("rollback");
      expect((await label)[0]?.status).toBe("stored");
      await close;
      expect(await labelsOf(fixture)).toHaveLength(1);
    } finally {
      blocker.release();
    }
  });
});

describe("a judge's label", () => {
  async function judged() {
    const fixture = await createRoundFixture();
    const judge = await createAnnotator(fixture.project, { kind: "AI", key: "judge:test", origin: "HERE" });
    const input: JudgeLabelInput = {
      kind: "JUDGE",
      eventId: newId(),
      comparisonId: fixture.comparisons[0]!.id,
      criterionId: fixture.criteria[0]!.id,
      annotatorId: judge.id,
      answer: "PREFERENCE",
      score: 2,
      probabilityB: 0.71,
      orderConsistent: true,
      callCount: 2,
      aggregation: { method: "mean over orders" },
      rationale: "B answers the question.",
    };
    return { fixture, judge, input };
  }

  test("is stored outside rounds once, and a new aggregate changes it and keeps the old one", async () => {
    const { fixture, input } = await judged();
    const system = systemActor("test");
    expect((await recordLabels(system, [input]))[0]?.status).toBe("stored");
    expect((await recordLabels(system, [input]))[0]?.status).toBe("known");
    expect((await recordLabels(system, [{ ...input, eventId: newId(), score: -1, probabilityB: 0.4 }]))[0]?.status).toBe(
      "stored",
    );
    const [label, ...others] = await labelsOf(fixture);
    expect(others).toEqual([]);
    expect(label).toMatchObject({
      score: -1,
      probabilityB: 0.4,
      roundId: null,
      callCount: 2,
      aggregation: { method: "mean over orders" },
    });
    const events = await eventsOf(fixture);
    expect(events.map((event) => event.kind)).toEqual(["JUDGE", "JUDGE"]);
    expect(events[1]?.before).toMatchObject({ score: 2, probabilityB: 0.71 });
  });

  test("can be part of its caller's transaction, and goes with it", async () => {
    const { fixture, input } = await judged();
    await expect(
      db().$transaction(async (transaction) => {
        const [answer] = await recordLabels(systemActor("test"), [input], { transaction });
        expect(answer?.status).toBe("stored");
        throw new Error("the caller fails");
      }),
    ).rejects.toThrow("the caller fails");
    expect(await labelsOf(fixture)).toEqual([]);
    expect(await eventsOf(fixture)).toEqual([]);
    await db().$transaction((transaction) => recordLabels(systemActor("test"), [input], { transaction }));
    expect(await labelsOf(fixture)).toHaveLength(1);
  });

  test("is refused across projects, for a person's annotator, and from whoever may not research", async () => {
    const { fixture, input } = await judged();
    const other = await createRoundFixture();
    const system = systemActor("test");
    const refused = async (changed: Partial<JudgeLabelInput>, actor: Parameters<typeof recordLabels>[0] = system) => {
      expect((await recordLabels(actor, [{ ...input, eventId: newId(), ...changed }]))[0]).toMatchObject({
        status: "refused",
        code: "not_found",
      });
    };
    await refused({ comparisonId: other.comparisons[0]!.id });
    await refused({ criterionId: other.criteria[0]!.id });
    await refused({ roundId: other.roundId });
    await refused({ comparisonId: newId() });
    const human = await db().annotator.findFirstOrThrow({
      where: { projectId: fixture.project.id, userId: fixture.people[0]!.id },
    });
    await refused({ annotatorId: human.id });
    await refused({}, actorOf(fixture.people[0]!));
    await refused({}, actorOf(other.owner));
    const stranger = await createUser({ isOperator: true });
    await refused({}, actorOf(stranger));
    await createMember(fixture.project, stranger, "RESEARCHER");
    expect((await recordLabels(actorOf(stranger), [input]))[0]?.status).toBe("stored");
  });

  test("with a score or a probability that cannot be is invalid", async () => {
    const { input } = await judged();
    for (const wrong of [
      { score: 5 },
      { score: 1.5 },
      { score: null },
      { probabilityB: 1.01 },
      { probabilityB: Number.NaN },
      { answer: "INVALID" as const, score: 1 },
    ]) {
      expect((await recordLabels(systemActor("test"), [{ ...input, eventId: newId(), ...wrong }]))[0]).toMatchObject({
        status: "refused",
        code: "invalid",
      });
    }
  });
});

describe("an imported label", () => {
  test("that says what is stored is known, and another value changes it with its history", async () => {
    const fixture = await createRoundFixture();
    const expert = await createAnnotator(fixture.project, { name: "expert-1" });
    const input = {
      kind: "IMPORT" as const,
      comparisonId: fixture.comparisons[0]!.id,
      criterionId: fixture.criteria[0]!.id,
      annotatorId: expert.id,
      answer: "PREFERENCE" as const,
      score: -2,
      strengthKnown: false,
      submittedAt: new Date("2026-05-01T10:00:00Z"),
    };
    const actor = actorOf(fixture.owner);
    expect((await recordLabels(actor, [{ ...input, eventId: newId() }]))[0]?.status).toBe("stored");
    expect((await recordLabels(actor, [{ ...input, eventId: newId() }]))[0]?.status).toBe("known");
    expect(await eventsOf(fixture)).toHaveLength(1);
    expect((await recordLabels(actor, [{ ...input, eventId: newId(), score: 2 }]))[0]?.status).toBe("stored");
    expect(await labelsOf(fixture)).toMatchObject([{ score: 2, strengthKnown: false, submittedAt: input.submittedAt }]);
    expect((await eventsOf(fixture))[1]?.before).toMatchObject({ score: -2 });
  });
});
