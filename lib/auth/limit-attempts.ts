import "server-only";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";

/**
 * Counts one attempt under `key` and refuses when there were too many in the window. One statement, so that parallel attempts are counted too.
 *
 * @param key - What is limited: "sign-in:account:ines@example.org".
 * @throws AppError `rate_limited` with the seconds to wait.
 */
export async function limitAttempts(key: string, limit: number, windowSeconds: number): Promise<void> {
  const now = Date.now();
  const { rows } = await pool().query<{ count: number; lastRequest: string }>(
    `insert into "RateLimit" (id, key, count, "lastRequest") values ($1, $1, 1, $2)
     on conflict (key) do update set
       count = case when "RateLimit"."lastRequest" < $3 then 1 else "RateLimit".count + 1 end,
       "lastRequest" = case when "RateLimit"."lastRequest" < $3 then $2 else "RateLimit"."lastRequest" end
     returning count, "lastRequest"`,
    [key, now, now - windowSeconds * 1000],
  );
  const [row] = rows;
  if (!row || row.count <= limit) return;
  const seconds = Math.max(1, Math.ceil((Number(row.lastRequest) + windowSeconds * 1000 - now) / 1000));
  throw new AppError("rate_limited", `Too many attempts. Try again in ${seconds} seconds.`, { retryAfterSeconds: seconds });
}

/** Takes one attempt back that `limitAttempts` counted under `key`, after it succeeded: others share the key. */
export async function takeBackAttempt(key: string): Promise<void> {
  await pool().query(`update "RateLimit" set count = greatest(0, count - 1) where key = $1`, [key]);
}

/** Forgets the attempts under `key`, after one that succeeded. */
export async function forgetAttempts(key: string): Promise<void> {
  await pool().query(`delete from "RateLimit" where key = $1`, [key]);
}
