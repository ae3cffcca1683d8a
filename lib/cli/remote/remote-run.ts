import { setTimeout as sleep } from "node:timers/promises";
import { toInteger, UsageError } from "@/lib/cli/command";
import type { CommandIo } from "@/lib/cli/io";
import type { ScopeValues } from "@/lib/cli/runs/judge-scope";
import type { ConcordClient } from "@/lib/client/concord-client";
import { formatCount } from "@/lib/format";
import { newId } from "@/lib/ids";
import type { RunProgress } from "@/lib/judges/types";

const WATCH_MS = 1000;

type Limits = Readonly<Record<"version" | "cap-calls" | "concurrency", string | undefined>>;

/** A run as the API takes it, from the options of a command. @throws UsageError for what cannot be meant. */
export function toNewRun(judge: string, values: ScopeValues & Limits, capMicroDollars: number | null) {
  if (values.dataset !== undefined) throw new UsageError("--dataset works on the instance's own machine only, without --url.");
  const meta = values.meta.length > 0 ? values.meta : undefined;
  const filter = { q: values.text, model: values.model, meta };
  const isFiltered = Object.values(filter).some((each) => each !== undefined);
  const scope = { ...(isFiltered ? { filter } : {}), ...(values.only === undefined ? {} : { only: values.only }) };
  const sample = values.sample === undefined ? null : toInteger(values.sample, "sample", { min: 1 });
  return {
    id: newId(),
    judge,
    version: toWhole(values.version, "version"),
    criterion: values.criterion,
    round: values.round,
    sampling:
      sample === null
        ? { kind: "all", ...scope }
        : { kind: "random", n: sample, seed: toInteger(values.seed ?? "1", "seed"), ...scope },
    concurrency: toWhole(values.concurrency, "concurrency"),
    capMicroDollars,
    capCalls: toWhole(values["cap-calls"], "cap-calls") ?? null,
  };
}

/** Starts a run on another instance and waits until it is done, paused or cancelled. Stopped here, it goes on there. */
export async function watchRemotely(
  client: ConcordClient,
  project: string,
  run: ReturnType<typeof toNewRun>,
  io: CommandIo,
): Promise<RunProgress> {
  let progress = await client.startJudgeRun<RunProgress>(project, run);
  const bar = io.progress("Judging", "calls");
  try {
    while (progress.state === "RUNNING" && !io.signal.aborted) {
      const { answered, failed, total } = progress.calls;
      bar.update(answered + failed, total, failed > 0 ? `${formatCount(failed)} failed` : "");
      await sleep(WATCH_MS);
      progress = await client.judgeRun<RunProgress>(project, run.id);
    }
  } finally {
    bar.end();
  }
  return progress;
}

function toWhole(text: string | undefined, option: string): number | undefined {
  return text === undefined ? undefined : toInteger(text, option, { min: 1 });
}
