/** What one person did in one round on one day. */
export interface HoursRow {
  annotatorId: string;
  person: string;
  project: string;
  /** "2026-11-25", in UTC. */
  day: string;
  round: { number: number; name: string };
  /** Different comparisons that they answered, changed or skipped. */
  comparisons: number;
  /** Answers sent, changes and skips among them. */
  answers: number;
  skips: number;
  activeMs: number;
  /** In view, without a sign of life for more than a minute. */
  idleMs: number;
  /** Out of view. */
  hiddenMs: number;
}

/** Hours of some days. */
export interface HoursReport {
  from: string;
  to: string;
  rows: HoursRow[];
  /** By person, over the days. */
  people: { annotatorId: string; person: string; comparisons: number; activeMs: number; days: number }[];
}
