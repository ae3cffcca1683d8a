import { AppError } from "@/lib/errors";

const RETRY_SECONDS = 2;

/** SQLSTATEs and codes of sockets and of Prisma that say the database is out of reach: gone, starting, stopping, or full of connections. */
const OUT_OF_REACH =
  /^(?:08...|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|P1001|P1002|P1008|P1017|P2024)$/;
/** What drivers say where they give no code. */
const SAID = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;
const FULL = /^(?:53100|ENOSPC|EDQUOT)$/;

/**
 * What an error of the database means for who asked: that it cannot be reached for now, or that its disk is full.
 * @returns A refusal `unavailable` that may be tried again; null when the error is something else.
 */
export function toOutage(error: unknown): AppError | null {
  for (const each of chain(error)) {
    const code = "code" in each && typeof each.code === "string" ? each.code : "";
    if (FULL.test(code)) {
      return new AppError(
        "unavailable",
        "The server's storage is full, so nothing can be stored. An operator has to make room; then try again.",
        {
          retryAfterSeconds: 30,
          cause: error,
        },
      );
    }
    if (OUT_OF_REACH.test(code) || SAID.test(each.message)) {
      return new AppError("unavailable", "The database cannot be reached at the moment. Try again in a few seconds.", {
        retryAfterSeconds: RETRY_SECONDS,
        cause: error,
      });
    }
  }
  return null;
}

/** Whether an error says that the disk of the database, or of the data folder, is full. */
export function isStorageFull(error: unknown): boolean {
  for (const each of chain(error)) if ("code" in each && typeof each.code === "string" && FULL.test(each.code)) return true;
  return false;
}

/** An error with all that it says caused it: drivers and Prisma each wrap in a way of their own. */
function* chain(error: unknown, depth = 0): Generator<Error> {
  if (typeof error !== "object" || error === null || depth > 6) return;
  if (error instanceof Error) yield error;
  else if ("originalCode" in error && typeof error.originalCode === "string") {
    yield Object.assign(new Error(""), { code: error.originalCode });
  }
  if (error instanceof AggregateError) for (const each of error.errors) yield* chain(each, depth + 1);
  if ("cause" in error) yield* chain(error.cause, depth + 1);
  if ("meta" in error && typeof error.meta === "object" && error.meta !== null && "driverAdapterError" in error.meta) {
    yield* chain(error.meta.driverAdapterError, depth + 1);
  }
}
