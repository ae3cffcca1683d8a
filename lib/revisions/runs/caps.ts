import "server-only";
import type { PoolClient } from "pg";
import { formatCount } from "@/lib/format";
import { NO_CAP, type Room, roomInProject, roomUnder, smaller } from "@/lib/money/project-caps";

interface Capped {
  projectId: string;
  cap: number | null;
  capCalls: number | null;
  call: number | null;
  attempts: number;
  spent: number;
}

/**
 * How many of the wanted calls of a run fit under the caps of the run, its project and the day. What is in flight counts at its estimate. When
 * nothing would fit even after those have ended, the run pauses here and says why. The caller holds the run's row, and leases in the same
 * transaction.
 *
 * @param inFlight - Chains of the run that are leased.
 */
export async function fitUnderCaps(
  client: PoolClient,
  runId: string,
  { wanted, inFlight }: { wanted: number; inFlight: number },
): Promise<number> {
  if (wanted <= 0) return 0;
  const found = await client.query<Capped>({ name: "revision-run-capped", text: CAPPED, values: [runId] });
  const [run] = found.rows;
  if (!run) return 0;
  const callMicroDollars = run.call ?? 0;
  const against = { spent: run.spent, reserved: inFlight * callMicroDollars, callMicroDollars };
  const room = smaller([
    roomUnder(run.cap, against, (sum) => `This run has cost ${sum} of its cap`),
    roomInCalls(run, inFlight),
    await roomInProject(client, run.projectId, callMicroDollars),
  ]);
  if (room.full === null) return Math.min(wanted, room.calls);
  const { rowCount } = await client.query(PAUSE, [runId, `${room.full} Raise the cap and resume.`]);
  // A run that came to its cap with its last call is no paused one: its caller finds nothing to lease, and closes it.
  return rowCount === 0 ? wanted : 0;
}

const PAUSE = `
  update "RevisionRun" set state = 'PAUSED', "pauseReason" = $2
  where id = $1 and state = 'RUNNING' and exists (
    select 1 from "RevisionChain" where "runId" = $1 and (state = 'WAITING' or (state = 'LEASED' and "leaseUntil" <= clock_timestamp())))`;

function roomInCalls({ capCalls, attempts }: Capped, inFlight: number): Room {
  if (capCalls === null) return NO_CAP;
  if (attempts < capCalls) return { calls: Math.max(0, capCalls - attempts - inFlight), full: null };
  return { calls: 0, full: `This run has made ${formatCount(attempts)} of the ${formatCount(capCalls)} calls that it may make.` };
}

const CAPPED = `
  select r."projectId"::text, r."capMicroDollars"::float8 as cap, r."capCalls", r."callMicroDollars"::float8 as call,
    coalesce(sum(s.attempts), 0)::int as attempts,
    coalesce(sum(s."microDollars" + s.uncosted * coalesce(r."callMicroDollars", 0)), 0)::float8 as spent
  from "RevisionRun" r left join "Spending" s on s."projectId" = r."projectId" and s."runId" = r.id
  where r.id = $1 group by r.id`;
