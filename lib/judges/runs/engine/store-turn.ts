import "server-only";
import { randomInt } from "node:crypto";
import { inTransaction } from "@/lib/db/in-transaction";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { toHoldKeys } from "@/lib/judges/calls/hold-comparison";
import type { LeasedTask } from "@/lib/judges/runs/claim-tasks";
import type { RunFacts } from "@/lib/judges/runs/run-facts";
import type { Verdict } from "@/lib/judges/types";
import { answerTokens } from "@/lib/judges/verdict";
import type { Completion } from "@/lib/llm/types";
import { costMicroDollars, type Price } from "@/lib/money/cost";
import { findPrice } from "@/lib/money/prices";

/** An answer that came, as it was read. */
export interface AnsweredTask {
  task: LeasedTask;
  completion: Completion;
  /** Null for a rationale, which is kept as it was written. */
  verdict: Verdict | null;
  promptHash: string;
}

/** What became of a turn, by the ids of tasks. */
export interface TurnResult {
  /** Tasks that were ended by their answers; another server had taken the others over. */
  ended: ReadonlySet<string>;
  /** Tasks whose calls may be sent. */
  begun: ReadonlySet<string>;
}

const SLOTS_OF_LEDGER = 16;

/**
 * One turn of a run: answers are stored with the end of their tasks, their attempts and their cost, and the next calls are marked as sent, all
 * in one statement. So a call is in the books before it leaves, and those beyond one each are at most the ones that were open in a crash.
 * Whoever lost a lease meanwhile stores nothing but the attempt and its cost. Nothing is begun unless the run is running.
 */
export async function storeTurn(
  facts: RunFacts,
  answers: readonly AnsweredTask[],
  begin: readonly LeasedTask[],
): Promise<TurnResult> {
  const price = answers.length === 0 ? null : await priceOf(facts);
  const values = [
    JSON.stringify(answers.map((answer) => toRow(price, answer))),
    begin.map(({ id }) => id),
    begin.map(({ leaseToken }) => leaseToken),
    facts.runId,
    facts.projectId,
    facts.judgeVersionId,
    facts.criterionId,
    randomInt(SLOTS_OF_LEDGER),
  ];
  const statement = { name: "judge-turn", text: TURN, values };
  const reasoned = [...new Set(answers.filter(({ task }) => task.step === "RATIONALE").map(({ task }) => task.comparisonId))];
  const { rows } =
    reasoned.length === 0
      ? await pool().query<Row>(statement)
      : await inTransaction(async (client) => {
          await client.query("select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) as key", [
            toHoldKeys(reasoned, facts),
          ]);
          return client.query<Row>(statement);
        });
  const [row] = rows;
  return { ended: new Set(row?.ended ?? []), begun: new Set(row?.begun ?? []) };
}

interface Row {
  ended: string[] | null;
  begun: string[] | null;
}

const PRICE_MS = 1_000;
const prices = new WeakMap<RunFacts, { price: Price | null; at: number }>();

/** The price in force, asked once a second. */
async function priceOf(facts: RunFacts): Promise<Price | null> {
  const known = prices.get(facts);
  if (known && Date.now() - known.at < PRICE_MS) return known.price;
  const at = Date.now();
  const price = await findPrice(facts, facts.spec.price);
  prices.set(facts, { price, at });
  return price;
}

function toRow(price: Price | null, { task, completion, verdict, promptHash }: AnsweredTask) {
  return {
    taskId: task.id,
    leaseToken: task.leaseToken,
    comparisonId: task.comparisonId,
    callId: newId(),
    attemptId: newId(),
    order: task.order,
    principleId: task.principleId,
    sampleIndex: task.sampleIndex,
    step: task.step,
    promptHash,
    rawText: completion.text,
    finishReason: completion.finishReason,
    logprobs: verdict === null ? null : toLogprobs(completion),
    probabilityFirst: verdict?.probabilityFirst ?? null,
    score: verdict?.score ?? null,
    coverage: verdict?.coverage ?? null,
    method: verdict?.method ?? "rationale",
    modelReported: completion.model,
    tokensIn: completion.tokensIn,
    tokensOut: completion.tokensOut,
    cost: costMicroDollars(price, completion.tokensIn, completion.tokensOut)?.toString() ?? null,
    latencyMs: completion.latencyMs,
  };
}

