import "server-only";
import { pool } from "@/lib/db/pool";
import type { SampledVerdict } from "./apply-rule";

/** One comparison with a judge's stored verdicts on it. */
export interface JudgedCalls {
  comparisonId: string;
  externalId: string | null;
  calls: SampledVerdict[];
}

interface Row extends SampledVerdict {
  comparisonId: string;
  externalId: string | null;
}

const ROWS_AT_ONCE = 5_000;

/**
 * A judge version's stored verdicts on a criterion, comparison by comparison in the order of their ids, without those that are withdrawn.
 * Read through a cursor: memory does not grow with their number, and all are of one moment.
 */
export async function* readJudgedCalls(judgeVersionId: string, criterionId: string): AsyncGenerator<JudgedCalls> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query(
      `declare judged no scroll cursor for
       select k."comparisonId"::text, c."externalId", k."order"::text, k."principleId"::text, k."sampleIndex", k."probabilityFirst", k.score
       from "JudgeCall" k join "Comparison" c on c.id = k."comparisonId"
       where k."judgeVersionId" = $1 and k."criterionId" = $2 and k.step = 'VERDICT' and c."withdrawnAt" is null
       order by k."comparisonId", k.id`,
      [judgeVersionId, criterionId],
    );
    let open = null as JudgedCalls | null;
    for (;;) {
      const { rows } = await client.query<Row>(`fetch ${ROWS_AT_ONCE} from judged`);
      for (const { comparisonId, externalId, ...call } of rows) {
        if (open?.comparisonId !== comparisonId) {
          if (open) yield open;
          open = { comparisonId, externalId, calls: [] };
        }
        open.calls.push(call);
      }
      if (rows.length < ROWS_AT_ONCE) break;
    }
    if (open) yield open;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // Nothing was written; whoever stops reading early leaves the cursor with the transaction.
    await client.query("rollback").catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}
