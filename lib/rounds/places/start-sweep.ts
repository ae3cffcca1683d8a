import "server-only";
import { log } from "@/lib/log";
import { sweepRounds } from "./return-places";

const EVERY_MS = 60_000;

/** Returns what has run out once a minute, so that figures and waiting pages see it even when nobody asks for comparisons. */
export function startSweep(): void {
  const timer = setInterval(() => {
    sweepRounds().catch((err: unknown) => log().error({ err }, "reservations that have run out were not returned"));
  }, EVERY_MS);
  timer.unref();
}
