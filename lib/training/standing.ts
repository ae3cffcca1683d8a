import "server-only";
import { pool } from "@/lib/db/pool";
import { toVerdict } from "@/lib/gold/to-verdict";
import type { CanonicalAnswer } from "@/lib/gold/types";
import type { TrainingStanding } from "./types";

/** One question of one comparison of the latest try, with its gold answer and the person's own, if there is one. */
export interface GradedRow {
  comparisonId: string;
  attempt: number;
  isDone: boolean;
  gold: CanonicalAnswer;
  own: CanonicalAnswer | null;
}

// Comparisons whose gold answer was taken away since, or that were withdrawn, count neither for nor against.
const GRADED = `
  select a."comparisonId", a."repeatIndex" + 1 as attempt, a.state = 'DONE' as "isDone",
    json_build_object('answer', g.answer, 'score', g.score) as gold,
    case when l.id is not null then json_build_object('answer', l.answer, 'score', l.score) end as own
  from "Assignment" a
  join "Comparison" c on c.id = a."comparisonId" and c."withdrawnAt" is null
  join "RoundCriterion" rc on rc."roundId" = a."roundId"
  join "GoldLabel" g on g."comparisonId" = a."comparisonId" and g."criterionId" = rc."criterionId"
  left join "Label" l on l."comparisonId" = a."comparisonId" and l."criterionId" = rc."criterionId" and l."annotatorId" = a."annotatorId"
    and l."roundId" = a."roundId" and l."repeatIndex" = a."repeatIndex"
  where a."annotatorId" = $1 and a."roundId" = $2 and a.state in ('OPEN', 'DONE')`;

/** How a person stands in their latest try at a training round. The caller has checked that they may know. */
export async function readStanding(annotatorId: string, roundId: string, passMark: number): Promise<TrainingStanding> {
  const { rows } = await pool().query<GradedRow>({ name: "training-standing", text: GRADED, values: [annotatorId, roundId] });
  return toStanding(rows, passMark);
}

/** Counts a try. A comparison is right when no question of it with gold was answered otherwise than the gold says. Pure. */
export function toStanding(rows: readonly GradedRow[], passMark: number): TrainingStanding {
  const comparisons = new Map<string, { isDone: boolean; isRight: boolean }>();
  for (const { comparisonId, isDone, gold, own } of rows) {
    const before = comparisons.get(comparisonId)?.isRight ?? true;
    comparisons.set(comparisonId, { isDone, isRight: before && own !== null && toVerdict(own, gold) !== "wrong" });
  }
  const done = [...comparisons.values()].filter(({ isDone }) => isDone);
  const right = done.filter(({ isRight }) => isRight).length;
  const total = comparisons.size;
  const attempt = rows.reduce((last, row) => Math.max(last, row.attempt), 1);
  return {
    attempt,
    total,
    done: done.length,
    right,
    passMark,
    passed: total > 0 && done.length === total ? right / total >= passMark : null,
  };
}
