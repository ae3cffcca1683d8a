import type { Transaction } from "@/lib/db/client";

/**
 * Holds the places of a round until the transaction ends: whoever reserves comparisons, returns them or moves people waits for the others.
 * Labels do not, and wait for nobody. $1 the round.
 */
export const PLACES_LOCK = `select pg_advisory_xact_lock(hashtextextended('places of round ' || $1::text, 0))::text`;

/** The same lock in a transaction of Prisma. */
export async function holdPlaces(transaction: Transaction, roundId: string): Promise<void> {
  await transaction.$queryRaw`select pg_advisory_xact_lock(hashtextextended('places of round ' || ${roundId}::text, 0))::text`;
}
