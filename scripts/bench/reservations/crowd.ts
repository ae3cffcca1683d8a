import { closeDb, db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { reservePlaces } from "@/lib/rounds/places/reserve-places";
import { getQueue } from "@/lib/rounds/queue";
import { actorOf, createUser } from "@/lib/testing/factories";
import { startRound } from "@/lib/testing/start-round";

/** Labels wanted for each comparison. */
const OVERLAP = 4;

/** People on a round that is dealt as they ask. */
export interface Crowd {
  /** Lets somebody ask for 20 more, and writes down what the reservation and then the queue took, in milliseconds. */
  ask: (person: number, times: { reserve: number[]; queue: number[] }) => Promise<void>;
  /** As if somebody had labelled the first so many alone, all of which others have still to label. */
  labelAhead: (person: number, comparisons: number) => Promise<void>;
  end: () => Promise<void>;
}

/** Opens a round in which everything is open, for people who are all at work. */
export async function startCrowd({ comparisons, people }: { comparisons: number; people: number }): Promise<Crowd> {
  const users = await Promise.all(Array.from({ length: people }, () => createUser()));
  const { projectId, roundId } = await startRound(actorOf(await createUser()), users, {
    comparisons,
    overlap: OVERLAP,
    dealing: { dealing: "ON_DEMAND", reservationMinutes: 60 },
  });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId }, select: { id: true } });
  const annotators = await db().annotator.findMany({ where: { projectId }, select: { id: true, userId: true } });
  const placeOf = (person: number) => {
    const user = users[person];
    const annotatorId = annotators.find(({ userId }) => userId === user?.id)?.id;
    if (!user || !annotatorId) throw new Error(`the round has no person ${person}`);
    return { user, annotatorId };
  };
  await pool().query("analyze");
  return {
    ask: async (person, times) => {
      const { user, annotatorId } = placeOf(person);
      const { rows } = await pool().query<{ last: number }>(
        `select coalesce(max(position), -1)::int as last from "Assignment" where "annotatorId" = $1 and "roundId" = $2`,
        [annotatorId, roundId],
      );
      const after = rows[0]?.last ?? -1;
      const asking = { userId: user.id, annotatorId, roundId, projectId, dealing: "ON_DEMAND", reservationMinutes: 60 } as const;
      const begun = performance.now();
      await reservePlaces(asking, 20, after);
      const reserved = performance.now();
      await getQueue(actorOf(user), roundId, { limit: 20, after });
      times.reserve.push(reserved - begun);
      times.queue.push(performance.now() - reserved);
      // What they have is answered, so that the next time they ask they get more.
      await pool().query(
        `update "Assignment" set state = 'DONE', "completedAt" = now(), "reservedUntil" = null where "annotatorId" = $1 and "roundId" = $2 and state = 'OPEN'`,
        [annotatorId, roundId],
      );
    },
    labelAhead: async (person, ahead) => {
      const { annotatorId } = placeOf(person);
      const values = [roundId, annotatorId, ahead, projectId, criterion.id];
      await pool().query(
        `with first as (
           select i."comparisonId", row_number() over (order by i.position)::int as n from "RoundItem" i
           where i."roundId" = $1 and i."openSlots" = ${OVERLAP} order by i.position limit $3),
         taken as (
           update "RoundItem" i set "openSlots" = i."openSlots" - 1 from first f where i."roundId" = $1 and i."comparisonId" = f."comparisonId" returning 1),
         done as (
           insert into "Assignment" ("comparisonId", id, "roundId", "annotatorId", swapped, position, state, "completedAt")
           select "comparisonId", gen_random_uuid(), $1, $2, n % 2 = 0, 100 + n, 'DONE', now() from first)
         insert into "Label" ("comparisonId", id, "projectId", "criterionId", "annotatorId", "roundId", answer, score, "durationMs", "submittedAt")
         select "comparisonId", gen_random_uuid(), $4, $5, $2, $1, 'PREFERENCE', 2, 4000, now() from first`,
        values,
      );
      await pool().query("analyze");
    },
    end: closeDb,
  };
}
