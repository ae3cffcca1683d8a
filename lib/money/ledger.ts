import "server-only";
import { randomInt } from "node:crypto";
import type { Transaction } from "@/lib/db/client";

const SLOTS = 16;

/** What one attempt at a call came to. */
export interface Spent {
  projectId: string;
  /** A judge run or a run of revision chains. */
  runId: string;
  /** "answered", or why there is no answer. */
  outcome: string;
  tokensIn: number | null;
  tokensOut: number | null;
  costMicroDollars: bigint | null;
}

/** Ends of a call after which nobody knows whether it was charged for. Those that are left out were never worked on by a model. */
export const MAY_BE_CHARGED: ReadonlySet<string> = new Set([
  "answered",
  "answered_late",
  "lost",
  "timeout",
  "connection",
  "not_json",
  "bad_shape",
  "empty",
  "too_large",
  "bad_encoding",
]);

/**
 * Adds an attempt to the ledger, in the transaction that stores its row. To be called last in it: its slot is held until the commit.
 */
export async function addToLedger(transaction: Transaction, spent: Spent): Promise<void> {
  const { projectId, runId, outcome, costMicroDollars: cost } = spent;
  const uncosted = cost === null && MAY_BE_CHARGED.has(outcome) ? 1 : 0;
  const tokensIn = BigInt(spent.tokensIn ?? 0);
  const tokensOut = BigInt(spent.tokensOut ?? 0);
  await transaction.$executeRaw`
    insert into "Spending" as s ("projectId", "runId", day, slot, attempts, uncosted, "tokensIn", "tokensOut", "microDollars")
    values (${projectId}::uuid, ${runId}::uuid, (clock_timestamp() at time zone 'UTC')::date, ${randomInt(SLOTS)}::smallint, 1, ${uncosted}::int,
      ${tokensIn}::bigint, ${tokensOut}::bigint, ${cost ?? 0n}::bigint)
    on conflict ("projectId", "runId", day, slot) do update set attempts = s.attempts + 1, uncosted = s.uncosted + excluded.uncosted,
      "tokensIn" = s."tokensIn" + excluded."tokensIn", "tokensOut" = s."tokensOut" + excluded."tokensOut",
      "microDollars" = s."microDollars" + excluded."microDollars"`;
}

/** Writes the ledger of a judge run anew from its attempts, for those that were not stored one by one. */
export async function rebuildLedger(transaction: Transaction, runId: string): Promise<void> {
  await transaction.$executeRaw`delete from "Spending" where "runId" = ${runId}::uuid`;
  await transaction.$executeRaw`
    insert into "Spending" ("projectId", "runId", day, slot, attempts, uncosted, "tokensIn", "tokensOut", "microDollars")
    select r."projectId", r.id, (a."createdAt" at time zone 'UTC')::date, 0, count(*)::int,
      (count(*) filter (where a."costMicroDollars" is null and a.outcome = any(${[...MAY_BE_CHARGED]}::text[])))::int,
      coalesce(sum(a."tokensIn"), 0), coalesce(sum(a."tokensOut"), 0), coalesce(sum(a."costMicroDollars"), 0)
    from "JudgeAttempt" a join "JudgeRun" r on r.id = a."runId" where r.id = ${runId}::uuid group by 1, 2, 3`;
}
