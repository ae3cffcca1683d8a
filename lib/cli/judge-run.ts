import { setTimeout as sleep } from "node:timers/promises";
import type { SystemActor } from "@/lib/auth/types";
import type { ConcordClient } from "@/lib/client/concord-client";
import { formatCount, formatDuration, formatMicroDollars, formatQuantity } from "@/lib/format";
import { estimateRun } from "@/lib/judges/estimates/estimate-run";
import { getJudge } from "@/lib/judges/queries";
import { type RunInput, RunOnly } from "@/lib/judges/run-schema";
import { controlRun } from "@/lib/judges/runs/control-run";
import { startJudgeWorker, stopJudgeWorker } from "@/lib/judges/runs/judge-worker";
import { getRunProgress } from "@/lib/judges/runs/run-progress";
import { startJudgeRun } from "@/lib/judges/runs/start-run";
import type { RunEstimate, RunProgress } from "@/lib/judges/types";
import { defineCommand, EXIT, required, toInteger, UsageError } from "./command";
import type { CommandIo } from "./io";
import { toNewRun, watchRemotely } from "./remote/remote-run";
import { type ScopeValues, toScope } from "./runs/judge-scope";

const WATCH_MS = 500;

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
    dataset: { type: "string", value: "FILE", help: "those that came with this import: its file's name or its id" },
    model: { type: "string", value: "M", help: "those with a response of this model" },
    meta: { type: "string", value: "NAME=VALUE", multiple: true, help: "those of which the file said so, such as category=code" },
    text: { type: "string", value: "T", help: "those with this text in the prompt, a response or the id" },
    only: { type: "string", value: "KIND", help: `those alone that: ${RunOnly.options.join(", ")}` },
    sample: { type: "string", value: "N", help: "that many comparisons at random; all when left out" },
    seed: { type: "string", value: "S", help: "seeds the sample; 1 when left out" },
    "cap-usd": { type: "string", value: "X", help: "the run pauses before its cost passes this; the model needs a price" },
    "cap-calls": {
      type: "string",
      value: "N",
      help: "the most calls it may make, failed ones too; needed where the model has no price",
    },
    concurrency: { type: "string", value: "C", help: "calls at once; the judge's own when left out" },
    batch: { type: "boolean", help: "call nothing: `concord judge requests` writes the calls as a file for the provider" },
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
      capCalls: values["cap-calls"] === undefined ? null : toInteger(values["cap-calls"], "cap-calls", { min: 0 }),
      isBatch: values.batch,
    };
    if (values.concurrency !== undefined) input.concurrency = toInteger(values.concurrency, "concurrency", { min: 1, max: 64 });
    if (values["estimate-only"]) {
      const estimate = await estimateRun(actor, project, input);
      io.document(estimate);
      tellEstimate(estimate, io);
      return EXIT.done;
    }
    const { runId, calls, excludedExamples } = await startJudgeRun(actor, project, input);
    const without =
      excludedExamples === 0 ? "" : `, without ${formatQuantity(excludedExamples, "comparison")} that the judge has as examples`;
    io.note(`Run ${runId}: ${formatQuantity(calls, "call")}${without}.`);
    if (!values.batch) return work(actor, runId, io);
    io.document(await getRunProgress(actor, runId));
    io.print(`\`concord judge requests ${runId} --out FILE\` writes its ${formatQuantity(calls, "request")}.`);
    return EXIT.done;
  },
  remote: (client, { values, positionals }, io) => runRemotely(client, positionals[0] ?? "", values, io),
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

type RunValues = ScopeValues &
  Readonly<Record<"project" | "version" | "cap-usd" | "cap-calls" | "concurrency", string | undefined>> &
  Readonly<Record<"batch" | "estimate-only", boolean>>;

async function runRemotely(client: ConcordClient, judge: string, values: RunValues, io: CommandIo): Promise<number> {
  if (values.batch || values["estimate-only"])
    throw new UsageError("--batch and --estimate-only work on the instance's own machine only, without --url.");
  const project = required(values.project, "project");
  const run = toNewRun(judge, values, toMicroDollars(values["cap-usd"]));
  const progress = await watchRemotely(client, project, run, io);
  io.document(progress);
  return tell(progress, io);
}

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

function tellEstimate(estimate: RunEstimate, io: CommandIo): void {
  const { comparisons, calls, tokensIn, tokensOut, costMicroDollars: cost, seconds, low, high } = estimate;
  const range = (from: string, to: string) => ` [${from}, ${to}]`;
  io.print(
    `${formatQuantity(comparisons, "comparison")}, ${formatQuantity(calls, "call")} to make, ${formatCount(estimate.answered)} answered before.`,
  );
  io.print(
    `Tokens in ${formatCount(tokensIn)}${range(formatCount(low.tokensIn), formatCount(high.tokensIn))}, out ${formatCount(tokensOut)}${range(formatCount(low.tokensOut), formatCount(high.tokensOut))}.`,
  );
  const costs = range(formatMicroDollars(low.costMicroDollars ?? 0), formatMicroDollars(high.costMicroDollars ?? 0));
  io.print(cost === null ? "Cost unknown: the model has no price." : `Cost about ${formatMicroDollars(cost)}${costs}.`);
  const times = range(formatDuration(low.seconds ?? 0), formatDuration(high.seconds ?? 0));
  io.print(
    seconds === null
      ? "Time unknown before the first ten answers."
      : `Time about ${formatDuration(seconds)}${times} with ${formatQuantity(estimate.concurrency, "call")} at once.`,
  );
  io.note(estimate.basis);
}

function toMicroDollars(text: string | undefined): number | null {
  if (text === undefined) return null;
  const dollars = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && dollars <= 1_000_000) return Math.round(dollars * 1_000_000);
  throw new UsageError(`--cap-usd is "${text}": it must be a number of dollars, such as 5 or 0.50.`);
}

/** The id of a run as it was typed. @throws UsageError for another text. */
export function toRunId(text: string | undefined): string {
  if (text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new UsageError(`"${text ?? ""}" is no run. \`concord judge show JUDGE --project PROJECT\` lists the runs of a judge.`);
}
