import "server-only";
import type { Actor } from "@/lib/auth/types";
import type { SourceRow } from "@/lib/datasets/source/source-row";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { readAnswer } from "@/lib/judges/read-score";
import { closeRun, type LeasedTask } from "@/lib/judges/runs/claim-tasks";
import { createLabelQueue, labelLeftovers } from "@/lib/judges/runs/engine/label-queue";
import { prepareTasks } from "@/lib/judges/runs/engine/prepare-tasks";
import { type AnsweredTask, storeTurn } from "@/lib/judges/runs/engine/store-turn";
import { finishFailed } from "@/lib/judges/runs/finish-failed";
import type { RunFacts } from "@/lib/judges/runs/run-facts";
import { toModelError } from "@/lib/judges/runs/work-task";
import type { ImportedAnswers } from "@/lib/judges/types";
import { getBatchRun } from "./batch-run";
import { type AnswerLine, readAnswerLine, toCompletion } from "./read-answer-line";

const LEASE_SECONDS = 120;
const REFUSED_SHOWN = 100;
/** A failed call of a file is not tried again by itself: it has had all its tries. */
const NO_TRIES_LEFT = 1_000;

/**
 * Takes an answers file of a batch run, on the path that live answers take: calls, ledger, labels. A line that was taken before changes
 * nothing, so a file may be sent again, in parts, or after a crash. A line that cannot be taken is told with its number and hinders no other.
 *
 * @throws AppError `not_found`; `conflict` for a run that makes its calls itself; `invalid` for the file of another run.
 */
export async function importAnswers(
  actor: Actor,
  runId: string,
  lines: AsyncIterable<readonly SourceRow[]>,
): Promise<ImportedAnswers> {
  const facts = await getBatchRun(actor, runId);
  const report: ImportedAnswers = { lines: 0, stored: 0, known: 0, failed: 0, refusedCount: 0, refused: [] };
  const labels = createLabelQueue(facts);
  for await (const rows of lines) {
    const readable: { row: number; line: AnswerLine }[] = [];
    for (const { row, text, problem } of rows) {
      report.lines++;
      const line = text === undefined ? (problem?.reason ?? "cannot be read") : readAnswerLine(text);
      if (typeof line === "string") refuse(report, row, line);
      else readable.push({ row, line });
    }
    await takeLines(facts, readable, report, (comparisonId) => labels.add(comparisonId));
  }
  await labels.flush();
  await labelLeftovers(facts);
  await closeRun(runId);
  return report;
}

type Placed = { row: number; line: AnswerLine };

async function takeLines(
  facts: RunFacts,
  lines: readonly Placed[],
  report: ImportedAnswers,
  answered: (comparisonId: string) => void,
): Promise<void> {
  const ids = [...new Set(lines.map(({ line }) => line.id))];
  await refuseOtherRun(facts.runId, ids);
  const [leased, done] = await Promise.all([leaseTasks(facts.runId, ids), listDone(facts.runId, ids)]);
  const prepared = new Map((await prepareTasks([...leased.values()], facts)).map((each) => [each.task.id, each]));
  const answers: AnsweredTask[] = [];
  for (const { row, line } of lines) {
    const task = leased.get(line.id);
    const ready = prepared.get(line.id);
    if (done.has(line.id) || (task && !ready)) report.known++;
    else if (!task || !ready) refuse(report, row, "This call is not one that waits for an answer: it is in no file of this run.");
    else {
      // A line that stands twice is taken once.
      prepared.delete(line.id);
      done.add(line.id);
      try {
        const completion = toCompletion(line);
        const verdict = task.step === "VERDICT" ? readAnswer(completion, facts.spec) : null;
        answers.push({ task, completion, verdict, promptHash: ready.promptHash });
        report.stored++;
      } catch (thrown) {
        await finishFailed({ ...task, attempts: NO_TRIES_LEFT }, facts, {
          error: toModelError(thrown),
          latencyMs: 0,
          isDialect: false,
        });
        report.failed++;
      }
    }
  }
  await storeTurn(facts, answers, []);
  for (const { task } of answers) if (task.step === "VERDICT") answered(task.comparisonId);
}

async function refuseOtherRun(runId: string, ids: readonly string[]): Promise<void> {
  const other = await db().judgeTask.findFirst({ where: { id: { in: [...ids] }, runId: { not: runId } }, select: { id: true } });
  if (other)
    throw new AppError(
      "invalid",
      "This file answers another run: its calls are not this run's. Upload it on the page of its own run.",
    );
}

/** Holds the calls of some lines, so that nobody else ends them; those that failed before may be answered now. */
async function leaseTasks(runId: string, ids: readonly string[]): Promise<Map<string, LeasedTask>> {
  const leaseToken = newId();
  const { rows } = await pool().query<Omit<LeasedTask, "runId" | "leaseToken">>(
    `update "JudgeTask" set state = 'LEASED', "leaseToken" = $3, "leaseUntil" = clock_timestamp() + make_interval(secs => $4), "sentAt" = null
     where id = any($2::uuid[]) and "runId" = $1 and (state in ('WAITING', 'FAILED') or (state = 'LEASED' and "leaseUntil" <= clock_timestamp()))
     returning id::text, "comparisonId"::text, "order"::text, "principleId"::text, step::text, "sampleIndex", attempts`,
    [runId, ids, leaseToken, LEASE_SECONDS],
  );
  return new Map(rows.map((row) => [row.id, { ...row, runId, leaseToken }]));
}

async function listDone(runId: string, ids: readonly string[]): Promise<Set<string>> {
  const done = await db().judgeTask.findMany({ where: { id: { in: [...ids] }, runId, state: "DONE" }, select: { id: true } });
  return new Set(done.map(({ id }) => id));
}

function refuse(report: ImportedAnswers, line: number, reason: string): void {
  report.refusedCount++;
  if (report.refused.length < REFUSED_SHOWN) report.refused.push({ line, reason });
}
