import "server-only";
import type { PoolClient } from "pg";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { RunInput } from "@/lib/judges/run-schema";
import { JudgeSpec } from "@/lib/judges/schema";
import { chooseComparisons, MISSING_CALLS, toOrders } from "./choose-comparisons";
import { wakeJudgeWorker } from "./judge-worker";

const ROWS_AT_ONCE = 5_000;

/** A run that was started. */
export interface StartedRun {
  runId: string;
  /** Comparisons of the sample, those included that the version has labelled before. */
  comparisons: number;
  /** Calls to be made. */
  calls: number;
}

/**
 * Starts a run: one task for each call that this version has not answered yet. The run and its tasks are stored together or not at all.
 *
 * @throws AppError `not_found`, `conflict` while another run of the same version and criterion is open, `invalid` when there is nothing to do
 *   or a cap has no price to count by.
 */
export async function startJudgeRun(actor: Actor, project: string, input: RunInput): Promise<StartedRun> {
  const run = RunInput.parse(input);
  const { id: projectId } = await getProject(actor, project, "research");
  const version = await getRunnable(projectId, run);
  const runId = newId();
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
}

async function getRunnable(projectId: string, run: RunInput): Promise<Runnable> {
  const [version, criterion, round] = await Promise.all([
    db().judgeVersion.findFirst({
      where: { id: run.judgeVersionId, judge: { projectId } },
      select: {
        spec: true,
        version: true,
        judge: { select: { name: true, archivedAt: true } },
        annotator: { select: { id: true } },
      },
    }),
    db().criterion.findFirst({ where: { id: run.criterionId, projectId, archivedAt: null }, select: { id: true } }),
    run.roundId ? db().round.findFirst({ where: { id: run.roundId, projectId, kind: "LABELLING" }, select: { id: true } }) : null,
  ]);
  if (!version?.annotator) throw notFound("The judge");
  if (version.judge.archivedAt) throw new AppError("conflict", "This judge is archived. Restore it to start a run.");
  if (!criterion) throw notFound("The criterion");
  if (run.roundId && !round) throw notFound("The round");
  const spec = JudgeSpec.parse(version.spec);
  if (run.capMicroDollars !== null && spec.price === null) {
    throw new AppError(
      "invalid",
      "A cap on the cost needs the model's price. Set it in the judge (a new version), or start without a cap.",
      {
        fields: [{ path: "capMicroDollars", message: "The judge has no price." }],
      },
    );
  }
  return { name: `${version.judge.name} v${version.version}`, annotatorId: version.annotator.id, spec };
}

type NewRun = RunInput & Runnable & { runId: string; projectId: string };

async function insertRun(actor: Actor, run: NewRun): Promise<{ comparisons: number; calls: number }> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    // Two starts at once come one after the other here, and the second one sees the first.
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
      `judge-run:${run.judgeVersionId}:${run.criterionId}`,
    ]);
    await refuseSecondRun(client, run);
    const comparisons = await chooseComparisons(client, run);
    await client.query(
      `insert into "JudgeRun" (id, "projectId", "judgeVersionId", "criterionId", "roundId", sampling, concurrency, "capMicroDollars", comparisons, "createdById")
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
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
      ],
    );
    const calls = await insertTasks(client, run);
    if (calls === 0) throw nothingToDo(comparisons);
    await client.query("commit");
    return { comparisons, calls };
  } catch (error) {
    await client.query("rollback").catch((second: Error) => {
      broken = second;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Tasks are written in slices with ids made here; `notBefore` rises by a millisecond, which is their order. */
async function insertTasks(client: PoolClient, run: NewRun): Promise<number> {
  const values = [run.judgeVersionId, run.criterionId, run.annotatorId, toOrders(run.spec.orders)];
  await client.query(`create temporary table missing on commit drop as ${MISSING_CALLS}`, values);
  const counted = await client.query<{ n: number }>("select count(*)::int as n from missing");
  const calls = counted.rows[0]?.n ?? 0;
  await client.query(
    'declare missing_calls no scroll cursor for select id::text, "order"::text from missing order by place, position',
  );
  for (let done = 0; done < calls; ) {
    const { rows } = await client.query<{ id: string; order: string }>(`fetch ${ROWS_AT_ONCE} from missing_calls`);
    await client.query(
      `insert into "JudgeTask" (id, "runId", "comparisonId", "order", "notBefore")
       select t.id, $1, t."comparisonId", t."order"::"PromptOrder", now() - make_interval(secs => ($2 - t.place) / 1000.0)
       from unnest($3::uuid[], $4::uuid[], $5::text[], $6::int[]) as t(id, "comparisonId", "order", place)`,
      [
        run.runId,
        calls,
        rows.map(() => newId()),
        rows.map(({ id }) => id),
        rows.map(({ order }) => order),
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

function nothingToDo(comparisons: number): AppError {
  return comparisons === 0
    ? new AppError("invalid", "There are no comparisons to judge here. Import some, or choose another round.")
    : new AppError(
        "invalid",
        "This version has labelled all of these comparisons already, and no call is made twice. Choose more comparisons, or make a new version.",
      );
}
