import "server-only";
import { runExport } from "@/lib/datasets/export-dataset";
import { ExportInput } from "@/lib/datasets/export-schema";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { type JobSource, startWorker, type Worker } from "@/lib/jobs/worker";
import { endLostExports } from "./lost-exports";
import { ExportStopped } from "./stopped";

/** Exports that one process writes at once: each reads with a connection of its own and keeps one core busy. */
const CONCURRENCY = 1;
const IDLE_MS = 3_000;
const HEARTBEAT_MS = 60_000;

declare global {
  var concordExportWorker: Worker | undefined;
}

/** Starts this process's worker of exports; a second call changes nothing. Several processes may each have one. */
export function startExportWorker(): Worker {
  globalThis.concordExportWorker ??= startWorker(createSource(), {
    concurrency: CONCURRENCY,
    idleMs: IDLE_MS,
    heartbeatMs: HEARTBEAT_MS,
  });
  return globalThis.concordExportWorker;
}

/** Lets a worker of this process see a new export at once. */
export function wakeExportWorker(): void {
  globalThis.concordExportWorker?.wake();
}

/** Ends this process's worker; what it writes waits for the next one. */
export async function stopExportWorker(): Promise<void> {
  const worker = globalThis.concordExportWorker;
  globalThis.concordExportWorker = undefined;
  await worker?.stop();
}

interface ClaimedExport {
  id: string;
  projectId: string;
  spec: unknown;
}

function createSource(): JobSource<ClaimedExport> {
  return {
    name: "exports",
    claim: async (room) => {
      await endLostExports();
      const { rows } = await pool().query<ClaimedExport>(CLAIM, [room]);
      return rows;
    },
    work: writeOne,
    // A lock says that an export is alive; there is no lease to extend.
    extend: async () => undefined,
  };
}

const CLAIM = `
  update "Export" set state = 'RUNNING', attempts = attempts + 1, "startedAt" = now(), seen = 0
  where id in (select id from "Export" where state = 'WAITING' order by "createdAt", id limit $1 for update skip locked)
  returning id, "projectId", spec`;

async function writeOne({ id, projectId, spec }: ClaimedExport, signal: AbortSignal): Promise<void> {
  const project = await db().project.findUniqueOrThrow({
    where: { id: projectId },
    select: { id: true, slug: true, name: true },
  });
  const onProgress = () => {
    if (signal.aborted) throw new ExportStopped();
  };
  try {
    await runExport({ id, project, input: ExportInput.parse(spec), asOf: null, onProgress });
  } catch (error) {
    if (error instanceof ExportStopped) {
      // The server stops: another one, or this one when it comes back, begins it anew. A cancelled one stays as it is.
      if (signal.aborted) await db().export.updateMany({ where: { id, state: "RUNNING" }, data: { state: "WAITING", seen: 0 } });
      return;
    }
    // A refusal is told on the row; anything else is for the log as well.
    if (!(error instanceof AppError)) throw error;
  }
}
