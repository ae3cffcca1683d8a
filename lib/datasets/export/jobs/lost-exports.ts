import "server-only";
import fs from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { partOf } from "@/lib/datasets/export/file-sink";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";

/** An export that began later may not have taken its lock yet. */
const GRACE_MS = 10_000;
/** So often a worker begins an export whose writer died. */
export const MOST_ATTEMPTS = 3;
/** No export has more files. */
const MOST_FILES = 2;

/** A file of an export. Its name is made of an id alone, never of what a person typed. */
export function exportFile(id: string, place = 0): string {
  return path.join(env().dataFolder, "exports", place === 0 ? `${id}.jsonl` : `${id}.${place}.jsonl`);
}

/** Removes whatever an export wrote, half or whole. */
export async function removeExportFiles(id: string): Promise<void> {
  for (let place = 0; place < MOST_FILES; place++) {
    for (const file of [exportFile(id, place), partOf(exportFile(id, place))]) await fs.rm(file, { force: true });
  }
}

/** Says that an export is being written, for as long as the transaction lasts. A process that dies says so no more. */
export async function holdExport(client: pg.ClientBase, id: string): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`export:${id}`]);
}

/**
 * Ends exports whose writer is gone (the server was stopped or killed), and removes what they left. One of a worker waits to be begun anew, from
 * a new snapshot; one of the command line has failed, and so has one that was begun too often.
 */
export async function endLostExports(projectId?: string): Promise<void> {
  const before = new Date(Date.now() - GRACE_MS);
  const running = await db().export.findMany({
    where: {
      ...(projectId === undefined ? {} : { projectId }),
      state: "RUNNING",
      OR: [{ startedAt: { lt: before } }, { startedAt: null, createdAt: { lt: before } }],
    },
    select: { id: true, attempts: true },
  });
  for (const { id, attempts } of running) {
    const { rows } = await pool().query<{ free: boolean }>("select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free", [
      `export:${id}`,
    ]);
    if (!rows[0]?.free) continue;
    const again = attempts > 0 && attempts < MOST_ATTEMPTS;
    const ended = await db().export.updateMany({
      where: { id, state: "RUNNING", attempts },
      data: again
        ? { state: "WAITING", seen: 0 }
        : {
            state: "FAILED",
            error: "The server was stopped while this file was written. Make it again.",
            finishedAt: new Date(),
            release: null,
          },
    });
    if (ended.count > 0) await removeExportFiles(id);
  }
}
