import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { previewExport } from "@/lib/datasets/export/preview-export";
import { db } from "@/lib/db/client";
import { openPresentation } from "@/lib/labels/presentation-token";
import { recordLabels } from "@/lib/labels/record-labels";
import { getOverview } from "@/lib/overview/get-overview";
import { createRound } from "@/lib/rounds/create-round";
import { addRoundMember, removeRoundMember } from "@/lib/rounds/members/change-members";
import { openRound } from "@/lib/rounds/open-round";
import { getRound } from "@/lib/rounds/queries";
import { getQueue } from "@/lib/rounds/queue";
import { actorOf, createMember, createUser, readGuidelines } from "@/lib/testing/factories";
import { createRoundFixture, press, type RoundFixture } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { getOwnResults } from "./own-results";
import { removeGold, setGold } from "./set-gold";

beforeAll(freshDatabase().open);

function goldOf(fixture: RoundFixture, place: number) {
  return {
    project: fixture.project.slug,
    comparisonId: fixture.comparisons[place]!.id,
    criterionId: fixture.criteria[0]!.id,
    answer: "PREFERENCE" as const,
    score: 2,
    explanation: "",
  };
}

/** Twenty comparisons, four of them gold, for two people: each gets 16 ordinary ones by overlap 2, a fifth gold, a quarter again. */
async function openHidden() {
  const fixture = await createRoundFixture({ comparisons: 20, people: 2 });
  const owner = actorOf(fixture.owner);
  for (const place of [3, 7, 11, 15]) await setGold(owner, goldOf(fixture, place));
  const { id } = await createRound(owner, fixture.project.id, {
    name: "hidden",
    criterionIds: [fixture.criteria[0]!.id],
    userIds: fixture.people.map((person) => person.id),
    overlap: 2,
    sampling: { kind: "all" },
    order: "RANDOM",
    seed: 9,
    goldShare: 0.2,
    repeatShare: 0.25,
  });
  const foretold = (await getRound(owner, id)).assignments;
  const opened = await openRound(owner, id);
  await readGuidelines(id);
  return { fixture, owner, roundId: id, foretold, opened };
}

function assignmentsOf(roundId: string, userId: string) {
  return db().assignment.findMany({
    where: { roundId, annotator: { userId }, state: { not: "WITHDRAWN" } },
    orderBy: { position: "asc" },
    select: { comparisonId: true, repeatIndex: true, swapped: true },
  });
}

