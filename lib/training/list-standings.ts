import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { readStanding } from "./standing";
import type { MemberStanding } from "./types";

/** How each person stands in a training round, by name, for those who may read its project; nobody for a round of another kind. */
export async function listStandings(actor: Actor, roundId: string): Promise<MemberStanding[]> {
  const members = await db().roundMember.findMany({
    where: {
      roundId,
      removedAt: null,
      round: { kind: "TRAINING", state: { not: "DRAFT" }, project: projectsWhere(actor, "read") },
    },
    orderBy: [{ annotator: { name: "asc" } }, { annotatorId: "asc" }],
    select: { annotatorId: true, annotator: { select: { name: true } }, round: { select: { passMark: true } } },
  });
  return Promise.all(
    members.map(async ({ annotatorId, annotator, round }) => ({
      annotatorId,
      name: annotator.name,
      standing: await readStanding(annotatorId, roundId, round.passMark ?? 0),
    })),
  );
}
