import "server-only";
import pino from "pino";

let made: pino.Logger | null = null;

/** The process's log: JSON lines on standard error, secrets struck out. */
export function log(): pino.Logger {
  made ??= pino(
    {
      level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
      redact: [
        "apiKey",
        "*.apiKey",
        "password",
        "*.password",
        "token",
        "*.token",
        "authorization",
        "*.authorization",
        "cookie",
        "*.cookie",
        "err.config",
        "err.request",
      ],
    },
    pino.destination({ fd: 2, sync: true }),
  );
  return made;
}
