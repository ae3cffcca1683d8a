import "server-only";
import fs from "node:fs";
import type pg from "pg";
import type { UserActor } from "@/lib/auth/types";
import { importDataset } from "@/lib/datasets/import-dataset";
import { ImportOptions, type ImportProgress, type ImportReport } from "@/lib/datasets/schema";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { isStorageFull, toOutage } from "@/lib/db/to-outage";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { removeUpload, sizeOfUpload, uploadFile } from "./upload-files";

/** How long an import of a server that died stays out of reach. */
export const LEASE_SECONDS = 20;
/** So often an import is begun before it is held to be what stops the server. */
const MOST_ATTEMPTS = 5;
/** Read from the disk at once. */
const READ_BYTES = 1024 * 1024;
/** Progress is stored, and a cancel noticed, so often. */
const TELL_MS = 500;

/** An import that this process may run as long as it keeps the lease. */
export interface ClaimedImport {
  id: string;
  projectId: string;
  createdById: string;
  /** Of the whole file. */
  bytes: string;
  options: unknown;
  /** Fences off whoever began it before. */
  attempts: number;
}

/**
 * Imports the file of a job, from its first byte, in one transaction, in which the job is done too: a job that is done has its dataset, any
 * other has stored nothing. A refusal is told on the job. When the server stops, or the database is out of reach, the job is begun anew later.
 */
export async function runJob(job: ClaimedImport, signal: AbortSignal): Promise<void> {
  const lost = new AbortController();
  let progress: ImportProgress | null = null;
  const timer = setInterval(() => {
    tell(job, progress)
      .then((isOurs) => {
        if (!isOurs) lost.abort();
      })
      // The lease says whether the job is still ours; a progress more or less does not matter.
      .catch(() => undefined);
  }, TELL_MS);
  try {
    const actor = await actorOf(job);
    await checkFile(job);
    const report = await importDataset(
      actor,
      job.projectId,
      fs.createReadStream(uploadFile(job.id), { highWaterMark: READ_BYTES }),
      ImportOptions.parse(job.options),
      {
        datasetId: job.id,
        signal: AbortSignal.any([signal, lost.signal]),
        onProgress: (told) => {
          progress = told;
        },
        beforeCommit: (client, done) => finish(client, job, done),
      },
    );
    if (!report.stored) await finish(pool(), job, report);
    await removeUpload(job.id);
  } catch (error) {
    if (signal.aborted) return await giveBack(job);
    // Cancelled, or begun anew by another process: the row says all that is to be said.
    if (lost.signal.aborted) return;
    await fail(job, error);
  } finally {
    clearInterval(timer);
  }
}

/** The person who asked for it, as who it is stored. Their rights are checked again by the import itself. */
async function actorOf({ createdById }: ClaimedImport): Promise<UserActor> {
  const user = await db().user.findUnique({
    where: { id: createdById, disabledAt: null },
    select: { id: true, name: true, email: true, isOperator: true },
  });
  if (!user) throw new AppError("conflict", "The account that sent this file is gone or disabled. Nothing of it was stored.");
  return { kind: "USER", userId: user.id, name: user.name, email: user.email, isOperator: user.isOperator, sessionId: "" };
}

async function checkFile({ id, bytes, attempts }: ClaimedImport): Promise<void> {
  if (attempts > MOST_ATTEMPTS) {
    throw new AppError(
      "conflict",
      `The server stopped ${MOST_ATTEMPTS} times in the middle of this import, and nothing of it was stored. Split the file, or give the server more memory.`,
    );
  }
  if ((await sizeOfUpload(id)) !== Number(bytes)) {
    throw new AppError("unavailable", "The file is no longer whole in the server's data folder. Choose it again.");
  }
}

/** @returns Whether the job is still this process's to do. */
async function tell({ id, attempts }: ClaimedImport, progress: ImportProgress | null): Promise<boolean> {
  const { rowCount } = await pool().query(
    `update "ImportJob" set progress = coalesce($3::jsonb, progress) where id = $1 and attempts = $2 and state = 'RUNNING'`,
    [id, attempts, progress === null ? null : JSON.stringify(progress)],
  );
  return rowCount === 1;
}

/** @throws AppError `conflict` when the job was cancelled or taken over meanwhile, so that nothing is stored twice. */
async function finish(client: pg.ClientBase | pg.Pool, { id, attempts }: ClaimedImport, report: ImportReport): Promise<void> {
  const { rowCount } = await client.query(
    `update "ImportJob" set state = 'DONE', report = $3, "leaseUntil" = null, "touchedAt" = now()
     where id = $1 and attempts = $2 and state = 'RUNNING'`,
    [id, attempts, JSON.stringify(report)],
  );
  if (rowCount !== 1) throw new AppError("conflict", "The import was stopped. Nothing of it was stored.");
}

async function giveBack({ id, attempts }: ClaimedImport): Promise<void> {
  await db().importJob.updateMany({
    where: { id, attempts, state: "RUNNING" },
    data: { state: "WAITING", leaseUntil: null, touchedAt: new Date() },
  });
}

async function fail(job: ClaimedImport, error: unknown): Promise<void> {
  const outage = error instanceof AppError ? null : toOutage(error);
  if (outage && !isStorageFull(error)) throw error;
  if (!(error instanceof AppError) && !outage) log().error({ err: error, job: job.id }, "unexpected error in an import");
  await db().importJob.updateMany({
    where: { id: job.id, attempts: job.attempts, state: "RUNNING" },
    data: {
      state: "FAILED",
      leaseUntil: null,
      touchedAt: new Date(),
      error: toSentence(error instanceof AppError ? error : outage),
    },
  });
  await removeUpload(job.id);
}

function toSentence(refusal: AppError | null): string {
  return (
    refusal?.message ??
    "Something went wrong on our side, and nothing of the file was stored. It was written to the server's log."
  );
}
