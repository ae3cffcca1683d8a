import { baseUrl, expect, type Person, test } from "@/e2e/fixtures";
import { createApiKey } from "@/lib/auth/api-keys";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import type { Acknowledgement } from "@/lib/labels/types";
import { closeRound } from "@/lib/rounds/close-round";
import type { Queue } from "@/lib/rounds/types";
import { startCuttingProxy } from "./cutting-proxy";

interface Answer {
  status: number;
  acknowledgements: Acknowledgement[];
  error: { code: string; message: string; fields: unknown[] } | undefined;
}

interface Sent {
  from?: string;
  headers?: Record<string, string>;
}

async function cookieOf({ context }: Person): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Sends labels as a browser does, over a connection of its own. */
async function send(person: Person, labels: unknown, { from = baseUrl(), headers = {} }: Sent = {}): Promise<Answer> {
  const response = await fetch(`${from}/api/labels`, {
    method: "POST",
    headers: { cookie: await cookieOf(person), origin: baseUrl(), "content-type": "application/json", ...headers },
    body: typeof labels === "string" ? labels : JSON.stringify({ labels }),
  });
  const body = (await response.json()) as Partial<Answer>;
  return { status: response.status, acknowledgements: body.acknowledgements ?? [], error: body.error };
}

async function tokensOf(person: Person, roundId: string): Promise<{ tokens: string[]; criterionId: string }> {
  const response = await fetch(`${baseUrl()}/api/rounds/${roundId}/queue`, { headers: { cookie: await cookieOf(person) } });
  const queue = (await response.json()) as Queue;
  return { tokens: queue.items.map((item) => item.token), criterionId: queue.round.criteria[0]?.id ?? "" };
}

function press(token: string, criterionId: string, changes: Record<string, unknown> = {}) {
  return {
    eventId: newId(),
    token,
    criterionId,
    answer: "PREFERENCE",
    side: "LEFT",
    level: 2,
    durationMs: 1500,
    idleMs: 0,
    decidedAt: new Date().toISOString(),
    ...changes,
  };
}

function countLabels(person: Person): Promise<number> {
  return db().label.count({ where: { annotator: { userId: person.user.id } } });
}

test("REL-17: a label sent twice is known, and another body under its id is a conflict that names it", async ({ startRound }) => {
  const round = await startRound();
  const [person] = round.people as [Person];
  const { tokens, criterionId } = await tokensOf(person, round.roundId);
  const label = press(tokens[0] ?? "", criterionId);
  expect(await send(person, [label])).toMatchObject({
    status: 200,
    acknowledgements: [{ eventId: label.eventId, status: "stored" }],
  });
  expect(await send(person, [label])).toMatchObject({
    status: 200,
    acknowledgements: [{ eventId: label.eventId, status: "known" }],
  });
  for (const other of [
    { ...label, level: 4 },
    { ...label, side: "RIGHT" },
    { ...label, token: tokens[1] },
  ]) {
    expect(await send(person, [other])).toMatchObject({
      status: 409,
      acknowledgements: [{ eventId: label.eventId, status: "refused", code: "conflict" }],
      error: { code: "conflict" },
    });
  }
  expect(await countLabels(person)).toBe(1);
  expect(await db().labelEvent.count({ where: { actorUserId: person.user.id } })).toBe(1);
});

test("REL-16: one label sent fifty times at once is one row and fifty equal answers", async ({ startRound }) => {
  const round = await startRound();
  const [person] = round.people as [Person];
  const { tokens, criterionId } = await tokensOf(person, round.roundId);
  const label = press(tokens[0] ?? "", criterionId);
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(person, [label])));
  expect(answers.every((answer) => answer.status === 200 && answer.acknowledgements[0]?.eventId === label.eventId)).toBe(true);
  expect(answers.filter((answer) => answer.acknowledgements[0]?.status === "stored")).toHaveLength(1);
  expect(await countLabels(person)).toBe(1);
  expect(await db().labelEvent.count({ where: { actorUserId: person.user.id } })).toBe(1);
});

test("REL-04: a reply that is lost after the label was stored costs nothing when it is sent again", async ({ startRound }) => {
  const round = await startRound();
  const [person] = round.people as [Person];
  const { tokens, criterionId } = await tokensOf(person, round.roundId);
  const label = press(tokens[0] ?? "", criterionId);
  const proxy = await startCuttingProxy(baseUrl());
  try {
    // The proxy hands the request on and cuts the line before a byte of the answer has passed.
    await expect(send(person, [label], { from: proxy.url })).rejects.toThrow();
    await expect.poll(() => countLabels(person)).toBe(1);
  } finally {
    await proxy.close();
  }
  expect(await send(person, [label])).toMatchObject({ status: 200, acknowledgements: [{ status: "known" }] });
  expect(await countLabels(person)).toBe(1);
});

