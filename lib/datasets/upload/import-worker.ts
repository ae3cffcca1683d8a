import "server-only";
import { pool } from "@/lib/db/pool";
import { type JobSource, startWorker, type Worker } from "@/lib/jobs/worker";
import { type ClaimedImport, LEASE_SECONDS, runJob } from "./run-job";
import { sweepUploads } from "./sweep-uploads";

/** Imports that one process runs at once: each takes a connection and keeps one core busy. */
const CONCURRENCY = 2;
const IDLE_MS = 2_000;
const HEARTBEAT_MS = 5_000;
const SWEEP_MS = 10 * 60_000;

declare global {
  var concordImportWorker: Worker | undefined;
}

/** Starts this process's worker of imports; a second call changes nothing. Several processes with one data folder may each have one. */
export function startImportWorker(): Worker {
  globalThis.concordImportWorker ??= startWorker(createSource(), {
    concurrency: CONCURRENCY,
    idleMs: IDLE_MS,
    heartbeatMs: HEARTBEAT_MS,
  });
  return globalThis.concordImportWorker;
}

/** Lets a worker of this process see a new import at once. */
export function wakeImportWorker(): void {
  globalThis.concordImportWorker?.wake();
}

/** Ends this process's worker; what it was importing is taken back and waits for the next one. */
export async function stopImportWorker(): Promise<void> {
  const worker = globalThis.concordImportWorker;
  globalThis.concordImportWorker = undefined;
  await worker?.stop();
}

function createSource(): JobSource<ClaimedImport> {
  let sweepAt = 0;
  return {
    name: "imports",
    claim: async (room) => {
      if (Date.now() >= sweepAt) {
        sweepAt = Date.now() + SWEEP_MS;
        await sweepUploads();
      }
      const { rows } = await pool().query<ClaimedImport>(CLAIM, [room, LEASE_SECONDS]);
      return rows;
    },
    work: runJob,
    extend: async (jobs) => {
      await pool().query(EXTEND, [jobs.map(({ id }) => id), jobs.map(({ attempts }) => attempts), LEASE_SECONDS]);
    },
  };
}

const CLAIM = `
  update "ImportJob" set state = 'RUNNING', attempts = attempts + 1, progress = null, "touchedAt" = now(),
    "leaseUntil" = clock_timestamp() + make_interval(secs => $2)
  where id in (
    select j.id from "ImportJob" j join "Project" p on p.id = j."projectId"
    where (j.state = 'WAITING' or (j.state = 'RUNNING' and j."leaseUntil" < clock_timestamp())) and p."archivedAt" is null
    order by j."createdAt", j.id limit $1 for update of j skip locked)
  returning id::text, "projectId"::text, "createdById"::text, bytes::text, options, attempts`;

const EXTEND = `
  update "ImportJob" j set "leaseUntil" = clock_timestamp() + make_interval(secs => $3)
  from unnest($1::uuid[], $2::int[]) as held(id, attempts)
  where j.id = held.id and j.attempts = held.attempts and j.state = 'RUNNING'`;
