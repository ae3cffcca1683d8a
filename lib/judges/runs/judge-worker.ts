import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "@/lib/jobs/worker";
import { log } from "@/lib/log";
import { extendLeases, listRunningRuns } from "./claim-tasks";
import { RunEngine } from "./engine/run-engine";
import { getRunFacts } from "./run-facts";
import { settleCancelledRuns } from "./settle-cancelled";

/** How often runs are looked for that were started elsewhere. */
const LOOK_MS = 1_000;
const HEARTBEAT_MS = 3_000;
/** How often cancelled runs are looked at that may have left something to be labelled. */
const SETTLE_MS = 5_000;

declare global {
  var concordJudgeWorker: Worker | undefined;
}

/** Starts this process's judge worker; a second call changes nothing. Several processes may each have one. */
export function startJudgeWorker(): Worker {
  globalThis.concordJudgeWorker ??= superviseRuns();
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

/** Keeps an engine for each run that is running, and the leases of all alive. */
function superviseRuns(): Worker {
  const engines = new Map<string, RunEngine>();
  const ending = new Map<RunEngine, Promise<void>>();
  let isStopping = false;
  let settleAt = 0;
  let settling: Promise<void> | null = null;
  let nap = new AbortController();

  const heartbeat = setInterval(() => {
    extendLeases([...engines.values()].flatMap((engine) => engine.held())).catch((err: unknown) =>
      log().error({ err }, "leases were not extended"),
    );
  }, HEARTBEAT_MS);
  heartbeat.unref();

  function end(runId: string, engine: RunEngine, abort: boolean): void {
    if (ending.has(engine) && !abort) return;
    const ended = engine.stop(abort).finally(() => {
      ending.delete(engine);
      if (engines.get(runId) === engine) engines.delete(runId);
      // It may have been resumed meanwhile.
      nap.abort();
    });
    ending.set(engine, ended);
  }

  async function look(): Promise<void> {
    const running = await listRunningRuns();
    for (const [runId, engine] of engines) {
      if (engine.isOver() || !running.some(({ id }) => id === runId)) end(runId, engine, false);
    }
    for (const run of running) {
      const known = engines.get(run.id);
      known?.update(run);
      if (known || isStopping) continue;
      const facts = await getRunFacts(run.id).catch((err: unknown) =>
        log().error({ err, runId: run.id }, "a run could not be read"),
      );
      if (facts && !isStopping) engines.set(run.id, new RunEngine(facts, run));
    }
  }

  async function loop(): Promise<void> {
    while (!isStopping) {
      await look().catch((err: unknown) => log().error({ err }, "runs could not be looked for"));
      if (Date.now() >= settleAt && !isStopping) {
        settleAt = Date.now() + SETTLE_MS;
        // Beside the loop: labels to be made must not keep it from runs that are paused or begun.
        settling ??= settleCancelledRuns()
          .catch((err: unknown) => log().error({ err }, "cancelled runs could not be looked for"))
          .finally(() => {
            settling = null;
          });
      }
      await sleep(LOOK_MS, undefined, { signal: nap.signal, ref: false }).catch(() => undefined);
      nap = new AbortController();
    }
  }

  const looping = loop();
  return {
    wake: () => nap.abort(),
    stop: async () => {
      isStopping = true;
      nap.abort();
      await looping;
      await settling;
      for (const [runId, engine] of engines) end(runId, engine, true);
      await Promise.all(ending.values());
      clearInterval(heartbeat);
    },
  };
}