/** The answer token's list as it came. JSON knows no infinity; a probability of 0 is null. */
function toLogprobs({ positions }: Completion) {
  if (positions === null) return null;
  return answerTokens(positions).map(({ token, logprob }) => ({ token, logprob: Number.isFinite(logprob) ? logprob : null }));
}

const TURN = `
  with answer as materialized (
    select * from jsonb_to_recordset($1::jsonb) as a("taskId" uuid, "leaseToken" uuid, "comparisonId" uuid, "callId" uuid, "attemptId" uuid,
      "order" "PromptOrder", "principleId" uuid, "sampleIndex" int, step "CallStep", "promptHash" text, "rawText" text, "finishReason" text, logprobs jsonb,
      "probabilityFirst" float8, score float8, coverage float8, method text, "modelReported" text, "tokensIn" int, "tokensOut" int, cost bigint, "latencyMs" int)
  ), ended as (
    update "JudgeTask" t set state = 'DONE', "leaseToken" = null, "leaseUntil" = null, "sentAt" = null, "errorKind" = null, "errorMessage" = null
    from answer a where t.id = a."taskId" and t.state = 'LEASED' and t."leaseToken" = a."leaseToken"
    returning t.id
  ), kept as (
    insert into "JudgeCall" ("comparisonId", id, "judgeVersionId", "criterionId", "runId", "order", "principleId", "sampleIndex", step, "promptHash", "rawText",
      "finishReason", logprobs, "probabilityFirst", score, coverage, method, "modelReported", "tokensIn", "tokensOut", "costMicroDollars", "latencyMs")
    select a."comparisonId", a."callId", $6::uuid, $7::uuid, $4::uuid, a."order", a."principleId", a."sampleIndex", a.step, a."promptHash", a."rawText",
      a."finishReason", nullif(a.logprobs, 'null'), a."probabilityFirst", a.score, a.coverage, a.method, a."modelReported", a."tokensIn", a."tokensOut", a.cost, a."latencyMs"
    from answer a join ended e on e.id = a."taskId"
    -- The unique key of answered calls: the first answer stands.
    on conflict do nothing
    returning id
  ), tried as (
    insert into "JudgeAttempt" ("comparisonId", id, "taskId", "runId", outcome, "httpStatus", message, "tokensIn", "tokensOut", "costMicroDollars", "latencyMs")
    select a."comparisonId", a."attemptId", a."taskId", $4::uuid, case when k.id is null then 'answered_late' else 'answered' end, 200,
      case when k.id is null then 'Another server had taken this call over; its answer is the one that was kept.' end,
      a."tokensIn", a."tokensOut", a.cost, a."latencyMs"
    from answer a left join kept k on k.id = a."callId"
  ), spent as (
    insert into "Spending" as s ("projectId", "runId", day, slot, attempts, uncosted, "tokensIn", "tokensOut", "microDollars")
    select $5::uuid, $4::uuid, (clock_timestamp() at time zone 'UTC')::date, $8::smallint, count(*), count(*) filter (where cost is null),
      coalesce(sum("tokensIn"), 0), coalesce(sum("tokensOut"), 0), coalesce(sum(cost), 0)
    from answer having count(*) > 0
    on conflict ("projectId", "runId", day, slot) do update set attempts = s.attempts + excluded.attempts, uncosted = s.uncosted + excluded.uncosted,
      "tokensIn" = s."tokensIn" + excluded."tokensIn", "tokensOut" = s."tokensOut" + excluded."tokensOut",
      "microDollars" = s."microDollars" + excluded."microDollars"
  ), released as (
    -- A verdict waits for its rationale.
    update "JudgeTask" v set "notBefore" = clock_timestamp()
    from answer a join ended e on e.id = a."taskId"
    where a.step = 'RATIONALE' and v."runId" = $4::uuid and v."comparisonId" = a."comparisonId" and v.step = 'VERDICT' and v."order" = a."order"
      and v."principleId" is not distinct from a."principleId" and v."sampleIndex" = a."sampleIndex"
  ), begun as (
    update "JudgeTask" t set "sentAt" = clock_timestamp()
    from unnest($2::uuid[], $3::uuid[]) as b(id, token)
    where t.id = b.id and t."leaseToken" = b.token and t.state = 'LEASED' and exists (select 1 from "JudgeRun" r where r.id = $4::uuid and r.state = 'RUNNING')
    returning t.id
  )
  select (select array_agg(id::text) from ended) as ended, (select array_agg(id::text) from begun) as begun`;
