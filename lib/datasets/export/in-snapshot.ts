import "server-only";
import type pg from "pg";
import { pool } from "@/lib/db/pool";

/** Runs `read` on one unchanging view of the database, whatever is labelled meanwhile; `asOf` is the view's moment, ISO 8601 in UTC. */
export async function inSnapshot<T>(read: (client: pg.PoolClient, asOf: string) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    // One message: nothing comes between the moment and the view.
    const answers = await client.query<{ at: string }>(
      `begin isolation level repeatable read read only; select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    );
    // pg answers a message of several statements with several results, which its types do not say.
    const [, moment] = answers as unknown as [unknown, pg.QueryResult<{ at: string }>];
    return await read(client, moment.rows[0]?.at ?? "");
  } finally {
    await client.query("rollback").catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}
