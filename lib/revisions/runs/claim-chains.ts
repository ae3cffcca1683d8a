import "server-only";
import type { PoolClient } from "pg";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { addToLedger } from "@/lib/money/ledger";
import { fitUnderCaps } from "./caps";

/** How long a lease lasts without a heartbeat: so long does a chain of a server that died stay out of reach. */
const LEASE_SECONDS = 30;

/** A chain whose next step this process may make as long as it keeps the lease. */
export interface LeasedChain {
  id: string;
  runId: string;
  /** From 1. */
  place: number;
  /** Tries of its next step that failed so far. */
  attempts: number;
  /** Fences off whoever held the chain before. */
  leaseToken: string;
}

/** Runs in which something could be done, the oldest first. Those of an archived project rest until it is restored. */
export async function listRunningRuns(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `select r.id::text from "RevisionRun" r join "Project" p on p.id = r."projectId"
     where r.state = 'RUNNING' and p."archivedAt" is null order by r.id`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Leases chains of a run, each for one step: those that wait, and those whose lease ran out, as many as the run's concurrency and the caps
 * leave room for over all servers. The run's row is held meanwhile, so that two servers do not fill the same room. A run with nothing left
 * to do is closed here. A call that was in flight when its server died may have been charged for, and is written down as lost.
 */
export async function claimChains(runId: string, room: number): Promise<LeasedChain[]> {
  const { projectId, chains } = await inTransaction(async (client) => {
    const run = await client.query<{ concurrency: number; projectId: string }>({
      name: "revision-run-hold",
      text: `select concurrency, "projectId"::text from "RevisionRun" where id = $1 and state = 'RUNNING' for update skip locked`,
      values: [runId],
    });
    const [held] = run.rows;
    if (!held) return { projectId: "", chains: [] };
    const leased = await client.query<{ n: number }>({
      name: "revision-run-leased",
      text: `select count(*)::int as n from "RevisionChain" where "runId" = $1 and state = 'LEASED' and "leaseUntil" > clock_timestamp()`,
      values: [runId],
    });
    const inFlight = leased.rows[0]?.n ?? 0;
    const wanted = await fitUnderCaps(client, runId, { wanted: Math.min(room, held.concurrency - inFlight), inFlight });
    const taken = wanted <= 0 ? null : await lease(client, runId, wanted);
    if (taken?.length === 0 && inFlight === 0) await closeIfDone(client, runId);
    return { projectId: held.projectId, chains: taken ?? [] };
  });
  await recordLost(
    projectId,
    chains.filter(({ wasLeased }) => wasLeased),
  );
  return chains.map(({ wasLeased: _, ...chain }) => chain);
}

/** Keeps leases alive; those that were lost in the meantime stay lost. */
export async function extendLeases(chains: readonly LeasedChain[]): Promise<void> {
  await pool().query({
    name: "revision-lease-extend",
    text: `update "RevisionChain" t set "leaseUntil" = clock_timestamp() + make_interval(secs => $3)
      from unnest($1::uuid[], $2::uuid[]) as held(id, token)
      where t.id = held.id and t."leaseToken" = held.token and t.state = 'LEASED'`,
    values: [chains.map(({ id }) => id), chains.map(({ leaseToken }) => leaseToken), LEASE_SECONDS],
  });
}

type TakenChain = LeasedChain & { wasLeased: boolean };

async function lease(client: PoolClient, runId: string, wanted: number): Promise<TakenChain[]> {
  const leaseToken = newId();
  const { rows } = await client.query<Omit<TakenChain, "leaseToken" | "runId">>({
    name: "revision-chain-claim",
    text: `
      update "RevisionChain" t set state = 'LEASED', "leaseToken" = $2, "leaseUntil" = clock_timestamp() + make_interval(secs => $4)
      from (
        select id, state = 'LEASED' as "wasLeased" from "RevisionChain"
        where "runId" = $1 and ((state = 'WAITING' and "notBefore" <= clock_timestamp()) or (state = 'LEASED' and "leaseUntil" <= clock_timestamp()))
        order by state desc, "notBefore" limit $3 for update skip locked) o
      where t.id = o.id
      returning t.id::text, t.place, t.attempts, o."wasLeased"`,
    values: [runId, leaseToken, wanted, LEASE_SECONDS],
  });
  return rows.map((row) => ({ ...row, runId, leaseToken }));
}

async function recordLost(projectId: string, chains: readonly LeasedChain[]): Promise<void> {
  for (const { id, runId } of chains) {
    await db().$transaction(async (transaction) => {
      await transaction.revisionAttempt.create({
        data: {
          id: newId(),
          chainId: id,
          outcome: "lost",
          message: "The server ended while this call was in flight. It may have been charged for; the step is made again.",
          latencyMs: 0,
        },
        select: { id: true },
      });
      await addToLedger(transaction, {
        projectId,
        runId,
        outcome: "lost",
        tokensIn: null,
        tokensOut: null,
        costMicroDollars: null,
      });
    });
  }
}

async function closeIfDone(client: PoolClient, runId: string): Promise<void> {
  await client.query(
    `update "RevisionRun" set state = 'DONE', "finishedAt" = clock_timestamp()
     where id = $1 and state = 'RUNNING'
       and not exists (select 1 from "RevisionChain" where "runId" = $1 and state in ('WAITING', 'LEASED'))`,
    [runId],
  );
}
