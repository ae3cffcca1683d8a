import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { recordLabels } from "@/lib/labels/record-labels";
import { closeRound } from "@/lib/rounds/close-round";
import { getGate, getQueue } from "@/lib/rounds/queue";
import { actorOf, createUser } from "@/lib/testing/factories";
import { createRoundFixture, press, tokensOf } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { adoptGuidelines } from "./adopt-guidelines";
import { recordReading } from "./record-reading";
import { saveGuidelines } from "./save-guidelines";

beforeAll(freshDatabase().open);

async function createOpen() {
  const fixture = await createRoundFixture({ comparisons: 3, people: 2, project: { guidelines: "Be kind.\nBe fair." } });
  const [one, other] = fixture.people as [User, User];
  return {
    fixture,
    owner: actorOf(fixture.owner),
    one: actorOf(one),
    other: actorOf(other),
    oneUser: one,
    roundId: fixture.roundId,
  };
}

describe("guidelines of an open round", () => {
  test("are read before the first comparison", async () => {
    const { fixture, one, roundId } = await createOpen();
    await db().guidelineReading.deleteMany({ where: { userId: fixture.people[0]!.id } });
    const gated = await getQueue(one, roundId, { limit: 20 });
    expect(gated).toMatchObject({ gate: { kind: "guidelines", version: 1, before: null }, items: [] });
    await recordReading(one, roundId, 1);
    await recordReading(one, roundId, 1);
    expect(await db().auditEvent.count({ where: { projectId: fixture.project.id, action: "guidelines.read" } })).toBe(1);
    expect((await getQueue(one, roundId, { limit: 20 })).items).toHaveLength(3);
  });

  test("are taken up by a researcher, asked to be read with what changed, and each label knows its own version", async () => {
    const { fixture, owner, one, other, oneUser, roundId } = await createOpen();
    const criterionId = fixture.criteria[0]!.id;
    const [held, later] = await tokensOf(fixture, oneUser);
    await expect(adoptGuidelines(owner, roundId)).rejects.toMatchObject({ code: "conflict" });
    await saveGuidelines(owner, fixture.project.slug, "Be kind.\nBe exact.");
    expect((await getGate(one, roundId)).gate).toBeNull();

    expect(await adoptGuidelines(owner, roundId)).toEqual({ version: 2 });
    expect(
      await db().auditEvent.findFirst({ where: { projectId: fixture.project.id, action: "round.adoptGuidelines" } }),
    ).toMatchObject({
      before: { version: 1 },
      after: { version: 2 },
    });
    expect((await getGate(one, roundId)).gate).toMatchObject({
      kind: "guidelines",
      version: 2,
      before: {
        version: 1,
        changes: [
          { kind: "same", text: "Be kind." },
          { kind: "gone", text: "Be fair." },
          { kind: "added", text: "Be exact." },
        ],
      },
    });

    // What was decided under the old version is taken, and stays under it.
    expect((await recordLabels(one, [press(held!, criterionId)]))[0]).toMatchObject({ status: "stored" });
    await expect(recordReading(one, roundId, 1)).rejects.toMatchObject({ code: "conflict" });
    await recordReading(one, roundId, 2);
    const [next] = (await getQueue(one, roundId, { limit: 20 })).items;
    expect(next!.token).not.toBe(later);
    await recordLabels(one, [press(next!.token, criterionId)]);
    const labels = await db().label.findMany({
      where: { roundId },
      orderBy: { submittedAt: "asc" },
      select: { guidelineVersionId: true },
    });
    const versions = await db().guidelineVersion.findMany({
      where: { projectId: fixture.project.id },
      orderBy: { version: "asc" },
    });
    expect(labels.map((label) => label.guidelineVersionId)).toEqual(versions.map(({ id }) => id));
    // The other person has not read it yet.
    expect((await getGate(other, roundId)).gate).toMatchObject({ version: 2 });
  });

  test("are taken up by researchers alone, and never by a closed round", async () => {
    const { fixture, owner, one, roundId } = await createOpen();
    await saveGuidelines(owner, fixture.project.slug, "Anew.");
    for (const actor of [one, actorOf(await createUser())]) {
      await expect(adoptGuidelines(actor, roundId)).rejects.toMatchObject({ code: "not_found" });
    }
    await closeRound(owner, roundId);
    await expect(adoptGuidelines(owner, roundId)).rejects.toMatchObject({ code: "conflict" });
  });

  test("are nobody else's to have read", async () => {
    const { owner, roundId } = await createOpen();
    for (const actor of [owner, actorOf(await createUser())]) {
      await expect(recordReading(actor, roundId, 1)).rejects.toMatchObject({ code: "not_found" });
      await expect(getGate(actor, roundId)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
