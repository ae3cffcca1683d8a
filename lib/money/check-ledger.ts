import "server-only";
import { pool } from "@/lib/db/pool";
import { MAY_BE_CHARGED } from "./ledger";

/** What came of comparing the ledger with the attempts that it was counted from. */
export interface LedgerCheck {
  /** Attempts that were looked at. */
  rows: number;
  /** The first run whose sums differ, in words; null when none does. */
  breach: string | null;
}

/**
 * Counts every run's attempts anew and compares them with its rows of the ledger: attempts, those without a known cost, tokens and
 * micro-dollars. Both are read in one statement, so that a run that goes on meanwhile is no breach. Sums of a run are compared, not of its days:
 * an attempt may be stored in one day and counted in the next.
 *
 * @param projectId - Null: every project.
 */
export async function checkLedger(projectId: string | null): Promise<LedgerCheck> {
  const { rows } = await pool().query<{ rows: string; breach: string | null }>(DIFFERENCES, [projectId, [...MAY_BE_CHARGED]]);
  return { rows: Number(rows[0]?.rows ?? 0), breach: rows[0]?.breach ?? null };
}

/** Five sums of a run as SQL that says them. */
function said(sums: string): string {
  return `concat(${sums}[1], ' attempts (', ${sums}[2], ' without a known cost), ', ${sums}[3], ' + ', ${sums}[4], ' tokens and ', ${sums}[5], ' micro-dollars')`;
}

const DIFFERENCES = `
  with runs as (
    select id, "projectId", 'judge run ' as kind from "JudgeRun" where $1::uuid is null or "projectId" = $1
    union all
    select id, "projectId", 'revision run ' from "RevisionRun" where $1::uuid is null or "projectId" = $1
  ), tries as (
    select a."runId", a.outcome, a."tokensIn", a."tokensOut", a."costMicroDollars" from "JudgeAttempt" a join runs r on r.id = a."runId"
    union all
    select c."runId", a.outcome, a."tokensIn", a."tokensOut", a."costMicroDollars"
    from "RevisionAttempt" a join "RevisionChain" c on c.id = a."chainId" join runs r on r.id = c."runId"
  ), made as (
    select "runId", count(*) as attempts, count(*) filter (where "costMicroDollars" is null and outcome = any($2::text[])) as uncosted,
      coalesce(sum("tokensIn"), 0) as "tokensIn", coalesce(sum("tokensOut"), 0) as "tokensOut", coalesce(sum("costMicroDollars"), 0) as cost
    from tries group by "runId"
  ), written as (
    select "runId", "projectId", sum(attempts) as attempts, sum(uncosted) as uncosted, sum("tokensIn") as "tokensIn", sum("tokensOut") as "tokensOut",
      sum("microDollars") as cost
    from "Spending" where $1::uuid is null or "projectId" = $1 group by "runId", "projectId"
  ), compared as (
    select coalesce(m."runId", w."runId") as "runId",
      array[coalesce(m.attempts, 0), coalesce(m.uncosted, 0), coalesce(m."tokensIn", 0), coalesce(m."tokensOut", 0), coalesce(m.cost, 0)] as made,
      array[coalesce(w.attempts, 0), coalesce(w.uncosted, 0), coalesce(w."tokensIn", 0), coalesce(w."tokensOut", 0), coalesce(w.cost, 0)] as written,
      w."projectId"
    from made m full join written w on w."runId" = m."runId"
  )
  select (select coalesce(sum(attempts), 0) from made) as rows, (
    select case when r.id is null then 'run ' || c."runId" || ', which is not in the project of its rows in the ledger,' else r.kind || c."runId" end
      || ' is in the ledger with ' || ${said("c.written")} || ', and its attempts come to ' || ${said("c.made")}
    from compared c left join runs r on r.id = c."runId" and (c."projectId" is null or c."projectId" = r."projectId")
    where c.made <> c.written or r.id is null order by c."runId" limit 1) as breach`;
