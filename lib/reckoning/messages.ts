import { toOutage } from "@/lib/db/to-outage";
import { AppError, type ErrorCode, type FieldError } from "@/lib/errors";

/** A job on its way to the thread. */
export interface Asked {
  id: number;
  name: string;
  input: unknown;
}

/** What the thread answers. */
export type Answered = { id: number; answer: unknown } | { id: number; thrown: Thrown };

/** An error as it travels between threads, which lose the classes of what is thrown. */
export type Thrown =
  | { kind: "refusal"; code: ErrorCode; message: string; fields: readonly FieldError[]; retryAfterSeconds: number | undefined }
  | { kind: "bug"; message: string; stack: string | undefined };

/** What was thrown, ready to travel. An outage of the database is told here, where its error is still whole. */
export function toThrown(error: unknown): Thrown {
  const known = error instanceof AppError ? error : toOutage(error);
  if (known) {
    const { code, message, fields, retryAfterSeconds } = known;
    return { kind: "refusal", code, message, fields, retryAfterSeconds };
  }
  return error instanceof Error
    ? { kind: "bug", message: error.message, stack: error.stack }
    : { kind: "bug", message: String(error), stack: undefined };
}

/** What travelled, as it was thrown. */
export function fromThrown(thrown: Thrown): Error {
  if (thrown.kind === "refusal") return new AppError(thrown.code, thrown.message, thrown);
  const bug = new Error(thrown.message);
  if (thrown.stack !== undefined) bug.stack = thrown.stack;
  return bug;
}
