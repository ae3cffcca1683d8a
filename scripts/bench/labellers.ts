import { closeDb, db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { sealPresentation } from "@/lib/labels/presentation-token";
import { createRandom } from "@/lib/stats/random";
import { actorOf, createUser } from "@/lib/testing/factories";
import { sessionCookie } from "@/lib/testing/session-cookie";
import { startRound } from "@/lib/testing/start-round";

/** People with a session and a queue, ready to label. */
export interface Labellers {
  projectId: string;
  headers: (person: number) => Record<string, string>;
  /** The body of a request with a person's next labels; each comparison is labelled once, then changed. */
  nextBody: (person: number, labels: number) => string;
  /** A body of the same kind and size that means nothing. */
  sampleBody: (person: number) => string;
}

/** Makes a round in which each of `people` labels every comparison. */
export async function startLabellers(
  url: string,
  { people, comparisons }: { people: number; comparisons: number },
): Promise<Labellers> {
  const users = await Promise.all(Array.from({ length: people }, () => createUser()));
  const { projectId, roundId } = await startRound(actorOf(await createUser()), users, { comparisons });
  const round = await db().round.findUniqueOrThrow({ where: { id: roundId }, include: { criteria: true } });
  const criterionId = round.criteria[0]?.criterionId ?? "";
  const random = createRandom(1, "presses");
  const queues = await Promise.all(users.map((user) => readTokens(user.id, round)));
  const cookies = await Promise.all(users.map((user) => sessionCookie(user)));
  await closeDb();
  const at = new Array<number>(people).fill(0);

  function toLabel(person: number, token: string) {
    return {
      eventId: newId(),
      token,
      criterionId,
      answer: "PREFERENCE",
      side: random.below(2) === 0 ? "LEFT" : "RIGHT",
      level: 1 + random.below(4),
      durationMs: 1000 + random.below(60_000),
      idleMs: person,
      decidedAt: new Date().toISOString(),
    };
  }

  return {
    projectId,
    headers: (person) => ({ cookie: `${cookies[person]?.name}=${cookies[person]?.value}`, origin: url }),
    nextBody: (person, labels) => {
      const tokens = queues[person] ?? [];
      const from = at[person] ?? 0;
      at[person] = from + labels;
      const chosen = Array.from({ length: labels }, (_, index) => tokens[(from + index) % tokens.length] ?? "");
      return JSON.stringify({ labels: chosen.map((token) => toLabel(person, token)) });
    },
    sampleBody: (person) => JSON.stringify({ labels: [toLabel(person, queues[person]?.[0] ?? "")] }),
  };
}

// As `getQueue` would give them, without fetching thousands of pages.
async function readTokens(
  userId: string,
  round: { id: string; projectId: string; scaleVersionId: string; guidelineVersionId: string | null },
) {
  const assignments = await db().assignment.findMany({
    where: { roundId: round.id, annotator: { userId } },
    orderBy: { position: "asc" },
    select: { id: true, comparisonId: true, annotatorId: true, repeatIndex: true, swapped: true },
  });
  return assignments.map(({ id, ...assignment }) =>
    sealPresentation(userId, {
      ...assignment,
      assignmentId: id,
      roundId: round.id,
      projectId: round.projectId,
      scaleVersionId: round.scaleVersionId,
      guidelineVersionId: round.guidelineVersionId,
    }),
  );
}