test("somebody else's assignment, a forged token and a foreign criterion are not found", async ({ startRound, person }) => {
  const round = await startRound({ people: 2 });
  const [mine, theirs] = round.people as [Person, Person];
  const { tokens, criterionId } = await tokensOf(theirs, round.roundId);
  const token = tokens[0] ?? "";
  const elsewhere = await startRound();
  const foreign = await tokensOf(elsewhere.people[0] as Person, elsewhere.roundId);
  const stranger = await person({ isOperator: true });
  for (const [who, label] of [
    [mine, press(token, criterionId)],
    [stranger, press(token, criterionId)],
    [mine, press(foreign.tokens[0] ?? "", foreign.criterionId)],
    [theirs, press(token, foreign.criterionId)],
    [theirs, press(`${token.slice(0, -4)}AAAA`, criterionId)],
    [theirs, press("A".repeat(token.length), criterionId)],
  ] as const) {
    expect(await send(who, [label])).toMatchObject({ status: 404, error: { code: "not_found" } });
  }
  expect(await countLabels(mine)).toBe(0);
  expect(await countLabels(theirs)).toBe(0);
});

test("a closed round refuses and promises that the answer is kept", async ({ startRound }) => {
  const round = await startRound();
  const [person] = round.people as [Person];
  const { tokens, criterionId } = await tokensOf(person, round.roundId);
  await closeRound(round.owner, round.roundId);
  const answer = await send(person, [press(tokens[0] ?? "", criterionId)]);
  expect(answer).toMatchObject({ status: 409, error: { code: "conflict" } });
  expect(answer.error?.message).toMatch(/closed.*kept on this device/);
  expect(await countLabels(person)).toBe(0);
});

test("a label that cannot be read is refused by itself, with what is wrong, and the others are stored", async ({
  startRound,
}) => {
  const round = await startRound({ comparisons: 3 });
  const [person] = round.people as [Person];
  const { tokens, criterionId } = await tokensOf(person, round.roundId);
  const good = press(tokens[0] ?? "", criterionId);
  const answer = await send(person, [good, press(tokens[1] ?? "", criterionId, { level: 9 }), "nonsense", null]);
  expect(answer.status).toBe(200);
  expect(answer.acknowledgements.map(({ status }) => status)).toEqual(["stored", "refused", "refused", "refused"]);
  expect(await countLabels(person)).toBe(1);

  const token = tokens[2] ?? "";
  for (const wrong of [
    // Objects and lists where a text is due, as for a query; and what only the server may say.
    { eventId: { not: "" } },
    { eventId: [newId()] },
    { eventId: "1" },
    { criterionId: { contains: "" } },
    { token: null },
    { token: 5 },
    { annotatorId: newId() },
    { userId: person.user.id },
    { score: 4 },
    { submittedAt: new Date().toISOString() },
    { side: "TIE", level: 3 },
    { durationMs: -1 },
    { durationMs: 2 ** 31 },
    { decidedAt: "yesterday" },
    { rationale: "nul\0" },
    { rationale: "x".repeat(10_001) },
    { answer: "SKIP", side: undefined, level: undefined },
    { answer: "INVALID" },
  ]) {
    expect(await send(person, [press(token, criterionId, wrong)]), JSON.stringify(wrong).slice(0, 80)).toMatchObject({
      status: 422,
      error: { code: "invalid", message: expect.stringMatching(/\w/) },
    });
  }
  expect(await countLabels(person)).toBe(1);
});

test("a body that is no list of labels is refused before anything is read of it", async ({ startRound }) => {
  const round = await startRound();
  const [person] = round.people as [Person];
  const { tokens, criterionId } = await tokensOf(person, round.roundId);
  const label = press(tokens[0] ?? "", criterionId);
  for (const body of [
    "",
    "{",
    "[]",
    "{}",
    '{"labels":[]}',
    '{"labels":{}}',
    '{"labels":[{}],"more":1}',
    JSON.stringify({ labels: Array(51).fill(label) }),
  ]) {
    expect(await send(person, body), body.slice(0, 40)).toMatchObject({ status: 422, error: { code: "invalid" } });
  }
  expect((await send(person, `{"labels":["${"x".repeat(1_100_000)}"]}`)).status).toBe(413);
  expect(await countLabels(person)).toBe(0);
});

test("only a signed-in person on Concord's own page labels", async ({ startRound, person }) => {
  const round = await startRound();
  const [annotator] = round.people as [Person];
  const { tokens, criterionId } = await tokensOf(annotator, round.roundId);
  const labels = [press(tokens[0] ?? "", criterionId)];
  expect((await send(annotator, labels, { headers: { cookie: "" } })).status).toBe(401);
  expect((await send(annotator, labels, { headers: { origin: "https://example.org" } })).status).toBe(403);
  expect((await send(annotator, labels, { headers: { origin: "null" } })).status).toBe(403);
  expect((await send(annotator, labels, { headers: { "content-type": "text/plain" } })).status).toBe(403);
  const { key } = await createApiKey(annotator.actor, { name: "program", scope: "WRITE", projectIds: [], days: 30 });
  expect((await send(annotator, labels, { headers: { cookie: "", authorization: `Bearer ${key}` } })).status).toBe(403);
  const disabled = await person({});
  await db().user.update({ where: { id: disabled.user.id }, data: { disabledAt: new Date() } });
  expect((await send(disabled, labels)).status).toBe(401);
  expect(await countLabels(annotator)).toBe(0);
});
