const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * How long to wait before another try: doubling from one second to one minute, half of it by lot so that many tries do not come back
 * together. A wait that the other side asked for is kept in full, with up to a tenth more.
 *
 * @param failures - Tries that failed so far, from 1.
 * @param askedMs - From a Retry-After; null when there was none.
 * @param random - Uniform in [0, 1).
 */
export function backoffMs(failures: number, askedMs: number | null, random: number): number {
  const doubled = Math.min(FIRST_MS * 2 ** (Math.max(failures, 1) - 1), LONGEST_MS);
  const own = doubled * (0.5 + random / 2);
  return Math.round(askedMs === null ? own : Math.max(askedMs * (1 + random / 10), Math.min(own, FIRST_MS)));
}
