import { closeDb, db } from "@/lib/db/client";
import type { Dealing } from "@/lib/rounds/types";
import { actorOf, createUser } from "@/lib/testing/factories";
import { sessionCookie } from "@/lib/testing/session-cookie";
import { startRound } from "@/lib/testing/start-round";

/** A round and the sessions of its people. */
export interface Queues {
  roundId: string;
  criterionId: string;
  cookies: string[];
}

/** Opens a round in which each comparison is labelled by `overlap` of the people. */
export async function startQueues({
  people,
  comparisons,
  overlap,
  dealing,
}: {
  people: number;
  comparisons: number;
  overlap: number;
  dealing: Dealing;
}): Promise<Queues> {
  const users = await Promise.all(Array.from({ length: people }, () => createUser()));
  const reservationMinutes = dealing === "ON_DEMAND" ? 60 : null;
  const { projectId, roundId } = await startRound(actorOf(await createUser()), users, {
    comparisons,
    overlap,
    dealing: { dealing, reservationMinutes },
  });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId }, select: { id: true } });
  const cookies = await Promise.all(users.map((user) => sessionCookie(user)));
  await closeDb();
  return { roundId, criterionId: criterion.id, cookies: cookies.map(({ name, value }) => `${name}=${value}`) };
}
