import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

let override: string | null = null;

/**
 * The database's address: DATABASE_URL, which the launcher also sets for the embedded server.
 *
 * @throws AppError `unavailable` when there is none.
 */
export function databaseUrl(): string {
  const url = override ?? env().databaseUrl;
  if (!url) throw new AppError("unavailable", "No database: start Concord with `npm start`, or set DATABASE_URL.");
  return url;
}

/** Points this process at a database that was opened at run time: the command line's, or a test's. */
export function pointAtDatabase(url: string): void {
  override = url;
}