describe("a round with gold and repeats", () => {
  test("gives everybody their share of both, beyond the overlap, exactly as foretold", async () => {
    const { fixture, roundId, foretold, opened } = await openHidden();
    // 16 ordinary, 16 · 0.2 / 0.8 = 4 gold, 16 · 0.25 = 4 repeats for each of the two.
    expect([foretold, opened.assignments]).toEqual([48, 48]);
    const gold = new Set([3, 7, 11, 15].map((place) => fixture.comparisons[place]!.id));
    const items = await db().roundItem.findMany({ where: { roundId }, orderBy: { position: "asc" } });
    expect(
      items
        .filter((item) => item.selectionReason === "GOLD")
        .map((item) => item.comparisonId)
        .sort(),
    ).toEqual([...gold].sort());
    expect(items).toHaveLength(20);
    for (const person of fixture.people) {
      const queue = await assignmentsOf(roundId, person.id);
      expect(queue.filter(({ comparisonId }) => gold.has(comparisonId))).toHaveLength(4);
      const repeats = queue.filter(({ repeatIndex }) => repeatIndex === 1);
      expect(repeats).toHaveLength(4);
      for (const repeat of repeats) {
        const first = queue.find((each) => each.comparisonId === repeat.comparisonId && each.repeatIndex === 0);
        expect(first?.swapped).toBe(!repeat.swapped);
        expect(gold.has(repeat.comparisonId)).toBe(false);
      }
    }
  });

  test("tells an annotator nothing of which is which: every item has the same fields", async () => {
    const { fixture, roundId } = await openHidden();
    const first = await getQueue(actorOf(fixture.people[0]!), roundId, { limit: 20 });
    const rest = await getQueue(actorOf(fixture.people[0]!), roundId, { limit: 20, after: first.next! });
    const items = [...first.items, ...rest.items];
    expect(items).toHaveLength(24);
    expect(new Set(items.map((item) => Object.keys(item).sort().join())).size).toBe(1);
    expect(new Set(items.map(({ token }) => token.length)).size).toBe(1);
    // Tokens are random letters, among which any word may stand.
    const said = JSON.stringify([first, rest], (key, value) => (key === "token" || key === "next" ? "" : value));
    expect(said).not.toMatch(/gold|repeat|explanation/i);
  });

  test("keeps gold and repeats with their person when people come and go", async () => {
    const { fixture, owner, roundId } = await openHidden();
    const [leaving, staying] = fixture.people;
    const newcomer = await createUser();
    await createMember(fixture.project, newcomer, "ANNOTATOR");
    const { taken } = await addRoundMember(owner, roundId, newcomer.id);
    const queue = await assignmentsOf(roundId, newcomer.id);
    const items = await db().roundItem.findMany({ where: { roundId, selectionReason: "GOLD" }, select: { comparisonId: true } });
    const gold = new Set(items.map((item) => item.comparisonId));
    const ordinary = queue.filter((each) => each.repeatIndex === 0 && !gold.has(each.comparisonId));
    expect(ordinary).toHaveLength(taken);
    expect(queue.some((each) => gold.has(each.comparisonId))).toBe(true);
    expect(queue.filter((each) => each.repeatIndex === 1)).toHaveLength(Math.round(taken * 0.25));

    const before = await assignmentsOf(roundId, staying!.id);
    const annotator = await db().annotator.findFirstOrThrow({ where: { userId: leaving!.id, projectId: fixture.project.id } });
    await removeRoundMember(owner, roundId, annotator.id);
    expect(await assignmentsOf(roundId, leaving!.id)).toEqual([]);
    const after = await assignmentsOf(roundId, staying!.id);
    const hidden = (all: typeof after) => all.filter((each) => each.repeatIndex === 1 || gold.has(each.comparisonId)).length;
    expect(hidden(after)).toBe(hidden(before));
    expect(after.length).toBeGreaterThan(before.length);
  });

  test("counts a repeat as no further label, in the overview and in exports", async () => {
    const { fixture, owner, roundId } = await openHidden();
    const person = actorOf(fixture.people[0]!);
    let after: number | null = -1;
    while (after !== null) {
      const queue: Awaited<ReturnType<typeof getQueue>> = await getQueue(person, roundId, { limit: 20, after });
      await recordLabels(
        person,
        queue.items.map(({ token }) => press(token, fixture.criteria[0]!.id)),
      );
      after = queue.next;
    }
    expect(await db().label.count({ where: { roundId } })).toBe(24);
    expect((await getOverview(owner, fixture.project.id)).counts).toMatchObject({ byPeople: 20, labelled: 20 });
    const rows = await exportedRows(fixture);
    expect(rows).toHaveLength(20);
  });
});

async function exportedRows({ project }: RoundFixture) {
  const { lines } = await previewExport(systemActor(), project.id, { format: "trl" }, { rows: 100 });
  return lines;
}

