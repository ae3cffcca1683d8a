import "server-only";
import type { PoolClient } from "pg";
import type * as z from "zod";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { refuseOtherFormat } from "@/lib/judges/batch/refuse-other-format";
import { type BatchFile, refuseOverCaps } from "@/lib/judges/batch/refuse-over-caps";
import { type CallPlan, MISSING_CALLS, missingCallsValues, toCallPlan } from "@/lib/judges/calls/call-plan";
import { excludeExamples } from "@/lib/judges/calls/exclude-examples";
import { AFTER_RATIONALE } from "@/lib/judges/calls/rationales";
import { Capabilities } from "@/lib/judges/endpoint-schema";
import { estimateChosen } from "@/lib/judges/estimates/estimate-run";
import { RunInput } from "@/lib/judges/run-schema";
import { JudgeSpec } from "@/lib/judges/schema";
import { findTooLong } from "@/lib/judges/spec/check-spec";
import type { RunEstimate } from "@/lib/judges/types";
import { findPrice } from "@/lib/money/prices";
import { chooseComparisons } from "./choose-comparisons";
import { wakeJudgeWorker } from "./judge-worker";
import { principlesOfVersion } from "./run-facts";

const ROWS_AT_ONCE = 5_000;

/** A run that was started. */
export interface StartedRun {
  runId: string;
  /** Comparisons of the sample, those included that the version has labelled before. */
  comparisons: number;
  /** Comparisons that were left out of it, being few-shot examples of the judge. */
  excludedExamples: number;
  /** Calls to be made. */
  calls: number;
}

/**
 * Starts a run: one task for each call that this version has not answered yet. The run and its tasks are stored together or not at all.
 *
 * @param options.id - Made by a program.
 * @throws AppError `not_found`, `conflict` while another run of the same version and criterion is open, `invalid` when there is nothing to do
 *   or a cap has no price to count by, or there is neither a price nor a cap in calls.
 */
export async function startJudgeRun(
  actor: Actor,
  project: string,
  input: z.input<typeof RunInput>,
  options: { id?: string } = {},
): Promise<StartedRun> {
  const run = RunInput.parse(input);
  const { id: projectId } = await getProject(actor, project, "research");
  const version = await getRunnable(projectId, run);
  const runId = options.id ?? newId();
  const started = await insertRun(actor, { ...run, runId, projectId, ...version });
  await db().$transaction((transaction) =>
    appendAudit(transaction, actor, {
      projectId,
      action: "judge-run.start",
      target: version.name,
      after: {
        runId,
        criterionId: run.criterionId,
        roundId: run.roundId,
        sampling: run.sampling,
        ...started,
        capMicroDollars: run.capMicroDollars,
        capCalls: run.capCalls,
        isBatch: run.isBatch,
      },
    }),
  );
  wakeJudgeWorker();
  return { runId, ...started };
}

interface Runnable {
  name: string;
  annotatorId: string;
  spec: JudgeSpec;
  plan: CallPlan;
}

