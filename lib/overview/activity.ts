import "server-only";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import type { Activity } from "./types";

const LATEST_ROUNDS = 5;

/** Entries whose target is a person, by name or address. */
const NAMES_PEOPLE = /^(member\.(change|remove)|round\.(addMember|removeMember|saveMember)|invitation\..*)$/;

/** What happened last in a project, the newest first: sittings of its people, and changes from the audit trail. */
export async function listActivity(projectId: string, limit: number): Promise<Activity[]> {
  const [sittings, changes] = await Promise.all([listSittings(projectId, limit), listChanges(projectId, limit)]);
  return [...sittings, ...changes].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit);
}

// A sitting is what a person labelled in the eight hours before their last label of a round; read by index, person by person.
async function listSittings(projectId: string, limit: number): Promise<Activity[]> {
  const { rows } = await pool().query<{ at: Date; name: string; comparisons: number; id: string; number: number }>({
    name: "overview-sittings",
    text: `
      select l.at, w.name, n.comparisons, r.id, r.number
      from (select id, number from "Round" where "projectId" = $1 and state <> 'DRAFT' and kind = 'LABELLING' order by number desc limit ${LATEST_ROUNDS}) r
      join "RoundMember" rm on rm."roundId" = r.id
      join "Annotator" w on w.id = rm."annotatorId"
      cross join lateral (
        select max(l."submittedAt") as at from "Label" l where l."annotatorId" = w.id and l."roundId" = r.id) l
      cross join lateral (
        select count(distinct n."comparisonId")::int as comparisons from "Label" n
        where n."annotatorId" = w.id and n."roundId" = r.id and n."submittedAt" > l.at - interval '8 hours') n
      where l.at is not null
      order by l.at desc limit $2`,
    values: [projectId, limit],
  });
  return rows.map(({ at, name, comparisons, id, number }) => ({ kind: "LABELS", at, name, comparisons, round: { id, number } }));
}

async function listChanges(projectId: string, limit: number): Promise<Activity[]> {
  const events = await db().auditEvent.findMany({
    where: { projectId },
    orderBy: { position: "desc" },
    take: limit,
    select: { createdAt: true, actorUserId: true, actorName: true, action: true, target: true },
  });
  const erased = await db().user.findMany({
    where: { erasedAt: { not: null }, memberships: { some: { projectId } } },
    select: { id: true, name: true },
  });
  return events.map(({ createdAt, actorUserId, actorName, action, target }) => ({
    kind: "CHANGE",
    at: createdAt,
    // The trail keeps the names of its day; who was erased is named by their pseudonym everywhere else.
    name: erased.find(({ id }) => id === actorUserId)?.name ?? actorName,
    action,
    target: erased.length > 0 && NAMES_PEOPLE.test(action) ? "a person" : target,
  }));
}
