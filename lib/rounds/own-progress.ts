import "server-only";
import { pool } from "@/lib/db/pool";
import { barredFrom } from "./places/is-open-to";
import type { OwnProgress } from "./types";

/** Whose progress, in which round. */
export interface OwnPart {
  userId: string;
  annotatorId: string;
  roundId: string;
  projectId: string;
}

/**
 * How far a person is in a round, from their own assignments and labels and, where there are any, from the places that are open to them.
 * Comparisons that were withdrawn count neither as done nor as to do. Seconds of a comparison are the active times of its answers together.
 *
 * @returns Also `toReserve`: of what is left, what is not reserved yet.
 */
export async function readOwnProgress(part: OwnPart): Promise<OwnProgress & { toReserve: number }> {
  const { rows } = await pool().query<Counted>({
    name: "own-progress",
    text: OWN,
    values: [part.annotatorId, part.roundId, part.userId, part.projectId],
  });
  const { waiting = 0, done = 0, today = 0, toReserve = 0, mayReturn = 0, medianSeconds = null } = rows[0] ?? {};
  const left = waiting + toReserve;
  return { total: done + left, done, left, today, medianSeconds, toReserve, mayReturn: left === 0 ? mayReturn : 0 };
}

interface Counted extends Pick<OwnProgress, "done" | "today" | "mayReturn" | "medianSeconds"> {
  waiting: number;
  toReserve: number;
}

const OWN = `
  with mine as materialized (
    select a."comparisonId", a.state, a."completedAt", a."repeatIndex" from "Assignment" a join "Comparison" c on c.id = a."comparisonId"
    where a."annotatorId" = $1 and a."roundId" = $2 and a.state in ('OPEN', 'DONE') and c."withdrawnAt" is null),
  times as (
    select sum(l."durationMs") as ms from "Label" l
    where l."annotatorId" = $1 and l."roundId" = $2 and l."durationMs" is not null
    group by l."comparisonId", l."repeatIndex"),
  round as (
    select case when coalesce(m."limit", r."perPersonLimit") is not null
      then greatest(0, coalesce(m."limit", r."perPersonLimit") - (select count(*) from mine where "repeatIndex" = 0)) end as more
    from "Round" r join "RoundMember" m on m."roundId" = r.id and m."annotatorId" = $1 where r.id = $2),
  open as (
    select least((select more from round), (
      select count(*) from "RoundItem" i where i."roundId" = $2 and i."openSlots" > 0) - (
      select count(*) from (${barredFrom({ annotator: "$1", user: "$3", project: "$4", round: "$2" })}) b
      join "RoundItem" i on i."comparisonId" = b."comparisonId" and i."roundId" = $2 and i."openSlots" > 0))::int as n),
  reserved as (
    select count(distinct a."comparisonId")::int as n from "Assignment" a
    where (select dealing from "Round" where id = $2) = 'ON_DEMAND'
      and a."roundId" = $2 and a.state = 'OPEN' and a."reservedUntil" is not null and not a."isExtra" and a."annotatorId" <> $1
      and not exists (select 1 from mine where mine."comparisonId" = a."comparisonId"))
  select count(*) filter (where state = 'OPEN')::int as waiting, count(*) filter (where state = 'DONE')::int as done,
    count(*) filter (where state = 'DONE' and "completedAt" >= date_trunc('day', now(), 'UTC'))::int as today,
    (select percentile_cont(0.5) within group (order by ms) / 1000 from times)::float8 as "medianSeconds",
    (select n from open) as "toReserve",
    least((select n from reserved), (select more from round))::int as "mayReturn"
  from mine`;
