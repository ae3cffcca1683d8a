import "server-only";
import type { Actor } from "@/lib/auth/types";
import { inTransaction } from "@/lib/db/in-transaction";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import type { LeasedTask } from "@/lib/judges/runs/claim-tasks";
import { toRequest } from "@/lib/judges/runs/dialect";
import { prepareTasks } from "@/lib/judges/runs/engine/prepare-tasks";
import type { RunFacts } from "@/lib/judges/runs/run-facts";
import { toChatBody } from "@/lib/llm/openai-compatible";
import { getBatchRun } from "./batch-run";
import { type BatchFile, refuseOverCaps } from "./refuse-over-caps";

const AT_ONCE = 200;

/**
 * The requests of a batch run in OpenAI's batch format, one a line, `custom_id` the call's own id: those that wait for an answer. Calls after
 * a rationale come in a later file, once the rationales' answers are in. Nothing is stored, so a file can be made again.
 *
 * @throws AppError `not_found`, `conflict` for a run that makes its calls itself, `invalid` for a file that would pass a cap.
 */
export async function exportRequests(actor: Actor, runId: string): Promise<AsyncGenerator<string>> {
  const facts = await checkRequests(actor, runId);
  return linesOf(facts);
}

/**
 * Asks whether the requests of a run may leave as a file now.
 *
 * @throws AppError As `exportRequests` does.
 */
export async function checkRequests(actor: Actor, runId: string): Promise<RunFacts> {
  const facts = await getBatchRun(actor, runId);
  await inTransaction(async (client) => {
    const { rows } = await client.query<Omit<BatchFile, "projectId" | "runId">>(FILE, [runId]);
    const [file] = rows;
    if (file) {
      await refuseOverCaps(
        client,
        { ...file, projectId: facts.projectId, runId },
        "Raise the cap, or cancel this run and start a smaller one.",
      );
    }
  });
  return facts;
}

const FILE = `
  select w.calls, w.calls * r."callMicroDollars"::float8 as "microDollars", r."capMicroDollars"::float8 as "capMicroDollars", r."capCalls",
    s.attempts, s.spent
  from "JudgeRun" r
  cross join lateral (
    select count(*)::int as calls from "JudgeTask" t where t."runId" = r.id and t.state = 'WAITING' and t."notBefore" <= clock_timestamp()) w
  cross join lateral (
    select coalesce(sum(attempts), 0)::int as attempts,
      coalesce(sum("microDollars" + uncosted * coalesce(r."callMicroDollars", 0)), 0)::float8 as spent
    from "Spending" where "projectId" = r."projectId" and "runId" = r.id) s
  where r.id = $1`;

async function* linesOf(facts: RunFacts): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const tasks = await listWaiting(facts.runId, after);
    const last = tasks.at(-1);
    if (!last) return;
    for (const { task, messages } of await prepareTasks(tasks, facts)) {
      const body = toChatBody(facts.model, toRequest(facts, messages, task));
      yield `${JSON.stringify({ custom_id: task.id, method: "POST", url: "/v1/chat/completions", body })}\n`;
    }
    after = last.id;
  }
}

async function listWaiting(runId: string, after: string | null): Promise<LeasedTask[]> {
  const { rows } = await pool().query<Omit<LeasedTask, "runId" | "leaseToken">>(
    `select id::text, "comparisonId"::text, "order"::text, "principleId"::text, step::text, "sampleIndex", attempts
     from "JudgeTask" where "runId" = $1 and state = 'WAITING' and "notBefore" <= clock_timestamp() and ($2::uuid is null or id > $2::uuid)
     order by id limit $3`,
    [runId, after, AT_ONCE],
  );
  // No lease: the token is nobody's, so that nothing of the task can be ended by it.
  const leaseToken = newId();
  return rows.map((row) => ({ ...row, runId, leaseToken }));
}
