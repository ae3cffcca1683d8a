import "server-only";
import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";
import type { KeyActor, UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";

const LEASE_SECONDS = 60;
const RENEW_MILLISECONDS = 15_000;

/** A write as its caller named it. */
export interface OwnWrite {
  id: string;
  /** The route's name and what the address says: "createExport household-assistant". */
  operation: string;
  body: unknown;
}

/**
 * Does a write under an id that its caller made. The same id again is acknowledged with what came of it the first time; with another
 * body, or for another operation, it is refused. A write that was refused leaves its id free, so that it can be mended and sent again.
 *
 * @param work - Must be safe to do again under the same id: a server that was killed may have done it and not said so.
 * @returns What came of it, and whether it had been done before.
 * @throws AppError `conflict`, with the seconds to wait while the first one is still under way; and what `work` throws.
 */
export async function once<T extends Prisma.InputJsonValue>(
  actor: UserActor | KeyActor,
  { id, operation, body }: OwnWrite,
  work: () => Promise<T>,
): Promise<{ result: T; known: boolean }> {
  const write = { userId: actor.userId, id, operation, bodyHash: hash(body) };
  const before = await claim<T>(write);
  if (before !== null) return { result: before, known: true };
  const renewing = setInterval(() => void renew(write).catch(() => undefined), RENEW_MILLISECONDS);
  try {
    const result = await work();
    await db().apiWrite.update({ where: { userId_id: { userId: write.userId, id } }, data: { result }, select: { id: true } });
    return { result, known: false };
  } catch (error) {
    // A refusal stored nothing. After anything else nobody knows; the next one who asks does it again.
    const end = error instanceof AppError ? `delete from "ApiWrite"` : `update "ApiWrite" set "leasedUntil" = now()`;
    await pool().query(`${end} where "userId" = $1 and id = $2 and result is null`, [write.userId, id]);
    throw error;
  } finally {
    clearInterval(renewing);
  }
}

interface Write {
  userId: string;
  id: string;
  operation: string;
  bodyHash: string;
}

/** The result of before, or null when the write is the caller's to do now. */
async function claim<T>(write: Write): Promise<T | null> {
  const { rowCount } = await pool().query(
    `insert into "ApiWrite" as w ("userId", id, operation, "bodyHash", "leasedUntil")
     values ($1, $2, $3, $4, now() + make_interval(secs => $5))
     on conflict ("userId", id) do update set "leasedUntil" = excluded."leasedUntil"
       where w.result is null and w."leasedUntil" < now() and w.operation = excluded.operation and w."bodyHash" = excluded."bodyHash"`,
    [write.userId, write.id, write.operation, write.bodyHash, LEASE_SECONDS],
  );
  if (rowCount === 1) return null;
  const { rows } = await pool().query<{ operation: string; bodyHash: string; result: T | null }>(
    `select operation, "bodyHash", result from "ApiWrite" where "userId" = $1 and id = $2`,
    [write.userId, write.id],
  );
  const [found] = rows;
  if (found && (found.operation !== write.operation || found.bodyHash !== write.bodyHash)) {
    throw new AppError("conflict", "This id was used before, for something else. Make a new id (UUIDv7) for a new write.", {
      fields: [{ path: "id", message: "used before, with another body" }],
    });
  }
  if (found && found.result !== null) return found.result;
  throw new AppError("conflict", "A write with this id is under way. Ask again in a moment to hear what came of it.", {
    retryAfterSeconds: 1,
  });
}

async function renew({ userId, id }: Write): Promise<void> {
  await pool().query(
    `update "ApiWrite" set "leasedUntil" = now() + make_interval(secs => $3) where "userId" = $1 and id = $2 and result is null`,
    [userId, id, LEASE_SECONDS],
  );
}

function hash(body: unknown): string {
  return createHash("sha256").update(canonicalJson(body)).digest("hex");
}
