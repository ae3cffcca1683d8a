import type { Actor, SystemActor } from "./types";

// Apart from actor.ts, which reads requests and so cannot be loaded by the command line and by browser tests.

/** The command line's actor. */
export function systemActor(name = "command line"): SystemActor {
  return { kind: "SYSTEM", name };
}

/** The user behind an actor, null for the command line. */
export function userIdOf(actor: Actor): string | null {
  return actor.kind === "SYSTEM" ? null : actor.userId;
}
