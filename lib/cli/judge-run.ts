import { setTimeout as sleep } from "node:timers/promises";
import type { SystemActor } from "@/lib/auth/types";
import { notFound } from "@/lib/errors";
import { formatCount, formatMicroDollars, formatQuantity } from "@/lib/format";
import { getJudge } from "@/lib/judges/queries";
import type { RunInput } from "@/lib/judges/run-schema";
import { controlRun } from "@/lib/judges/runs/control-run";
import { estimateRun } from "@/lib/judges/runs/estimate-run";
import { startJudgeWorker, stopJudgeWorker } from "@/lib/judges/runs/judge-worker";
import { listRunTargets } from "@/lib/judges/runs/list-run-targets";
import { getRunProgress } from "@/lib/judges/runs/run-progress";
import { startJudgeRun } from "@/lib/judges/runs/start-run";
import type { RunProgress } from "@/lib/judges/types";
import { defineCommand, EXIT, required, toInteger, UsageError } from "./command";
import type { CommandIo } from "./io";

const WATCH_MS = 500;
const LARGEST_SEED = 2_147_483_647;

/** Lets a judge label, and waits for it. A running server may do part of the work; the calls are shared, none is made twice. */
export const judgeRun = defineCommand({
  name: "judge run",
  summary: "let a judge label comparisons, and wait until it has",
  positionals: ["JUDGE"],
  options: {
    project: { type: "string", value: "PROJECT", help: "id or slug" },
    version: { type: "string", value: "N", help: "version of the judge; the newest when left out" },
    criterion: { type: "string", value: "C", help: "the first one when left out" },
    round: { type: "string", value: "N", help: "the comparisons of this round alone" },
    sample: { type: "string", value: "N", help: "that many comparisons at random; all when left out" },
    seed: { type: "string", value: "S", help: "seeds the sample; 1 when left out" },
    "cap-usd": { type: "string", value: "X", help: "the run pauses when its cost reaches this; the judge needs a price" },
    concurrency: { type: "string", value: "C", help: "calls at once; the judge's own when left out" },
    "estimate-only": { type: "boolean", help: "say what the run would do and start nothing" },
  },
  example: "npx concord judge run Local --project study --sample 100 --seed 7",
  run: async (actor, { values, positionals }, io) => {
    const project = required(values.project, "project");
    const version = values.version === undefined ? undefined : toInteger(values.version, "version", { min: 1 });
    const judge = await getJudge(actor, project, positionals[0] ?? "", version);
    const scope = await toScope(actor, project, values);
    const input: RunInput = {
      judgeVersionId: judge.entry.versionId,
      ...scope,
      capMicroDollars: toMicroDollars(values["cap-usd"]),
    };
    if (values.concurrency !== undefined) input.concurrency = toInteger(values.concurrency, "concurrency", { min: 1, max: 64 });
    if (values["estimate-only"]) {
      const estimate = await estimateRun(actor, project, input);
      io.document(estimate);
      const cost = estimate.costMicroDollars === null ? "" : `, about ${formatMicroDollars(estimate.costMicroDollars)}`;
      io.print(
        `${formatQuantity(estimate.comparisons, "comparison")}, ${formatQuantity(estimate.calls, "call")} to make, about ${formatCount(estimate.tokensIn)} tokens in${cost}.`,
      );
      return EXIT.done;
    }
    const { runId, calls, excludedExamples } = await startJudgeRun(actor, project, input);
    const without =
      excludedExamples === 0 ? "" : `, without ${formatQuantity(excludedExamples, "comparison")} that the judge has as examples`;
    io.note(`Run ${runId}: ${formatQuantity(calls, "call")}${without}.`);
    return work(actor, runId, io);
  },
});

/** Goes on with a run that was paused or interrupted, or tries the failed calls of a finished one again. */
export const judgeResume = defineCommand({
  name: "judge resume",
  summary: "go on with a paused or interrupted run, or try its failed calls again",
  positionals: ["RUN"],
  options: {},
  example: "npx concord judge resume 0198c0de-0000-7000-8000-000000000000",
  run: async (actor, { positionals }, io) => {
    const runId = toRunId(positionals[0]);
    const { state } = await getRunProgress(actor, runId);
    await controlRun(actor, runId, state === "DONE" ? "retry" : "resume");
    return work(actor, runId, io);
  },
});

