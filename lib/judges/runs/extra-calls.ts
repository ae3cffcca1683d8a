import "server-only";
import { pool } from "@/lib/db/pool";
import { nameOf } from "@/lib/judges/preview-prompt";
import type { ExtraCalls } from "@/lib/judges/types";

const SHOWN = 20;

interface Row {
  outcome: "answered_late" | "lost";
  at: Date;
  cost: number | null;
  id: string;
  externalId: string | null;
  sourceRow: number | null;
}

/** Calls of a run beyond one for each answer that is kept: those that were open when a server stopped. Some of them, the newest first. */
export async function findExtraCalls(runId: string): Promise<ExtraCalls> {
  const [counted, newest] = await Promise.all([
    pool().query<{ outcome: string; n: number }>(
      `select outcome, count(*)::int as n from "JudgeAttempt" where "runId" = $1 and outcome in ('answered_late', 'lost') group by outcome`,
      [runId],
    ),
    pool().query<Row>(
      `select t.outcome, t."createdAt" as at, t."costMicroDollars"::float8 as cost, c.id::text, c."externalId", c."sourceRow"
       from "JudgeAttempt" t join "Comparison" c on c.id = t."comparisonId"
       where t."runId" = $1 and t.outcome in ('answered_late', 'lost') order by t."createdAt" desc limit $2`,
      [runId, SHOWN],
    ),
  ]);
  const of = (outcome: string) => counted.rows.find((row) => row.outcome === outcome)?.n ?? 0;
  return {
    answeredTwice: of("answered_late"),
    lost: of("lost"),
    newest: newest.rows.map(({ outcome, at, cost, ...comparison }) => ({
      isLost: outcome === "lost",
      at: at.toISOString(),
      costMicroDollars: cost,
      comparison: { id: comparison.id, name: nameOf(comparison) },
    })),
  };
}
