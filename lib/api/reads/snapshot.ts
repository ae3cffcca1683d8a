import "server-only";
import type pg from "pg";
import { pool } from "@/lib/db/pool";

/**
 * What `read` yields, from one unchanging view of the database, whatever is labelled meanwhile. The view is given up when the reader has all or
 * goes away.
 */
export async function* readSnapshot<T>(read: (client: pg.PoolClient) => AsyncIterable<T>): AsyncGenerator<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("begin isolation level repeatable read read only");
    yield* read(client);
  } finally {
    await client.query("rollback").catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}

/**
 * Begins to read before the answer is begun, so that what is refused at once is refused with its status.
 *
 * @throws whatever the first piece throws.
 */
export async function begun<T>(pieces: AsyncGenerator<T>): Promise<AsyncIterableIterator<T>> {
  let first: IteratorResult<T> | null = await pieces.next();
  const iterator: AsyncIterableIterator<T> = {
    next: async () => {
      const piece = first ?? (await pieces.next());
      first = null;
      return piece;
    },
    // A generator around `pieces` that nobody has begun would not pass this on, and the view would be held for ever.
    return: () => pieces.return(undefined),
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