/** Cancels a run. Its answers and labels stay. */
export const judgeCancel = defineCommand({
  name: "judge cancel",
  summary: "cancel a run; what it has labelled stays",
  positionals: ["RUN"],
  options: {},
  example: "npx concord judge cancel 0198c0de-0000-7000-8000-000000000000",
  run: async (actor, { positionals }, io) => {
    const runId = toRunId(positionals[0]);
    await controlRun(actor, runId, "cancel");
    const progress = await getRunProgress(actor, runId);
    io.document(progress);
    io.print(`Cancelled after ${formatCount(progress.calls.answered)} of ${formatQuantity(progress.calls.total, "call")}.`);
    return EXIT.done;
  },
});

async function work(actor: SystemActor, runId: string, io: CommandIo): Promise<number> {
  const bar = io.progress("Judging", "calls");
  startJudgeWorker();
  let progress: RunProgress;
  try {
    do {
      await sleep(WATCH_MS);
      progress = await getRunProgress(actor, runId);
      const { answered, failed, total } = progress.calls;
      const cost = progress.costMicroDollars === null ? "" : `  ${formatMicroDollars(progress.costMicroDollars)}`;
      bar.update(answered + failed, total, `${failed > 0 ? `${formatCount(failed)} failed` : ""}${cost}`.trim());
    } while (progress.state === "RUNNING" && !io.signal.aborted);
  } finally {
    bar.end();
    await stopJudgeWorker();
  }
  io.document(progress);
  return tell(progress, io);
}

function tell(progress: RunProgress, io: CommandIo): number {
  const { answered, failed, total } = progress.calls;
  const counts = `${formatCount(answered)} of ${formatQuantity(total, "call")} answered, ${formatCount(failed)} failed, ${formatCount(progress.unreadable.calls)} unreadable`;
  for (const error of progress.errors) io.note(`${error.title}: ${formatQuantity(error.attempts, "time")}. ${error.message}`);
  if (progress.state === "DONE") {
    io.print(`Done: ${counts}.`);
    if (failed > 0) io.note(`\`concord judge resume ${progress.id}\` tries the failed calls again.`);
    return EXIT.done;
  }
  if (progress.state === "CANCELLED") {
    io.print(`Cancelled: ${counts}.`);
    return EXIT.done;
  }
  io.print(
    `${progress.state === "PAUSED" ? `Paused: ${progress.pauseReason ?? ""}` : "Stopped here; a running server goes on with it."} ${counts}.`,
  );
  io.note(`\`concord judge resume ${progress.id}\` goes on.`);
  return EXIT.limit;
}

interface ScopeValues {
  criterion: string | undefined;
  round: string | undefined;
  sample: string | undefined;
  seed: string | undefined;
}

async function toScope(
  actor: SystemActor,
  project: string,
  values: ScopeValues,
): Promise<Pick<RunInput, "criterionId" | "roundId" | "sampling">> {
  const { criteria, rounds } = await listRunTargets(actor, project);
  const criterion = values.criterion === undefined ? criteria[0] : criteria.find(({ key }) => key === values.criterion);
  if (!criterion) throw notFound(values.criterion === undefined ? "A criterion" : `The criterion "${values.criterion}"`);
  const number = values.round === undefined ? null : toInteger(values.round, "round", { min: 1 });
  const round = number === null ? null : rounds.find((each) => each.number === number);
  if (round === undefined) throw notFound(`Round ${number}`);
  const seed = toInteger(values.seed ?? "1", "seed", { max: LARGEST_SEED });
  return {
    criterionId: criterion.id,
    roundId: round?.id ?? null,
    sampling:
      values.sample === undefined ? { kind: "all" } : { kind: "random", n: toInteger(values.sample, "sample", { min: 1 }), seed },
  };
}

function toMicroDollars(text: string | undefined): number | null {
  if (text === undefined) return null;
  const dollars = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && dollars <= 1_000_000) return Math.round(dollars * 1_000_000);
  throw new UsageError(`--cap-usd is "${text}": it must be a number of dollars, such as 5 or 0.50.`);
}

function toRunId(text: string | undefined): string {
  if (text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new UsageError(`"${text ?? ""}" is no run. \`concord judge show JUDGE --project PROJECT\` lists the runs of a judge.`);
}
