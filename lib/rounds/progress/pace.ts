const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A pace of less than this is luck. */
const SHORTEST = HOUR / 4;

/** What was done of late, and since when. */
export interface RecentWork {
  /** In the last 24 hours, and in the last seven days. */
  lastDay: number;
  lastWeek: number;
  /** When the first was done, in milliseconds since 1970; null before it. */
  firstAt: number | null;
}

/**
 * How fast work goes at present: that of the last 24 hours where there was any, else of the last seven days; of a beginning, since the first.
 *
 * @returns Comparisons in 24 hours, greater than 0; null when nothing was done for seven days.
 */
export function toPace({ lastDay, lastWeek, firstAt }: RecentWork, now: number): number | null {
  const [done, window] = lastDay > 0 ? [lastDay, DAY] : [lastWeek, 7 * DAY];
  if (done === 0 || firstAt === null) return null;
  return (done * DAY) / Math.min(window, Math.max(SHORTEST, now - firstAt));
}

/** When so many are done at a pace, in milliseconds since 1970; null without one, or with nothing left. */
export function toFinish(left: number, pace: number | null, now: number): number | null {
  return pace === null || left <= 0 ? null : now + (left / pace) * DAY;
}
