import "server-only";
import pg from "pg";
import { databaseUrl } from "./address";

declare global {
  var concordPool: pg.Pool | undefined;
}

/** The process's one pool of PostgreSQL connections: Prisma stands on it, and bulk rows use it directly. */
export function pool(): pg.Pool {
  globalThis.concordPool ??= makePool();
  return globalThis.concordPool;
}

/** Closes the pool; the next `pool()` opens a new one. For tests and for programs that end. */
export async function closePool(): Promise<void> {
  const open = globalThis.concordPool;
  globalThis.concordPool = undefined;
  await open?.end();
}

function makePool(): pg.Pool {
  const made = new pg.Pool({
    connectionString: databaseUrl(),
    max: 20,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A backend that dies while idle must not take the process with it; the next query gets a new one.
  made.on("error", () => undefined);
  // Nor one that dies while somebody holds it between two statements: the next statement tells them.
  made.on("connect", (client) => client.on("error", () => undefined));
  return made;
}