async function getRunnable(projectId: string, run: RunInput): Promise<Runnable> {
  const [version, criterion, round, project] = await Promise.all([
    db().judgeVersion.findFirst({
      where: { id: run.judgeVersionId, judge: { projectId } },
      select: {
        spec: true,
        version: true,
        constitutionVersionId: true,
        model: true,
        endpointId: true,
        endpoint: { select: { capabilities: true, provider: true } },
        judge: { select: { name: true, archivedAt: true } },
        annotator: { select: { id: true } },
      },
    }),
    db().criterion.findFirst({ where: { id: run.criterionId, projectId, archivedAt: null }, select: { id: true } }),
    run.roundId ? db().round.findFirst({ where: { id: run.roundId, projectId, kind: "LABELLING" }, select: { id: true } }) : null,
    db().project.findUniqueOrThrow({ where: { id: projectId }, select: { capMicroDollars: true, dailyCapMicroDollars: true } }),
  ]);
  if (!version?.annotator) throw notFound("The judge");
  if (version.judge.archivedAt) throw new AppError("conflict", "This judge is archived. Restore it to start a run.");
  if (!criterion) throw notFound("The criterion");
  if (run.roundId && !round) throw notFound("The round");
  const spec = JudgeSpec.parse(version.spec);
  if (run.isBatch) refuseOtherFormat(version.endpoint.provider);
  refuseTooLong(spec, version.endpoint.capabilities, version.model);
  const price = await findPrice({ projectId, endpointId: version.endpointId, model: version.model }, spec.price);
  if (price === null) {
    const isCapped = project.capMicroDollars !== null || project.dailyCapMicroDollars !== null;
    refuseUnpriced(run, version.model, isCapped);
  }
  return {
    name: `${version.judge.name} v${version.version}`,
    annotatorId: version.annotator.id,
    spec,
    plan: toCallPlan(spec, await principlesOfVersion(version)),
  };
}

/** A version whose examples fill the context that the endpoint's test has found would fail on every call. */
function refuseTooLong(spec: JudgeSpec, capabilities: unknown, model: string): void {
  const found = Capabilities.nullable().catch(null).parse(capabilities);
  const tooLong = findTooLong(spec, found?.model === model ? found.contextTokens : null);
  if (tooLong) throw new AppError("invalid", tooLong.message);
}

/** What costs nobody knows how much is only started with another limit. */
function refuseUnpriced({ capMicroDollars, capCalls }: RunInput, model: string, isProjectCapped: boolean): void {
  const mend = `Add the price of ${model} to the project's prices (0 where it costs nothing)`;
  if (capMicroDollars !== null || isProjectCapped) {
    const whose = capMicroDollars === null ? "The project's cap" : "A cap";
    throw new AppError("invalid", `${whose} on the cost needs the model's price. ${mend}.`, {
      fields: [{ path: "capMicroDollars", message: "The model has no price." }],
    });
  }
  if (capCalls === null) {
    throw new AppError(
      "invalid",
      `The model has no price, so nobody could say what this costs. ${mend}, or give the most calls that the run may make.`,
      {
        fields: [{ path: "capCalls", message: "Without a price, the most calls must be given." }],
      },
    );
  }
}

type NewRun = RunInput & Runnable & { runId: string; projectId: string };

