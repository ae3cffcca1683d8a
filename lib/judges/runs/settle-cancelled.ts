import "server-only";
import { inTransaction } from "@/lib/db/in-transaction";
import { pool } from "@/lib/db/pool";
import { log } from "@/lib/log";
import { bookLost } from "./claim-tasks";
import { labelLeftovers } from "./engine/label-queue";
import { getRunFacts } from "./run-facts";

/** Runs that could not be settled in this process; its next start tries again. */
const givenUp = new Set<string>();

/**
 * Does what the last calls of cancelled runs left to be done, once nobody holds one any more: calls that a server took with it are booked as
 * lost, and comparisons whose answers are all stored get their labels. A server that labels behind its answers may end between the two, and
 * no run that was cancelled meanwhile would come back to them. Done once for each run, by whichever server comes first; by two at once the same.
 */
export async function settleCancelledRuns(): Promise<void> {
  const { rows } = await pool().query<{ id: string }>({ name: "judge-runs-unsettled", text: UNSETTLED });
  for (const { id } of rows) {
    if (givenUp.has(id)) continue;
    try {
      await settle(id);
    } catch (err) {
      givenUp.add(id);
      log().error({ err, runId: id }, "a cancelled run could not be settled");
    }
  }
}

const UNSETTLED = `
  select r.id::text from "JudgeRun" r join "Project" p on p.id = r."projectId"
  where r.state = 'CANCELLED' and r."settledAt" is null and p."archivedAt" is null and not exists (
    select 1 from "JudgeTask" t where t."runId" = r.id and t.state = 'LEASED' and t."leaseUntil" > clock_timestamp())`;

async function settle(runId: string): Promise<void> {
  // Their leases are taken first: an answer that comes all the same is a late one, and can leave nothing unlabelled.
  await inTransaction(async (client) => {
    const { rows } = await client.query<{ id: string; comparisonId: string; sentAt: Date | null }>(
      `with gone as materialized (
         select id, "sentAt" from "JudgeTask" where "runId" = $1 and state = 'LEASED' and "leaseUntil" <= clock_timestamp() for update)
       update "JudgeTask" t set state = 'WAITING', "leaseToken" = null, "leaseUntil" = null, "sentAt" = null
       from gone where t.id = gone.id returning t.id::text, t."comparisonId"::text, gone."sentAt"`,
      [runId],
    );
    await bookLost(client, runId, rows);
  });
  await labelLeftovers(await getRunFacts(runId));
  await pool().query(`update "JudgeRun" set "settledAt" = clock_timestamp() where id = $1`, [runId]);
}
