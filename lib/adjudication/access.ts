import "server-only";
import { findProject, type ProjectAccess } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";

/** A project as somebody sees its adjudicator's queue. */
export interface QueueAccess extends ProjectAccess {
  /** Whether they give final answers; owners, and members who were allowed to. Other researchers read. */
  mayAnswer: boolean;
}

/**
 * The project whose disputed comparisons the actor may see: as an adjudicator, or as one of its researchers, who read every label anyway.
 *
 * @throws AppError `not_found` to everyone else.
 */
export async function getAdjudicated(actor: Actor, idOrSlug: string): Promise<QueueAccess> {
  const adjudicator = await findProject(actor, idOrSlug, "adjudicate");
  if (adjudicator) return { ...adjudicator, mayAnswer: actor.kind === "USER" };
  const reader = await findProject(actor, idOrSlug, "read");
  if (reader) return { ...reader, mayAnswer: false };
  throw notFound("The project");
}

/**
 * The comparisons of a project that a person has still to label, or may still be dealt, in a round that is open or paused. Until they have,
 * nobody's label on these is shown to them, and they do not adjudicate them.
 */
export async function listStillToLabel(projectId: string, userId: string | null): Promise<Set<string>> {
  if (userId === null) return new Set();
  const { rows } = await pool().query<{ id: string }>({
    name: "still-to-label",
    text: `
      with mine as (
        select rm."annotatorId", r.id as "roundId", r.dealing from "Annotator" w
        join "RoundMember" rm on rm."annotatorId" = w.id and rm."removedAt" is null
        join "Round" r on r.id = rm."roundId" and r.state in ('OPEN', 'PAUSED')
        where w."projectId" = $1 and w."userId" = $2)
      select a."comparisonId" as id from mine m
      join "Assignment" a on a."annotatorId" = m."annotatorId" and a."roundId" = m."roundId" and a.state = 'OPEN'
      union
      select i."comparisonId" from mine m
      join "RoundItem" i on i."roundId" = m."roundId" and i."openSlots" > 0
      where m.dealing = 'ON_DEMAND' and not exists (
        select 1 from "Assignment" a where a."comparisonId" = i."comparisonId" and a."roundId" = m."roundId"
          and a."annotatorId" = m."annotatorId" and a.state = 'DONE')`,
    values: [projectId, userId],
  });
  return new Set(rows.map(({ id }) => id));
}
