import "server-only";
import { pool } from "@/lib/db/pool";

/** So many days stand in a round's progress, the last of them today. */
const DAYS = 14;
const DAY_MS = 24 * 3_600_000;

/** What was done on each of some days, by the server's day in UTC. */
export interface WorkDays {
  /** "2026-11-25", in their order without gaps. */
  days: string[];
  /** By annotator, one count a day. */
  counts: ReadonlyMap<string, number[]>;
}

/** How many comparisons each person of a round did on each of the fourteen days until `until`. */
export async function readDays(roundId: string, until: Date): Promise<WorkDays> {
  const last = Math.floor(until.getTime() / DAY_MS) * DAY_MS;
  const days = Array.from({ length: DAYS }, (_, index) =>
    new Date(last - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
  const { rows } = await pool().query<{ annotatorId: string; day: string; done: number }>({
    name: "round-days",
    text: `
      select a."annotatorId", to_char(a."completedAt" at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as done
      from "Assignment" a
      where a."roundId" = $1 and a.state = 'DONE' and a."completedAt" >= $2::date at time zone 'UTC'
      group by 1, 2`,
    values: [roundId, days[0]],
  });
  const counts = new Map<string, number[]>();
  for (const { annotatorId, day, done } of rows) {
    const at = days.indexOf(day);
    if (at < 0) continue;
    const own = counts.get(annotatorId) ?? days.map(() => 0);
    own[at] = done;
    counts.set(annotatorId, own);
  }
  return { days, counts };
}
