import "server-only";
import { randomInt } from "node:crypto";
import type { PoolClient } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import type { EndpointLimits } from "@/lib/judges/endpoint-schema";
import type { CallStep, PromptOrder } from "@/lib/judges/types";
import { fitUnderCaps } from "./caps";

/** How long a lease lasts without a heartbeat: so long does a call of a server that died stay out of reach. */
export const LEASE_SECONDS = 10;

/** A task that this process may work on as long as it keeps the lease. */
export interface LeasedTask {
  id: string;
  runId: string;
  comparisonId: string;
  order: PromptOrder;
  principleId: string | null;
  step: CallStep;
  sampleIndex: number;
  /** Tries that failed so far. */
  attempts: number;
  /** Fences off whoever held the task before. */
  leaseToken: string;
}

/** A run in which something could be done. */
export interface RunningRun {
  id: string;
  concurrency: number;
  /** A cap of the run, its project or the day may end it. */
  isCapped: boolean;
  /** Of its endpoint. */
  limits: EndpointLimits;
}

/** Runs in which something could be done, the oldest first. Those of an archived project rest until it is restored. */
export async function listRunningRuns(): Promise<RunningRun[]> {
  const { rows } = await pool().query<RunningRun>({
    name: "judge-runs-running",
    text: `
      select r.id::text, r.concurrency, coalesce(r."capMicroDollars", r."capCalls", p."capMicroDollars", p."dailyCapMicroDollars") is not null as "isCapped",
        jsonb_build_object('maxConcurrency', e."maxConcurrency", 'requestsPerMinute', e."requestsPerMinute", 'tokensPerMinute', e."tokensPerMinute") as limits
      from "JudgeRun" r join "Project" p on p.id = r."projectId"
        join "JudgeVersion" v on v.id = r."judgeVersionId" join "Endpoint" e on e.id = v."endpointId"
      where r.state = 'RUNNING' and not r."isBatch" and p."archivedAt" is null order by r.id`,
  });
  return rows;
}

/** What a claim brought. */
export interface Claimed {
  tasks: LeasedTask[];
  /** Milliseconds until a task that waits may be claimed; null when none waits for a time. */
  nextInMs: number | null;
  /** Nothing waits and nothing is leased by anybody: the run may be over. */
  isEmpty: boolean;
}

const NOTHING: Claimed = { tasks: [], nextInMs: null, isEmpty: false };

/**
 * Leases waiting tasks of a run, and tasks whose lease ran out. A call that had left under such a lease is lost: it is written down as an
 * attempt, for it may have been charged. The run's row is held meanwhile, so that caps are counted by one server at a time; one that finds
 * it held comes back later.
 */
export async function claimTasks(runId: string, wanted: number): Promise<Claimed> {
  return inTransaction(async (client) => {
    const run = await client.query<{ leased: number }>({
      name: "judge-run-hold",
      text: `
        select (select count(*)::int from "JudgeTask" t where t."runId" = r.id and t.state = 'LEASED' and t."leaseUntil" > clock_timestamp()) as leased
        from "JudgeRun" r where r.id = $1 and r.state = 'RUNNING' for update of r skip locked`,
      values: [runId],
    });
    const [held] = run.rows;
    if (!held) return { ...NOTHING, nextInMs: 20 };
    // What is leased has its place under the caps already, also what has not been sent yet.
    const fitting = await fitUnderCaps(client, runId, { wanted, inFlight: held.leased });
    if (fitting <= 0) return NOTHING;
    const tasks = await lease(client, runId, fitting);
    return tasks.length > 0 ? { ...NOTHING, tasks } : whatIsLeft(client, runId);
  });
}

/** Keeps leases alive; those that were lost in the meantime stay lost. */
export async function extendLeases(tasks: readonly LeasedTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await pool().query({
    name: "judge-lease-extend",
    text: `update "JudgeTask" t set "leaseUntil" = clock_timestamp() + make_interval(secs => $3)
      from unnest($1::uuid[], $2::uuid[]) as held(id, token)
      where t.id = held.id and t."leaseToken" = held.token and t.state = 'LEASED'`,
    values: [tasks.map(({ id }) => id), tasks.map(({ leaseToken }) => leaseToken), LEASE_SECONDS],
  });
}

/** Gives leases back whose calls were not sent. */
export async function releaseTasks(tasks: readonly LeasedTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await pool().query({
    name: "judge-lease-release",
    text: `update "JudgeTask" t set state = 'WAITING', "leaseToken" = null, "leaseUntil" = null
      from unnest($1::uuid[], $2::uuid[]) as held(id, token)
      where t.id = held.id and t."leaseToken" = held.token and t.state = 'LEASED' and t."sentAt" is null`,
    values: [tasks.map(({ id }) => id), tasks.map(({ leaseToken }) => leaseToken)],
  });
}

