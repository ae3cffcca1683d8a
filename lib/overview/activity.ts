import "server-only";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import type { Activity } from "./types";

const LATEST_ROUNDS = 5;

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
    select: { createdAt: true, actorName: true, action: true, target: true },
  });
  return events.map(({ createdAt, actorName, action, target }) => ({
    kind: "CHANGE",
    at: createdAt,
    name: actorName,
    action,
    target,
  }));
}
