import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { recordLabels } from "@/lib/labels/record-labels";
import { closeRound } from "@/lib/rounds/close-round";
import type { RoundEntry } from "@/lib/rounds/types";
import { actorOf, createAnnotator, createUser } from "@/lib/testing/factories";
import { createRoundFixture, press, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { getOverview } from "./get-overview";
import { findNextStep } from "./next-step";

const database = freshDatabase();
beforeAll(database.open);

function round(changes: Partial<RoundEntry>): RoundEntry {
  return {
    id: "r1",
    number: 1,
    name: "pilot",
    state: "OPEN",
    kind: "LABELLING",
    dealing: "PLANNED",
    overlap: 2,
    comparisons: 10,
    people: 2,
    assignments: 20,
    done: 0,
    extras: 0,
    medianSeconds: null,
    lastLabelAt: null,
    ...changes,
  };
}

describe("findNextStep", () => {
  test("leads from the first round to the disagreements", () => {
    expect(findNextStep([], 0).kind).toBe("FIRST_ROUND");
    expect(findNextStep([round({ state: "DRAFT" })], 0)).toMatchObject({ kind: "OPEN_DRAFT", number: 1 });
    expect(findNextStep([round({ state: "PAUSED" })], 1)).toMatchObject({ kind: "RESUME_ROUND", number: 1 });
    expect(findNextStep([round({ state: "PAUSED" }), round({ id: "r2", number: 2 })], 1).kind).toBe("LABEL");
    expect(findNextStep([round({ done: 3 })], 0).kind).toBe("ADD_JUDGE");
    expect(findNextStep([round({ done: 3 })], 1)).toMatchObject({ kind: "LABEL", left: 17, assignments: 20 });
    expect(findNextStep([round({ done: 20 })], 1)).toMatchObject({ kind: "CLOSE_ROUND", number: 1 });
    expect(findNextStep([round({ done: 20, state: "CLOSED" })], 0).kind).toBe("ADD_JUDGE");
    expect(findNextStep([round({ done: 20, state: "CLOSED" })], 1).kind).toBe("READ_DISAGREEMENTS");
  });

  test("prefers a round that is done over one that is open, and an open one over a draft", () => {
    const done = round({ id: "a", number: 1, done: 20 });
    const open = round({ id: "b", number: 2, done: 1 });
    const draft = round({ id: "c", number: 3, state: "DRAFT" });
    expect(findNextStep([done, open, draft], 1)).toMatchObject({ kind: "CLOSE_ROUND", number: 1 });
    expect(findNextStep([open, draft], 1)).toMatchObject({ kind: "LABEL", number: 2 });
  });
});

describe("getOverview", () => {
  test("counts labels of people on the first criterion, who labelled what, and what happened", async () => {
    const fixture = await createRoundFixture({ comparisons: 5, people: 2 });
    const [one, other] = fixture.people as [User, User];
    const criterionId = fixture.criteria[0]!.id;
    const mine = await tokensOf(fixture, one);
    const theirs = await tokensOf(fixture, other);
    await recordLabels(actorOf(one), [
      ...mine.slice(0, 3).map((token) => press(token, criterionId)),
      press(mine[3]!, criterionId, { answer: "SKIP", reason: "broken", side: undefined, level: undefined }),
      press(mine[4]!, criterionId, { answer: "UNSURE", side: undefined, level: undefined }),
    ]);
    await recordLabels(
      actorOf(other),
      theirs.slice(0, 2).map((token) => press(token, criterionId)),
    );
    const judge = await createAnnotator(fixture.project, { kind: "AI", key: "judge:x" });
    await recordLabels(actorOf(fixture.owner), [
      {
        kind: "IMPORT",
        eventId: newId(),
        comparisonId: fixture.comparisons[4]!.id,
        criterionId,
        annotatorId: judge.id,
        answer: "PREFERENCE",
        score: 2,
      },
    ]);

    const overview = await getOverview(actorOf(fixture.owner), fixture.project.slug);
    expect(overview.counts).toEqual({ byPeople: 5, skips: 1, otherAnswers: 1, labelled: 3, labelledTwice: 2, people: 2 });
    expect(overview).toMatchObject({ comparisons: 5, criteria: ["helpful"], assignments: 10, done: 7 });
    expect(overview.openRound?.progress.members).toHaveLength(2);
    expect(overview.ceilings.get(fixture.roundId)).toMatchObject({ comparisons: 2, pairs: 2 });
    expect(overview.next).toMatchObject({ kind: "LABEL", left: 3 });
    const sittings = overview.activity.filter((activity) => activity.kind === "LABELS");
    expect(sittings.map((sitting) => [sitting.name, sitting.comparisons]).sort()).toEqual(
      [
        [one.name, 5],
        [other.name, 2],
      ].sort(),
    );
    expect(overview.activity.some((activity) => activity.kind === "CHANGE" && activity.action === "round.open")).toBe(true);
  });

  test("leaves withdrawn comparisons out of every count", async () => {
    const fixture = await createRoundFixture({ comparisons: 3, people: 2 });
    const [one] = fixture.people as [User];
    const tokens = await tokensOf(fixture, one);
    await recordLabels(
      actorOf(one),
      tokens.map((token) => press(token, fixture.criteria[0]!.id)),
    );
    await db().comparison.update({ where: { id: fixture.comparisons[0]!.id }, data: { withdrawnAt: new Date() } });
    const overview = await getOverview(actorOf(fixture.owner), fixture.project.id);
    expect(overview).toMatchObject({ comparisons: 2, assignments: 4, done: 2 });
    await closeRound(actorOf(fixture.owner), fixture.roundId);
    expect((await getOverview(actorOf(fixture.owner), fixture.project.id)).openRound).toBeNull();
  });

  test("is for those who may read", async () => {
    const fixture = await createRoundFixture();
    for (const user of [fixture.people[0]!, await createUser({ isOperator: true })]) {
      await expect(getOverview(actorOf(user), fixture.project.id)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
