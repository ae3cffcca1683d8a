import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { countWithdrawnLabels } from "@/lib/labels/count-withdrawn";
import { readStanding } from "@/lib/training/standing";
import { readOwnProgress } from "./own-progress";
import { toFinish, toPace } from "./progress/pace";
import { readDays } from "./progress/read-days";
import type { MemberProgress, OwnRound, RoundProgress } from "./types";

/** How far a round and each of its people are. @throws AppError `not_found` unless the actor may read the project. */
export async function getRoundProgress(actor: Actor, roundId: string): Promise<RoundProgress> {
  const round = await db().round.findFirst({
    where: { id: roundId, project: projectsWhere(actor, "read") },
    select: { projectId: true, state: true, dealing: true },
  });
  if (!round) throw notFound("The round");
  const [{ rows: counted }, { rows: places }, withdrawn] = await Promise.all([
    pool().query<CountedMember>({ name: "round-progress", text: MEMBERS, values: [roundId] }),
    pool().query<{ open: number }>({ name: "round-open", text: OPEN, values: [roundId] }),
    countWithdrawnLabels(round.projectId, roundId),
  ]);
  const lastLabelAt = counted.reduce<string | null>(
    (last, member) => (last === null || (member.lastLabelAt ?? "") > last ? member.lastLabelAt : last),
    null,
  );
  const now = Date.now();
  const isOver = round.state === "CLOSED" && lastLabelAt !== null;
  const { days, counts } = await readDays(roundId, isOver ? new Date(lastLabelAt) : new Date(now));
  const sum = (of: (member: CountedMember) => number) => counted.reduce((total, member) => total + of(member), 0);
  const open = places[0]?.open ?? 0;
  const extras = sum((member) => member.extras);
  const done = sum((member) => member.done) - extras;
  const total = done + sum((member) => member.waiting) + open;
  const firstAt = counted.reduce<number | null>(
    (first, own) => (own.firstAt === null ? first : Math.min(first ?? own.firstAt, own.firstAt)),
    null,
  );
  const recent = { lastDay: sum((member) => member.lastDay), lastWeek: sum((member) => member.lastWeek), firstAt };
  const pace = toPace(recent, now);
  const finish = (left: number, at: number | null) => (isOver ? null : toIso(toFinish(left, at, now)));
  return {
    state: round.state,
    dealing: round.dealing,
    total,
    done,
    extras,
    open,
    withdrawn,
    lastLabelAt,
    days,
    pace,
    finishAt: finish(total - done, pace),
    members: counted.map(({ lastDay, lastWeek, firstAt: first, waiting: _, ...member }) => ({
      ...member,
      days: counts.get(member.annotatorId) ?? days.map(() => 0),
      finishAt: round.dealing === "PLANNED" ? finish(member.left, toPace({ lastDay, lastWeek, firstAt: first }, now)) : null,
    })),
  };
}

interface CountedMember extends Omit<MemberProgress, "days" | "finishAt"> {
  /** Of what is left, what counts in the overlap. */
  waiting: number;
  lastDay: number;
  lastWeek: number;
  /** In milliseconds since 1970. */
  firstAt: number | null;
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
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
      round: {
        select: {
          id: true,
          number: true,
          name: true,
          state: true,
          kind: true,
          passMark: true,
          projectId: true,
          project: { select: { name: true, slug: true } },
        },
      },
    },
  });
  const rounds = await Promise.all(
    places.map(async ({ annotatorId, round: { project, projectId, passMark, ...round } }) => {
      const { toReserve: _, ...progress } = await readOwnProgress({ userId, annotatorId, roundId: round.id, projectId });
      const passed = round.kind === "TRAINING" ? (await readStanding(annotatorId, round.id, passMark ?? 0)).passed : null;
      return { ...round, projectName: project.name, projectSlug: project.slug, progress, passed };
    }),
  );
  const rank = { OPEN: 0, PAUSED: 1, CLOSED: 2, DRAFT: 3 };
  return rounds.sort((a, b) => rank[a.state] - rank[b.state]);
}

const OPEN = `
  select coalesce(sum(i."openSlots"), 0)::int as open from "RoundItem" i join "Comparison" c on c.id = i."comparisonId"
  where i."roundId" = $1 and i."openSlots" > 0 and c."withdrawnAt" is null`;

// Three passes over narrow columns, each grouped by person; nothing of what was answered but whether it was a skip.
const MEMBERS = `
  with assigned as (
    select a."annotatorId", count(*)::int as total, count(*) filter (where a.state = 'DONE')::int as done,
      count(*) filter (where a.state = 'OPEN' and not a."isExtra")::int as waiting,
      count(*) filter (where a.state = 'DONE' and a."isExtra")::int as extras,
      count(*) filter (where a.state = 'DONE' and a."completedAt" >= date_trunc('day', now(), 'UTC'))::int as today,
      count(*) filter (where a.state = 'DONE' and a."completedAt" > now() - interval '24 hours')::int as "lastDay",
      count(*) filter (where a.state = 'DONE' and a."completedAt" > now() - interval '7 days')::int as "lastWeek",
      (extract(epoch from min(a."completedAt") filter (where a.state = 'DONE')) * 1000)::float8 as "firstAt"
    from "Assignment" a join "Comparison" c on c.id = a."comparisonId"
    where a."roundId" = $1 and a.state in ('OPEN', 'DONE') and c."withdrawnAt" is null
    group by a."annotatorId"),
  members as (
    select rm."annotatorId", rm."removedAt" is not null as removed, rm."group", rm."limit", rm."seenAt", w.name from "RoundMember" rm
    join "Annotator" w on w.id = rm."annotatorId" where rm."roundId" = $1)
  select m."annotatorId", m.name, m.removed, m."group", m."limit", coalesce(s.total, 0) as total, coalesce(s.done, 0) as done,
    coalesce(s.total - s.done, 0) as "left", coalesce(s.waiting, 0) as waiting, coalesce(s.extras, 0) as extras,
    coalesce(s.today, 0) as today, coalesce(s."lastDay", 0) as "lastDay", coalesce(s."lastWeek", 0) as "lastWeek", s."firstAt",
    coalesce(not m.removed and greatest(m."seenAt", l.last) > now() - interval '5 minutes', false) as "isAtWork",
    l.skips, l."medianSeconds", to_char(l.last at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lastLabelAt"
  from members m
  left join assigned s on s."annotatorId" = m."annotatorId"
  cross join lateral (
    select coalesce(sum(t.skips), 0)::int as skips, (percentile_cont(0.5) within group (order by t.ms) / 1000)::float8 as "medianSeconds",
      max(t.last) as last
    from (
      select sum(l."durationMs") as ms, max(l."submittedAt") as last, max((l.answer = 'SKIP')::int) as skips
      from "Label" l where l."annotatorId" = m."annotatorId" and l."roundId" = $1
      group by l."comparisonId", l."repeatIndex") t) l
  order by m.removed, m.name, m."annotatorId"`;
