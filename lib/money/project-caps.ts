import "server-only";
import type { PoolClient } from "pg";
import { formatMicroDollars } from "@/lib/format";

/** How many more calls fit under a cap. */
export interface Room {
  /** Those in flight taken off. */
  calls: number;
  /** Why nothing fits even when those in flight have ended, in a sentence for people; null while something does. */
  full: string | null;
}

/** Room without an end. */
export const NO_CAP: Room = { calls: Number.POSITIVE_INFINITY, full: null };

/**
 * How many calls more the caps of a project leave room for, over all its judges and revision chains and over all servers. What is in flight
 * counts at its estimate, and so does what may have been charged for without a known cost. Until the caller's transaction ends, nobody else
 * claims calls of a project with caps: claim before it does.
 *
 * @param callMicroDollars - What one of the calls is estimated to cost.
 */
export async function roomInProject(client: PoolClient, projectId: string, callMicroDollars: number): Promise<Room> {
  const sums = callMicroDollars > 0 ? await getSpending(client, projectId) : null;
  if (sums === null) return NO_CAP;
  const { cap, dailyCap, spent, today, reserved } = sums;
  const rooms = [
    roomUnder(cap, { spent, reserved, callMicroDollars }, (sum) => `The project has spent ${sum} of its cap`),
    roomUnder(
      dailyCap,
      { spent: today, reserved, callMicroDollars },
      (sum) => `Today (UTC) the project has spent ${sum} of its cap for a day`,
    ),
  ];
  return smaller(rooms);
}

/** A project's caps, and what counts against them, in micro-dollars. */
export interface ProjectSpending {
  cap: number | null;
  dailyCap: number | null;
  /** What may have been charged for without a known cost is in it at its estimate. */
  spent: number;
  /** The part of the day, UTC. */
  today: number;
  /** What is in flight, at its estimate. */
  reserved: number;
}

/**
 * What a project has spent of its caps. Until the caller's transaction ends, nobody else asks: what it decides by the answer stands.
 *
 * @returns Null for a project without caps.
 */
export async function getSpending(client: PoolClient, projectId: string): Promise<ProjectSpending | null> {
  const found = await client.query<{ cap: number | null; dailyCap: number | null }>({
    name: "project-caps",
    text: `select "capMicroDollars"::float8 as cap, "dailyCapMicroDollars"::float8 as "dailyCap" from "Project" where id = $1`,
    values: [projectId],
  });
  const { cap = null, dailyCap = null } = found.rows[0] ?? {};
  if (cap === null && dailyCap === null) return null;
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`money:${projectId}`]);
  const summed = await client.query<Sums>({ name: "project-spending", text: SPENDING, values: [projectId] });
  const { spent = 0, today = 0, reserved = 0 } = summed.rows[0] ?? {};
  return { cap, dailyCap, spent, today, reserved };
}

type Sums = Pick<ProjectSpending, "spent" | "today" | "reserved">;

const SPENDING = `
  with runs as (
    select id, "callMicroDollars" as call,
      (select count(*) from "JudgeTask" t where t."runId" = r.id and t.state = 'LEASED' and t."leaseUntil" > clock_timestamp()) as leased
    from "JudgeRun" r where "projectId" = $1
    union all
    select id, "callMicroDollars",
      (select count(*) from "RevisionChain" c where c."runId" = r.id and c.state = 'LEASED' and c."leaseUntil" > clock_timestamp())
    from "RevisionRun" r where "projectId" = $1),
  spent as (
    select s.day, sum(s."microDollars" + s.uncosted * coalesce(r.call, 0)) as sum
    from "Spending" s left join runs r on r.id = s."runId" where s."projectId" = $1 group by s.day)
  select coalesce((select sum(sum) from spent), 0)::float8 as spent,
    coalesce((select sum from spent where day = (clock_timestamp() at time zone 'UTC')::date), 0)::float8 as today,
    coalesce((select sum(leased * coalesce(call, 0)) from runs), 0)::float8 as reserved`;

/** What counts against a cap. */
export interface Against {
  spent: number;
  /** What is in flight, at its estimate. */
  reserved: number;
  callMicroDollars: number;
}

/** The room under one cap. `says` begins the sentence of a full one, given the sum that was spent. */
export function roomUnder(
  cap: number | null,
  { spent, reserved, callMicroDollars }: Against,
  says: (sum: string) => string,
): Room {
  if (cap === null || callMicroDollars <= 0) return NO_CAP;
  const calls = Math.max(0, Math.floor((cap - spent - reserved) / callMicroDollars));
  if (spent + callMicroDollars <= cap) return { calls, full: null };
  return {
    calls,
    full: `${says(formatMicroDollars(spent))} of ${formatMicroDollars(cap)}, and a call may cost ${formatMicroDollars(callMicroDollars)}.`,
  };
}

/** The smallest of several rooms. */
export function smaller(rooms: readonly Room[]): Room {
  return rooms.reduce(
    (least, room) => (room.full !== null || (least.full === null && room.calls < least.calls) ? room : least),
    NO_CAP,
  );
}
