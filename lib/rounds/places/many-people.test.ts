import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { recordLabels } from "@/lib/labels/record-labels";
import { closeRound, pauseRound, reopenRound, resumeRound } from "@/lib/rounds/close-round";
import { addRoundMember, removeRoundMember } from "@/lib/rounds/members/change-members";
import { getQueue } from "@/lib/rounds/queue";
import { createRandom, type Random } from "@/lib/stats/random";
import { actorOf } from "@/lib/testing/factories";
import { createRoundFixture, press, type RoundFixture } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { sweepRounds } from "./return-places";

const database = freshDatabase();
beforeAll(database.open);

const PEOPLE = 50;

/** What goes on beside labelling. */
interface Unrest {
  /** Reservations run out under people's hands, and their labels come late. */
  expiries: boolean;
  /** People are taken out and come back; the round is paused, closed and opened again. */
  changes: boolean;
}

/** One row a comparison, in one snapshot. */
interface ItemRow {
  openSlots: number;
  live: number;
  done: number;
  extras: number;
  people: number;
  balance: number;
}

async function readItems({ roundId }: RoundFixture): Promise<ItemRow[]> {
  const { rows } = await pool().query<ItemRow>(
    `select i."openSlots", count(a.id) filter (where not a."isExtra")::int as live,
       count(a.id) filter (where a.state = 'DONE' and not a."isExtra")::int as done, count(a.id) filter (where a."isExtra")::int as extras,
       count(distinct a."annotatorId")::int as people,
       coalesce(sum(case when a.swapped then 1 else -1 end) filter (where not a."isExtra"), 0)::int as balance
     from "RoundItem" i
     left join "Assignment" a on a."comparisonId" = i."comparisonId" and a."roundId" = i."roundId" and a.state in ('OPEN', 'DONE')
     where i."roundId" = $1 group by i."comparisonId", i."roundId"`,
    [roundId],
  );
  return rows;
}

/** Labels that say something else than their assignment: done without a label, a label without being done, an extra that is none. */
async function countAdrift({ roundId }: RoundFixture): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    `select count(*)::int as n from "Assignment" a left join "Label" l on l."comparisonId" = a."comparisonId" and l."assignmentId" = a.id
     where a."roundId" = $1 and ((a.state = 'DONE') <> (l.id is not null) or l."isExtra" <> a."isExtra")`,
    [roundId],
  );
  return rows[0]?.n ?? -1;
}

function expectExact(items: readonly ItemRow[], overlap: number): void {
  for (const item of items) {
    expect(item.live + item.openSlots).toBe(overlap);
    expect(item.people).toBe(item.live + item.extras);
  }
}

/** One person: asks, labels some of what they got, late or at once, until nothing is left for them or their turns are over. */
async function work(fixture: RoundFixture, person: User, random: Random, turns: number, unrest: Unrest): Promise<void> {
  const criterionId = fixture.criteria[0]?.id ?? "";
  let after = -1;
  let kept: string[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const queue = await getQueue(actorOf(person), fixture.roundId, { limit: 1 + random.below(20), after }).catch(() => null);
    after = random.below(3) === 0 ? -1 : (queue?.next ?? after);
    kept = [...new Set([...kept, ...(queue?.items.map((item) => item.token) ?? [])])];
    if (kept.length === 0 && queue?.progress.left === 0 && queue.progress.mayReturn === 0) return;
    if (unrest.expiries && random.below(4) === 0) await runOut(fixture, person);
    const now = kept.splice(0, random.below(kept.length + 1));
    const answers = await recordLabels(
      actorOf(person),
      now.map((token) => press(token, criterionId)),
    );
    // Taken out, paused or closed: what is refused is kept and sent again, as an outbox does.
    kept.push(...now.filter((_, index) => answers[index]?.status === "refused"));
  }
  // Whoever is disturbed by nothing leaves nothing that they have begun.
  if (!unrest.expiries && !unrest.changes)
    await recordLabels(
      actorOf(person),
      kept.map((token) => press(token, criterionId)),
    );
}

async function runOut(fixture: RoundFixture, person: User): Promise<void> {
  await db().assignment.updateMany({
    where: { roundId: fixture.roundId, state: "OPEN", annotator: { userId: person.id } },
    data: { reservedUntil: new Date(Date.now() - 1000) },
  });
}

