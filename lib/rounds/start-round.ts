import "server-only";
import type { Actor } from "@/lib/auth/types";
import { createRound, deleteRound } from "./create-round";
import { openRound } from "./open-round";
import type { NewRound } from "./schema";

/** Makes a round and opens it; when it cannot be opened no draft is left behind. See `createRound` and `openRound` for what is thrown. */
export async function startRound(actor: Actor, project: string, input: NewRound): Promise<{ id: string; number: number }> {
  const round = await createRound(actor, project, input);
  try {
    await openRound(actor, round.id);
    return round;
  } catch (error) {
    await deleteRound(actor, round.id);
    throw error;
  }
}
