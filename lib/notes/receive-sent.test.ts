import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { resolveFlag } from "@/lib/flags/resolve-flag";
import { newId } from "@/lib/ids";
import { openPresentation } from "@/lib/labels/presentation-token";
import { answerQuestion } from "@/lib/questions/answer-question";
import { listOwnQuestions, markAnswersSeen } from "@/lib/questions/own-questions";
import { countOpenQuestions, listQuestions } from "@/lib/questions/queries";
import { closeRound } from "@/lib/rounds/close-round";
import { actorOf, createUser } from "@/lib/testing/factories";
import { createRoundFixture, press, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { receiveSent } from "./receive-sent";

const database = freshDatabase();
beforeAll(database.open);

async function start(settings: Parameters<typeof createRoundFixture>[0] = {}) {
  const fixture = await createRoundFixture(settings);
  const person = fixture.people[0]!;
  const tokens = await tokensOf(fixture, person);
  const send = async (...sent: unknown[]) => (await receiveSent(actorOf(person), sent)).answer.acknowledgements;
  return { fixture, person, tokens, token: tokens[0]!, criterionId: fixture.criteria[0]!.id, send };
}

const statuses = (acknowledgements: readonly { status: string }[]) => acknowledgements.map(({ status }) => status);

describe("a flag", () => {
  test("is stored once with its audit entry, also in a closed round, and stands with the labels of one request", async () => {
    const { fixture, person, token, criterionId, send } = await start();
    const flag = { note: "FLAG", eventId: newId(), token, kind: "private", text: " A name. " };
    const { kind: _, ...label } = press(token, criterionId);
    expect(statuses(await send(flag, label, { ...flag, kind: "odd", eventId: newId() }))).toEqual([
      "stored",
      "stored",
      "refused",
    ]);
    expect(statuses(await send(flag))).toEqual(["known"]);
    expect((await send({ ...flag, text: "Another." }))[0]).toMatchObject({ status: "refused", code: "conflict" });
    await closeRound(actorOf(fixture.owner), fixture.roundId);
    expect(statuses(await send({ ...flag, eventId: newId(), kind: "broken", text: "" }))).toEqual(["stored"]);
    const flags = await db().comparisonFlag.findMany({ where: { projectId: fixture.project.id }, orderBy: { createdAt: "asc" } });
    expect(flags.map(({ kind, note }) => [kind, note])).toEqual([
      ["private", "A name."],
      ["broken", ""],
    ]);
    expect(flags[0]?.comparisonId).toBe(openPresentation(person.id, token)?.comparisonId);
    expect(await db().auditEvent.count({ where: { projectId: fixture.project.id, action: "comparison.flag" } })).toBe(2);
  });

  test("of another person's comparison is refused, and is resolved by researchers alone", async () => {
    const { fixture, token, send } = await start();
    const flag = { note: "FLAG", eventId: newId(), token, kind: "broken", text: "" };
    const stranger = (await receiveSent(actorOf(fixture.people[1]!), [flag])).answer.acknowledgements;
    expect(stranger[0]).toMatchObject({ status: "refused", code: "not_found" });
    await send(flag);
    const { comparisonId, id: flagId } = await db().comparisonFlag.findFirstOrThrow({ where: { id: flag.eventId } });
    const resolved = { comparisonId, flagId, isResolved: true };
    await expect(resolveFlag(actorOf(fixture.people[0]!), fixture.project.slug, resolved)).rejects.toMatchObject({
      code: "not_found",
    });
    await resolveFlag(actorOf(fixture.owner), fixture.project.slug, resolved);
    expect((await db().comparisonFlag.findFirstOrThrow({ where: { id: flagId } })).resolvedAt).not.toBeNull();
  });
});

test("a question is asked once, answered by a researcher, and seen by whoever asked", async () => {
  const { fixture, person, token, send } = await start();
  const question = { note: "QUESTION", eventId: newId(), token, text: "Does spelling count?" };
  expect(statuses([...(await send(question)), ...(await send(question))])).toEqual(["stored", "known"]);
  expect((await send({ ...question, eventId: newId(), text: "  " }))[0]).toMatchObject({ status: "refused", code: "invalid" });

  const owner = actorOf(fixture.owner);
  expect(await countOpenQuestions(owner, fixture.project.id)).toBe(1);
  await expect(answerQuestion(actorOf(person), fixture.project.slug, question.eventId, "No.")).rejects.toMatchObject({
    code: "not_found",
  });
  await answerQuestion(owner, fixture.project.slug, question.eventId, "No.");
  expect(await listQuestions(owner, fixture.project.id)).toMatchObject([{ text: "Does spelling count?", answer: "No." }]);

  const own = () => listOwnQuestions(actorOf(person), fixture.roundId);
  expect((await own()).questions).toMatchObject([{ token, place: 1, answer: "No.", seenAt: null }]);
  await markAnswersSeen(actorOf(person), fixture.roundId);
  expect((await own()).questions[0]?.seenAt).not.toBeNull();
  expect((await listOwnQuestions(actorOf(fixture.people[1]!), fixture.roundId)).questions).toEqual([]);
  await expect(listOwnQuestions(actorOf(await createUser()), fixture.roundId)).rejects.toMatchObject({ code: "not_found" });
});

describe("an edited response", () => {
  async function startEditing() {
    const started = await start({ labelling: { edits: true } });
    const { criterionId, token } = started;
    const edit = (changes: object = {}) => ({
      note: "EDIT",
      eventId: newId(),
      token,
      criterionId,
      side: "LEFT",
      text: "A better text.",
      decidedAt: "2026-03-01T09:00:00.000Z",
      ...changes,
    });
    return { ...started, edit };
  }

  test("becomes a response of its author, a comparison with the original, and a label that prefers it", async () => {
    const { fixture, person, token, send, edit } = await startEditing();
    const note = edit();
    expect(statuses([...(await send(note)), ...(await send(note))])).toEqual(["stored", "known"]);
    const shown = openPresentation(person.id, token)!;
    const original = await db().comparison.findUniqueOrThrow({ where: { id: shown.comparisonId } });
    const editedFromId = shown.swapped ? original.responseBId : original.responseAId;
    const [response, ...others] = await db().response.findMany({ where: { authorId: person.id } });
    expect(others).toEqual([]);
    expect(response).toMatchObject({ text: "A better text.", model: null, editedFromId });
    const made = await db().comparison.findFirstOrThrow({
      where: { OR: [{ responseAId: response!.id }, { responseBId: response!.id }] },
    });
    expect(new Set([made.responseAId, made.responseBId])).toEqual(new Set([response!.id, editedFromId]));
    expect(made).toMatchObject({
      promptId: original.promptId,
      clusterKey: original.clusterKey,
      metadata: { "made by": "editing" },
    });
    const label = await db().label.findFirstOrThrow({ where: { comparisonId: made.id } });
    expect(label).toMatchObject({
      annotatorId: shown.annotatorId,
      roundId: fixture.roundId,
      assignmentId: null,
      score: made.responseBId === response!.id ? 2 : -2,
      strengthKnown: false,
    });
    const event = await db().labelEvent.findFirstOrThrow({ where: { labelId: label.id } });
    expect(event).toMatchObject({ id: note.eventId, kind: "SUBMIT", actorUserId: person.id });
    expect(await db().assignment.count({ where: { comparisonId: made.id } })).toBe(0);
  });

  test("is refused when nothing changed, when the round does not ask for it, and when the round is closed, and leaves nothing", async () => {
    const { fixture, person, token, send, edit } = await startEditing();
    const shown = openPresentation(person.id, token)!;
    const { responseA, responseB } = await db().comparison.findUniqueOrThrow({
      where: { id: shown.comparisonId },
      select: { responseA: { select: { text: true } }, responseB: { select: { text: true } } },
    });
    const text = shown.swapped ? responseB.text : responseA.text;
    expect((await send(edit({ text })))[0]).toMatchObject({ code: "invalid", message: expect.stringContaining("says the same") });
    expect((await send(edit({ criterionId: newId() })))[0]).toMatchObject({ code: "not_found" });
    await closeRound(actorOf(fixture.owner), fixture.roundId);
    expect((await send(edit()))[0]).toMatchObject({ code: "conflict", message: expect.stringContaining("closed") });
    expect(await db().response.count({ where: { authorId: person.id } })).toBe(0);

    const plain = await start();
    const asked = edit({ token: plain.token, criterionId: plain.criterionId });
    expect((await plain.send(asked))[0]).toMatchObject({ code: "invalid", message: expect.stringContaining("does not ask") });
  });

  test("of two different texts under one id is stored once", async () => {
    const { send, edit } = await startEditing();
    const note = edit();
    await send(note);
    expect((await send({ ...note, text: "Another text." }))[0]).toMatchObject({ status: "refused", code: "conflict" });
    expect(statuses(await send(edit({ text: "A second version." })))).toEqual(["stored"]);
  });
});