/** The researcher, who does not leave a round alone. */
async function meddle(fixture: RoundFixture, random: Random, times: number): Promise<void> {
  const owner = actorOf(fixture.owner);
  for (let time = 0; time < times; time++) {
    const person = fixture.people[random.below(PEOPLE)] as User;
    const { id } = await db().annotator.findFirstOrThrow({ where: { userId: person.id, projectId: fixture.project.id } });
    const refused = () => undefined;
    if (random.below(2) === 0) await removeRoundMember(owner, fixture.roundId, id).catch(refused);
    else await addRoundMember(owner, fixture.roundId, person.id).catch(refused);
    if (random.below(4) === 0) await pauseRound(owner, fixture.roundId).catch(refused);
    if (random.below(4) === 0) await closeRound(owner, fixture.roundId).catch(refused);
    await resumeRound(owner, fixture.roundId).catch(refused);
    await reopenRound(owner, fixture.roundId).catch(refused);
    if (random.below(2) === 0) await sweepRounds();
  }
}

const studies = fc.record({
  comparisons: fc.integer({ min: 5, max: 40 }),
  overlap: fc.integer({ min: 1, max: 5 }),
  order: fc.constantFrom("RANDOM" as const, "DATASET" as const),
  seed: fc.nat(1_000_000),
});

async function simulate(
  study: { comparisons: number; overlap: number; order: "RANDOM" | "DATASET"; seed: number },
  unrest: Unrest,
) {
  const { comparisons, overlap, order, seed } = study;
  const fixture = await createRoundFixture({
    comparisons,
    people: PEOPLE,
    round: { dealing: "ON_DEMAND", reservationMinutes: 30, overlap, order, seed },
  });
  const turns = 8;
  await Promise.all([
    ...fixture.people.map((person, index) => work(fixture, person, createRandom(seed, `person ${index}`), turns, unrest)),
    ...(unrest.changes ? [meddle(fixture, createRandom(seed, "researcher"), 12)] : []),
    // While all that goes on, every snapshot is exact.
    ...Array.from({ length: 5 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, 50 * index));
      expectExact(await readItems(fixture), overlap);
    }),
  ]);
  const between = await readItems(fixture);
  expectExact(between, overlap);
  expect(await countAdrift(fixture)).toBe(0);
  if (unrest.changes) {
    // What the researcher said last may have found no connection in the crowd: they say it again.
    const owner = actorOf(fixture.owner);
    await resumeRound(owner, fixture.roundId).catch(() => undefined);
    await reopenRound(owner, fixture.roundId).catch(() => undefined);
    expect((await db().round.findUniqueOrThrow({ where: { id: fixture.roundId } })).state).toBe("OPEN");
    for (const person of fixture.people) await addRoundMember(owner, fixture.roundId, person.id).catch(() => undefined);
  }
  // Whoever has reserved something and does not come back to it loses it in the end.
  for (const person of fixture.people) await runOut(fixture, person);
  const calm = { expiries: false, changes: false };
  for (const [index, person] of fixture.people.entries())
    await work(fixture, person, createRandom(seed, `end ${index}`), 30, calm);
  return { fixture, between, items: await readItems(fixture) };
}

test("fifty people at once reach the overlap of every comparison exactly, sides balanced, and nobody twice", async () => {
  await fc.assert(
    fc.asyncProperty(studies, async (study) => {
      const { fixture, between, items } = await simulate(study, { expiries: false, changes: false });
      expectExact(items, study.overlap);
      for (const item of between) expect(item.extras).toBe(0);
      for (const item of items) {
        expect(item.done).toBe(study.overlap);
        expect(Math.abs(item.balance)).toBeLessThanOrEqual(1);
      }
      expect(await countAdrift(fixture)).toBe(0);
    }),
    { numRuns: 2, endOnFailure: true },
  );
}, 120_000);

test("reservations that run out, late labels, people who come and go, pauses and closings leave nothing over, lost or stuck", async () => {
  await fc.assert(
    fc.asyncProperty(studies, async (study) => {
      const { fixture, items } = await simulate(study, { expiries: true, changes: true });
      expectExact(items, study.overlap);
      for (const item of items) expect(item.done).toBe(study.overlap);
      expect(await countAdrift(fixture)).toBe(0);
      const labels = await db().label.groupBy({ by: ["isExtra"], where: { roundId: fixture.roundId }, _count: true });
      const count = (isExtra: boolean) => labels.find((each) => each.isExtra === isExtra)?._count ?? 0;
      expect(count(false)).toBe(study.comparisons * study.overlap);
      expect(count(true)).toBe(items.reduce((sum, item) => sum + item.extras, 0));
    }),
    { numRuns: 2, endOnFailure: true },
  );
}, 120_000);
