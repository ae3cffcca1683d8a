import * as z from "zod";
import { EXIT, UsageError } from "@/lib/cli/command";
import { ConcordError } from "@/lib/client/concord-error";
import { AppError, type ErrorCode } from "@/lib/errors";

/** How the command ends after an error, and what is said about it. */
export interface Ending {
  code: number;
  message: string;
  /** For bugs alone: where it happened. */
  stack?: string | undefined;
}

const CODES: Record<ErrorCode, number> = {
  unauthenticated: EXIT.notFound,
  forbidden: EXIT.notFound,
  not_found: EXIT.notFound,
  conflict: EXIT.refused,
  changed: EXIT.refused,
  invalid: EXIT.refused,
  too_large: EXIT.refused,
  rate_limited: EXIT.limit,
  limit_reached: EXIT.limit,
  unavailable: EXIT.bug,
};

/** A full disk: of this process, and of PostgreSQL. */
const DISK_FULL = ["ENOSPC", "EDQUOT", "53100"];

/** The exit code and the sentence for whatever a command threw. */
export function toEnding(error: unknown): Ending {
  if (error instanceof UsageError) return { code: EXIT.usage, message: error.message };
  if (error instanceof AppError) {
    const fields = error.fields.map(
      (field) => `  ${field.row === undefined ? "" : `row ${field.row}, `}${field.path}: ${field.message}`,
    );
    return { code: CODES[error.code], message: [error.message, ...fields].join("\n") };
  }
  if (error instanceof ConcordError) {
    const lines = error.errors.map(({ path, message }) => `  ${path}: ${message}`);
    const code = Object.entries(CODES).find(([name]) => name === error.code)?.[1] ?? EXIT.bug;
    return { code, message: [error.message, ...lines].join("\n") };
  }
  if (error instanceof z.ZodError) {
    const lines = error.issues.map((issue) => `  ${issue.path.map(String).join(".") || "input"}: ${issue.message}`);
    return { code: EXIT.refused, message: ["The input was refused:", ...lines].join("\n") };
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (DISK_FULL.includes(code))
    return { code: EXIT.limit, message: "The disk is full. Free some space and run the command again." };
  if (code === "ENOENT" && error instanceof Error && "path" in error) {
    return { code: EXIT.notFound, message: `There is no file ${String(error.path)}.` };
  }
  if (code === "EACCES" && error instanceof Error && "path" in error) {
    return { code: EXIT.notFound, message: `${String(error.path)} may not be read or written by this user.` };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: EXIT.bug,
    message: `Something went wrong that should not have: ${message}`,
    stack: error instanceof Error ? error.stack : undefined,
  };
}