describe("a person's own results", () => {
  test("are told in a project that shows them, and in no other", async () => {
    const { fixture, roundId } = await openHidden();
    const [one] = fixture.people;
    const person = actorOf(one!);
    let after: number | null = -1;
    while (after !== null) {
      const queue: Awaited<ReturnType<typeof getQueue>> = await getQueue(person, roundId, { limit: 20, after });
      // Always on the right: the gold says B, and a repeat is mirrored, so that its answer is the other response.
      await recordLabels(
        person,
        queue.items.map(({ token }) => press(token, fixture.criteria[0]!.id)),
      );
      after = queue.next;
    }
    expect(await getOwnResults(person, roundId)).toBeNull();
    await db().round.update({ where: { id: roundId }, data: { labelling: { showsOwnResults: true } } });
    const gold = await db().assignment.count({
      where: {
        roundId,
        annotator: { userId: one!.id },
        swapped: false,
        comparison: { roundItems: { some: { roundId, selectionReason: "GOLD" } } },
      },
    });
    expect(await getOwnResults(person, roundId)).toEqual({ gold: { of: 4, same: gold }, repeats: { of: 4, same: 0 } });
    await expect(getOwnResults(actorOf(fixture.owner), roundId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("gold answers", () => {
  test("are set, changed and taken away, each with its entry in the audit trail", async () => {
    const fixture = await createRoundFixture({ comparisons: 1, people: 1 });
    const owner = actorOf(fixture.owner);
    await setGold(owner, goldOf(fixture, 0));
    await setGold(owner, { ...goldOf(fixture, 0), score: -1, explanation: "Because." });
    expect(await db().goldLabel.findMany({ where: { projectId: fixture.project.id } })).toMatchObject([
      { score: -1, explanation: "Because.", createdById: fixture.owner.id },
    ]);
    await removeGold(owner, goldOf(fixture, 0));
    await expect(removeGold(owner, goldOf(fixture, 0))).rejects.toMatchObject({ code: "not_found" });
    const trail = await db().auditEvent.findMany({
      where: { projectId: fixture.project.id, action: { startsWith: "gold." } },
      orderBy: { position: "asc" },
    });
    expect(trail.map(({ action }) => action)).toEqual(["gold.set", "gold.set", "gold.remove"]);
    expect(trail[1]).toMatchObject({ before: { score: 2 }, after: { score: -1 } });
  });

  test("are refused where the scale has no such answer, and to whoever may not research", async () => {
    const fixture = await createRoundFixture({ comparisons: 1, people: 1 });
    const owner = actorOf(fixture.owner);
    await expect(setGold(owner, { ...goldOf(fixture, 0), score: 0 })).rejects.toMatchObject({ code: "invalid" });
    await expect(setGold(owner, { ...goldOf(fixture, 0), answer: "BOTH_BAD", score: null })).rejects.toMatchObject({
      code: "invalid",
    });
    const other = await createRoundFixture({ comparisons: 1, people: 1 });
    await expect(setGold(owner, { ...goldOf(other, 0), project: fixture.project.slug })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const user of [fixture.people[0]!, other.owner, await createUser()]) {
      await expect(setGold(actorOf(user), goldOf(fixture, 0))).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("a round that is dealt on demand", () => {
  test("mixes gold and repeats into what people reserve, by the same shares, and keeps its overlap exact", async () => {
    const fixture = await createRoundFixture({ comparisons: 50, people: 2 });
    const owner = actorOf(fixture.owner);
    for (const place of [0, 10, 20, 30, 40, 45, 46, 47, 48, 49]) await setGold(owner, goldOf(fixture, place));
    const { id } = await createRound(owner, fixture.project.id, {
      name: "on demand",
      criterionIds: [fixture.criteria[0]!.id],
      userIds: fixture.people.map((person) => person.id),
      overlap: 2,
      sampling: { kind: "all" },
      order: "RANDOM",
      seed: 4,
      dealing: "ON_DEMAND",
      goldShare: 0.1,
      repeatShare: 0.1,
    });
    await openRound(owner, id);
    await readGuidelines(id);
    const gold = new Set(
      (await db().roundItem.findMany({ where: { roundId: id, selectionReason: "GOLD" } })).map((item) => item.comparisonId),
    );
    expect(gold.size).toBe(10);
    let atEnds = 0;
    for (let turn = 0; turn < 40; turn++) {
      const person = fixture.people[turn % 2]!;
      const { items } = await getQueue(actorOf(person), id, { limit: 6 });
      const last = items.at(-1);
      if (last && gold.has(openPresentation(person.id, last.token)!.comparisonId)) atEnds++;
      await recordLabels(
        actorOf(person),
        items.map(({ token }) => press(token, fixture.criteria[0]!.id)),
      );
    }
    for (const person of fixture.people) {
      const queue = await assignmentsOf(id, person.id);
      // 40 ordinary ones: 40 · 0.1 / 0.9 = 4 gold; 4 repeats, far behind.
      expect(queue.filter(({ comparisonId }) => gold.has(comparisonId))).toHaveLength(4);
      const repeats = queue.filter(({ repeatIndex }) => repeatIndex === 1);
      expect(repeats).toHaveLength(4);
      for (const repeat of repeats) {
        const first = queue.findIndex((each) => each.comparisonId === repeat.comparisonId && each.repeatIndex === 0);
        expect(queue.indexOf(repeat) - first).toBeGreaterThan(4);
        expect(repeat.swapped).toBe(!queue[first]!.swapped);
      }
      expect(queue).toHaveLength(48);
    }
    // Where it stands among what is fetched together tells nothing.
    expect(atEnds).toBeLessThan(8);
    const ordinary = await db().label.groupBy({
      by: ["comparisonId"],
      where: { roundId: id, repeatIndex: 0, comparisonId: { notIn: [...gold] } },
      _count: true,
    });
    expect(ordinary.map(({ _count }) => _count)).toEqual(new Array(40).fill(2));
  });
});
