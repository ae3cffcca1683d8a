import "server-only";
import type pg from "pg";
import { pool } from "@/lib/db/pool";

/** Runs `read` on one unchanging view of the database, whatever is labelled meanwhile. */
export async function inSnapshot<T>(read: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("begin isolation level repeatable read read only");
    return await read(client);
  } finally {
    await client.query("rollback").catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}
