import "server-only";
import { type JobSource, startWorker, type Worker } from "@/lib/jobs/worker";
import { claimTasks, extendLeases, type LeasedTask, listRunningRuns } from "./claim-tasks";
import { getRunFacts, type RunFacts } from "./run-facts";
import { workTask } from "./work-task";

/** Calls in flight at once in one process, over all runs. */
const CONCURRENCY = 64;
const IDLE_MS = 1_000;
const HEARTBEAT_MS = 8_000;

declare global {
  var concordJudgeWorker: Worker | undefined;
}

/** Starts this process's judge worker; a second call changes nothing. Several processes may each have one. */
export function startJudgeWorker(): Worker {
  globalThis.concordJudgeWorker ??= startWorker(createSource(), {
    concurrency: CONCURRENCY,
    idleMs: IDLE_MS,
    heartbeatMs: HEARTBEAT_MS,
  });
  return globalThis.concordJudgeWorker;
}

/** Lets a worker of this process see a new or resumed run at once. */
export function wakeJudgeWorker(): void {
  globalThis.concordJudgeWorker?.wake();
}

/** Ends this process's worker: calls in flight are given up and their tasks wait for the next one. */
export async function stopJudgeWorker(): Promise<void> {
  const worker = globalThis.concordJudgeWorker;
  globalThis.concordJudgeWorker = undefined;
  await worker?.stop();
}

function createSource(): JobSource<LeasedTask> {
  const facts = new Map<string, Promise<RunFacts>>();
  // Runs whose endpoint asked for a pause, with its end in milliseconds since 1970.
  const notBefore = new Map<string, number>();

  function factsOf(runId: string): Promise<RunFacts> {
    const known = facts.get(runId) ?? getRunFacts(runId);
    facts.set(runId, known);
    known.catch(() => facts.delete(runId));
    return known;
  }

  return {
    name: "judge",
    claim: async (room) => {
      const runs = await listRunningRuns();
      for (const runId of facts.keys()) if (!runs.includes(runId)) facts.delete(runId);
      const claimed: LeasedTask[] = [];
      for (const runId of runs) {
        if ((notBefore.get(runId) ?? 0) > Date.now()) continue;
        claimed.push(...(await claimTasks(runId, room - claimed.length)));
        if (claimed.length >= room) break;
      }
      return claimed;
    },
    work: async (task, signal) => {
      const wait = await workTask(task, await factsOf(task.runId), signal);
      if (wait > 0) notBefore.set(task.runId, Math.max(wait, notBefore.get(task.runId) ?? 0));
    },
    extend: extendLeases,
  };
}
