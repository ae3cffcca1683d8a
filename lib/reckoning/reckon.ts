import "server-only";
import { isMainThread, Worker } from "node:worker_threads";
import { databaseUrl } from "@/lib/db/address";
import type { JOBS } from "./jobs";
import { createRecentAnswers, type Made, type RecentAnswers } from "./recent-answers";
import { createThread, type ReckoningThread } from "./thread-handle";

type Jobs = typeof JOBS;
/** The names of what can be reckoned. */
export type JobName = keyof Jobs;
type InputOf<N extends JobName> = Parameters<Jobs[N]>[0];
type AnswerOf<N extends JobName> = Awaited<ReturnType<Jobs[N]>>["answer"];

declare global {
  var concordReckoning: { recent: RecentAnswers; thread: ReckoningThread } | undefined;
}

/**
 * The door to all that counts labels. Whatever reads the columns of labels (`getLabelColumns`) or resamples is a job in jobs.ts, and page, API
 * and command line ask for it here. In the server a job runs in a thread of its own, which keeps the only copy of the columns, so that
 * the thread that answers requests is never busy for long; in programs that serve nobody it runs in place, and always afresh.
 *
 * Access is the caller's duty: what goes in names projects that `getProject` has allowed. Input and answer are plain data.
 *
 * Of more than 2,000 labels the last answer is given out for 2 s, and while the next one is made (recent-answers.ts).
 *
 * @throws AppError as the job does; `unavailable` when the thread died: the next call starts another one.
 */
export async function reckon<N extends JobName>(name: N, input: InputOf<N>): Promise<AnswerOf<N>> {
  if (!isServer()) return (await runHere(name, input)).answer;
  const { recent, thread } = reckoning();
  return recent.get(JSON.stringify([name, input]), () => thread.run(name, input) as Promise<Made<AnswerOf<N>>>);
}

/** Makes every answer anew when it is next asked for, so that none names somebody who was erased. */
export function forgetAnswers(): void {
  globalThis.concordReckoning?.recent.clear();
}

function isServer(): boolean {
  return process.env.NEXT_RUNTIME === "nodejs" && isMainThread;
}

function reckoning() {
  globalThis.concordReckoning ??= { recent: createRecentAnswers(), thread: createThread(startWorker) };
  return globalThis.concordReckoning;
}

function startWorker(): Worker {
  return new Worker(new URL("./thread.ts", import.meta.url), {
    // What is imported before the server concerns requests alone.
    execArgv: [],
    env: { ...process.env, DATABASE_URL: databaseUrl() },
  });
}

async function runHere<N extends JobName>(name: N, input: InputOf<N>): Promise<Made<AnswerOf<N>>> {
  const { JOBS } = await import("./jobs");
  const job = JOBS[name] as (input: InputOf<N>) => Promise<Made<AnswerOf<N>>>;
  return job(input);
}
