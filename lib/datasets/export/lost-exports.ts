import "server-only";
import fs from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { partOf } from "./file-sink";

/** An export whose row is younger may not have taken its lock yet. */
const GRACE_MS = 10_000;

/** The file of an export. Its name is made of an id alone, never of what a person typed. */
export function exportFile(id: string): string {
  return path.join(env().dataFolder, "exports", `${id}.jsonl`);
}

/** Says that an export is being written, for as long as the transaction lasts. A process that dies says so no more. */
export async function holdExport(client: pg.ClientBase, id: string): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`export:${id}`]);
}

/** Marks exports as failed whose writer is gone (the server was stopped or killed), and removes what they left. */
export async function endLostExports(projectId: string): Promise<void> {
  const running = await db().export.findMany({
    where: { projectId, state: "RUNNING", createdAt: { lt: new Date(Date.now() - GRACE_MS) } },
    select: { id: true },
  });
  for (const { id } of running) {
    const { rows } = await pool().query<{ free: boolean }>("select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free", [
      `export:${id}`,
    ]);
    if (!rows[0]?.free) continue;
    const ended = await db().export.updateMany({
      where: { id, state: "RUNNING" },
      data: {
        state: "FAILED",
        error: "The server was stopped while this file was written. Make it again.",
        finishedAt: new Date(),
      },
    });
    if (ended.count > 0) await fs.rm(partOf(exportFile(id)), { force: true });
  }
}