/** Ends a run in which nothing is left to do. */
export async function closeRun(runId: string): Promise<void> {
  await pool().query(
    `update "JudgeRun" set state = 'DONE', "finishedAt" = clock_timestamp()
     where id = $1 and state = 'RUNNING'
       and not exists (select 1 from "JudgeTask" where "runId" = $1 and state in ('WAITING', 'LEASED'))`,
    [runId],
  );
}

async function lease(client: PoolClient, runId: string, wanted: number): Promise<LeasedTask[]> {
  const leaseToken = newId();
  const { rows } = await client.query<Omit<LeasedTask, "leaseToken" | "runId"> & { sentAt: Date | null }>({
    name: "judge-task-claim",
    text: CLAIM,
    values: [runId, leaseToken, wanted, LEASE_SECONDS],
  });
  await bookLost(client, runId, rows);
  return rows.map(({ sentAt: _sentAt, ...row }) => ({ ...row, runId, leaseToken }));
}

/**
 * Writes down the calls that had left under leases that ran out: each is an attempt, and may have been charged for.
 *
 * @param tasks - Whose leases were taken over, with when their calls had left; those that had not are passed over.
 */
export async function bookLost(
  client: PoolClient,
  runId: string,
  tasks: readonly { id: string; comparisonId: string; sentAt: Date | null }[],
): Promise<void> {
  const lost = tasks.filter(({ sentAt }) => sentAt !== null);
  if (lost.length === 0) return;
  await client.query({
    name: "judge-calls-lost",
    text: LOST,
    values: [
      runId,
      lost.map(() => newId()),
      lost.map(({ id }) => id),
      lost.map(({ comparisonId }) => comparisonId),
      lost.map(({ sentAt }) => sentAt),
      randomInt(SLOTS_OF_LEDGER),
    ],
  });
}

const SLOTS_OF_LEDGER = 16;

// Leases that ran out first: their calls are the oldest.
const CLAIM = `
  with free as materialized (
    (select id, "sentAt" from "JudgeTask" where "runId" = $1 and state = 'LEASED' and "leaseUntil" <= clock_timestamp()
      order by "notBefore" limit $3)
    union all
    (select id, null from "JudgeTask" where "runId" = $1 and state = 'WAITING' and "notBefore" <= clock_timestamp()
      order by "notBefore" limit $3)
    limit $3
  )
  update "JudgeTask" t set state = 'LEASED', "leaseToken" = $2, "leaseUntil" = clock_timestamp() + make_interval(secs => $4), "sentAt" = null
  from free f where t.id = f.id
    -- Asked again of the row itself: who lost a lease may end the task in this very moment.
    and (t.state = 'WAITING' or (t.state = 'LEASED' and t."leaseUntil" <= clock_timestamp()))
  returning t.id::text, t."comparisonId"::text, t."order"::text, t."principleId"::text, t.step::text, t."sampleIndex", t.attempts, f."sentAt"`;

const LOST = `
  with gone as (
    insert into "JudgeAttempt" ("comparisonId", id, "taskId", "runId", outcome, message, "latencyMs")
    select l.comparison, l.id, l.task, $1, 'lost', 'The server stopped while this call was open. Whether the endpoint answered it is not known; it was asked again.',
      greatest(0, least(extract(epoch from clock_timestamp() - l.sent) * 1000, 2147483647))::int
    from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[]) as l(id, task, comparison, sent)
    returning 1
  )
  insert into "Spending" as s ("projectId", "runId", day, slot, attempts, uncosted, "tokensIn", "tokensOut", "microDollars")
  select r."projectId", r.id, (clock_timestamp() at time zone 'UTC')::date, $6::smallint, count(*), count(*), 0, 0, 0
  from gone cross join "JudgeRun" r where r.id = $1 group by r."projectId", r.id
  on conflict ("projectId", "runId", day, slot) do update set attempts = s.attempts + excluded.attempts, uncosted = s.uncosted + excluded.uncosted`;

async function whatIsLeft(client: PoolClient, runId: string): Promise<Claimed> {
  const { rows } = await client.query<{ waiting: number; leased: number; nextInMs: number | null }>({
    name: "judge-tasks-left",
    text: `
      select (count(*) filter (where state = 'WAITING'))::int as waiting, (count(*) filter (where state = 'LEASED'))::int as leased,
        ceil(extract(epoch from least(min("notBefore") filter (where state = 'WAITING'), min("leaseUntil") filter (where state = 'LEASED'))
          - clock_timestamp()) * 1000)::float8 as "nextInMs"
      from "JudgeTask" where "runId" = $1 and state in ('WAITING', 'LEASED')`,
    values: [runId],
  });
  const [left] = rows;
  return { tasks: [], nextInMs: left?.nextInMs ?? null, isEmpty: left?.waiting === 0 && left.leased === 0 };
}
