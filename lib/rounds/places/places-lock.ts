/**
 * Holds the places of a round until the transaction ends: whoever reserves comparisons, returns them or moves people waits for the others.
 * Labels do not, and wait for nobody. $1 the round.
 */
export const PLACES_LOCK = `select pg_advisory_xact_lock(hashtextextended('places of round ' || $1::text, 0))::text`;
