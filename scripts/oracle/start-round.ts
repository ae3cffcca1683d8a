import path from "node:path";
import { closeDb, db } from "@/lib/db/client";
import { openPresentation } from "@/lib/labels/presentation-token";
import { createRandom } from "@/lib/stats/random";
import { actorOf, createUser } from "@/lib/testing/factories";
import { sessionCookie } from "@/lib/testing/session-cookie";
import { startRound } from "@/lib/testing/start-round";
import type { AnnotatorScript } from "./annotator";

/** By so many of the clients each comparison is labelled where they are dealt as people ask. */
const OVERLAP = 4;

/**
 * Makes a project with an open round and a signed-in session for each client. Planned, every client labels every comparison; on demand, each
 * comparison is labelled by four.
 */
export async function startRoundOfClients(
  { url }: { url: string },
  options: { clients: number; comparisons: number; folder: string; seed: number; isOnDemand: boolean },
): Promise<{ projectId: string; scripts: AnnotatorScript[] }> {
  const { clients, comparisons, folder, seed, isOnDemand } = options;
  const owner = await createUser();
  const people = await Promise.all(Array.from({ length: clients }, () => createUser()));
  const { projectId, roundId } = await startRound(actorOf(owner), people, {
    comparisons,
    ...(isOnDemand ? { overlap: Math.min(OVERLAP, clients), dealing: { dealing: "ON_DEMAND", reservationMinutes: 60 } } : {}),
  });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId }, select: { id: true } });
  const scripts = await Promise.all(
    people.map(async (user, index): Promise<AnnotatorScript> => {
      const cookie = await sessionCookie(user);
      return {
        url,
        cookie: `${cookie.name}=${cookie.value}`,
        roundId,
        criterionId: criterion.id,
        ledger: path.join(folder, `annotator-${index}.jsonl`),
        random: createRandom(seed, `annotator ${index}`),
        toLabel: (token) => `${openPresentation(user.id, token)?.assignmentId}:${criterion.id}`,
      };
    }),
  );
  // The server is about to be killed; its own connections are its own affair.
  await closeDb();
  return { projectId, scripts };
}
