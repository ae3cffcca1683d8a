import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { RunSampling } from "@/lib/judges/run-schema";
import type { RunProgress } from "@/lib/judges/types";
import { findExtraCalls } from "./extra-calls";
import { listRunErrors } from "./run-errors";

/** Rates are taken over this long. */
const RATE_SECONDS = 60;

/**
 * How far a run is: counts, rate, time and cost so far and to come, errors by kind.
 *
 * @param projectId - Where the run must be, for an address that names both.
 * @throws AppError `not_found`.
 */
export async function getRunProgress(actor: Actor, runId: string, projectId?: string): Promise<RunProgress> {
  const run = await db().judgeRun.findFirst({
    where: { id: runId, project: projectsWhere(actor, "read"), ...(projectId ? { projectId } : {}) },
    select: RUN,
  });
  if (!run) throw notFound("The run");
  // Who reads as an operator does not see what an endpoint wrote: it may hold a secret of its owner.
  const mayResearch =
    (await db().judgeRun.count({
      where: { id: runId, project: { OR: [projectsWhere(actor, "research"), ownArchived(actor)] } },
    })) > 0;
  const [criterion, round, calls, tries, unreadable, errors, extra] = await Promise.all([
    db().criterion.findUniqueOrThrow({ where: { id: run.criterionId }, select: { key: true } }),
    run.roundId ? db().round.findUnique({ where: { id: run.roundId }, select: { id: true, name: true } }) : null,
    countCalls(runId),
    sumTries(runId),
    findUnreadable(run.judgeVersion.id, run.criterionId, runId),
    listRunErrors(runId, mayResearch),
    findExtraCalls(runId),
  ]);
  const left = calls.waiting + calls.inFlight;
  const ageSeconds = (Date.now() - run.createdAt.getTime()) / 1000;
  const perMinute = run.state === "RUNNING" && tries.recent > 0 ? (tries.recent / Math.min(ageSeconds, RATE_SECONDS)) * 60 : null;
  const hasPrice = run.callMicroDollars !== null || tries.cost > 0;
  return {
    id: run.id,
    state: run.state,
    pauseReason: run.pauseReason,
    judge: {
      id: run.judgeVersion.judge.id,
      name: run.judgeVersion.judge.name,
      version: run.judgeVersion.version,
      versionId: run.judgeVersion.id,
    },
    criterion: criterion.key,
    round,
    sampling: RunSampling.parse(run.sampling),
    concurrency: run.concurrency,
    comparisons: run.comparisons,
    excludedExamples: run.excludedExamples,
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    calls,
    perMinute,
    secondsLeft: perMinute === null ? null : (left / perMinute) * 60,
    tokensIn: tries.tokensIn,
    tokensOut: tries.tokensOut,
    attempts: tries.attempts,
    uncosted: tries.uncosted,
    costMicroDollars: hasPrice ? tries.cost : null,
    costToComeMicroDollars: hasPrice && left > 0 && calls.answered > 0 ? (tries.cost / calls.answered) * left : null,
    capMicroDollars: run.capMicroDollars === null ? null : Number(run.capMicroDollars),
    capCalls: run.capCalls,
    isBatch: run.isBatch,
    extra,
    unreadable,
    errors,
  };
}

const RUN = {
  id: true,
  state: true,
  pauseReason: true,
  roundId: true,
  criterionId: true,
  sampling: true,
  concurrency: true,
  comparisons: true,
  excludedExamples: true,
  createdAt: true,
  finishedAt: true,
  capMicroDollars: true,
  capCalls: true,
  callMicroDollars: true,
  isBatch: true,
  judgeVersion: { select: { id: true, version: true, judge: { select: { id: true, name: true } } } },
} as const;

/** Members of an archived project still read what they could read before. */
function ownArchived(actor: Actor) {
  if (actor.kind === "SYSTEM") return {};
  return {
    members: { some: { userId: actor.userId, removedAt: null, role: { in: ["OWNER" as const, "RESEARCHER" as const] } } },
  };
}

async function countCalls(runId: string): Promise<RunProgress["calls"]> {
  // What is leased and has not been sent waits in a server's hands.
  const { rows } = await pool().query<{ state: "WAITING" | "LEASED" | "DONE" | "FAILED"; n: number }>(
    `select case when state = 'LEASED' and "sentAt" is null then 'WAITING' else state::text end as state, count(*)::int as n
     from "JudgeTask" where "runId" = $1 group by 1`,
    [runId],
  );
  const of = (state: string): number => rows.find((row) => row.state === state)?.n ?? 0;
  const calls = { answered: of("DONE"), failed: of("FAILED"), waiting: of("WAITING"), inFlight: of("LEASED") };
  return { total: calls.answered + calls.failed + calls.waiting + calls.inFlight, ...calls };
}

interface Tries {
  attempts: number;
  uncosted: number;
  tokensIn: number;
  tokensOut: number;
  cost: number;
  recent: number;
}

/**
 * From the ledger, which holds what the attempts' rows say; only the rate is counted from the rows of the last minute, which an index finds: its
 * bound is now(), for a clock that moves within a statement can be no bound of an index.
 */
async function sumTries(runId: string): Promise<Tries> {
  const { rows } = await pool().query<Tries>(
    `select coalesce(sum(attempts), 0)::int as attempts, coalesce(sum(uncosted), 0)::int as uncosted,
       coalesce(sum("tokensIn"), 0)::float8 as "tokensIn", coalesce(sum("tokensOut"), 0)::float8 as "tokensOut",
       coalesce(sum("microDollars"), 0)::float8 as cost,
       (select count(*) from "JudgeAttempt" where "runId" = $1 and outcome = 'answered'
         and "createdAt" > now() - make_interval(secs => $2))::int as recent
     from "Spending" where "runId" = $1`,
    [runId, RATE_SECONDS],
  );
  return rows[0] ?? { attempts: 0, uncosted: 0, tokensIn: 0, tokensOut: 0, cost: 0, recent: 0 };
}

async function findUnreadable(judgeVersionId: string, criterionId: string, runId: string): Promise<RunProgress["unreadable"]> {
  const where = { judgeVersionId, criterionId, runId, method: "invalid" };
  const [calls, example] = await Promise.all([
    db().judgeCall.count({ where }),
    db().judgeCall.findFirst({ where, orderBy: { createdAt: "desc" }, select: { comparisonId: true, rawText: true } }),
  ]);
  return { calls, example: example && { comparisonId: example.comparisonId, text: example.rawText.slice(0, 500) } };
}
