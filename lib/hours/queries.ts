import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor, UserActor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { type HoursQuery, toDays } from "./schema";
import type { HoursReport, HoursRow } from "./types";

/**
 * How long each person worked in a project, by day and round. What counts is every answer that they sent, with the time it took: changes,
 * skips, answers that were taken back later and those of trainings too. It is read from the history, from which nothing is ever removed.
 *
 * @throws AppError `not_found` unless the actor reads the project.
 */
export async function getProjectHours(actor: Actor, idOrSlug: string, query: HoursQuery): Promise<HoursReport> {
  const project = await getProject(actor, idOrSlug, "read");
  return read({ projectId: project.id, userId: null }, query);
}

/** How long the person who acts worked, in all projects; see `getProjectHours`. */
export async function getOwnHours(actor: UserActor, query: HoursQuery): Promise<HoursReport> {
  return read({ projectId: null, userId: actor.userId }, query);
}

/** An hours report as CSV, times in seconds. */
export function toHoursCsv({ rows }: HoursReport): string {
  const head = [
    "person",
    "day_utc",
    "round",
    "round_name",
    "comparisons",
    "answers",
    "skips",
    "active_seconds",
    "idle_seconds",
    "hidden_seconds",
  ];
  const lines = rows.map((row) => [
    row.person,
    row.day,
    row.round.number,
    row.round.name,
    row.comparisons,
    row.answers,
    row.skips,
    ...[row.activeMs, row.idleMs, row.hiddenMs].map((ms) => (ms / 1000).toFixed(1)),
  ]);
  return `${[head, ...lines].map((line) => line.map(toCell).join(",")).join("\r\n")}\r\n`;
}

/** A cell that no spreadsheet takes for a formula. */
function toCell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function read(of: { projectId: string | null; userId: string | null }, query: HoursQuery): Promise<HoursReport> {
  const { from, to } = toDays(query, new Date().toISOString().slice(0, 10));
  const { rows: found } = await pool().query<Omit<HoursRow, "round"> & { number: number; name: string }>({
    name: "hours",
    text: HOURS,
    values: [of.projectId, of.userId, from, to],
  });
  const rows = found.map(({ number, name, ...row }) => ({ ...row, round: { number, name } }));
  return { from, to, rows, people: toPeople(rows) };
}

function toPeople(rows: readonly HoursRow[]): HoursReport["people"] {
  const people = new Map<string, HoursReport["people"][number] & { seen: Set<string> }>();
  for (const { annotatorId, person, comparisons, activeMs, day } of rows) {
    const known = people.get(annotatorId) ?? { annotatorId, person, comparisons: 0, activeMs: 0, days: 0, seen: new Set() };
    known.seen.add(day);
    const sums = { comparisons: known.comparisons + comparisons, activeMs: known.activeMs + activeMs, days: known.seen.size };
    people.set(annotatorId, { ...known, ...sums });
  }
  return [...people.values()].map(({ seen: _, ...person }) => person);
}

// People's events are found through their assignments, by primary key. An event whose label was taken back belongs to the round in which the
// comparison was last shown to the person before. The day is the person's own clock's, by which offline work falls on the day it was done,
// unless that clock lies outside the month before the event came: then the server's.
const HOURS = `
  with people as (
    select w.id, w.name, w."projectId" from "Annotator" w
    where w.kind = 'HUMAN' and w.origin = 'HERE' and ($1::uuid is null or w."projectId" = $1) and ($2::uuid is null or w."userId" = $2)),
  pairs as (
    select distinct p.id as "annotatorId", a."comparisonId" from people p join "Assignment" a on a."annotatorId" = p.id),
  events as (
    select e."annotatorId", e."comparisonId", e.after, e."receivedAt", e."labelId",
      ((case when e."clientTime" between e."receivedAt" - interval '31 days' and e."receivedAt" then e."clientTime" else e."receivedAt" end)
        at time zone 'UTC')::date as day
    from pairs p join "LabelEvent" e on e."comparisonId" = p."comparisonId" and e."annotatorId" = p."annotatorId"
    where e.kind in ('SUBMIT', 'CHANGE')),
  wanted as (
    select e.*, coalesce(
      (select l."roundId" from "Label" l where l."comparisonId" = e."comparisonId" and l.id = e."labelId"),
      (select a."roundId" from "Assignment" a where a."comparisonId" = e."comparisonId" and a."annotatorId" = e."annotatorId"
        order by (a."servedAt" <= e."receivedAt") desc nulls last, a."servedAt" desc nulls last limit 1)) as "roundId"
    from events e where e.day between $3::date and $4::date)
  select p.id as "annotatorId", p.name as person, j.name as project, to_char(e.day, 'YYYY-MM-DD') as day, r.number, r.name,
    count(distinct e."comparisonId")::int as comparisons, count(*)::int as answers,
    count(*) filter (where e.after->>'answer' = 'SKIP')::int as skips,
    coalesce(sum((e.after->>'durationMs')::bigint), 0)::float8 as "activeMs",
    coalesce(sum((e.after->>'idleMs')::bigint), 0)::float8 as "idleMs",
    coalesce(sum((e.after->>'hiddenMs')::bigint), 0)::float8 as "hiddenMs"
  from wanted e
  join people p on p.id = e."annotatorId"
  join "Project" j on j.id = p."projectId"
  join "Round" r on r.id = e."roundId"
  group by p.id, p.name, j.name, e.day, r.id, r.number, r.name
  order by p.name, p.id, e.day, r.number`;
