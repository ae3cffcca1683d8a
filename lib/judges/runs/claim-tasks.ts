import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import type { CallStep, PromptOrder } from "@/lib/judges/types";
import { fitUnderCaps } from "./caps";

/** How long a lease lasts without a heartbeat: so long does a call of a server that died stay out of reach. */
export const LEASE_SECONDS = 30;

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

/** Runs in which something could be done, the oldest first. Those of an archived project rest until it is restored. */
export async function listRunningRuns(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `select r.id::text from "JudgeRun" r join "Project" p on p.id = r."projectId"
     where r.state = 'RUNNING' and not r."isBatch" and p."archivedAt" is null order by r.id`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Leases waiting tasks of a run, and tasks whose lease ran out, as many as the run's concurrency leaves room for over all servers. The
 * run's row is held meanwhile, so that two servers do not fill the same room; one that finds it held goes on to the next run. A run with
 * nothing left to do is closed here.
 */
export async function claimTasks(runId: string, room: number): Promise<LeasedTask[]> {
  return inTransaction(async (client) => {
    const run = await client.query<{ concurrency: number }>({
      name: "judge-run-hold",
      text: `select concurrency from "JudgeRun" where id = $1 and state = 'RUNNING' for update skip locked`,
      values: [runId],
    });
    const [held] = run.rows;
    if (!held) return [];

    const leased = await client.query<{ n: number }>({
      name: "judge-run-leased",
      text: `select count(*)::int as n from "JudgeTask" where "runId" = $1 and state = 'LEASED' and "leaseUntil" > clock_timestamp()`,
      values: [runId],
    });
    const inFlight = leased.rows[0]?.n ?? 0;
    const wanted = await fitUnderCaps(client, runId, { wanted: Math.min(room, held.concurrency - inFlight), inFlight });
    if (wanted <= 0) return [];
    const tasks = await lease(client, runId, wanted);
    if (tasks.length === 0 && inFlight === 0) await closeIfDone(client, runId);
    return tasks;
  });
}

/** Keeps leases alive; those that were lost in the meantime stay lost. */
export async function extendLeases(tasks: readonly LeasedTask[]): Promise<void> {
  await pool().query({
    name: "judge-lease-extend",
    text: `update "JudgeTask" t set "leaseUntil" = clock_timestamp() + make_interval(secs => $3)
      from unnest($1::uuid[], $2::uuid[]) as held(id, token)
      where t.id = held.id and t."leaseToken" = held.token and t.state = 'LEASED'`,
    values: [tasks.map(({ id }) => id), tasks.map(({ leaseToken }) => leaseToken), LEASE_SECONDS],
  });
}

async function lease(client: PoolClient, runId: string, wanted: number): Promise<LeasedTask[]> {
  const leaseToken = newId();
  const { rows } = await client.query<Omit<LeasedTask, "leaseToken" | "runId">>({
    name: "judge-task-claim",
    text: `
      update "JudgeTask" t set state = 'LEASED', "leaseToken" = $2, "leaseUntil" = clock_timestamp() + make_interval(secs => $4)
      where t.id in (
        (select id from "JudgeTask" where "runId" = $1 and state = 'LEASED' and "leaseUntil" <= clock_timestamp()
          order by "notBefore" limit $3)
        union all
        (select id from "JudgeTask" where "runId" = $1 and state = 'WAITING' and "notBefore" <= clock_timestamp()
          order by "notBefore" limit $3)
        limit $3)
        -- Asked again of the row itself: who lost a lease may end the task in this very moment.
        and (t.state = 'WAITING' or (t.state = 'LEASED' and t."leaseUntil" <= clock_timestamp()))
      returning t.id::text, t."comparisonId"::text, t."order"::text, t."principleId"::text, t.step::text, t."sampleIndex", t.attempts`,
    values: [runId, leaseToken, wanted, LEASE_SECONDS],
  });
  return rows.map((row) => ({ ...row, runId, leaseToken }));
}

async function closeIfDone(client: PoolClient, runId: string): Promise<void> {
  await client.query(
    `update "JudgeRun" set state = 'DONE', "finishedAt" = clock_timestamp()
     where id = $1 and state = 'RUNNING'
       and not exists (select 1 from "JudgeTask" where "runId" = $1 and state in ('WAITING', 'LEASED'))`,
    [runId],
  );
}

async function inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((second: Error) => {
      broken = second;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
