import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { leaveRound } from "@/lib/rounds/members/leave-round";
import { getQueue } from "@/lib/rounds/queue";
import { actorOf, createUser } from "@/lib/testing/factories";
import { createRoundFixture, type RoundFixture } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { listConsents } from "./queries";
import { recordConsent } from "./record-consent";

const database = freshDatabase();
beforeAll(database.open);

async function say(fixture: RoundFixture, consent: string): Promise<void> {
  await db().project.update({ where: { id: fixture.project.id }, data: { labelling: { contentWarning: "Violence.", consent } } });
}

async function gateOf(fixture: RoundFixture) {
  const { gate, items } = await getQueue(actorOf(fixture.people[0]!), fixture.roundId, { limit: 5 });
  return { gate: gate?.kind === "consent" ? gate : null, items: items.length };
}

test("nothing is served before the text in force was agreed to, and a changed text asks again", async () => {
  const fixture = await createRoundFixture();
  const actor = actorOf(fixture.people[0]!);
  expect((await gateOf(fixture)).gate).toBeNull();
  await say(fixture, "I **agree**.");
  const asked = await gateOf(fixture);
  expect(asked).toMatchObject({ items: 0, gate: { isChanged: false } });
  expect(String(asked.gate?.consent)).toContain("<strong>agree</strong>");
  await recordConsent(actor, fixture.roundId, { hash: asked.gate!.hash });
  await recordConsent(actor, fixture.roundId, { hash: asked.gate!.hash });
  expect(await gateOf(fixture)).toEqual({ gate: null, items: 3 });
  await say(fixture, "I agree to more.");
  expect(await gateOf(fixture)).toMatchObject({ items: 0, gate: { isChanged: true } });
  await expect(recordConsent(actor, fixture.roundId, { hash: asked.gate!.hash })).rejects.toMatchObject({ code: "conflict" });
  const list = await listConsents(actorOf(fixture.owner), fixture.project.id);
  expect(list?.rows.find(({ userId }) => userId === actor.userId)).toMatchObject({
    acceptedAt: null,
    earlierAt: expect.any(Date),
  });
  expect(await db().auditEvent.count({ where: { projectId: fixture.project.id, action: "consent.give" } })).toBe(1);
});

test("consents are the researchers' to see, and the round the person's own to agree to", async () => {
  const fixture = await createRoundFixture();
  await say(fixture, "Yes.");
  const stranger = actorOf(await createUser());
  await expect(listConsents(actorOf(fixture.people[0]!), fixture.project.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(recordConsent(stranger, fixture.roundId, { hash: "0".repeat(64) })).rejects.toMatchObject({ code: "not_found" });
  await expect(leaveRound(stranger, fixture.roundId)).rejects.toMatchObject({ code: "not_found" });
});

test("who leaves a round hands what waits for them on and is served no more", async () => {
  const fixture = await createRoundFixture({ comparisons: 4, people: 2, round: { overlap: 1 } });
  const [leaver, other] = fixture.people;
  await leaveRound(actorOf(leaver!), fixture.roundId);
  await expect(getQueue(actorOf(leaver!), fixture.roundId, { limit: 5 })).rejects.toMatchObject({ code: "not_found" });
  const open = await db().assignment.count({
    where: { roundId: fixture.roundId, state: "OPEN", annotator: { userId: other!.id } },
  });
  expect(open).toBe(4);
});
