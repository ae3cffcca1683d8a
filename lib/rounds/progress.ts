import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { readOwnProgress } from "./own-progress";
import type { MemberProgress, OwnRound, RoundProgress } from "./types";

/** How far each person of a round is. @throws AppError `not_found` unless the actor may read the project. */
export async function getRoundProgress(actor: Actor, roundId: string): Promise<RoundProgress> {
  const round = await db().round.findFirst({
    where: { id: roundId, project: projectsWhere(actor, "read") },
    select: { state: true },
  });
  if (!round) throw notFound("The round");
  const { rows: members } = await pool().query<MemberProgress>({ name: "round-progress", text: MEMBERS, values: [roundId] });
  const sum = (of: (member: MemberProgress) => number) => members.reduce((total, member) => total + of(member), 0);
  return {
    state: round.state,
    total: sum((member) => member.total),
    done: sum((member) => member.done),
    lastLabelAt: members.reduce<string | null>(
      (last, { lastLabelAt }) => (last === null || (lastLabelAt ?? "") > last ? lastLabelAt : last),
      null,
    ),
    members,
  };
}

/** The open rounds in which a person labels, then the closed ones, each with their progress. */
export async function listMyRounds(actor: Actor): Promise<OwnRound[]> {
  const userId = userIdOf(actor);
  if (userId === null) return [];
  const places = await db().roundMember.findMany({
    where: {
      removedAt: null,
      annotator: { userId },
      round: { state: { not: "DRAFT" }, project: projectsWhere(actor, "annotate") },
    },
    orderBy: [{ round: { openedAt: "desc" } }, { roundId: "desc" }],
    select: {
      annotatorId: true,
      round: { select: { id: true, number: true, name: true, state: true, project: { select: { name: true, slug: true } } } },
    },
  });
  const rounds = await Promise.all(
    places.map(async ({ annotatorId, round: { project, ...round } }) => ({
      ...round,
      projectName: project.name,
      projectSlug: project.slug,
      progress: await readOwnProgress({ annotatorId, roundId: round.id }),
    })),
  );
  return [...rounds.filter((round) => round.state === "OPEN"), ...rounds.filter((round) => round.state !== "OPEN")];
}

// Three passes over narrow columns, each grouped by person; nothing of what was answered but whether it was a skip.
const MEMBERS = `
  with assigned as (
    select a."annotatorId", count(*)::int as total, count(*) filter (where a.state = 'DONE')::int as done,
      count(*) filter (where a.state = 'DONE' and a."completedAt" >= date_trunc('day', now(), 'UTC'))::int as today
    from "Assignment" a join "Comparison" c on c.id = a."comparisonId"
    where a."roundId" = $1 and a.state in ('OPEN', 'DONE') and c."withdrawnAt" is null
    group by a."annotatorId"),
  members as (
    select rm."annotatorId", rm."removedAt" is not null as removed, w.name from "RoundMember" rm
    join "Annotator" w on w.id = rm."annotatorId" where rm."roundId" = $1)
  select m."annotatorId", m.name, m.removed, coalesce(s.total, 0) as total, coalesce(s.done, 0) as done,
    coalesce(s.total - s.done, 0) as "left", coalesce(s.today, 0) as today, l.skips, l."medianSeconds", l."lastLabelAt"
  from members m
  left join assigned s on s."annotatorId" = m."annotatorId"
  cross join lateral (
    select coalesce(sum(t.skips), 0)::int as skips, (percentile_cont(0.5) within group (order by t.ms) / 1000)::float8 as "medianSeconds",
      to_char(max(t.last) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lastLabelAt"
    from (
      select sum(l."durationMs") as ms, max(l."submittedAt") as last, max((l.answer = 'SKIP')::int) as skips
      from "Label" l where l."annotatorId" = m."annotatorId" and l."roundId" = $1
      group by l."comparisonId", l."repeatIndex") t) l
  order by m.removed, m.name, m."annotatorId"`;