async function insertRun(actor: Actor, run: NewRun): Promise<Omit<StartedRun, "runId">> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    // Two starts at once come one after the other here, and the second one sees the first.
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
      `judge-run:${run.judgeVersionId}:${run.criterionId}`,
    ]);
    await refuseSecondRun(client, run);
    const chosen = await chooseComparisons(client, run);
    const excludedExamples = await excludeExamples(client, run.projectId, run.spec.fewShot);
    const comparisons = chosen - excludedExamples;
    const estimate = await estimateChosen(client, { ...run, comparisons, excludedExamples });
    if (estimate.calls === 0) throw nothingToDo(comparisons, excludedExamples);
    if (run.isBatch) await refuseOverCaps(client, toFile(run, estimate), "Choose fewer comparisons, or raise the cap.");
    await client.query(
      `insert into "JudgeRun" (id, "projectId", "judgeVersionId", "criterionId", "roundId", sampling, concurrency, "capMicroDollars", comparisons, "createdById", "excludedExamples",
         "capCalls", "isBatch", "callMicroDollars")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        run.runId,
        run.projectId,
        run.judgeVersionId,
        run.criterionId,
        run.roundId,
        JSON.stringify(run.sampling),
        run.concurrency ?? run.spec.limits.concurrency,
        run.capMicroDollars,
        comparisons,
        userIdOf(actor),
        excludedExamples,
        run.capCalls,
        run.isBatch,
        toCallMicroDollars(estimate),
      ],
    );
    const calls = await insertTasks(client, run);
    await client.query("commit");
    return { comparisons, excludedExamples, calls };
  } catch (error) {
    await client.query("rollback").catch((second: Error) => {
      broken = second;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What a call costs at most by the estimate: caps reserve it for each call in flight. */
function toCallMicroDollars({ high, calls }: RunEstimate): number | null {
  return high.costMicroDollars === null ? null : Math.ceil(high.costMicroDollars / calls);
}

/** The file of a batch run as it would leave. */
function toFile({ projectId, runId, capMicroDollars, capCalls }: NewRun, estimate: RunEstimate): BatchFile {
  const call = toCallMicroDollars(estimate);
  const microDollars = call === null ? null : call * estimate.calls;
  return { projectId, runId, calls: estimate.calls, microDollars, capMicroDollars, capCalls, spent: 0, attempts: 0 };
}

interface MissingCall {
  id: string;
  order: string;
  principleId: string | null;
  sample: number;
  step: string;
  ready: boolean;
}

/** Tasks are written in slices with ids made here; `notBefore` rises by a millisecond, which is their order. */
async function insertTasks(client: PoolClient, run: NewRun): Promise<number> {
  await client.query(`create temporary table missing on commit drop as ${MISSING_CALLS}`, missingCallsValues(run.plan, run));
  const counted = await client.query<{ n: number }>("select count(*)::int as n from missing");
  const calls = counted.rows[0]?.n ?? 0;
  // A comparison's calls stand together, so that labels come from the first minute on.
  await client.query(
    `declare missing_calls no scroll cursor for
     select id::text, "order"::text, "principleId"::text, sample, step::text, ready from missing
     order by place, sample, number, "stepPosition", position`,
  );
  for (let done = 0; done < calls; ) {
    const { rows } = await client.query<MissingCall>(`fetch ${ROWS_AT_ONCE} from missing_calls`);
    await client.query(
      `insert into "JudgeTask" (id, "runId", "comparisonId", "order", "principleId", "sampleIndex", step, "notBefore")
       select t.id, $1, t."comparisonId", t."order"::"PromptOrder", t."principleId", t.sample, t.step::"CallStep",
         case when t.ready then now() - make_interval(secs => ($2 - t.place) / 1000.0) else $10 end
       from unnest($3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::int[], $8::text[], $9::boolean[], $11::int[])
         as t(id, "comparisonId", "order", "principleId", sample, step, ready, place)`,
      [
        run.runId,
        calls,
        rows.map(() => newId()),
        rows.map(({ id }) => id),
        rows.map(({ order }) => order),
        rows.map(({ principleId }) => principleId),
        rows.map(({ sample }) => sample),
        rows.map(({ step }) => step),
        rows.map(({ ready }) => ready),
        AFTER_RATIONALE,
        rows.map((_, index) => done + index),
      ],
    );
    done += rows.length;
  }
  return calls;
}

async function refuseSecondRun(client: PoolClient, run: NewRun): Promise<void> {
  const open = await client.query(
    `select 1 from "JudgeRun" where "judgeVersionId" = $1 and "criterionId" = $2 and state in ('RUNNING', 'PAUSED') limit 1`,
    [run.judgeVersionId, run.criterionId],
  );
  if ((open.rowCount ?? 0) > 0) {
    throw new AppError(
      "conflict",
      `${run.name} has a run on this criterion that is not finished. Wait for it, resume it or cancel it first.`,
    );
  }
}

function nothingToDo(comparisons: number, excludedExamples: number): AppError {
  if (comparisons === 0 && excludedExamples > 0) {
    return new AppError("invalid", "All of these comparisons are examples in the judge's own prompt, which it does not judge.");
  }
  return comparisons === 0
    ? new AppError("invalid", "There are no comparisons to judge here. Import some, or choose another round.")
    : new AppError(
        "invalid",
        "This version has labelled all of these comparisons already, and no call is made twice. Choose more comparisons, or make a new version.",
      );
}
